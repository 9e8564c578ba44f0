//! Every public item of the numeric modules has an example that asserts something.
//!
//! The examples themselves run with `cargo test --doc`; here it is only read off the sources that they are there. Not
//! asked for one are modules, whose items have them, and the methods of traits, whose traits have them. Nor is
//! `citations`: a work that is cited computes nothing.

use std::fs;
use std::path::{Path, PathBuf};

/// What a reader computes with.
const MODULES: [&str; 9] =
    ["math", "dist", "measures", "losses", "estimators", "bottleneck", "named", "learner", "experiments"];

/// Items without an example of their own, by the line that declares them, and why.
const EXCEPTIONS: [(&str, &str); 4] = [
    ("named.rs: pub enum $name { $($(#[$vmeta])* $variant,)+ }", NAMED_ENUM),
    ("named.rs: pub const ALL: &'static [Self] = &[$(Self::$variant,)+];", NAMED_ENUM),
    ("named.rs: pub const fn name(self) -> &'static str {", NAMED_ENUM),
    ("named.rs: pub fn from_name(name: &str) -> Option<Self> {", NAMED_ENUM),
];

const NAMED_ENUM: &str = "`named_enum!` takes the comment of an enum, which is checked where it is declared, and writes its \
    methods, which the example of the macro shows";

/// How the declaration of an item begins.
const ITEMS: [&str; 8] = [
    "pub fn ",
    "pub const fn ",
    "pub const ",
    "pub static ",
    "pub struct ",
    "pub enum ",
    "pub trait ",
    "pub type ",
];

#[test]
fn every_public_item_has_an_example() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let items: Vec<Item> = MODULES.iter().flat_map(|module| items_of(&sources, module)).collect();
    assert!(items.len() > 500, "only {} items are found: has their form changed?", items.len());
    let without: Vec<&str> =
        items.iter().filter(|item| !item.has_example).map(|item| item.name.as_str()).collect();
    let excepted = EXCEPTIONS.map(|(item, _)| item);
    let missing: Vec<&&str> = without.iter().filter(|item| !excepted.contains(item)).collect();
    assert!(missing.is_empty(), "without an example: {missing:#?}");
    let superfluous: Vec<&&str> = excepted.iter().filter(|item| !without.contains(item)).collect();
    assert!(superfluous.is_empty(), "no exceptions any more: {superfluous:?}");
}

#[test]
fn an_example_is_found_above_attributes_and_must_assert() {
    let text = "\
/// ```
/// assert_eq!(1 + 1, 2);
/// ```
#[derive(Clone)]
// It is never made.
#[allow(
    dead_code
)]
pub struct Shown;

/// ```
/// let two = 1 + 1;
/// ```
pub fn called() {}

/// Only described: assert!
    pub const DESCRIBED: u8 = 0;

/// ```
/// assert_eq!(1 + 1, 2);
/// ```
fn private() {}
pub enum Bare {}
#[cfg(test)]
mod tests {
    pub fn of_tests() {}
}
";
    let found: Vec<(String, bool)> =
        items("x.rs", text).into_iter().map(|item| (item.name, item.has_example)).collect();
    let expected = [
        ("x.rs: pub struct Shown;", true),
        ("x.rs: pub fn called() {}", false),
        ("x.rs: pub const DESCRIBED: u8 = 0;", false),
        ("x.rs: pub enum Bare {}", false),
    ];
    assert_eq!(found, expected.map(|(name, has_example)| (name.to_owned(), has_example)));
}

/// A public item: its file and the line that declares it.
struct Item {
    name: String,
    has_example: bool,
}

/// The public items of a module: of its file, or of all files below its folder.
fn items_of(sources: &Path, module: &str) -> Vec<Item> {
    let (file, folder) = (sources.join(module).with_extension("rs"), sources.join(module));
    let files = if file.exists() { vec![file] } else { files(&folder) };
    let of_file = |file: &PathBuf| {
        let name = file.strip_prefix(sources).expect("a file below the sources").to_string_lossy();
        items(&name, &fs::read_to_string(file).expect("a source file"))
    };
    files.iter().flat_map(of_file).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The public items of a text as rustfmt writes it, with what the comment before each says.
fn items(file: &str, text: &str) -> Vec<Item> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let (mut doc, mut in_attribute, mut found) = (String::new(), false, Vec::new());
    for line in text.lines().map(str::trim_start) {
        if let Some(comment) = line.strip_prefix("///") {
            doc.push_str(comment);
            doc.push('\n');
            continue;
        }
        if line.starts_with("//") {
            // An aside between an item and its documentation.
            continue;
        }
        if in_attribute || line.starts_with("#[") {
            // They stand between an item and its documentation, too, and may have several lines.
            in_attribute = !line.ends_with(']');
            continue;
        }
        if ITEMS.iter().any(|item| line.starts_with(item)) {
            found.push(Item { name: format!("{file}: {line}"), has_example: has_example(&doc) });
        }
        doc.clear();
    }
    found
}

/// Whether a comment has a block of code that asserts something.
fn has_example(doc: &str) -> bool {
    doc.split("```").skip(1).step_by(2).any(|code| code.contains("assert"))
}
