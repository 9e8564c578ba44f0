//! Taking the program apart: what `#[wasm_split]` marks is fetched when it is first called.
//!
//! The linker leaves in the module which function refers to which, so that what only a marked function needs can be
//! moved to a module of its own. Trunk has made JavaScript for the whole module; here it is made once more, for what
//! is left of it.

use crate::{process, project, toolchain};
use anyhow::{Context, Result, anyhow};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_split_cli_support::{Options, transform};

/// What the names of a module's parts begin with: what one marked function needs, and what several do.
const PARTS: [&str; 2] = ["split_", "chunk_"];

/// A program in parts, as files whose contents name each other.
pub(super) struct Parts {
    /// The JavaScript around the module that is there from the start.
    pub(super) script: PathBuf,
    /// That module.
    pub(super) module: PathBuf,
    /// The JavaScript that fetches the parts.
    pub(super) link: PathBuf,
    /// The parts.
    pub(super) parts: Vec<PathBuf>,
}

impl Parts {
    /// Takes apart the program that cargo has built last.
    pub(super) fn of(name: &str) -> Result<Self> {
        let program = built(name)?;
        let folder = project::target()?.join("parts").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let main = folder.join("main.wasm");
        let parts = split(&program, &main, &folder, name)?;
        bind(&main, &folder, name)?;
        Ok(Self {
            script: folder.join(format!("{name}.js")),
            module: folder.join(format!("{name}_bg.wasm")),
            link: folder.join(LINK),
            parts,
        })
    }
}

/// The file that fetches the parts.
pub(super) const LINK: &str = "parts.js";

/// Splits a module into what is there from the start, `main`, and the parts in `folder`; their paths.
fn split(program: &Path, main: &Path, folder: &Path, name: &str) -> Result<Vec<PathBuf>> {
    let input = fs::read(program).with_context(|| format!("cargo left no {}", program.display()))?;
    let (link, script) = (format!("./{LINK}"), format!("./{name}.js"));
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = &link;
    options.main_module = &script;
    transform(options).map_err(|error| anyhow!("{} cannot be split: {error:#}", program.display()))?;
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let is_part = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        PARTS.iter().any(|begin| name.starts_with(begin))
    };
    Ok(files.into_iter().filter(is_part).collect())
}

/// Makes the JavaScript around a module.
fn bind(module: &Path, folder: &Path, name: &str) -> Result<()> {
    toolchain::ensure_wasm_bindgen()?;
    let mut command = Command::new("wasm-bindgen");
    command.env("PATH", toolchain::path()?).arg(module).args(["--target", "web", "--no-typescript"]);
    command.arg(toolchain::KEEP_TABLE);
    process::run(command.arg("--out-dir").arg(folder).args(["--out-name", name]))
}

/// The module that Trunk had cargo build.
fn built(name: &str) -> Result<PathBuf> {
    let profile = env::var("TRUNK_PROFILE").unwrap_or_else(|_| "release".to_owned());
    Ok(project::target()?.join(toolchain::WASM_TARGET).join(profile).join(format!("{name}.wasm")))
}

#[cfg(test)]
impl Parts {
    /// A program whose modules are empty, with one part, in `folder`.
    pub(super) fn example(folder: &Path, name: &str) -> Self {
        const EMPTY_MODULE: &[u8] = b"\0asm\x01\0\0\0";
        let file = |name: String, content: &[u8]| {
            let path = folder.join(name);
            fs::write(&path, content).expect("writable");
            path
        };
        let script =
            format!("import * as link from \"./{LINK}\"; new URL('{name}_bg.wasm', import.meta.url)");
        let link = format!("import './{name}.js'; fetch('./split_rest.wasm')");
        Self {
            script: file(format!("{name}.js"), script.as_bytes()),
            module: file(format!("{name}_bg.wasm"), EMPTY_MODULE),
            link: file(LINK.into(), link.as_bytes()),
            parts: vec![file("split_rest.wasm".into(), EMPTY_MODULE)],
        }
    }
}
