//! Firefox and geckodriver: a second engine, for what must be the same in every browser.

use crate::programs::{install, may_install};
use crate::{programs, toolchain};
use anyhow::{Result, bail, ensure};
use std::path::PathBuf;

/// The names under which Firefox is installed, best first.
const BROWSERS: [&str; 2] = ["firefox", "firefox-esr"];

/// The programs that a test in Firefox needs.
#[derive(Clone, Debug)]
pub struct Firefox {
    /// geckodriver.
    pub driver: PathBuf,
    /// The browser; `None` leaves the choice to the driver, which knows the usual places.
    pub browser: Option<PathBuf>,
}

/// Finds both in [`toolchain::path`].
///
/// # Errors
/// One sentence when there is no driver.
pub fn find() -> Result<Firefox> {
    let Some(driver) = programs::find("geckodriver") else {
        bail!("geckodriver was not found: `cargo xtask test` builds it, or install it");
    };
    Ok(Firefox { driver, browser: browser() })
}

/// Finds both; first builds the driver if it is missing, and installs the browser on Debian when allowed to.
///
/// # Errors
/// One sentence when they cannot be had.
pub fn ensure() -> Result<Firefox> {
    if browser().is_none() && may_install() {
        install(&["firefox-esr"])?;
    }
    // Elsewhere it is not in the path, and the driver knows where it is.
    ensure!(
        browser().is_some() || !cfg!(target_os = "linux"),
        "Firefox was not found, a second engine that must give the same bits: install it"
    );
    toolchain::ensure_geckodriver()?;
    find()
}

fn browser() -> Option<PathBuf> {
    BROWSERS.iter().find_map(|name| programs::find(name))
}
