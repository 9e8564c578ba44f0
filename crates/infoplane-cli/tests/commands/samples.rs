//! Estimates from sample files: pairs of variables, layers with many classes and noises, and which may be drawn again.

use super::program::*;
use serde_json::Value;

#[test]
fn samples_are_drawn_again_for_outcomes_and_for_nothing_that_repetitions_mislead() {
    let drawn = ["--interval", "0.9", "--bootstrap", "200"];
    let outcomes = ["estimate", "outcomes", "--samples", "0,0,1,1,1,2,2,0,1,2"];
    let row = json(&[&outcomes[..], &drawn].concat())["estimates"][0].clone();
    assert!(number(&row, "interval_low") < number(&row, "interval_high"), "{row:#}");
    let x = "0,1,2.5,4,7,8.5,9,11";
    for arguments in [
        &["estimate", "neighbors", "--x", x, "--k", "1"][..],
        &["estimate", "classes", "--x", x, "--labels", "0,1,0,1,0,1,0,1", "--k", "1"],
        &["estimate", "scores", "--scores", "2,0,1,0;0,3,0,1;1,0,1,0;0,0,1,2"],
    ] {
        assert!(run(&[arguments, &drawn[..2]].concat()).status.success());
        let output = run(&[arguments, &drawn].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code() == Some(2) && said.contains("unexpected argument '--bootstrap'"),
            "{said}"
        );
    }
}

#[test]
fn two_discrete_variables_share_information() {
    // Four pairs (0,0), (0,0), (0,1), (1,1): H(X) = h(1/4), H(Y) = 1, H(X,Y) = 3/2.
    let (x, y) =
        (file("discrete-x.csv", b"0\n0\n-0\n1\n"), file("discrete-y.csv", b"a,b\n5,0\n5,0\n7,0\n7,0\n"));
    let common = ["estimate", "outcomes", "--samples", &x, "--y", &y];
    let answer = json(&common);
    let value = |quantity| number(estimate(&answer, "plug-in", quantity), "value");
    assert_near(&[value("H(X,Y)"), value("I(X;Y)")], &[1.5, 2.0 - 0.75 * 3_f64.log2() - 0.5]);
    // One of the four was seen once, the pair (0, 1), and so was (1, 1).
    assert_near(&quantities(&common, &["coverage, Good-Turing"]), &[0.5]);
    // As from the table of counts, by every estimator.
    let table = json(&["estimate", "counts", "--counts", "2,1;0,1"]);
    assert_eq!(answer["estimates"], table["estimates"]);
    let within = json(&[&common[..], &["--interval", "0.9", "--groups", "4"]].concat());
    let row = estimate(&within, "plug-in", "I(X;Y)");
    assert!(number(row, "interval_low") < value("I(X;Y)") && value("I(X;Y)") < number(row, "interval_high"));
    assert_eq!(
        failure(&["estimate", "outcomes", "--samples", "0,1,1", "--y", "0,1"]),
        "invalid pair: 3 and 2 samples"
    );
    let many: String = (0..4000).map(|i| format!("{i}\n")).collect();
    let many = file("many-outcomes.csv", many.as_bytes());
    assert_eq!(
        failure(&["estimate", "outcomes", "--samples", &many, "--y", &many]),
        "--y: 4000 outcomes of x and 4000 of y make a table of more than 10000000 cells"
    );
}

#[test]
fn several_noises_at_once_are_each_of_them_alone() {
    let common =
        ["estimate", "layer", "--activations", "0,0.4,1,1.7", "--labels", "0,1,0,1", "--unit", "nats"];
    let interval = ["--interval", "0.9"];
    let rows = |options: &[&str]| json(&[&common[..], options].concat())["estimates"].clone();
    let both = rows(&["--noise", "0.1,2"]);
    let intervals = rows(&[&["--noise", "0.1,2"][..], &interval].concat());
    let mut n_bounds = 0;
    for noise in ["0.1", "2"] {
        let alone = rows(&[&["--noise", noise][..], &interval].concat());
        for row in alone.as_array().expect("rows").iter().filter(|row| row["assumption"] == "added-noise") {
            let same = |rows: &Value| {
                let mut rows = rows.as_array().expect("rows").iter();
                let is_same = |other: &&Value| {
                    other["estimator"] == row["estimator"] && other["quantity"] == row["quantity"]
                };
                rows.find(is_same).expect("the same estimate").clone()
            };
            assert_eq!(*row, same(&intervals));
            // In single precision, 3e-6 nats by their documentation.
            assert!((number(row, "value") - number(&same(&both), "value")).abs() < 6e-6, "{row:#}");
            n_bounds += 1;
        }
    }
    assert_eq!(n_bounds, 8);
}

#[test]
fn a_layer_may_have_256_classes() {
    let answer = json(&["estimate", "layer", "--activations", "-1,1", "--labels", "0,255"]);
    assert_near(&[number(estimate(&answer, "bins of idnns", "I(T;Y)"), "value")], &[1.0]);
    let said = failure(&["estimate", "layer", "--activations", "-1,1", "--labels", "0,256"]);
    assert_eq!(said, "--labels, value 2: 256 is no class from 0 to 255");
}

#[test]
fn a_critic_knows_no_dimensions() {
    let answer = json(&["estimate", "scores", "--scores", "2,0;0,2"]);
    assert!(estimate(&answer, "info-nce", "I(X;Y)")["d"].is_null());
}
