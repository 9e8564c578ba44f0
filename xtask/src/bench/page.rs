//! The bench page: what is in `bench/page`, and our learner compiled as the site's worker is.

use crate::finish::wasm::without_tool_sections;
use crate::phase::phase;
use crate::site::lighten;
use crate::{process, project, toolchain};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The package of our own peer.
pub const PACKAGE: &str = "infoplane-bench";

/// The page that has `window.bench`.
pub const NAME: &str = "bench.html";

/// The folder of everything that measuring needs and leaves behind.
///
/// # Errors
/// Outside the repository.
pub fn folder() -> Result<PathBuf> {
    Ok(project::target()?.join("bench"))
}

/// The folder of the page, to be served.
///
/// # Errors
/// Outside the repository.
pub fn site() -> Result<PathBuf> {
    Ok(folder()?.join("site"))
}

/// Makes the folder of the page, without the peers of others.
///
/// # Errors
/// One sentence when a tool cannot be had, or the build fails.
pub fn build() -> Result<PathBuf> {
    let site = site()?;
    phase("Build the bench page", || {
        toolchain::ensure_wasm_target()?;
        toolchain::ensure_library_sources()?;
        toolchain::ensure_wasm_bindgen()?;
        let root = project::root()?;
        process::run(lighten(&mut Command::new("cargo")).current_dir(&root).args([
            "build",
            "--release",
            "--package",
            PACKAGE,
            "--target",
            toolchain::WASM_TARGET,
        ]))
        .with_context(|| format!("{PACKAGE} does not compile"))?;
        copy_folder(&root.join("bench").join("page"), &site)?;
        let module = PACKAGE.replace('-', "_");
        bind(&project::target()?, &module, &site.join("peers").join("infoplane"))
    })?;
    Ok(site)
}

/// Writes the program that cargo left in `target`, and the JavaScript around it, into a folder.
pub(super) fn bind(target: &Path, module: &str, folder: &Path) -> Result<()> {
    let program = target.join(toolchain::WASM_TARGET).join("release").join(format!("{module}.wasm"));
    process::run_quietly(
        Command::new("wasm-bindgen")
            .env("PATH", toolchain::path()?)
            .arg(program)
            .args(["--target", "web", "--no-typescript", "--out-name", module, "--out-dir"])
            .arg(folder),
    )?;
    let bound = folder.join(format!("{module}_bg.wasm"));
    fs::write(&bound, without_tool_sections(&fs::read(&bound)?)?)?;
    Ok(())
}

/// Copies a folder with all that is below it.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_copied_with_all_that_is_below_it() {
        let folder = std::env::temp_dir().join(format!("infoplane-copy-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        fs::create_dir_all(from.join("below")).expect("a temporary folder");
        fs::write(from.join("below").join("file"), "content").expect("writable");
        copy_folder(&from, &to).expect("copied");
        assert_eq!(fs::read_to_string(to.join("below").join("file")).expect("a copy"), "content");
        fs::remove_dir_all(folder).expect("removable");
    }
}
