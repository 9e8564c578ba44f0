//! The programs that a build needs beside cargo: the wasm target, Trunk, wasm-bindgen.

use crate::{process, project};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// The target of the page and its workers.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The newest Trunk that the pinned compiler can build.
const TRUNK_VERSION: &str = "0.21.14";

/// The driver of Firefox for its tests.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// The option by which wasm-bindgen leaves the table of functions to the parts of a program.
pub(crate) const KEEP_TABLE: &str = "--keep-lld-exports";

/// Makes sure that the compiler is there and can produce wasm.
///
/// # Errors
/// One sentence when there is no compiler, or the target is missing and cannot be had.
pub fn ensure_wasm_target() -> Result<()> {
    let root = project::root()?;
    let libraries = Command::new("rustc")
        .current_dir(&root)
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .output()
        .context("no Rust compiler found: install rustup from https://rustup.rs")?;
    let folder = String::from_utf8_lossy(&libraries.stdout).trim().to_owned();
    if libraries.status.success() && PathBuf::from(folder).is_dir() {
        return Ok(());
    }
    process::run(Command::new("rustup").current_dir(&root).args(["target", "add", WASM_TARGET])).with_context(
        || {
            format!(
                "the Rust target {WASM_TARGET} is missing and could not be installed: \
                 check the network, or run `rustup target add {WASM_TARGET}`"
            )
        },
    )
}

/// Makes sure that the sources of the standard library are there, which is compiled with the page.
///
/// # Errors
/// One sentence when they are missing and cannot be had.
pub fn ensure_library_sources() -> Result<()> {
    let root = project::root()?;
    let sysroot = Command::new("rustc").current_dir(&root).args(["--print", "sysroot"]).output()?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());
    if sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return Ok(());
    }
    process::run(Command::new("rustup").current_dir(&root).args(["component", "add", "rust-src"])).context(
        "the sources of Rust's library are missing and could not be installed: \
         check the network, or run `rustup component add rust-src`",
    )
}

/// Makes sure that Trunk and wasm-bindgen are in [`path`].
///
/// # Errors
/// One sentence when one is missing and cannot be installed.
pub fn ensure_bundler() -> Result<()> {
    ensure_trunk()?;
    ensure_wasm_bindgen()
}

/// `PATH` with the tools under `target/` before the user's own: they are there only because
/// the user's had another version.
///
/// # Errors
/// Outside the repository, or when `PATH` cannot be written.
pub fn path() -> Result<OsString> {
    let own = project::tools()?.join("bin");
    let inherited = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(own).chain(env::split_paths(&inherited));
    env::join_paths(folders).context("PATH has an entry that cannot be joined")
}

fn ensure_trunk() -> Result<()> {
    ensure_installed("trunk", TRUNK_VERSION, &["--no-default-features", "--features", "rustls"])
}

/// Makes sure that the driver of Firefox is in [`path`].
///
/// # Errors
/// One sentence when it is missing and cannot be installed.
pub fn ensure_geckodriver() -> Result<()> {
    ensure_installed("geckodriver", GECKODRIVER_VERSION, &[])
}

/// Builds a program of crates.io as fast as that goes, unless that version is there.
fn ensure_installed(name: &str, version: &str, options: &[&str]) -> Result<()> {
    if has(name, version)? {
        return Ok(());
    }
    eprintln!("   installing {name} {version} under target/tools (some minutes, once)");
    let mut install = Command::new("cargo");
    install
        .args(["install", name, "--version", version, "--locked"])
        .args(options)
        .arg("--root")
        .arg(project::tools()?)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    process::run_quietly(&mut install).with_context(|| {
        format!("{name} {version} could not be installed: check the network and start again")
    })?;
    Ok(())
}

/// Makes sure that wasm-bindgen is in [`path`].
///
/// # Errors
/// One sentence when it is missing and cannot be built.
pub fn ensure_wasm_bindgen() -> Result<()> {
    let version = wasm_bindgen_version()?;
    if has("wasm-bindgen", &version)? && help("wasm-bindgen")?.contains(KEEP_TABLE) {
        return Ok(());
    }
    eprintln!("   building wasm-bindgen {version} under target/tools (a minute or two, once)");
    process::run_quietly(Command::new("cargo").current_dir(project::root()?).args([
        "build",
        "--quiet",
        "--package",
        "bindgen",
    ]))
    .context("wasm-bindgen could not be built: check the network and start again")?;
    let name = format!("wasm-bindgen{}", env::consts::EXE_SUFFIX);
    let folder = project::tools()?.join("bin");
    std::fs::create_dir_all(&folder)?;
    std::fs::copy(project::target()?.join("debug").join(&name), folder.join(&name))
        .context("wasm-bindgen was built but could not be copied to target/tools/bin")?;
    Ok(())
}

/// Whether the first program of that name in [`path`] has that version.
fn has(name: &str, version: &str) -> Result<bool> {
    let line = process::first_line(Command::new(name).env("PATH", path()?).arg("--version"));
    Ok(line.is_some_and(|line| line.split_whitespace().nth(1) == Some(version)))
}

/// What the first program of that name in [`path`] says of its options: ours of an earlier day knows fewer.
fn help(name: &str) -> Result<String> {
    let output = Command::new(name).env("PATH", path()?).arg("--help").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The version of wasm-bindgen in `Cargo.lock`.
fn wasm_bindgen_version() -> Result<String> {
    let lock = std::fs::read_to_string(project::root()?.join("Cargo.lock"))?;
    match locked_version(&lock, "wasm-bindgen") {
        Some(version) => Ok(version.to_owned()),
        None => bail!("Cargo.lock does not name wasm-bindgen"),
    }
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"\n");
    let (_, entry) = lock.split_once(&name)?;
    entry.lines().next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_exact_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "absent"), None);
    }

    #[test]
    fn this_repository_locks_wasm_bindgen() {
        let version = wasm_bindgen_version().expect("Cargo.lock is readable");
        assert!(version.starts_with("0.2."), "{version}");
    }
}
