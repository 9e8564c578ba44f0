//! The benches of the core, natively: Criterion measures, and this makes a table of what it found.

use crate::{process, project};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How the name of an oracle ends: written as the formula reads, and measured beside what it checks.
const PLAIN: &str = ", plain";

/// Runs them, each for so many seconds after as long a warm-up, and prints the medians.
///
/// # Errors
/// When the benches do not compile or run, or Criterion leaves no results.
pub fn native(seconds: f64) -> Result<()> {
    super::check_seconds(seconds)?;
    let results = project::target()?.join("bench").join("criterion");
    clear(&results)?;
    let mut command = Command::new("cargo");
    command.current_dir(project::root()?).args(["bench", "--package", "infoplane-core", "--benches", "--"]);
    let seconds = seconds.to_string();
    command.args(["--warm-up-time", &seconds, "--measurement-time", &seconds]);
    command.env("CRITERION_HOME", &results);
    process::run(&mut command).context("see above for what failed")?;
    println!("\n{}", table(&read(&results)?));
    Ok(())
}

/// Takes the results of other runs away.
fn clear(results: &Path) -> Result<()> {
    match fs::remove_dir_all(results) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be cleared", results.display()))
        }
        _ => Ok(()),
    }
}

/// What one bench took.
#[derive(Clone, Debug, PartialEq)]
struct Timing {
    name: String,
    /// Median of an iteration.
    nanoseconds: f64,
    /// What an iteration works off, if the bench says so: samples or outcomes.
    elements: Option<f64>,
}

/// Criterion's `benchmark.json`.
#[derive(Deserialize)]
struct Benchmark {
    full_id: String,
    throughput: Option<Throughput>,
}

#[derive(Deserialize)]
enum Throughput {
    Elements(f64),
    #[serde(untagged)]
    Other(serde::de::IgnoredAny),
}

/// Criterion's `estimates.json`.
#[derive(Deserialize)]
struct Estimates {
    median: Median,
}

#[derive(Deserialize)]
struct Median {
    point_estimate: f64,
}

/// The timings of all benches, by name.
fn read(results: &Path) -> Result<Vec<Timing>> {
    let mut timings =
        folders_named_new(results)?.iter().map(|folder| timing(folder)).collect::<Result<Vec<_>>>()?;
    timings.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(timings)
}

/// Criterion keeps the latest results of a bench in a folder `new` below those of its group and its name.
fn folders_named_new(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("no results in {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.ends_with("new") {
            found.push(path);
        } else if path.is_dir() {
            found.extend(folders_named_new(&path)?);
        }
    }
    Ok(found)
}

fn timing(folder: &Path) -> Result<Timing> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let benchmark: Benchmark = serde_json::from_slice(&read("benchmark.json")?)?;
    let estimates: Estimates = serde_json::from_slice(&read("estimates.json")?)?;
    let elements = match benchmark.throughput {
        Some(Throughput::Elements(n)) => Some(n),
        Some(Throughput::Other(_)) | None => None,
    };
    Ok(Timing { name: benchmark.full_id, nanoseconds: estimates.median.point_estimate, elements })
}

/// One line per bench; oracles are in the line of what they check.
fn table(timings: &[Timing]) -> String {
    let plain = |name: &str| timings.iter().find(|timing| timing.name.strip_suffix(PLAIN) == Some(name));
    let mut lines = vec![
        "| bench | median | per second | plain version | ratio |".to_owned(),
        "| --- | --: | --: | --: | --: |".to_owned(),
    ];
    for Timing { name, nanoseconds, elements } in
        timings.iter().filter(|timing| !timing.name.ends_with(PLAIN))
    {
        let rate = elements.map_or("–".to_owned(), |n| format!("{:.3e}", n / nanoseconds * 1e9));
        let (oracle, ratio) = plain(name).map_or(("–".to_owned(), "–".to_owned()), |oracle| {
            (duration(oracle.nanoseconds), format!("{:.2}", oracle.nanoseconds / nanoseconds))
        });
        lines.push(format!("| {name} | {} | {rate} | {oracle} | {ratio} |", duration(*nanoseconds)));
    }
    lines.join("\n")
}

/// In the unit in which it has one to three digits before the point.
fn duration(nanoseconds: f64) -> String {
    let units = [("s", 1e9), ("ms", 1e6), ("µs", 1e3)];
    let (unit, size) = units.into_iter().find(|(_, size)| nanoseconds >= *size).unwrap_or(("ns", 1.0));
    format!("{:.3} {unit}", nanoseconds / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oracle_stands_beside_what_it_checks() {
        let timing =
            |name: &str, nanoseconds, elements| Timing { name: name.to_owned(), nanoseconds, elements };
        let timings = [
            timing("g/kl", 500.0, None),
            timing("g/kl, plain", 1_250.0, None),
            timing("train", 2e6, Some(1_000.0)),
        ];
        let found = table(&timings);
        let lines: Vec<&str> = found.lines().skip(2).collect();
        assert_eq!(
            lines,
            ["| g/kl | 500.000 ns | – | 1.250 µs | 2.50 |", "| train | 2.000 ms | 5.000e5 | – | – |"]
        );
    }

    #[test]
    fn results_are_read_where_criterion_leaves_them() {
        let folder = project::target().expect("a project").join("xtask-test-criterion");
        let new = folder.join("group").join("kl").join("new");
        fs::create_dir_all(&new).expect("a folder");
        let benchmark = r#"{"full_id": "group/kl", "throughput": {"Elements": 256}, "title": "group/kl"}"#;
        fs::write(new.join("benchmark.json"), benchmark).expect("written");
        fs::write(new.join("estimates.json"), r#"{"median": {"point_estimate": 12.5}}"#).expect("written");
        let expected = Timing { name: "group/kl".to_owned(), nanoseconds: 12.5, elements: Some(256.0) };
        assert_eq!(read(&folder).expect("results"), [expected]);
        clear(&folder).expect("cleared");
        assert!(read(&folder).expect_err("nothing there").to_string().starts_with("no results in "));
        clear(&folder).expect("nothing to clear");
    }
}
