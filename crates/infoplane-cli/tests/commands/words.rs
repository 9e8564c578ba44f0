//! Words as outcomes and labels, and classes of few samples.

use super::program::*;
use serde_json::{Value, json};

#[test]
fn words_are_outcomes_numbered_by_first_appearance() {
    let path = file("kinds.csv", b"size,kind\n1.5,cat\n2,dog\n2.5,cat\n3,eel\n");
    let answer = json(&["estimate", "outcomes", "--samples", &(path.clone() + ":kind")]);
    let numbers = json(&["estimate", "outcomes", "--samples", "0,1,0,2"]);
    assert_eq!(answer["estimates"], numbers["estimates"]);
    let row = |category, number| json!({"option": "--samples", "columns": "kind", "category": category, "number_by_first_appearance": number});
    assert_eq!(answer["categories"], json!([row("cat", 0), row("dog", 1), row("eel", 2)]));
    assert_eq!(numbers["categories"], json!([]));
    // Two coins that always agree, one in words.
    let (x, y) = (file("sides.csv", b"heads\ntails\nheads\ntails\n"), "1,0,1,0");
    let both = json(&["estimate", "outcomes", "--samples", &x, "--y", y]);
    assert_near(&[number(estimate(&both, "plug-in", "I(X;Y)"), "value")], &[1.0]);
    // Rows of several columns are one outcome each.
    let rows = json(&["estimate", "outcomes", "--samples", &file("rows.csv", b"a,1\nb,1\na,2\na,1.0\n")]);
    assert_near(&[number(estimate(&rows, "plug-in", "H(X)"), "value")], &[1.5]);
}

#[test]
fn words_are_labels_of_classes_and_layers() {
    let labels = file("labels.csv", b"label\nfew\nfew\nmany\nmany\n") + ":label";
    let of = |arguments: &[&str], labels: &str| -> Value {
        json(&[&["estimate"], arguments, &["--labels", labels]].concat())
    };
    for arguments in
        [&["classes", "--x", "0,1,10,11", "--k", "1"][..], &["layer", "--activations", "0.1,0.2,0.8,0.9"]]
    {
        let answer = of(arguments, &labels);
        assert_eq!(answer["estimates"], of(arguments, "0,0,1,1")["estimates"]);
        assert_eq!(answer["categories"][1]["category"], "many");
        assert_eq!(answer["categories"][1]["number_by_first_appearance"], 1);
    }
    let output = run(&["estimate", "classes", "--x", "0,1,10,11", "--k", "1", "--labels", &labels]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("category") && text.contains("number by first appearance"), "{text}");
}

#[test]
fn words_are_no_continuous_samples() {
    let path = file("continuous.csv", b"size,kind\n1,cat\n2,dog\n");
    for arguments in [&["neighbors", "--k", "1", "--x"][..], &["classes", "--labels", "0,1", "--x"]] {
        assert_eq!(
            failure(&[&["estimate"], arguments, &[&path]].concat()),
            format!("{path}: line 2, column 2: `cat` is not a number; numbers are needed here")
        );
    }
}

#[test]
fn of_very_many_words_the_first_are_listed() {
    let all: String = (0..130).map(|word| format!("w{}\n", word % 120)).collect();
    let answer = json(&["estimate", "outcomes", "--samples", &file("vocabulary.csv", all.as_bytes())]);
    let listed = answer["categories"].as_array().expect("rows");
    assert_eq!((listed.len(), &listed[100]["category"]), (101, &json!("and 20 more")));
}

#[test]
fn classes_too_small_for_k_are_named() {
    let common = ["estimate", "classes", "--x", "0,1,2,3,10,11,20", "--labels", "0,0,0,0,1,1,2"];
    let answer = json(&[&common[..], &["--k", "2"]].concat());
    estimate(&answer, "Ross", "I(X;Y), k = 2, fewer in small classes");
    assert_eq!(
        answer["small_classes"],
        json!([
            {"class": 1, "samples": 2, "k_in_use": 1},
            {"class": 2, "samples": 1, "k_in_use": "left out"},
        ])
    );
    let answer = json(&["estimate", "classes", "--x", "0,1,10,11", "--labels", "0,0,1,1", "--k", "1"]);
    estimate(&answer, "Ross", "I(X;Y), k = 1");
    assert_eq!(answer["small_classes"], json!([]));
}

#[test]
fn an_interval_beyond_the_ceiling_is_doubtful() {
    let counts = |level: &str| json(&["estimate", "counts", "--counts", "4,3,3", "--interval", level]);
    let answer = counts("0.95");
    let row = estimate(&answer, "plug-in", "H(X)");
    assert!(number(row, "interval_high") > number(row, "ceiling"), "{row:#}");
    assert_eq!(row["cautions"], json!(["near-ceiling", "interval-above-ceiling"]));
    let narrow = counts("0.01");
    let row = estimate(&narrow, "plug-in", "H(X)");
    assert!(number(row, "interval_high") < number(row, "ceiling"), "{row:#}");
    assert!(!row["cautions"].as_array().expect("names").contains(&json!("interval-above-ceiling")));
}
