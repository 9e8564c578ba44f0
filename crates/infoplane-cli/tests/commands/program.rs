//! Running the program, and the files given to it.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

pub(crate) fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_infoplane-cli")).args(arguments).output().expect("the program starts")
}

/// A file of this test process, with that content.
pub(crate) fn file(name: &str, content: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("the folder of test files is writable");
    path.to_str().expect("a path of characters").to_owned()
}

/// The answer as JSON.
pub(crate) fn json(arguments: &[&str]) -> Value {
    let output = run(&[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The quantities that were asked for, by their names.
pub(crate) fn quantities(arguments: &[&str], names: &[&str]) -> Vec<f64> {
    let answer = json(arguments);
    let rows = answer["quantities"].as_array().expect("a table of quantities");
    let value = |name: &&str| {
        let row = rows.iter().find(|row| row["quantity"] == **name);
        row.unwrap_or_else(|| panic!("`{name}` in {answer:#}"))["value"].as_f64().expect("a number")
    };
    names.iter().map(value).collect()
}

/// The value of an estimator in the table of estimates.
pub(crate) fn estimate<'a>(answer: &'a Value, estimator: &str, quantity: &str) -> &'a Value {
    let rows = answer["estimates"].as_array().expect("a table of estimates");
    let row = rows.iter().find(|row| row["estimator"] == *estimator && row["quantity"] == *quantity);
    row.unwrap_or_else(|| panic!("`{estimator}` of {quantity} in {answer:#}"))
}

/// A number of a row of a table.
pub(crate) fn number(row: &Value, column: &str) -> f64 {
    row[column].as_f64().unwrap_or_else(|| panic!("`{column}` in {row:#}"))
}

pub(crate) fn assert_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    let is_near = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12);
    assert!(is_near, "{found:?} where {expected:?} should be");
}

/// The sentence of a failure, which has exit code 2 and prints nothing else.
pub(crate) fn failure(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(output.stdout.is_empty());
    assert_eq!(said.lines().count(), 1, "{said}");
    said.trim_start_matches("infoplane-cli: ").trim_end().to_owned()
}

/// An npy file of version 1 with this header and these data.
pub(crate) fn npy(header: &str, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(header.len()).expect("a short header").to_le_bytes();
    [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), data].concat()
}

pub(crate) fn npy_of(shape: &str, is_fortran: &str, values: &[f64]) -> Vec<u8> {
    let header = format!("{{'descr': '<f8', 'fortran_order': {is_fortran}, 'shape': {shape}, }}");
    npy(&header, &values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>())
}

/// An archive of the array `pxy` as NumPy makes it.
pub(crate) const ARCHIVE: &[u8] = include_bytes!("../../../infoplane-files/tests/fixtures/joint.npz");
