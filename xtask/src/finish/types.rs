//! Modules with the function types that they use, and no others.
//!
//! Taking a program apart leaves the types of all of it in every part: a kilobyte in each of some twenty files that a
//! first visit fetches.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{Module, TypeSection};
use wasmparser::{Parser, TypeSectionReader};

/// The module without the types that nothing in it refers to.
///
/// # Errors
/// When the bytes are not a wasm module, or types refer to each other, which those of functions do not.
pub(super) fn pruned(module: &[u8]) -> Result<Vec<u8>> {
    let mut uses = Uses::default();
    reencode(&mut uses, module)?;
    let new = (0..).zip(uses.0).map(|(new, old)| (old, new)).collect();
    reencode(&mut Renumbered { new }, module)
}

fn reencode(reencoder: &mut impl Reencode<Error = Infallible>, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    reencoder
        .parse_core_module(&mut module, Parser::new(0), bytes)
        .map_err(|error| anyhow::anyhow!("{error}"))
        .context("not a wasm module")?;
    Ok(module.finish())
}

/// Takes down which types are referred to.
#[derive(Default)]
struct Uses(BTreeSet<u32>);

impl Reencode for Uses {
    type Error = Infallible;

    fn type_index(&mut self, old: u32) -> Result<u32, Error<Infallible>> {
        self.0.insert(old);
        Ok(old)
    }
}

/// Gives the types that are used new numbers, in their order.
struct Renumbered {
    new: BTreeMap<u32, u32>,
}

impl Reencode for Renumbered {
    type Error = Infallible;

    fn type_index(&mut self, old: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.new[&old])
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for (old, group) in (0..).zip(section) {
            if self.new.contains_key(&old) {
                RoundtripReencoder.parse_recursive_type_group(types.ty(), group?)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, EntityType, Function, FunctionSection, ImportSection, ValType};

    /// A module with types of 0 to 3 parameters, an import of the type of 2 and a function of the last.
    fn module(import: u32, function: u32, n_parameters: &[usize]) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        n_parameters.iter().for_each(|&n| types.ty().function(vec![ValType::I32; n], []));
        imports.import("page", "f", EntityType::Function(import));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        functions.function(function);
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&code);
        module.finish()
    }

    #[test]
    fn types_that_nothing_has_go_and_the_others_move_up() {
        let after = pruned(&module(2, 3, &[0, 1, 2, 3])).expect("a module");
        assert_eq!(after, module(0, 1, &[2, 3]));
        assert_eq!(pruned(&after).expect("a module"), after);
    }

    #[test]
    fn other_bytes_are_refused() {
        assert!(pruned(b"not wasm").is_err());
    }
}
