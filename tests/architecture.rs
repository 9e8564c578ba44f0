//! The table of layers in `ARCHITECTURE.md` is true of the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// No file is longer than this without its tests: STYLE.md asks for 300 and allows a reasoned exception.
const LONGEST_FILE: usize = 400;

/// A crate whose modules are layers: its name and its sources.
type Crate = (&'static str, &'static str);

const CORE: Crate = ("infoplane-core", "crates/infoplane-core/src");
const WORKER: Crate = ("infoplane-worker", "crates/infoplane-worker/src");
const PAGE: Crate = ("infoplane", "src");

/// The rows under which a crate sees the whole of another, and the name of that in code.
const WHOLE_CRATES: [(&str, &str); 3] =
    [("core", "infoplane_core"), ("files", "infoplane_files"), ("worker", "infoplane_worker")];

/// Which modules a module may name.
type Layers = BTreeMap<String, BTreeSet<String>>;

#[test]
fn modules_name_only_what_their_row_allows() {
    for (crate_name, folder) in [CORE, WORKER, PAGE] {
        let found = violations(folder, crate_name, &layers(crate_name));
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn every_module_has_a_row_and_every_row_a_module() {
    for (crate_name, folder) in [CORE, WORKER, PAGE] {
        let is_whole =
            |row: &String| crate_name != CORE.0 && WHOLE_CRATES.iter().any(|(name, _)| row == name);
        let rows: BTreeSet<String> = layers(crate_name).into_keys().filter(|row| !is_whole(row)).collect();
        let modules: BTreeSet<String> =
            sources(folder).iter().map(|file| module_of(file, folder)).filter(|name| name != "lib").collect();
        assert_eq!(rows, modules, "the table of `{crate_name}` and the files in {folder} differ");
    }
}

#[test]
fn rows_name_only_rows_above_them() {
    for (crate_name, _) in [CORE, WORKER, PAGE] {
        let mut above = BTreeSet::new();
        for (module, allowed) in rows(crate_name) {
            assert!(allowed.is_subset(&above), "`{module}` may name only modules above it");
            above.insert(module);
        }
    }
}

#[test]
fn files_are_short() {
    for folder in ["crates", "src", "xtask", "browser-tests"] {
        for file in sources(folder) {
            let lines = without_tests(&read(&file)).lines().count();
            assert!(lines <= LONGEST_FILE, "{} has {lines} lines without its tests", file.display());
        }
    }
}

#[test]
fn paths_are_found_in_code_and_not_in_comments() {
    let code = "use crate::math::ln;\n// crate::bad\nfn f() { infoplane_core::named_enum!(); }\n\
                use crate::{\n    dist::Pmf, learner::{network, loss},\n};";
    let names = named_modules(&without_comments(code), "crate");
    assert_eq!(names, BTreeSet::from(["dist", "learner", "math"].map(str::to_owned)));
    assert_eq!(named_modules(code, "infoplane_core"), BTreeSet::from(["named_enum".to_owned()]));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn layers(crate_name: &str) -> Layers {
    rows(crate_name).into_iter().collect()
}

/// The rows of the table under the heading with the crate's name, in their order.
fn rows(crate_name: &str) -> Vec<(String, BTreeSet<String>)> {
    let page = read(Path::new("ARCHITECTURE.md"));
    let (_, section) = page.split_once(&format!("### `{crate_name}`\n")).expect("the heading is there");
    let table =
        section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    table
        .skip(2)
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let module = code_words(cells[0]).next().expect("a row starts with a module").to_owned();
            (module, code_words(cells[1]).map(str::to_owned).collect())
        })
        .collect()
}

/// The words between backticks.
fn code_words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

fn violations(folder: &str, crate_name: &str, layers: &Layers) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources(folder) {
        let module = module_of(&file, folder);
        let Some(allowed) = layers.get(&module) else { continue };
        for target in targets(&without_comments(&read(&file)), crate_name) {
            if target != module && !allowed.contains(&target) {
                found.push(format!("{}: `{module}` may not name `{target}`", file.display()));
            }
        }
    }
    found
}

/// The rows that a file of that crate names: modules of its own crate, and whole other crates.
fn targets(code: &str, crate_name: &str) -> BTreeSet<String> {
    let own = ["crate", &crate_name.replace('-', "_")].map(|name| named_modules(code, name));
    let mut targets: BTreeSet<String> = own.into_iter().flatten().collect();
    if targets.remove("named_enum") {
        targets.insert("named".to_owned());
    }
    for (row, name) in WHOLE_CRATES {
        if name != crate_name.replace('-', "_") && !named_modules(code, name).is_empty() {
            targets.insert(row.to_owned());
        }
    }
    targets
}

/// The first part of a file's path below the crate's `src`.
fn module_of(file: &Path, folder: &str) -> String {
    let below = file.strip_prefix(folder).expect("a source of that folder");
    let first = below.components().next().expect("a file below it");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Every Rust file below a folder, relative to the repository.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).expect("a folder of the repository") {
            let entry = entry.expect("readable");
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn without_comments(code: &str) -> String {
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn without_tests(code: &str) -> &str {
    code.split("#[cfg(test)]").next().unwrap_or(code)
}

/// The modules that follow `<crate_name>::` in the code, those in braces too.
fn named_modules(code: &str, crate_name: &str) -> BTreeSet<String> {
    let start = format!("{crate_name}::");
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(&start) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(group_members(group).into_iter().map(identifier)),
            None => names.extend([identifier(rest)]),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The members of a `{…}` group, of which the opening brace has been read.
fn group_members(group: &str) -> Vec<&str> {
    let mut members = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                members.push(&group[start..at]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    members
}

fn identifier(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
