//! Every golden file against this crate: values computed by independent programs, which each
//! file names with their versions in its `source`.
//!
//! A file is a reader in `FILES` and a JSON file in `tests/golden/`, or in the directory that
//! the environment variable `INFOPLANE_GOLDEN` names. A file without a reader, a reader
//! without a file, a field that the reader does not understand and a case of which nothing is compared
//! are failures, so that nothing is skipped silently. Run with `--nocapture` for the number of cases, the worst error,
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
    pub(crate) mod ibnet;
    pub(crate) mod joints;
    pub(crate) mod losses;
    pub(crate) mod neighbors;
    pub(crate) mod nets;
    pub(crate) mod optimizer_steps;
    pub(crate) mod rate_distortion;
    pub(crate) mod report;
}

use golden::report::Report;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Checks one case of a file.
type Reader = fn(&Value, &mut Report);

/// A file that is understood.
struct Golden {
    name: &'static str,
    /// The lists of cases in the file, and who reads them.
    lists: &'static [(&'static str, Reader)],
    /// Fields of the file that say something of the cases and are no cases themselves.
    says: &'static [&'static str],
}

const FILES: &[Golden] = &[
    Golden { name: "a_discrete.json", lists: &[("cases", golden::discrete::check)], says: &["unit_note"] },
    Golden {
        name: "b_keras_losses.json",
        lists: &[("cases", golden::losses::check_keras)],
        says: &["epsilon"],
    },
    Golden { name: "b_torch_losses.json", lists: &[("cases", golden::losses::check_torch)], says: &[] },
    Golden { name: "c_entropies.json", lists: &[("cases", golden::families::check_tfp_entropy)], says: &[] },
    Golden { name: "c_kl_closed_form.json", lists: &[("cases", golden::families::check_tfp_kl)], says: &[] },
    Golden {
        name: "c_kl_torch.json",
        lists: &[
            ("cases", golden::families::check_torch_kl),
            ("entropies", golden::families::check_torch_entropy),
        ],
        says: &[],
    },
    Golden {
        name: "d_channel_capacity.json",
        lists: &[("cases", golden::channel_capacity::check)],
        says: &[],
    },
    Golden { name: "d_codes.json", lists: &[("cases", golden::codes::check)], says: &[] },
    Golden { name: "d_joint2.json", lists: &[("cases", golden::joints::check_two)], says: &[] },
    Golden { name: "d_joint3.json", lists: &[("cases", golden::joints::check_three)], says: &[] },
    Golden {
        name: "e_dib_exact.json",
        lists: &[("cases", golden::bottleneck::check_deterministic)],
        says: &[],
    },
    Golden { name: "e_gaussian_ib.json", lists: &[("cases", golden::bottleneck::check_gaussian)], says: &[] },
    Golden { name: "e_ib_curve.json", lists: &[("cases", golden::bottleneck::check_curve)], says: &[] },
    Golden { name: "e_rate_distortion.json", lists: &[("cases", golden::rate_distortion::check)], says: &[] },
    Golden { name: "f_activation_mi.json", lists: &[("cases", golden::activation_mi::check)], says: &[] },
    Golden {
        name: "f_entropy_from_counts.json",
        lists: &[("cases", golden::entropy_from_counts::check)],
        says: &[],
    },
    Golden { name: "f_ksg.json", lists: &[("cases", golden::neighbors::check_ksg)], says: &[] },
    Golden { name: "f_ross.json", lists: &[("cases", golden::neighbors::check_ross)], says: &[] },
    Golden { name: "g_ibnet_exact.json", lists: &[("cases", golden::ibnet::check)], says: &[] },
    Golden {
        name: "g_optimizer_steps_keras.json",
        lists: &[("cases", golden::optimizer_steps::check_keras)],
        says: &["optimizers"],
    },
    Golden {
        name: "g_optimizer_steps_torch.json",
        lists: &[("cases", golden::optimizer_steps::check_torch)],
        says: &["optimizers", "defaults"],
    },
    Golden {
        name: "h_calibration.json",
        lists: &[("cases", golden::calibration::check), ("ensembles", golden::calibration::check_ensemble)],
        says: &[],
    },
];

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
        let is_list = file.lists.iter().any(|(list, _)| list == key);
        if !is_list && !PREAMBLE.contains(&key.as_str()) && !file.says.contains(&key.as_str()) {
            report.not_understood(key);
        }
    }
    for (list, reader) in file.lists {
        let cases = content[list].as_array().expect("a list of cases");
        assert!(!cases.is_empty(), "{} has no {list}", file.name);
        for (index, case) in cases.iter().enumerate() {
            report.start_case(&format!("{list}[{index}] {}", case["note"].as_str().unwrap_or_default()));
            reader(case, &mut report);
            report.end_case();
        }
    }
    report
}

#[test]
fn a_case_without_values_and_a_packed_file_are_noticed() {
    let mut report = Report::new("some.json");
    report.start_case("empty");
    report.end_case();
    assert_eq!(report.into_failures(), ["some.json (empty): no value is compared"]);
    assert!(is_golden("a_discrete.json.gz") && is_golden("a_discrete.JSON") && !is_golden("NOTES.md"));
}

/// What is reported of the first case of a file after a change.
fn failures_after(name: &str, reader: Reader, change: impl Fn(&mut Value)) -> Vec<String> {
    let mut case = load(name)["cases"][0].clone();
    change(&mut case);
    let mut report = Report::new(name);
    report.start_case("changed");
    reader(&case, &mut report);
    report.end_case();
    report.into_failures()
}

#[test]
fn a_loss_without_its_value_or_with_an_input_that_is_not_read_is_a_failure() {
    let torch = |change: &dyn Fn(&mut Value)| {
        failures_after("b_torch_losses.json", golden::losses::check_torch, change)
    };
    let keras = |change: &dyn Fn(&mut Value)| {
        failures_after("b_keras_losses.json", golden::losses::check_keras, change)
    };
    let without = |field: &'static str| {
        move |case: &mut Value| drop(case.as_object_mut().expect("a case").remove(field))
    };
    assert!(torch(&|_| {}).is_empty() && keras(&|_| {}).is_empty());
    assert_eq!(torch(&without("expected")), ["b_torch_losses.json (changed): field \"expected\" is missing"]);
    assert!(!torch(&|case| case["probs"] = case["logits"].clone()).is_empty());
    assert!(!torch(&|case| case["reduction"] = "median".into()).is_empty());
    let missing = ["b_keras_losses.json (changed): field \"expected_float32\" is missing"];
    assert_eq!(keras(&without("expected_float32")), missing);
    assert!(!keras(&|case| case["expected_float64"]["median"] = 1.0.into()).is_empty());
}
