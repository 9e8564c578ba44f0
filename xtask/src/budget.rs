//! The weight of the first visit.

use crate::{headers, project};
use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a first visit may fetch before it can be used, compressed: half a second on a slow line.
/// Data sets come later, on demand.
const BUDGET: usize = 300_000;

/// Nothing waits for it: formulas are shown in a font of the system until it is there.
const MATH_FONT: &str = "assets/fonts/stix-two-math.woff2";

/// The part of the program that every worker fetches.
const WORKER: &str = "engine";

/// Parts that are fetched only when they are asked for, and after which page: they are no part of a first visit.
const LATER: [(&str, &str); 7] = [
    ("export", "front"),
    ("own", "plane"),
    ("claims", "plane"),
    ("spread", "plane"),
    ("rooms", "classifier"),
    ("scrub", "classifier"),
    ("files", "classifier"),
];

/// The style sheet that comes with the first of them.
const LATER_STYLE: &str = "/later-";

/// The page that starts no worker.
const WITHOUT_WORKER: &str = "front";

/// Prints the compressed sizes of the page, its style, the parts of its program and its icon, and what a first visit
/// to each page fetches of them.
///
/// # Errors
/// When that exceeds the budget.
pub fn check() -> Result<()> {
    let dist = project::dist()?;
    let mut files = vec![dist.join("index.html"), dist.join("assets").join("icon.svg")];
    files.extend(list(&dist.join(headers::HASHED))?);
    let mut sizes = Vec::new();
    println!("   {:>9} {:>9}", "bytes", "gzip");
    for file in &files {
        let content = fs::read(file)?;
        let compressed = gzip_size(&content)?;
        let name = name(file, &dist);
        println!("   {:>9} {compressed:>9}  {name}", content.len());
        sizes.push((name, compressed));
    }
    let font = dist.join(MATH_FONT);
    println!("   {:>9} {:>9}  {}, fetched beside it", fs::metadata(&font)?.len(), "", name(&font, &dist));
    let link =
        files.iter().find(|file| name(file, &dist).contains("-parts-")).context("no file links the parts")?;
    let link = fs::read_to_string(link)?;
    let parts = parts(&link)?;
    let is_later = |part: &Part<'_>| LATER.iter().any(|(name, _)| *name == part.name);
    for page in parts.iter().filter(|part| part.name != WORKER && !is_later(part)) {
        let total = first_visit(page, &parts, &sizes);
        println!("   {:>9} {total:>9}  of {BUDGET}: {}", "", page.name);
        ensure!(
            total <= BUDGET,
            "a first visit to {} fetches {total} bytes, {} too many",
            page.name,
            total - BUDGET
        );
    }
    for (name, page) in LATER {
        let find =
            |name| parts.iter().find(|part| part.name == name).with_context(|| format!("no part {name}"));
        let total = later_visit(find(name)?, find(page)?, &parts, &sizes);
        println!("   {:>9} {total:>9}  more when it is opened: {name}", "");
    }
    Ok(())
}

/// A part of the program, and what it shares with others.
#[derive(Debug, PartialEq)]
struct Part<'a> {
    name: &'a str,
    chunks: Vec<&'a str>,
}

impl Part<'_> {
    /// Whether the part needs this file.
    fn needs(&self, file: &str) -> bool {
        let stem =
            file.rsplit('/').next().and_then(|file| file.rsplit_once('-')).map_or("", |(stem, _)| stem);
        stem.strip_prefix("split_").is_some_and(|name| name == self.name) || self.chunks.contains(&stem)
    }
}

/// The parts that the linking script exports: `__wasm_split_load_name = …[__chunk_1, __chunk_2]`.
fn parts(link: &str) -> Result<Vec<Part<'_>>> {
    let exports: Vec<&str> = link.split("export const __wasm_split_load_").skip(1).collect();
    ensure!(exports.len() > 1, "the program has no parts: has the form of the link changed?");
    let part = |export| {
        let (name, rest): (&str, &str) = str::split_once(export, '=').context("an export without a value")?;
        let needed =
            rest.split_once('[').and_then(|(_, rest)| rest.split_once(']')).context("no list of chunks")?.0;
        let chunks = needed.split(',').map(|chunk| chunk.trim().trim_start_matches("__"));
        Ok(Part { name: name.trim(), chunks: chunks.filter(|chunk| !chunk.is_empty()).collect() })
    };
    exports.into_iter().map(part).collect()
}

/// What is fetched before a page can be used.
fn first_visit(page: &Part<'_>, parts: &[Part<'_>], sizes: &[(String, usize)]) -> usize {
    sizes.iter().filter(|(file, _)| is_at_first(file, page, parts)).map(|(_, size)| size).sum()
}

/// All that is no part, the page, and what workers need if it has any.
fn is_at_first(file: &str, page: &Part<'_>, parts: &[Part<'_>]) -> bool {
    let worker = parts.iter().find(|part| part.name == WORKER && page.name != WITHOUT_WORKER);
    let is_part = ["/split_", "/chunk_", LATER_STYLE].iter().any(|name| file.contains(name));
    !is_part || page.needs(file) || worker.is_some_and(|worker| worker.needs(file))
}

/// What is fetched when a part is asked for after a page has been opened.
fn later_visit(part: &Part<'_>, page: &Part<'_>, parts: &[Part<'_>], sizes: &[(String, usize)]) -> usize {
    let is_needed = |file: &str| part.needs(file) || file.contains(LATER_STYLE);
    let is_fetched = |file: &str| is_needed(file) && !is_at_first(file, page, parts);
    sizes.iter().filter(|(file, _)| is_fetched(file)).map(|(_, size)| size).sum()
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

fn name(file: &Path, dist: &Path) -> String {
    file.strip_prefix(dist).unwrap_or(file).display().to_string()
}

fn gzip_size(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_fetches_what_its_page_and_its_worker_need() {
        let link = "const __chunk_1 = load([]);export const __wasm_split_load_plane = wrap(load(() => {}, [__chunk_1]));
            export const __wasm_split_load_engine = wrap(load(() => {}, [__chunk_1, __chunk_2]));
            export const __wasm_split_load_front = wrap(load(() => {}, []));";
        let parts = parts(link).expect("a script with parts");
        assert_eq!(parts[0], Part { name: "plane", chunks: vec!["chunk_1"] });
        let file = |name: &str, size| (format!("app/{name}-01.wasm"), size);
        let sizes = [
            file("infoplane", 1),
            file("split_plane", 10),
            file("split_engine", 100),
            file("split_front", 1_000),
            file("chunk_1", 10_000),
            file("chunk_2", 100_000),
            file("chunk_3", 1_000_000),
        ];
        assert_eq!(first_visit(&parts[0], &parts, &sizes), 110_111);
        assert_eq!(first_visit(&parts[2], &parts, &sizes), 1_001);
        // The engine has been fetched with the plane, but not with the front page.
        assert_eq!(later_visit(&parts[1], &parts[0], &parts, &sizes), 0);
        assert_eq!(later_visit(&parts[1], &parts[2], &parts, &sizes), 110_100);
    }

    #[test]
    fn repetition_weighs_little() {
        let size = gzip_size(&[7; 100_000]).expect("memory can be written");
        assert!(size < 500, "{size}");
    }
}
