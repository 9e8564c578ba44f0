//! The peers of others: fetched and built when the bench is run, no part of the site.

use super::page;
use crate::{process, project, toolchain};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// Every peer in the browser, ours first.
pub(super) const NAMES: [&str; 5] = ["infoplane", "vanilla", "tfjs", "burn", "candle"];

/// Those written in Rust.
const RUST: [&str; 2] = ["burn", "candle"];

/// What the page loads of TensorFlow.js.
const TENSORFLOW: [&str; 3] = [
    "tfjs/dist/tf.min.js",
    "tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
    "tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
];

/// Tells that the programs of Node.js are there.
///
/// # Errors
/// One sentence when they are missing.
pub(super) fn ensure_node() -> Result<()> {
    let is_there = |name| process::first_line(Command::new(name).arg("--version")).is_some();
    ensure!(
        is_there("node") && is_there("npm"),
        "Node.js with npm was not found, which fetches the peers and drives the browser: \
         install it from https://nodejs.org (Debian: apt-get install nodejs npm)"
    );
    Ok(())
}

/// Puts the chosen peers into the folder of the bench page.
///
/// # Errors
/// When a package cannot be fetched or does not compile.
pub(super) fn build(site: &Path, names: &[String]) -> Result<()> {
    let bench = project::root()?.join("bench");
    install_node_packages(&bench)?;
    let peers = site.join("peers");
    if names.iter().any(|name| name == "tfjs") {
        let folder = peers.join("tfjs");
        fs::create_dir_all(&folder)?;
        for file in TENSORFLOW.map(|file| bench.join("node_modules/@tensorflow").join(file)) {
            fs::copy(&file, folder.join(file.file_name().unwrap_or_default()))
                .with_context(|| format!("no file {}", file.display()))?;
        }
    }
    names.iter().filter(|name| RUST.contains(&name.as_str())).try_for_each(|name| {
        build_rust(&bench.join("rust"), name, &peers.join(name))
            .with_context(|| format!("the peer {name} could not be built"))
    })
}

/// Fetches the packages of Node.js in `bench/`, unless they are there.
///
/// # Errors
/// When npm cannot fetch them.
pub(super) fn install_node_packages(bench: &Path) -> Result<()> {
    let installed = bench.join("node_modules").join(".package-lock.json");
    if changed(&installed) >= changed(&bench.join("package-lock.json")) {
        return Ok(());
    }
    process::run_quietly(Command::new("npm").current_dir(bench).args(["ci", "--no-audit", "--no-fund"]))
        .context("the peers could not be fetched by npm: check the network and start again")?;
    Ok(())
}

/// When a file was changed; long ago if it is not there.
fn changed(file: &Path) -> SystemTime {
    fs::metadata(file).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Compiles a peer for the browser, with the same instructions as our own.
fn build_rust(sources: &Path, name: &str, folder: &Path) -> Result<()> {
    let target = page::folder()?.join("rust");
    let package = format!("{name}-peer");
    process::run(
        Command::new("cargo")
            .current_dir(sources)
            .args(["build", "--locked", "--release", "--package", &package])
            .args(["--target", toolchain::WASM_TARGET, "--target-dir"])
            .arg(&target)
            .env("RUSTFLAGS", "-C target-feature=+simd128 --cfg getrandom_backend=\"wasm_js\""),
    )?;
    page::bind(&target, &format!("{name}_peer"), folder)
}

/// A Python with NumPy and JAX, in an environment of its own.
///
/// # Errors
/// One sentence when there is no Python, or the packages cannot be had.
pub(super) fn ensure_python() -> Result<PathBuf> {
    let folder = page::folder()?.join("python");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !python.exists() {
        process::run_quietly(Command::new("python3").args(["-m", "venv"]).arg(&folder))
            .context("no environment for Python could be made: install python3 with its module venv")?;
    }
    let requirements = project::root()?.join("bench").join("python").join("requirements.txt");
    process::run_quietly(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(requirements),
    )
    .context("NumPy and JAX could not be installed: check the network and start again")?;
    Ok(python)
}
