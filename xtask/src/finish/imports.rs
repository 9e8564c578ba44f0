//! Short names for what a wasm module imports.
//!
//! wasm-bindgen gives every import a long name with a hash that nothing can compress, once in the module and
//! once in the script around it: together 6 KB of what a first visit fetches.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Section};
use wasmparser::{ImportSectionReader, Parser, Payload};

/// What all names made by wasm-bindgen begin with.
const GENERATED: &str = "__wb";

/// A module and its script with short names for what the script gives to the module.
///
/// # Errors
/// When the bytes are not a wasm module.
pub(super) fn shorten(module: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut shortened = Vec::with_capacity(module.len());
    let mut names = BTreeMap::new();
    let mut start = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload.context("not a wasm module")? {
            Payload::Version { range, .. } => {
                shortened.extend_from_slice(&module[range.clone()]);
                start = range.end;
            }
            Payload::ImportSection(reader) => {
                start = reader.range().end;
                renamed(reader, &mut names)?.append_to(&mut shortened);
            }
            payload => {
                let Some((_, range)) = payload.as_section() else { continue };
                shortened.extend_from_slice(&module[start..range.end]);
                start = range.end;
            }
        }
    }
    Ok((shortened, replaced(script, &names)))
}

/// The same imports under short names, which `names` takes down.
fn renamed(imports: ImportSectionReader<'_>, names: &mut BTreeMap<String, String>) -> Result<ImportSection> {
    let mut section = ImportSection::new();
    for import in imports.into_imports() {
        let import = import?;
        let kind = RoundtripReencoder.entity_type(import.ty)?;
        if import.name.starts_with(GENERATED) {
            let short = format!("i{}", names.len());
            section.import(import.module, names.entry(import.name.to_owned()).or_insert(short), kind);
        } else {
            section.import(import.module, import.name, kind);
        }
    }
    Ok(section)
}

/// The longest first, because one name may be the beginning of another.
fn replaced(script: &str, names: &BTreeMap<String, String>) -> String {
    let mut names: Vec<_> = names.iter().collect();
    names.sort_by_key(|(name, _)| core::cmp::Reverse(name.len()));
    names.iter().fold(script.to_owned(), |script, (name, short)| script.replace(name.as_str(), short))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports two functions without arguments, one name the beginning of the other, and calls none.
    fn module(names: [&str; 2]) -> Vec<u8> {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        names.iter().for_each(|name| {
            imports.import("./page.js", name, wasm_encoder::EntityType::Function(0));
        });
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn module_and_script_agree_on_the_short_names() {
        let before = module(["__wbg_call_1f", "__wbg_call_1f2e"]);
        let script = "x = { __wbg_call_1f2e: f, __wbg_call_1f: g }";
        let (after, script) = shorten(&before, script).expect("a module");
        assert_eq!(after, module(["i0", "i1"]));
        assert_eq!(script, "x = { i1: f, i0: g }");
    }

    #[test]
    fn names_of_other_origin_stay() {
        let before = module(["memory", "__wbg_call_1f"]);
        assert_eq!(shorten(&before, "").expect("a module").0, module(["memory", "i0"]));
        assert!(shorten(b"not wasm", "").is_err());
    }
}
