//! Knowing that nothing has changed since the last build.

use crate::project;
use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the site is made from.
const INPUTS: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "rust-toolchain.toml",
    ".cargo",
    "assets",
    "build.rs",
    "crates",
    "src",
    "style",
    "xtask",
];

/// Path, size and time of change of every input and of every file of the finished site.
///
/// # Errors
/// When a folder cannot be read.
pub fn of_site() -> Result<String> {
    let root = project::root()?;
    let mut files = BTreeMap::new();
    for name in INPUTS {
        collect(&root.join(name), &mut files)?;
    }
    collect(&project::dist()?, &mut files)?;
    Ok(files.iter().map(|(path, (size, time))| format!("{} {size} {time}\n", path.display())).collect())
}

/// Whether the site is the one that [`remember`] saw, made from the same inputs.
///
/// # Errors
/// When a folder cannot be read.
pub fn is_remembered() -> Result<bool> {
    let last = fs::read_to_string(record()?).unwrap_or_default();
    Ok(project::dist()?.join("index.html").exists() && last == of_site()?)
}

/// Records the site as it is now.
///
/// # Errors
/// When the record cannot be written.
pub fn remember() -> Result<()> {
    fs::write(record()?, of_site()?)?;
    Ok(())
}

fn record() -> Result<PathBuf> {
    Ok(project::target()?.join("site.fingerprint"))
}

fn collect(path: &Path, files: &mut BTreeMap<PathBuf, (u64, u128)>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        let data = fs::metadata(path)?;
        let time = data.modified()?.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        files.insert(path.to_path_buf(), (data.len(), time.as_nanos()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_touched_file_changes_the_record() {
        let folder = std::env::temp_dir().join(format!("infoplane-fingerprint-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a temporary folder");
        let file = folder.join("input");
        fs::write(&file, "a").expect("writable");
        let look = || {
            let mut files = BTreeMap::new();
            collect(&folder, &mut files).expect("readable");
            files
        };
        let before = look();
        assert_eq!(before, look());
        fs::write(&file, "ab").expect("writable");
        assert_ne!(before, look());
        fs::remove_dir_all(folder).expect("removable");
    }
}
