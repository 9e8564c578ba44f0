//! Removing from a wasm module what only tools read.

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload};

/// Function names and the compiler's signature: a quarter of the compressed size, nothing to a browser.
const TOOL_SECTIONS: [&str; 3] = ["name", "producers", "target_features"];

/// The module without its tool sections.
///
/// # Errors
/// When the bytes are not a wasm module.
pub(crate) fn without_tool_sections(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(module.len());
    let mut start = 0;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("not a wasm module")?;
        let end = match &payload {
            Payload::Version { range, .. } => range.end,
            _ => match payload.as_section() {
                Some((_, range)) => range.end,
                None => continue,
            },
        };
        let tool =
            matches!(&payload, Payload::CustomSection(section) if TOOL_SECTIONS.contains(&section.name()));
        if !tool {
            kept.extend_from_slice(&module[start..end]);
        }
        start = end;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header, a custom section `name` of three bytes, and an empty type section.
    const NAMED: &[u8] = b"\0asm\x01\0\0\0\x00\x08\x04nameabc\x01\x01\x00";

    #[test]
    fn names_are_removed_and_code_is_kept() {
        let module = without_tool_sections(NAMED).expect("a valid module");
        assert_eq!(module, b"\0asm\x01\0\0\0\x01\x01\x00");
    }

    #[test]
    fn other_bytes_are_refused() {
        assert!(without_tool_sections(b"not wasm").is_err());
    }
}
