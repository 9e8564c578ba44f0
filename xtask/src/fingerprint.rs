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

/// Path, size and time of change of every input.
///
/// # Errors
/// When a folder cannot be read.
pub fn of_inputs() -> Result<String> {
    let root = project::root()?;
    let mut files = BTreeMap::new();
    for name in INPUTS {
        collect(&root.join(name), &mut files)?;
    }
    Ok(written(&files))
}

/// The same of every file of the finished site.
fn of_site() -> Result<String> {
    let mut files = BTreeMap::new();
    collect(&project::dist()?, &mut files)?;
    Ok(written(&files))
}

fn written(files: &BTreeMap<PathBuf, (u64, u128)>) -> String {
    files.iter().map(|(path, (size, time))| format!("{} {size} {time}\n", path.display())).collect()
}

/// Whether the site is the one that [`remember`] saw, made from the same inputs.
///
/// # Errors
/// When a folder cannot be read.
pub fn is_remembered() -> Result<bool> {
    let last = fs::read_to_string(record()?).unwrap_or_default();
    Ok(project::dist()?.join("index.html").exists() && last == of_inputs()? + &of_site()?)
}

/// Records the site as it is now, made from inputs as they were before: what was saved while it was built is not in it.
///
/// # Errors
/// When the record cannot be written.
pub fn remember(inputs: &str) -> Result<()> {
    fs::write(record()?, inputs.to_owned() + &of_site()?)?;
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
