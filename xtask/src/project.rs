//! Where things are.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The repository's folder: the nearest one above the running package, or above the present folder,
/// that has a `Trunk.toml`.
///
/// # Errors
/// When there is none.
pub fn root() -> Result<PathBuf> {
    let start = match env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) => PathBuf::from(package),
        None => env::current_dir()?,
    };
    let found = start.ancestors().find(|folder| folder.join("Trunk.toml").is_file());
    found.map(Path::to_path_buf).context("run this inside the infoplane repository")
}

/// The finished site.
///
/// # Errors
/// Outside the repository.
pub fn dist() -> Result<PathBuf> {
    Ok(root()?.join("dist"))
}

/// Cargo's target folder.
///
/// # Errors
/// Outside the repository.
pub fn target() -> Result<PathBuf> {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => Ok(root()?.join(folder)),
        None => Ok(root()?.join("target")),
    }
}

/// The folder of programs that the commands install for themselves.
///
/// # Errors
/// Outside the repository.
pub fn tools() -> Result<PathBuf> {
    Ok(target()?.join("tools"))
}
