//! The weight of the first visit.

use crate::{headers, project};
use anyhow::{Result, ensure};
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

/// Prints the compressed sizes of the page, its style, its programs and its icon.
///
/// # Errors
/// When they exceed the budget together.
pub fn check() -> Result<()> {
    let dist = project::dist()?;
    let mut files = vec![dist.join("index.html"), dist.join("assets").join("icon.svg")];
    files.extend(list(&dist.join(headers::HASHED))?);
    let mut total = 0;
    println!("   {:>9} {:>9}", "bytes", "gzip");
    for file in &files {
        let content = fs::read(file)?;
        let compressed = gzip_size(&content)?;
        total += compressed;
        println!("   {:>9} {compressed:>9}  {}", content.len(), name(file, &dist));
    }
    println!("   {:>9} {total:>9}  of {BUDGET}", "");
    let font = dist.join(MATH_FONT);
    println!("   {:>9} {:>9}  {}, fetched beside it", fs::metadata(&font)?.len(), "", name(&font, &dist));
    ensure!(total <= BUDGET, "a first visit fetches {total} bytes, {} too many", total - BUDGET);
    Ok(())
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
    fn repetition_weighs_little() {
        let size = gzip_size(&[7; 100_000]).expect("memory can be written");
        assert!(size < 500, "{size}");
    }
}
