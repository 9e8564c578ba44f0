//! A wasm program among the site's files: the module, the JavaScript around it, and what starts it.

use super::slim::slim;
use super::{imports, wasm};
use crate::headers::HASHED;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Where a program's files are, relative to the page.
pub(super) struct Program {
    /// The module that starts it.
    pub(super) loader: String,
    script: String,
    module: String,
}

impl Program {
    /// Moves a program to `app/` under hashed names, innermost first, because each file names the next.
    pub(super) fn take(stage: &Path, name: &str) -> Result<Self> {
        let module_file = find(stage, name, "_bg.wasm")?;
        let script_file = find(stage, name, ".js")?;
        let code = wasm::without_tool_sections(&fs::read(&module_file)?)?;
        let (code, text) = imports::shorten(&code, &fs::read_to_string(&script_file)?)?;
        let module = write_hashed(stage, name, "wasm", &code)?;

        let old = format!("{name}_bg.wasm");
        if !text.contains(&old) {
            bail!("{} does not load {old}", script_file.display());
        }
        let text = slim(&text.replace(&old, file_name(&module)));
        let script = write_hashed(stage, name, "js", text.as_bytes())?;
        let loader = write_hashed(stage, &format!("start-{name}"), "js", start(&script).as_bytes())?;
        fs::remove_file(module_file)?;
        fs::remove_file(script_file)?;
        Ok(Self { loader, script, module })
    }

    /// Links by which a browser fetches all files at once, instead of one after the other.
    pub(super) fn preloads(&self) -> String {
        format!(
            "<link rel=\"modulepreload\" href=\"./{}\">\n  \
             <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"./{}\">",
            self.script, self.module
        )
    }
}

/// Writes a file to `app/` under a name that carries the hash of its content; the path within the site.
pub(super) fn write_hashed(stage: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let hash: String = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let path = format!("{HASHED}/{stem}-{hash}.{extension}");
    fs::write(stage.join(&path), content).with_context(|| format!("{path} could not be written"))?;
    Ok(path)
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
        let stage = std::env::temp_dir().join(format!("infoplane-program-{}", std::process::id()));
        fs::create_dir_all(stage.join(HASHED)).expect("a temporary folder");
        fs::write(stage.join("page-1f_bg.wasm"), EMPTY_MODULE).expect("writable");
        fs::write(stage.join("page-1f.js"), "new URL('page_bg.wasm', import.meta.url)").expect("writable");
        let program = Program::take(&stage, "page").expect("a complete program");
        let script = fs::read_to_string(stage.join(&program.script)).expect("written");
        let loader = fs::read_to_string(stage.join(&program.loader)).expect("written");
        assert!(script.contains(file_name(&program.module)), "{script}");
        assert!(loader.contains(file_name(&program.script)), "{loader}");
        assert!(stage.join(&program.module).exists() && !stage.join("page-1f.js").exists());
        fs::remove_dir_all(stage).expect("removable");
    }
}
