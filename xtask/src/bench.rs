//! `cargo xtask bench`: how fast networks are trained and information is estimated, beside others.

mod native;
pub mod page;
mod peers;

pub use native::native;

use crate::phase::phase;
use crate::site_server::{self, Site};
use crate::{chrome, process, project, site};
use anyhow::{Result, bail, ensure};
use std::path::PathBuf;
use std::process::Command;
use std::thread;

/// The workloads of `bench/page/workloads.js`.
const WORKLOADS: [&str; 8] = ["W1", "W2", "W3", "W4", "W5", "W6", "IB", "saxe"];

/// What to measure, and for how long.
#[derive(Clone, Debug)]
pub struct BenchOptions {
    /// Seconds of each measurement, after the warm-up.
    pub seconds: f64,
    /// How often each is repeated.
    pub rounds: u32,
    /// Names of workloads, W1 to W6, IB and saxe.
    pub workloads: Vec<String>,
    /// Names of peers in the browser, ours among them.
    pub peers: Vec<String>,
    /// Whether NumPy and JAX run beside them.
    pub python: bool,
}

/// Builds the bench page and the peers, and measures all of them in one browser.
///
/// # Errors
/// One sentence when an option is not possible, or a tool, a package or the browser is missing.
pub fn bench(options: &BenchOptions) -> Result<()> {
    check_seconds(options.seconds)?;
    ensure!(options.rounds > 0, "invalid rounds: {}", options.rounds);
    check_names("workload", &options.workloads, &WORKLOADS)?;
    check_names("peer", &options.peers, &peers::NAMES)?;
    peers::ensure_node()?;
    let mut harness = harness("run.js")?;
    let site = page::build()?;
    phase("Fetch and build the peers", || peers::build(&site, &options.peers))?;
    let python = if options.python { Some(peers::ensure_python()?) } else { None };

    harness.args(["--origin", &serve_in_background(open_site(site))?]);
    harness.arg("--out").arg(page::folder()?.join("results.json"));
    harness.args(["--seconds", &options.seconds.to_string(), "--rounds", &options.rounds.to_string()]);
    harness.args(["--workloads", &options.workloads.join(","), "--peers", &options.peers.join(",")]);
    if let Some(python) = python {
        harness.arg("--python").arg(python);
    }
    phase("Measure", || process::run(&mut harness))
}

/// Measures the site in one browser, while it trains: frames, answers to input, the experiment of Saxe et al., and the
/// memory over that many minutes.
///
/// # Errors
/// One sentence when a tool, a package or the browser is missing, or the site cannot be built.
pub fn site(minutes: u32) -> Result<()> {
    peers::ensure_node()?;
    let mut harness = harness("site.js")?;
    site::build()?;
    phase("Fetch what drives the browser", || peers::install_node_packages(&project::root()?.join("bench")))?;
    harness.args(["--origin", &serve_in_background(Site::at_root(project::dist()?))?]);
    phase("Measure", || process::run(harness.args(["--minutes", &minutes.to_string()])))
}

/// A script of `bench/` that drives the browser.
fn harness(script: &str) -> Result<Command> {
    let mut harness = Command::new("node");
    harness.current_dir(project::root()?.join("bench")).arg(script);
    if let Some(browser) = chrome::ensure()?.browser {
        harness.env("CHROMIUM", browser);
    }
    Ok(harness)
}

/// Builds the bench page and serves it until interrupted, for whatever drives its `window.bench`.
///
/// # Errors
/// One sentence when the port is taken or the page cannot be built.
pub fn serve(port: u16) -> Result<()> {
    let listener = site_server::listen(port)?;
    let site = page::build()?;
    println!("Serving http://{}/{} (Ctrl+C stops)", listener.local_addr()?, page::NAME);
    site_server::serve(&open_site(site), listener)
}

/// Served without a content security policy, which would keep harnesses from looking into the page.
fn open_site(folder: PathBuf) -> Site {
    Site { headers: Vec::new(), ..Site::at_root(folder) }
}

fn check_seconds(seconds: f64) -> Result<()> {
    ensure!(seconds > 0.0 && seconds.is_finite(), "invalid seconds: {seconds}");
    Ok(())
}

fn check_names(what: &str, names: &[String], known: &[&str]) -> Result<()> {
    match names.iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => bail!("invalid {what}: {name} (allowed: {})", known.join(", ")),
        None => Ok(()),
    }
}

/// Serves a site for as long as the process lives; its origin.
fn serve_in_background(site: Site) -> Result<String> {
    let listener = site_server::listen(0)?;
    let origin = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || site_server::serve(&site, listener));
    Ok(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_refused_before_anything_is_built() {
        let mut options = BenchOptions {
            seconds: 1.0,
            rounds: 1,
            workloads: vec!["W1".to_owned(), "W7".to_owned()],
            peers: Vec::new(),
            python: false,
        };
        let refusal = bench(&options).expect_err("there is no W7").to_string();
        assert_eq!(refusal, "invalid workload: W7 (allowed: W1, W2, W3, W4, W5, W6, IB, saxe)");
        options.seconds = f64::NAN;
        assert_eq!(bench(&options).expect_err("no time").to_string(), "invalid seconds: NaN");
        assert_eq!(native(0.0).expect_err("no time").to_string(), "invalid seconds: 0");
    }
}
