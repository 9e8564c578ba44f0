//! A wasm program among the site's files: the module, the JavaScript around it, and what starts it.

use super::parts::{LINK, Parts};
use super::slim::slim;
use super::{imports, types, wasm};
use crate::headers::HASHED;
use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Where a program's files are, relative to the page.
pub(super) struct Program {
    /// The module that starts it.
    pub(super) loader: String,
    script: String,
    link: String,
    module: String,
}

impl Program {
    /// Writes the parts of a program to `app/` under hashed names, innermost first, because each file names the next.
    pub(super) fn write(stage: &Path, name: &str, parts: &Parts) -> Result<Self> {
        let script = fs::read_to_string(&parts.script)?;
        let (code, script) = imports::shorten(&stripped(&parts.module)?, &script)?;
        let module = write_hashed(stage, name, "wasm", &code)?;
        let script = renamed(&script, &format!("{name}_bg.wasm"), &module)?;

        let mut link = fs::read_to_string(&parts.link)?;
        for part in &parts.parts {
            let stem = part.file_stem().unwrap_or_default().to_string_lossy();
            let path = write_hashed(stage, &stem, "wasm", &stripped(part)?)?;
            link = renamed(&link, &format!("{stem}.wasm"), &path)?;
        }

        // Each of the two names the other, so both are named after the contents of both.
        let (link, script) = (slim(&link), slim(&script));
        let hash = hash(&[link.as_bytes(), script.as_bytes()]);
        let (link_path, script_path) =
            (hashed(&format!("{name}-parts"), &hash, "js"), hashed(name, &hash, "js"));
        write(stage, &link_path, renamed(&link, &format!("{name}.js"), &script_path)?.as_bytes())?;
        write(stage, &script_path, imported(&script, LINK, &link_path)?.as_bytes())?;
        let loader = write_hashed(stage, &format!("start-{name}"), "js", start(&script_path).as_bytes())?;
        Ok(Self { loader, script: script_path, link: link_path, module })
    }

    /// Links by which a browser fetches all files at once, instead of one after the other.
    pub(super) fn preloads(&self) -> String {
        format!(
            "<link rel=\"modulepreload\" href=\"./{}\">\n  <link rel=\"modulepreload\" href=\"./{}\">\n  \
             <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"./{}\">",
            self.script, self.link, self.module
        )
    }
}

/// Removes what Trunk made of the whole program.
pub(super) fn discard(stage: &Path, name: &str) -> Result<()> {
    fs::remove_file(find(stage, name, "_bg.wasm")?)?;
    Ok(fs::remove_file(find(stage, name, ".js")?)?)
}

/// A module without what only tools read, and the types of other parts.
fn stripped(module: &Path) -> Result<Vec<u8>> {
    types::pruned(&wasm::without_tool_sections(&fs::read(module)?)?)
}

/// A script that imports a file by its path within the site, where it imported `old`. The module still asks for `old`.
fn imported(script: &str, old: &str, path: &str) -> Result<String> {
    let (old, new) = (format!("from \"./{old}\""), format!("from \"./{}\"", file_name(path)));
    ensure!(script.contains(&old), "no script has an import {old}");
    Ok(script.replace(&old, &new))
}

/// A script that refers to a file by its path within the site, where it named it by `old`.
fn renamed(script: &str, old: &str, path: &str) -> Result<String> {
    ensure!(script.contains(old), "no script refers to {old}");
    Ok(script.replace(old, file_name(path)))
}

/// Writes a file to `app/` under a name that carries the hash of its content; the path within the site.
pub(super) fn write_hashed(stage: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let path = hashed(stem, &hash(&[content]), extension);
    write(stage, &path, content)?;
    Ok(path)
}

fn write(stage: &Path, path: &str, content: &[u8]) -> Result<()> {
    fs::write(stage.join(path), content).with_context(|| format!("{path} could not be written"))
}

fn hashed(stem: &str, hash: &str, extension: &str) -> String {
    format!("{HASHED}/{stem}-{hash}.{extension}")
}

fn hash(contents: &[&[u8]]) -> String {
    let digest =
        contents.iter().fold(Sha256::new(), |digest, content| digest.chain_update(content)).finalize();
    digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}

/// The module that starts a program. An error is reported, so that a page hears of its worker's.
fn start(script: &str) -> String {
    format!("import init from './{}';\ninit().catch(reportError);\n", file_name(script))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The file that Trunk named `<name>-<hash><ending>`.
fn find(stage: &Path, name: &str, ending: &str) -> Result<PathBuf> {
    for entry in fs::read_dir(stage)? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let middle = file.strip_prefix(name).and_then(|rest| rest.strip_suffix(ending));
        if middle.is_some_and(|middle| middle.starts_with('-')) {
            return Ok(path);
        }
    }
    bail!("Trunk wrote no {name}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with nothing in it but its header.
    const EMPTY_MODULE: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn every_file_of_a_program_is_named_after_its_content() {
        let folder = std::env::temp_dir().join(format!("infoplane-program-{}", std::process::id()));
        fs::create_dir_all(folder.join(HASHED)).expect("a temporary folder");
        let parts = Parts::example(&folder, "page");
        let program = Program::write(&folder, "page", &parts).expect("a complete program");
        let text = |path: &str| fs::read_to_string(folder.join(path)).expect("written");
        let (script, link) = (text(&program.script), text(&program.link));
        assert!(script.contains(file_name(&program.module)), "{script}");
        assert!(
            script.contains(file_name(&program.link)) && link.contains(file_name(&program.script)),
            "{link}"
        );
        assert!(text(&program.loader).contains(file_name(&program.script)));
        let part = hashed("split_rest", &hash(&[EMPTY_MODULE]), "wasm");
        assert!(link.contains(file_name(&part)) && folder.join(part).exists(), "{link}");
        fs::remove_dir_all(folder).expect("removable");
    }
}
