//! `cargo xtask test`: everything that must hold, in one go.
//!
//! A phase that fails does not stop the later ones; only the size of a site and its behavior in a browser
//! need the site. What cannot run counts as failed. What failed is said again at the end; the last line is the sum.

use crate::phase::{phase, seconds};
use crate::test_run::{Tally, run_tests};
use crate::{bench, budget, chrome, firefox, process, project, site, toolchain, vectors};
use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::Instant;

/// Runs all phases; whether everything passed.
pub fn test() -> bool {
    let start = Instant::now();
    let mut sum = Tally::default();
    sum.check("Format", || cargo(&["fmt", "--all", "--", "--check"]));
    sum.check("Lints, native", || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]));
    sum.check("Lints, wasm32", lint_wasm);
    sum.tests("Native tests", &["--workspace", "--exclude", "browser-tests"]);
    sum.check("Documentation", document);
    let built = sum.check("Release build", site::build);
    sum.check("Size budget", || if built { budget::check() } else { bail!("there is no site to weigh") });
    sum.check("Vector code", || if built { vectors::check() } else { bail!("there is no program to read") });
    sum.check("Bench page", || bench::page::build().map(drop));
    sum.browser_tests(built);
    println!("All phases took {}", seconds(start.elapsed()));
    sum.complaints.iter().for_each(|line| println!("{line}"));
    println!("{} passed, {} failed", sum.passed, sum.failed);
    sum.failed == 0
}

impl Tally {
    /// A phase that passes or fails as a whole.
    fn check(&mut self, title: &str, work: impl FnOnce() -> Result<()>) -> bool {
        let passed = self.note(title, phase(title, work)).is_some();
        self.passed += usize::from(passed);
        passed
    }

    /// A phase that counts its tests.
    fn tests(&mut self, title: &str, selection: &[&str]) {
        if let Some(tally) = self.note(title, phase(title, || run_tests(selection))) {
            self.passed += tally.passed;
            self.failed += tally.failed;
            self.complaints.extend(tally.complaints);
        }
    }

    fn browser_tests(&mut self, built: bool) {
        let title = "Tests in browsers";
        if !built {
            let nothing: Result<()> = Err(anyhow::anyhow!("there is no site to open"));
            self.note(title, phase(title, || nothing));
        // One at a time: they measure how quickly the page answers.
        } else if self.note(title, phase("Look for Chromium", chrome::ensure)).is_some() {
            self.note(title, phase("Look for Firefox", firefox::ensure));
            self.tests(title, &["--package", "browser-tests", "--", "--test-threads=1"]);
        }
    }

    /// Counts a failed phase, and says why.
    fn note<T>(&mut self, title: &str, result: Result<T>) -> Option<T> {
        let complain = |error: &anyhow::Error| {
            eprintln!("error: {error:#}");
            self.complaints.push(format!("{title}: {error:#}"));
            self.failed += 1;
        };
        result.inspect_err(complain).ok()
    }
}

fn lint_wasm() -> Result<()> {
    toolchain::ensure_wasm_target()?;
    let packages = ["infoplane", "infoplane-worker", "infoplane-site", bench::page::PACKAGE];
    packages.iter().try_for_each(|package| {
        let selection = ["--package", package, "--target", toolchain::WASM_TARGET];
        cargo(&[&["clippy"], &selection[..], &["--", "-D", "warnings"]].concat())
    })
}

fn document() -> Result<()> {
    let mut command = Command::new("cargo");
    command.current_dir(project::root()?).env("RUSTDOCFLAGS", "-D warnings");
    process::run(command.args(["doc", "--quiet", "--workspace", "--no-deps"]))
}

fn cargo(arguments: &[&str]) -> Result<()> {
    process::run(Command::new("cargo").current_dir(project::root()?).args(arguments))
        .with_context(|| format!("see above for what `cargo {}` found", arguments[0]))
}
