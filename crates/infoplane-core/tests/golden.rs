//! Every golden file against this crate: values computed by independent programs, which each
//! file names with their versions in its `source`.
//!
//! A file is an entry of `FILES` and a JSON file in `tests/golden/`, or in the directory that
//! the environment variable `INFOPLANE_GOLDEN` names. A file without a reader, a reader
//! without a file, a field that the reader does not understand, a golden value that is not there and a case of which
//! nothing is compared are failures, so that nothing is skipped silently. Run with `--nocapture` for the number of cases, the worst error,
//! and the values that are left out.

mod golden {
    pub(crate) mod activation_mi;
    pub(crate) mod bottleneck;
    pub(crate) mod calibration;
    pub(crate) mod channel_capacity;
    pub(crate) mod codes;
    pub(crate) mod discrete;
    pub(crate) mod entropy_from_counts;
    pub(crate) mod families;
    pub(crate) mod files;
    pub(crate) mod ibnet;
    pub(crate) mod joints;
    pub(crate) mod losses;
    pub(crate) mod neighbors;
    pub(crate) mod nets;
    pub(crate) mod optimizer_steps;
    pub(crate) mod rate_distortion;
    pub(crate) mod report;
}

use golden::files::{FILES, Golden, List};
use golden::report::Report;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What every file may say of its cases.
const PREAMBLE: &[&str] = &["source", "unit", "conventions"];

#[test]
fn every_golden_value_is_reproduced() {
    assert_readers_match_files();
    let mut failures = Vec::new();
    for file in FILES {
        let report = check_file(file);
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

/// The content of one golden file.
fn load(name: &str) -> Value {
    let text = std::fs::read_to_string(directory().join(name)).expect("a golden file can be read");
    serde_json::from_str(&text).expect("a golden file is JSON")
}

/// Files that may stand beside the golden ones: their readers, and remarks about them.
fn is_golden(name: &str) -> bool {
    !name.ends_with(".rs") && !name.ends_with(".md")
}

fn assert_readers_match_files() {
    let entries = std::fs::read_dir(directory()).expect("the golden directory can be read");
    let found: BTreeSet<String> = entries
        .map(|entry| entry.expect("a directory entry").file_name().to_string_lossy().into_owned())
        .filter(|name| is_golden(name))
        .collect();
    assert!(!found.is_empty(), "no golden files in {}", directory().display());
    let known: BTreeSet<String> = FILES.iter().map(|file| file.name.to_owned()).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(unknown.is_empty(), "no reader for {unknown:?}");
    let missing: Vec<_> = known.difference(&found).collect();
    assert!(missing.is_empty(), "no file for {missing:?}");
}

fn check_file(file: &Golden) -> Report {
    let content = load(file.name);
    let mut report = Report::new(file.name);
    for key in content.as_object().expect("a golden file is an object").keys() {
        let is_list = file.lists.iter().any(|list| list.name == key);
        if !is_list && !PREAMBLE.contains(&key.as_str()) && !file.says.contains(&key.as_str()) {
            report.not_understood(key);
        }
    }
    for list in file.lists {
        let cases = content[list.name].as_array().map_or(&[][..], Vec::as_slice);
        if cases.is_empty() {
            report.fail(&format!("there are no {}", list.name));
        }
        for (index, case) in cases.iter().enumerate() {
            let note = case["note"].as_str().unwrap_or_default();
            check_case(list, case, &format!("{}[{index}] {note}", list.name), &mut report);
        }
    }
    report
}

fn check_case(list: &List, case: &Value, title: &str, report: &mut Report) {
    report.start_case(title);
    report.require_fields(case, list.requires);
    // A case that is not even of the shape that its reader expects leaves the others to be read.
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (list.read)(case, report)));
    if outcome.is_err() {
        report.fail("it cannot be read: see the panic above");
    }
    report.end_case();
}

#[test]
fn a_case_without_values_and_a_packed_file_are_noticed() {
    let mut report = Report::new("some.json");
    report.start_case("empty");
    report.end_case();
    assert_eq!(report.into_failures(), ["some.json (empty): no value is compared"]);
    assert!(is_golden("a_discrete.json.gz") && is_golden("a_discrete.JSON") && !is_golden("NOTES.md"));
}

/// What is reported of the first case of one of the project's own files after a change.
fn failures_after((name, text): (&str, &str), change: impl Fn(&mut Value)) -> Vec<String> {
    let file = FILES.iter().find(|file| file.name == name).expect("a golden file");
    let content: Value = serde_json::from_str(text).expect("a golden file is JSON");
    let mut case = content["cases"][0].clone();
    change(&mut case);
    let mut report = Report::new(name);
    check_case(&file.lists[0], &case, "changed", &mut report);
    report.into_failures()
}

#[test]
fn a_loss_without_its_value_or_with_an_input_that_is_not_read_is_a_failure() {
    let torch = |change: &dyn Fn(&mut Value)| {
        let file = ("b_torch_losses.json", include_str!("golden/b_torch_losses.json"));
        failures_after(file, change)
    };
    let keras = |change: &dyn Fn(&mut Value)| {
        let file = ("b_keras_losses.json", include_str!("golden/b_keras_losses.json"));
        failures_after(file, change)
    };
    let without = |field: &'static str| {
        move |case: &mut Value| drop(case.as_object_mut().expect("a case").remove(field))
    };
    assert!(torch(&|_| {}).is_empty() && keras(&|_| {}).is_empty());
    assert_eq!(torch(&without("expected")), ["b_torch_losses.json (changed): field \"expected\" is missing"]);
    assert!(!torch(&|case| case["probs"] = case["logits"].clone()).is_empty());
    assert!(!torch(&|case| case["reduction"] = "median".into()).is_empty());
    // With the list go its six values.
    assert_eq!(keras(&without("expected_float32")).len(), 6);
    assert!(!keras(&|case| case["expected_float64"]["median"] = 1.0.into()).is_empty());
}

/// Whether every list of a file says so when any of the fields it requires is not there.
#[test]
fn a_golden_value_that_is_not_there_is_a_failure() {
    for list in FILES.iter().flat_map(|file| file.lists) {
        assert!(!list.requires.is_empty(), "nothing is required of {}", list.name);
        let mut report = Report::new("some.json");
        report.start_case("without anything");
        report.require_fields(&serde_json::json!({}), list.requires);
        assert_eq!(report.into_failures().len(), list.requires.len());
    }
    let mut report = Report::new("some.json");
    report.start_case("a");
    report.require_fields(&serde_json::json!({"expected": {"H_X": 1.0}}), &["expected/H_X", "expected/H_Y"]);
    assert_eq!(report.into_failures(), ["some.json (a): field \"expected/H_Y\" is missing"]);
}
