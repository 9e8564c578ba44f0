//! Running `cargo test` and counting what it says.

use crate::project;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Checks that passed and failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that passed.
    pub passed: usize,
    /// Those that failed, or could not run, or were told not to.
    pub failed: usize,
    /// What failed and what it said, line by line.
    pub complaints: Vec<String>,
    /// Whether the lines that come are what a failed test has printed.
    is_complaining: bool,
}

impl Tally {
    /// Takes in a line of what `cargo test` prints.
    fn add_line(&mut self, line: &str) {
        self.add_counts(line);
        // Such as "---- laws::sums stdout ----", to the list of names that follows the last of them.
        let is_title = line.starts_with("---- ") && line.ends_with(" ----");
        self.is_complaining = is_title || self.is_complaining && line != "failures:";
        if self.is_complaining {
            self.complaints.push(line.to_owned());
        }
    }

    /// Adds what a line like "test result: ok. 5 passed; 0 failed; 1 ignored; …" says; an ignored test has
    /// not passed.
    fn add_counts(&mut self, line: &str) {
        let Some(counts) = line.trim_start().strip_prefix("test result: ") else { return };
        for part in counts.split(['.', ';']) {
            match part.trim().split_once(' ') {
                Some((count, "passed")) => self.passed += count.parse().unwrap_or(0),
                Some((count, "failed" | "ignored")) => self.failed += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

/// Runs the selected packages' tests and shows what they print.
///
/// # Errors
/// When they do not compile, or no test has run at all.
pub fn run_tests(selection: &[&str]) -> Result<Tally> {
    let mut process = Command::new("cargo")
        .current_dir(project::root()?)
        .args(["test", "--no-fail-fast"])
        .args(selection)
        .stdout(Stdio::piped())
        .spawn()
        .context("cargo could not be started")?;
    let output = process.stdout.take().context("cargo has no output")?;
    let mut tally = Tally::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        tally.add_line(&line);
    }
    let status = process.wait()?;
    if tally == Tally::default() {
        bail!("no test has run");
    }
    if !status.success() && tally.failed == 0 {
        bail!("a test program does not compile or has died (after {} tests that passed)", tally.passed);
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_added_up_and_ignored_tests_have_not_passed() {
        let mut tally = Tally::default();
        tally.add_line(
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.1s",
        );
        tally.add_line("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        tally.add_line("test laws::sum_of_5 passed; ... ok");
        assert_eq!((tally.passed, tally.failed), (8, 3));
    }

    #[test]
    fn what_a_failed_test_said_is_kept() {
        let mut tally = Tally::default();
        let lines = [
            "test laws::sums ... FAILED",
            "failures:",
            "---- laws::sums stdout ----",
            "1 is not 2",
            "failures:",
            "    laws::sums",
        ];
        lines.into_iter().for_each(|line| tally.add_line(line));
        assert_eq!(tally.complaints, lines[2..4]);
    }
}
