//! Every golden file against this crate: values computed by independent programs, which each
//! file names with their versions in its `source`.
//!
//! A file is a reader in `FILES` and a JSON file in `tests/golden/`, or in the directory that
//! the environment variable `INFOPLANE_GOLDEN` names. A file without a reader, a reader
//! without a file and a field that the reader does not understand are failures, so that
//! nothing is skipped silently. Run with `--nocapture` for the number of cases and the worst error.

mod golden {
    pub(crate) mod activation_mi;
    pub(crate) mod discrete;
    pub(crate) mod report;
}

use golden::report::Report;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Checks one case of a file.
type Reader = fn(&Value, &mut Report);

/// Every file that is understood.
const FILES: &[(&str, Reader)] =
    &[("a_discrete.json", golden::discrete::check), ("f_activation_mi.json", golden::activation_mi::check)];

/// What a file holds beside its cases; said of the numbers, not numbers themselves.
const PREAMBLE: &[&str] = &["source", "unit", "unit_note", "conventions", "cases"];

#[test]
fn every_golden_value_is_reproduced() {
    let mut failures = Vec::new();
    for (name, reader) in known_files() {
        let report = check_file(&name, reader);
        print!("{report}");
        failures.extend(report.into_failures());
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

fn directory() -> PathBuf {
    match std::env::var_os("INFOPLANE_GOLDEN") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden"),
    }
}

/// The files of the directory with their readers; panics unless they match one to one.
fn known_files() -> Vec<(String, Reader)> {
    let entries = std::fs::read_dir(directory()).expect("the golden directory can be read");
    let found: BTreeSet<String> = entries
        .map(|entry| entry.expect("a directory entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".json"))
        .collect();
    assert!(!found.is_empty(), "no golden files in {}", directory().display());
    let known: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(unknown.is_empty(), "no reader for {unknown:?}");
    let missing: Vec<_> = known.difference(&found).collect();
    assert!(missing.is_empty(), "no file for {missing:?}");
    FILES.iter().map(|(name, reader)| ((*name).to_owned(), *reader)).collect()
}

fn check_file(name: &str, reader: Reader) -> Report {
    let text = std::fs::read_to_string(directory().join(name)).expect("a golden file can be read");
    let file: Value = serde_json::from_str(&text).expect("a golden file is JSON");
    let mut report = Report::new(name);
    for key in file.as_object().expect("a golden file is an object").keys() {
        if !PREAMBLE.contains(&key.as_str()) {
            report.not_understood(key);
        }
    }
    let cases = file["cases"].as_array().expect("a golden file has cases");
    assert!(!cases.is_empty(), "{name} has no cases");
    for case in cases {
        report.start_case(case["note"].as_str().unwrap_or("unnamed"));
        reader(case, &mut report);
    }
    report
}
