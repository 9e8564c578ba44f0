//! Chromium and chromedriver: found, or installed where that is simple.

use crate::programs::{install, may_install};
use crate::{process, programs};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// The names under which a browser of the Chromium family is installed, best first.
const BROWSERS: [&str; 4] = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];

/// The programs that a browser test needs.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// chromedriver.
    pub driver: PathBuf,
    /// The browser; `None` leaves the choice to the driver, which knows the usual places.
    pub browser: Option<PathBuf>,
}

/// Finds both in `PATH`.
///
/// # Errors
/// One sentence when there is no driver.
pub fn find() -> Result<Chrome> {
    let Some(driver) = programs::find("chromedriver") else {
        bail!(
            "chromedriver was not found: install Chromium with its driver \
             (Debian: apt-get install chromium chromium-driver; \
             elsewhere: https://googlechromelabs.github.io/chrome-for-testing/)"
        );
    };
    Ok(Chrome { driver, browser: BROWSERS.iter().find_map(|name| programs::find(name)) })
}

/// Finds both, and first installs them on Debian when allowed to.
///
/// # Errors
/// One sentence when they are missing.
pub fn ensure() -> Result<Chrome> {
    if find().is_err() && may_install() {
        install(&["chromium", "chromium-driver"])?;
    }
    find()
}

/// Makes sure that Chinese can be drawn, on Debian when allowed to install the font.
///
/// # Errors
/// When the installation fails.
pub fn ensure_chinese_font() -> Result<()> {
    let fonts = process::first_line(Command::new("fc-list").arg(":lang=zh-cn"));
    match fonts {
        Some(line) if !line.is_empty() => Ok(()),
        _ if may_install() => install(&["fonts-noto-cjk"]),
        _ => bail!("no font with Chinese characters was found: install one, Noto Sans CJK for instance"),
    }
}
