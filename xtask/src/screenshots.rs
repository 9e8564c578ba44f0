//! `cargo xtask screenshots`.

use crate::{chrome, process, project, site};
use anyhow::Result;
use std::process::Command;

/// Builds the site and hands the options to the program that takes the pictures.
///
/// # Errors
/// One sentence when the site, the browser or a font is missing, or a picture cannot be taken.
pub fn screenshots(options: &[String]) -> Result<()> {
    site::build()?;
    chrome::ensure()?;
    chrome::ensure_chinese_font()?;
    let mut command = Command::new("cargo");
    command.current_dir(project::root()?);
    command.args(["run", "--quiet", "--package", "browser-tests", "--bin", "screenshots", "--"]);
    process::run(command.args(options))
}
