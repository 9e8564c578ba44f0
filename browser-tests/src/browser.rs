//! One test: a server, a browser, a visitor, and the checks at the end.

use crate::driver::Driver;
use crate::page::Page;
use anyhow::{Context, Result, ensure};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use tokio::runtime::Builder;
use xtask::chrome::{self, Chrome};
use xtask::firefox::{self, Firefox};
use xtask::project;
use xtask::site_server::{self, Site};

/// Light or dark, as the system asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// The value of `prefers-color-scheme`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Who visits the site, with what, and where it is hosted.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Width of the viewport in CSS pixels.
    pub width: u32,
    /// Height of the viewport in CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// The browser's language, `en-US` or `zh-CN`.
    pub language: String,
    /// The system's color scheme.
    pub scheme: Scheme,
    /// Whether the system asks for less motion.
    pub reduced_motion: bool,
    /// What is served instead of the site.
    pub folder: Option<PathBuf>,
    /// The path below which it is served.
    pub prefix: String,
    /// Whether the browser records the work of its threads, for [`Page::tasks_since`].
    pub traced: bool,
    /// Other pages of the same host, by path.
    pub pages: Vec<(String, String)>,
}

impl Default for Visitor {
    /// English, light, a laptop, the site at the root of its host.
    fn default() -> Self {
        Self {
            width: 1440,
            height: 900,
            scale: 1.0,
            language: "en-US".to_owned(),
            scheme: Scheme::Light,
            reduced_motion: false,
            folder: None,
            prefix: "/".to_owned(),
            traced: false,
            pages: Vec::new(),
        }
    }
}

/// Runs a test in a fresh browser, then checks that the console is silent and that nothing outside the
/// site was requested. The browser is closed whatever happens.
///
/// # Panics
/// When the test or one of the checks fails, or the browser cannot be had.
pub fn in_browser(visitor: Visitor, test: impl AsyncFnOnce(&Page) -> Result<()>) {
    if let Err(error) = try_in_browser(&visitor, test) {
        panic!("{error:#}");
    }
}

/// [`in_browser`] for programs that are not tests.
///
/// # Errors
/// When the work or one of the checks fails, or the browser cannot be had.
pub(crate) fn try_in_browser(visitor: &Visitor, test: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    let chrome = chrome::find()?;
    with_driver(&chrome.driver, capabilities(&chrome, visitor), visitor, async |page| {
        page.become_visitor(visitor).await?;
        test(page).await?;
        check_end(page).await
    })
}

/// Runs a test in Firefox, whose engine is another one, on the site or on what is served from another folder. Sizes,
/// settings, the console and requests are Chromium's to tell.
///
/// # Panics
/// When the test fails, or the browser cannot be had.
pub fn in_firefox(folder: Option<PathBuf>, test: impl AsyncFnOnce(&Page) -> Result<()>) {
    let run = || {
        let Firefox { driver, browser } = firefox::find()?;
        let mut options = json!({ "args": ["-headless"] });
        if let Some(browser) = browser {
            options["binary"] = json!(browser);
        }
        let capabilities = [("moz:firefoxOptions".to_owned(), options)].into_iter().collect();
        with_driver(&driver, capabilities, &Visitor { folder, ..Visitor::default() }, test)
    };
    run().unwrap_or_else(|error: anyhow::Error| panic!("{error:#}"));
}

/// Serves what is visited, starts a driver and its browser, and closes them whatever happens.
fn with_driver(
    driver: &Path,
    capabilities: Capabilities,
    visitor: &Visitor,
    test: impl AsyncFnOnce(&Page) -> Result<()>,
) -> Result<()> {
    let origin = serve(visitor)?;
    let driver = Driver::start(driver)?;
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        let page = Page::new(connect(&driver, capabilities).await?, &origin, &visitor.prefix);
        let outcome = AssertUnwindSafe(test(&page)).catch_unwind().await;
        page.close().await?;
        outcome.unwrap_or_else(|panic| resume_unwind(panic))
    })
}

async fn check_end(page: &Page) -> Result<()> {
    let console = page.console().await?;
    ensure!(console.is_empty(), "the console is not silent:\n{}", console.join("\n"));
    let foreign = page.foreign_requests().await?;
    ensure!(foreign.is_empty(), "requests left the site:\n{}", foreign.join("\n"));
    Ok(())
}

/// Serves what the visitor visits for as long as the process lives; its origin.
fn serve(visitor: &Visitor) -> Result<String> {
    let folder = match &visitor.folder {
        Some(folder) => folder.clone(),
        None => finished_site()?,
    };
    let (prefix, pages) = (visitor.prefix.clone(), visitor.pages.clone());
    let site = Site { prefix, pages, ..Site::at_root(folder) };
    let listener = site_server::listen(0)?;
    let origin = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || site_server::serve(&site, listener));
    Ok(origin)
}

fn finished_site() -> Result<PathBuf> {
    let folder = project::dist()?;
    ensure!(folder.join("index.html").exists(), "there is no site yet: run `cargo xtask build` first");
    Ok(folder)
}

/// How often a browser is started before its failure counts: a machine that has just been set up may take too long.
const ATTEMPTS: usize = 3;

async fn connect(driver: &Driver, capabilities: Capabilities) -> Result<Client> {
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    let mut outcome = builder.connect(&driver.address()).await;
    for _ in 1..ATTEMPTS {
        if outcome.is_err() {
            outcome = builder.connect(&driver.address()).await;
        }
    }
    outcome.context("the browser could not be started")
}

fn capabilities(chrome: &Chrome, visitor: &Visitor) -> Capabilities {
    let mut options = json!({
        "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            format!("--lang={}", visitor.language),
            format!("--accept-lang={}", visitor.language),
        ],
        "prefs": { "intl.accept_languages": visitor.language },
    });
    if visitor.traced {
        options["perfLoggingPrefs"] = json!({ "traceCategories": "toplevel,blink.user_timing" });
    }
    if let Some(browser) = &chrome.browser {
        options["binary"] = json!(browser);
    }
    let all: [(&str, Value); 3] = [
        ("goog:chromeOptions", options),
        ("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" })),
        ("unhandledPromptBehavior", json!("accept")),
    ];
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
