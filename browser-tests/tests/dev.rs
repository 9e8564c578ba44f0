//! What `cargo xtask serve --dev` puts into a page: it follows the site, which is built again and again.

use anyhow::Result;
use browser_tests::{Page, Visitor, in_browser};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use xtask::finish::RELOAD;

/// A site of one page, in a folder of its own.
fn site() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("infoplane-reload-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("reload.js"), RELOAD)?;
    build(&folder, "first", SystemTime::now() - Duration::from_secs(60))?;
    Ok(folder)
}

/// Puts a page in the place of the one before, as a build does: at once and whole.
fn build(folder: &Path, title: &str, built: SystemTime) -> Result<()> {
    let page = "<link rel=icon href=data:,><script type=module src=reload.js></script>";
    let written = folder.join("written.html");
    fs::write(&written, format!("<!doctype html><title>{title}</title>{page}"))?;
    File::options().append(true).open(&written)?.set_modified(built)?;
    Ok(fs::rename(written, folder.join("index.html"))?)
}

#[test]
fn an_open_page_is_loaded_anew_after_a_build_and_only_then() {
    let folder = site().expect("a temporary folder");
    let visitor = Visitor { folder: Some(folder.clone()), ..Visitor::default() };
    in_browser(visitor, async |page: &Page| {
        page.open_path("/").await?;
        page.wait_until("performance.getEntriesByType('resource').length >= 4").await?;
        assert_eq!(page.eval("performance.getEntriesByType('navigation')[0].type").await?, "navigate");
        build(&folder, "second", SystemTime::now())?;
        page.wait_until("document.title === 'second'").await
    });
    fs::remove_dir_all(folder).expect("removable");
}
