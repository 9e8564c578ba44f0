//! Which constructors the sources have, and whether all are given any bits.

/// Public functions that make a `Result` without `self`, and methods named `validate`, by file and by how they are named.
#[test]
fn no_constructor_is_forgotten() {
    let here = concat!(
        include_str!("../constructors.rs"),
        include_str!("families.rs"),
        include_str!("learner.rs"),
        include_str!("parts.rs"),
        include_str!("specs.rs")
    );
    let is_named = |path: &str| {
        here.match_indices(path).any(|(at, _)| {
            let part_of_a_name = |c: char| c.is_alphanumeric() || c == '_';
            let (before, after) = (here[..at].chars().next_back(), here[at + path.len()..].chars().next());
            // A parenthesis ends a name whatever follows it.
            let ends = path.ends_with('(') || !after.is_some_and(part_of_a_name);
            ends && !before.is_some_and(part_of_a_name)
        })
    };
    // `use …::module::{one, another};` names them too: an import that is not used does not compile.
    let is_imported = |module: &str, function: &str| {
        let open = format!("{module}::{{");
        let group = |at: usize| here[at + open.len()..].split('}').next().unwrap_or_default();
        here.match_indices(&open).any(|(at, _)| group(at).split(',').any(|name| name.trim() == function))
    };
    let mut found = 0;
    let mut forgotten = Vec::new();
    for file in sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = std::fs::read_to_string(&file).expect("a source file");
        let module = module_of(&file);
        // A file of a private module: what it holds goes by the name of the folder.
        let folder = module_of(file.parent().expect("a folder"));
        for constructor in constructors(&text) {
            found += 1;
            let by_module = format!("{module}::{}", constructor.function);
            let by_type = constructor.of.map(|of| format!("{of}::{}", constructor.function));
            let method = constructor.function == "validate"
                && constructor.of.is_some_and(is_named)
                && here.contains(".validate()");
            let by_folder = format!("{folder}::{}", constructor.function);
            let free =
                by_type.is_none() && (is_imported(&module, constructor.function) || is_named(&by_folder));
            if !(method || free || is_named(&by_type.clone().unwrap_or(by_module))) {
                forgotten.push(format!("{}: {:?} {}", file.display(), by_type, constructor.function));
            }
        }
    }
    assert!(found > 90, "only {found} constructors are found: has their form changed?");
    assert!(forgotten.is_empty(), "not given any bits:\n{}", forgotten.join("\n"));
}

/// The name of the module that a file is: of its folder, if it is the `mod.rs` there.
fn module_of(file: &std::path::Path) -> String {
    let named = if file.ends_with("mod.rs") {
        file.parent().expect("a folder").as_os_str()
    } else {
        file.as_os_str()
    };
    std::path::Path::new(named).file_stem().expect("a name").to_string_lossy().into_owned()
}

/// All files below a folder.
fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of sources");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// A function, and the type that it is of.
struct Constructor<'a> {
    of: Option<&'a str>,
    function: &'a str,
}

/// The type in the first line of an `impl`.
fn implementor(line: &str) -> Option<&str> {
    let named = line.trim_end_matches(" {").rsplit(" for ").next().unwrap_or_default();
    // `impl<'a, T: Real> Logits<'a, T>`: what comes before the last of the words that begin at the top level.
    let generic = named.starts_with("impl<").then(|| named.find("> ").map_or(0, |at| at + 2));
    let start = generic.unwrap_or_else(|| if named.starts_with("impl ") { 5 } else { 0 });
    named[start..].split(['<', ' ']).next()
}

/// The constructors of a file as rustfmt writes it: an `impl` begins and ends at the start of a line.
fn constructors(text: &str) -> Vec<Constructor<'_>> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut of = None;
    let mut found = Vec::new();
    for (at, line) in
        text.match_indices('\n').map(|(at, _)| (at + 1, text[at + 1..].lines().next().unwrap_or_default()))
    {
        if line.starts_with("impl") {
            of = implementor(line);
        } else if line == "}" {
            of = None;
        }
        let Some(rest) =
            line.trim_start().strip_prefix("pub fn ").or(line.trim_start().strip_prefix("pub const fn "))
        else {
            continue;
        };
        let signature = text[at..].split(" {\n").next().unwrap_or_default();
        let Some((arguments, result)) = signature.split_once(") -> ") else { continue };
        let raw = ["f64", "f32", "usize", "Vec<", "&[", "u32", "u64", "bits"]
            .iter()
            .any(|raw| arguments.contains(raw));
        // Questions to proven types are measures; their arguments are lists of variables and whole samples.
        let asks = [
            "&Joint",
            "&Pmf, k",
            "&Points",
            "self",
            "FnMut",
            "&Network",
            "&Source",
            "&Activations",
            "&Model",
            "&Channel, gap",
            "&Distortion, slope: Slope, gap",
        ];
        let is_question = asks.iter().any(|asks| arguments.contains(asks));
        let function = rest.split(['(', '<']).next().unwrap_or_default();
        let is_constructor = result.starts_with("Result<") && raw && !is_question;
        if is_constructor || function == "validate" {
            found.push(Constructor { of, function });
        }
    }
    found
}
