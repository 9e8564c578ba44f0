//! Programs of others: looked for, and installed where that is simple.

use crate::{process, toolchain};
use anyhow::Result;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first program of that name in [`toolchain::path`].
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&toolchain::path().ok()?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// Whether this is Debian (or one of its kin) and the user is root.
pub(crate) fn may_install() -> bool {
    let root = process::first_line(Command::new("id").arg("-u")).as_deref() == Some("0");
    root && Path::new("/etc/debian_version").exists() && find("apt-get").is_some()
}

/// Installs packages of Debian.
///
/// # Errors
/// When apt-get fails.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    eprintln!("   installing {} by apt-get", packages.join(", "));
    let apt = |arguments: &[&str]| {
        process::run_quietly(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(arguments))
    };
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_by_name() {
        assert!(find("cargo").is_some());
        assert!(find("no-such-program-here").is_none());
    }
}
