//! Building the site.

use crate::{fingerprint, phase::phase, process, project, toolchain};
use anyhow::{Context, Result};
use std::process::Command;
use std::thread;

/// The package of the site's program.
const PROGRAM: &str = "infoplane-site";

/// Makes `dist/`, unless it is there already and nothing has changed.
///
/// # Errors
/// One sentence when a tool cannot be had, or the build fails.
pub fn build() -> Result<()> {
    if fingerprint::is_remembered()? {
        eprintln!("── The site is up to date");
        return Ok(());
    }
    let inputs = fingerprint::of_inputs()?;
    phase("Look for the tools and compile the site", || {
        toolchain::ensure_wasm_target()?;
        toolchain::ensure_library_sources()?;
        let tools = thread::spawn(toolchain::ensure_bundler);
        let compiled = compile(lighten(&mut Command::new("cargo")), "release");
        let installed = tools.join().map_err(|_| anyhow::anyhow!("installing the tools was interrupted"))?;
        installed.and(compiled)
    })?;
    phase("Bundle the site into dist/", || process::run(lighten(&mut trunk("build")?)))?;
    fingerprint::remember(&inputs)
}

/// Makes `dist/` as quickly as possible, with pages that reload themselves after the next build. If the sources do not
/// compile, the site stays as it was.
///
/// # Errors
/// One sentence when a tool cannot be had, or the build fails.
pub fn build_unoptimized() -> Result<()> {
    phase("Build the site without optimization", || {
        toolchain::ensure_wasm_target()?;
        toolchain::ensure_bundler()?;
        compile(&mut Command::new("cargo"), "serve")?;
        process::run(trunk("build")?.args(["--release", "false"]))
    })
}

/// Makes cargo build a site that weighs less: 39 KB of 336 compressed.
///
/// The standard library is compiled with the page, for size, and a panic ends the program without writing
/// a message that nobody would see; for that the pinned compiler is told to accept options that are not
/// stable yet. `infoplane_site` exempts the loops of training and of the pair kernel from the level for size at which
/// their crate is compiled. Without these settings, as when Trunk is run alone, the site is the same, only larger and slower.
/// Trunk's hook takes them away again, since they hold for the site alone.
pub(crate) fn lighten(command: &mut Command) -> &mut Command {
    const FLAGS: &str = "-C target-feature=+simd128 -Z unstable-options -C panic=immediate-abort \
                         -Z location-detail=none -Z fmt-debug=none --cfg infoplane_site";
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("RUSTFLAGS", FLAGS)
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

/// Compiles the program; Trunk, which would not fetch its dependencies, then finds it done.
fn compile(cargo: &mut Command, profile: &str) -> Result<()> {
    cargo.current_dir(project::root()?).args([
        "build",
        "--profile",
        profile,
        "--target",
        toolchain::WASM_TARGET,
    ]);
    process::run(cargo.args(["--package", PROGRAM, "--bins"]))
        .with_context(|| format!("{PROGRAM} does not compile"))
}
