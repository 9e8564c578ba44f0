//! That the program has vector instructions, which no test of its numbers could tell.
//!
//! They are missing when it is built without `simd128`: the vectors of the learner are then emulated. How fast the
//! loops around them are is for `cargo xtask bench` to say.

use crate::{headers, project};
use anyhow::{Context, Result, ensure};
use std::fs;
use wasmparser::{Operator, Parser, Payload};

/// The fewest multiplications of four numbers at once. The program has some hundreds; without vectors
/// it has none.
const LEAST: usize = 100;

/// Counts the vector multiplications in all parts of the finished site's program.
///
/// # Errors
/// When they are too few, or there is no program.
pub fn check() -> Result<()> {
    let mut count = 0;
    for file in fs::read_dir(project::dist()?.join(headers::HASHED))? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            count += multiplications(&fs::read(path)?)?;
        }
    }
    println!("   {count} vector multiplications in the program");
    ensure!(count >= LEAST, "the loops of the program do not use vectors");
    Ok(())
}

/// How often a module multiplies four single-precision numbers at once.
fn multiplications(module: &[u8]) -> Result<usize> {
    let mut count = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload.context("not a wasm module")? {
            for operator in body.get_operators_reader()? {
                count += usize::from(matches!(operator?, Operator::F32x4Mul));
            }
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function that squares a vector: type, function and code section.
    const SQUARE: &[u8] = b"\0asm\x01\0\0\0\x01\x06\x01\x60\x01\x7b\x01\x7b\x03\x02\x01\x00\
                            \x0a\x0b\x01\x09\x00\x20\x00\x20\x00\xfd\xe6\x01\x0b";

    #[test]
    fn vector_multiplications_are_counted() {
        assert_eq!(multiplications(SQUARE).expect("a module"), 1);
    }

    #[test]
    fn a_module_without_code_has_none() {
        assert_eq!(multiplications(&SQUARE[..8]).expect("a module"), 0);
        assert!(multiplications(b"not wasm").is_err());
    }
}
