//! Which option, file, row and value a failure is about, all counted from 1.

use super::program::*;

#[test]
fn the_option_that_is_wrong_is_blamed_and_no_other() {
    for (arguments, said) in [
        (&["rate", "bernoulli", "--p", "1.5", "--distortions", "0.1"][..], "--p: invalid p: 1.5"),
        (&["rate", "bernoulli", "--p", "0.5", "--distortions=-0.1"], "--distortions: invalid D: -0.1"),
        (
            &["rate", "uniform", "--symbols", "0", "--distortions", "0.1"],
            "--symbols: no symbols, reproductions or components",
        ),
        (
            &["rate", "source", "--p", "0.5,0.5", "--distortion", "0,1;1,0;1,1", "--distortions", "0.1"],
            "--distortion: invalid source: 2 symbols for 3 rows of distortions",
        ),
        (&["rate", "gaussian", "--variances", "1,2", "--distortion=-1"], "--distortion: invalid D: -1"),
        (
            &["rate", "gaussian", "--variances", "1,-2", "--distortion", "1"],
            "--variances, value 2: -2 is not a variance",
        ),
    ] {
        assert_eq!(failure(arguments), said);
    }
    let gap = ["rate", "source", "--p", "0.3,0.7", "--distortions", "0.1", "--gap", "0"];
    assert!(failure(&gap).starts_with("--gap: only known to lie between "));
}

#[test]
fn rows_and_values_are_counted_from_one() {
    let calibration =
        |predictions, labels| failure(&["calibration", "--predictions", predictions, "--labels", labels]);
    for (found, said) in [
        (calibration("0.5,0.5;1.5,-0.5", "0,1"), "--predictions, row 2, value 2: -0.5 is not a probability"),
        (calibration("0.5,0.5;0.5,0.25", "0,1"), "--predictions: row 2 sums to 0.75, not to 1"),
        (calibration("0.5,0.5;0.5,0.5", "0,2"), "--labels, value 2: 2 is no class from 0 to 1"),
        (
            failure(&["calibration", "--predictions", "0.5,0.5;0.5,0.25", "--members", "2"]),
            "--predictions: row 2 sums to 0.75, not to 1",
        ),
        (
            failure(&["rate", "source", "--p", "0.5,0.5", "--distortion", "0,1;-1,0", "--slopes", "1"]),
            "--distortion, row 2, value 1: -1 is no cost, finite and not below 0",
        ),
        (
            failure(&["estimate", "scores", "--scores", "1,2;inf,3"]),
            "--scores, row 2, value 1: inf is not finite",
        ),
        (
            failure(&["estimate", "neighbors", "--x", "1,2,2,5", "--k", "1"]),
            "--x, --y and --k: sample 2 coincides with at least 1 others",
        ),
        (
            failure(&["gaussian-bottleneck", "--covariance", "1,2;2,1", "--n-x", "1", "--betas", "2"]),
            "--covariance: covariance is not positive definite: row 2 keeps variance -3",
        ),
    ] {
        assert_eq!(found, said);
    }
    let said = failure(&["family", "--p", "categorical:probs=0.5 0.7 -0.2"]);
    assert!(said.starts_with("--p: invalid value: -0.2 (outcome 3)"), "{said}");
    let sparse = "keras-sparse-categorical-crossentropy";
    let loss = ["loss", "--loss", sparse, "--predictions", "0.5,0.5;0.5,0.5", "--targets", "0,2"];
    assert_eq!(failure(&loss), "--targets, value 2: 2 is no class from 0 to 1");
    let dense = "keras-categorical-crossentropy";
    let zero = ["loss", "--loss", dense, "--predictions", "0.5,0.5;0,0", "--targets", "1,0;1,0"];
    assert_eq!(failure(&zero), "--predictions: row 2 sums to 0, by which it cannot be divided");
}

#[test]
fn entries_of_nested_lists_are_counted_from_one() {
    for (content, said) in [
        ("[[0.5, \"half\"], [0, 0]]", "row 1, value 2 is \"half\", which is no number"),
        ("[[0.5, 0.5], [0]]", "entry 2 has 1 entries where the first has 2"),
        ("[[[1, 0], [0, null]]]", "entry 1, 2, 2 is null, which is no number"),
    ] {
        let path = file("nested.json", content.as_bytes());
        assert_eq!(failure(&["joint", "--joint", &path]), format!("{path}: {said}"));
    }
}

#[test]
fn decimal_commas_are_not_guessed_at() {
    let path = file("commas.csv", b"p;q\n0.5;0.25\n0,5;0,75\n");
    assert_eq!(
        failure(&["measure", "--p", &(path.clone() + ":p")]),
        format!("{path}: line 3, column 1: `0,5` is not a number; a decimal point is needed, as in 0.5")
    );
    let path = file("only-commas.csv", b"0,5;0,25\n0,125;0,125\n");
    assert_eq!(
        failure(&["joint", "--joint", &path]),
        format!("{path}: line 1, column 1: `0,5` is not a number; a decimal point is needed, as in 0.5")
    );
    let said = failure(&["measure", "--p", "0,5;0,25;0,25"]);
    assert!(said.ends_with("; commas separate numbers, and a decimal point is needed, as in 0.5"), "{said}");
    let said = failure(&["joint", "--joint", "0,5;0,25"]);
    assert!(said.ends_with("; commas separate numbers, and a decimal point is needed, as in 0.5"), "{said}");
    // Sums of fractions have another reason.
    assert!(
        failure(&["joint", "--joint", "0.5,0.5;0.5,0.5"]).ends_with("--normalize would divide by the sum")
    );
}

#[test]
fn of_several_arrays_another_can_be_chosen() {
    let path =
        file("words-first.npz", include_bytes!("../../../infoplane-files/tests/fixtures/words-first.npz"));
    assert_eq!(
        failure(&["measure", "--p", &path]),
        format!(
            "{path}: array `names`: the type `<U3` is not one of b1, i1 to i8, u1 to u8, f2, f4 and f8; another of \
             names, p, q can be chosen by a colon and its name"
        )
    );
    assert_near(&quantities(&["measure", "--p", &(path + ":p")], &["entropy of p"]), &[1.5]);
}
