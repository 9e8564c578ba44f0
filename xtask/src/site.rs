//! Building the site.

use crate::{fingerprint, phase::phase, process, project, toolchain};
use anyhow::{Context, Result};
use std::process::Command;
use std::thread;

/// The packages whose programs make up the site.
pub const PROGRAMS: [&str; 2] = ["infoplane", "infoplane-worker"];

/// Makes `dist/`, unless it is there already and nothing has changed.
///
/// # Errors
/// One sentence when a tool cannot be had, or the build fails.
pub fn build() -> Result<()> {
    if fingerprint::is_remembered()? {
        eprintln!("── The site is up to date");
        return Ok(());
    }
    phase("Look for the tools and compile the site", || {
        toolchain::ensure_wasm_target()?;
        let tools = thread::spawn(toolchain::ensure_bundler);
        let compiled = compile();
        let installed = tools.join().map_err(|_| anyhow::anyhow!("installing the tools was interrupted"))?;
        installed.and(compiled)
    })?;
    phase("Bundle the site into dist/", || process::run(&mut trunk("build")?))?;
    fingerprint::remember()
}

/// Trunk with the tools it calls in its `PATH`, told not to fetch any.
///
/// # Errors
/// Outside the repository.
pub fn trunk(subcommand: &str) -> Result<Command> {
    let path = toolchain::path()?;
    let mut command = Command::new("trunk");
    command
        .current_dir(project::root()?)
        .args([subcommand, "--offline", "true", "--log", "warn"])
        .env("PATH", path)
        .env_remove("NO_COLOR");
    Ok(command)
}

/// Compiles the programs beside the installation of the tools; Trunk then finds them done. They are
/// compiled one by one, as Trunk does it: together they would be built with each other's features.
fn compile() -> Result<()> {
    for package in PROGRAMS {
        let selection = ["--package", package, "--bins"];
        process::run(
            Command::new("cargo")
                .current_dir(project::root()?)
                .args(["build", "--release", "--target", toolchain::WASM_TARGET])
                .args(selection),
        )
        .with_context(|| format!("{package} does not compile"))?;
    }
    Ok(())
}
