//! The program, run on small inputs whose answers can be checked by hand, and on bad ones.

mod answers;
mod estimates;
mod places;
mod program;
mod refusals;
mod samples;
mod tidiness;
mod words;

use program::*;

const TABLE: [f64; 4] = [0.5, 0.0, 0.25, 0.25];

#[test]
fn measures_of_two_lists_are_those_of_the_textbook() {
    // H(p) = 1/2 + 2/4 + 2/4; q is uniform, so H(p, q) = ln 3 and KL = ln 3 − H.
    let names = ["entropy of p", "cross-entropy of p under q", "KL(p || q)", "total variation"];
    let found = quantities(&["measure", "--p", "0.5,0.25,0.25", "--q", "1/3,1/3,1/3"], &names);
    let log_3 = 3_f64.log2();
    assert_near(&found, &[1.5, log_3, log_3 - 1.5, 1.0 / 6.0]);
}

#[test]
fn values_are_printed_in_the_unit_asked_for() {
    for (unit, expected) in [("bits", 3.0), ("nats", 8_f64.ln()), ("hartleys", 8_f64.log10())] {
        assert_near(
            &quantities(&["measure", "--p", "uniform:8", "--unit", unit], &["entropy of p"]),
            &[expected],
        );
    }
}

#[test]
fn orders_and_family_members_are_printed_on_request() {
    // Σ p² = 3/8; χ² = 1²/(1/4) − 1.
    let names = ["Rényi entropy of p, order 2", "Tsallis entropy of p, order 2"];
    let found = quantities(&["measure", "--p", "0.5,0.25,0.25", "--order", "2"], &names);
    assert_near(&found, &[-(0.375_f64.log2()), 0.625]);
    let names = ["Pearson chi-squared", "power divergence, order 2"];
    let found = quantities(&["measure", "--p", "1,0", "--q", "0.25,0.75", "--alpha", "2"], &names);
    assert_near(&found, &[3.0, 1.5]);
}

#[test]
fn an_infinite_divergence_is_printed_as_such() {
    let answer = json(&["measure", "--p", "1,0", "--q", "0,1"]);
    let rows = answer["quantities"].as_array().expect("rows");
    let kl = rows.iter().find(|row| row["quantity"] == "KL(p || q)").expect("a row");
    assert_eq!(kl["value"], "inf");
}

#[test]
fn tables_for_people_have_a_unit_for_each_value() {
    let output = run(&["measure", "--p", "0.5,0.25,0.25"]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(
        text.lines().any(|line| line.split_whitespace().eq(["entropy", "of", "p", "1.5", "bit"])),
        "{text}"
    );
}

#[test]
fn all_formats_and_the_list_give_the_same_joint() {
    // H(X) = 1, H(X,Y) = 3/2, H(Y) = H(1/4).
    let h_y = 2.0 - 0.75 * 3_f64.log2();
    let files = [
        "0.5,0;0.25,0.25".to_owned(),
        file("joint.csv", b"# a comment\ny0,y1\n0.5,0\n0.25, 0.25\n"),
        file("joint.tsv", b"0.5\t0\n0.25\t0.25\n"),
        file("joint.json", b"[[0.5, 0], [0.25, 0.25]]"),
        file("joint-of-key.json", b"{\"other\": [1], \"pxy\": [[0.5, 0], [0.25, 0.25]]}") + ":pxy",
        file("joint.npy", &npy_of("(2, 2)", "False", &TABLE)),
        file("joint-fortran.npy", &npy_of("(2, 2)", "True", &[0.5, 0.25, 0.0, 0.25])),
        file("joint.npz", ARCHIVE),
        file("joint-named.npz", ARCHIVE) + ":pxy",
    ];
    for joint in &files {
        let found = quantities(&["joint", "--joint", joint], &["H(X)", "H(Y)", "H(X,Y)", "I(X;Y)"]);
        assert_near(&found, &[1.0, h_y, 1.5, h_y - 0.5]);
    }
}

#[test]
fn a_column_of_a_table_is_a_distribution() {
    let path = file("columns.csv", b"name_p,name_q\n0.5,1\n0.5,0\n") + ":name_p";
    assert_near(&quantities(&["measure", "--p", &path], &["entropy of p"]), &[1.0]);
}

#[test]
fn whole_numbers_and_single_precision_are_read_from_npy() {
    let header = |kind: &str| format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': (2,), }}");
    let big = file("big-endian.npy", &npy(&header(">i4"), &[0, 0, 0, 1, 0, 0, 0, 3]));
    let single = [1_f32.to_le_bytes(), 3_f32.to_le_bytes()].concat();
    let single = file("single.npy", &npy(&header("<f4"), &single));
    let byte = file("byte.npy", &npy(&header("|u1"), &[1, 3]));
    for path in [big, single, byte] {
        let found = quantities(&["measure", "--normalize", "--p", &path], &["entropy of p"]);
        assert_near(&found, &[2.0 - 0.75 * 3_f64.log2()]);
    }
}

#[test]
fn the_files_of_mnist_are_read_compressed_as_they_come() {
    let labels = include_bytes!("../../../infoplane-files/tests/fixtures/labels-idx1-ubyte.gz");
    let path = file("labels-idx1-ubyte.gz", labels);
    let entropy = |p: &str| quantities(&["measure", "--normalize", "--p", p], &["entropy of p"]);
    assert_eq!(entropy(&path), entropy("7,2,1,2"));
    let said = failure(&["measure", "--p", &(path.clone() + ":x")]);
    assert_eq!(said, format!("{path}: a file of one array has no parts, so no `x`"));
}

#[test]
fn exclusive_or_has_one_bit_of_synergy() {
    let names = [
        "I(X;Y)",
        "I(X;Y|Z)",
        "co-information",
        "total correlation",
        "dual total correlation",
        "O-information",
    ];
    assert_near(&quantities(&["joint", "--joint", "xor"], &names), &[0.0, 1.0, -1.0, 1.0, 2.0, -1.0]);
    let list = ["joint", "--joint", "1,0,0,1,0,1,1,0", "--shape", "2,2,2", "--normalize"];
    assert_near(&quantities(&list, &names), &[0.0, 1.0, -1.0, 1.0, 2.0, -1.0]);
}

#[test]
fn huffman_codes_a_dyadic_pmf_without_waste() {
    let arguments = ["code", "--p", "0.5,0.25,0.25", "--message", "0,1,2"];
    let names = [
        "Huffman: expected length",
        "Huffman: redundancy",
        "Huffman: Kraft sum",
        "Shannon-Fano-Elias: expected length",
    ];
    assert_near(&quantities(&arguments, &names), &[1.5, 0.0, 1.0, 2.5]);
    let words = json(&arguments);
    let words: Vec<&str> = (words["codewords"].as_array().expect("rows").iter())
        .map(|row| row["huffman"].as_str().expect("a codeword"))
        .collect();
    assert_eq!(words, ["0", "10", "11"]);
    let cost = quantities(&arguments, &["arithmetic: information of the message"])[0];
    assert!((cost - 5.0).abs() < 1e-7, "rounding of p to 30 bits moves {cost} by less than that");
}

#[test]
fn a_binary_erasure_channel_loses_what_it_erases() {
    let names = ["capacity, at least", "capacity, at most"];
    let found = quantities(&["channel", "--channel", "binary-erasure:0.25", "--gap", "1e-13"], &names);
    assert_near(&found, &[0.75, 0.75]);
    let exact = |channel| quantities(&["channel", "--channel", channel], &["capacity, closed form"])[0];
    // 1 − h(1/4); log2(1 + (1 − f) f^(f/(1 − f))) = log2(5/4) at f = 1/2; log2 4 − h(1/4) − ¼ log2 3.
    let h = 2.0 - 0.75 * 3_f64.log2();
    let found = ["binary-symmetric:0.25", "binary-erasure:0.25", "z:0.5", "symmetric:0.25"].map(exact);
    assert_near(&found, &[1.0 - h, 0.75, 1.25_f64.log2(), 2.0 - h - 0.25 * 3_f64.log2()]);
    let names = ["I(X;Y) with the given input"];
    let found = quantities(&["channel", "--channel", "1,0;0,1", "--input", "0.25,0.75"], &names);
    assert_near(&found, &[2.0 - 0.75 * 3_f64.log2()]);
}

#[test]
fn the_bottleneck_of_a_copy_opens_at_beta_one() {
    let answer = json(&["bottleneck", "--joint", "copy", "--betas", "0.5,3"]);
    let curve = answer["curve"].as_array().expect("a curve");
    let at = |row: usize, column: &str| curve[row][column].as_f64().expect("a number");
    let found = [at(0, "i_x_t"), at(1, "i_x_t"), at(1, "i_t_y"), at(1, "objective")];
    let expected = [0.0, 1.0, 1.0, -2.0];
    assert!(
        found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-6),
        "{answer:#}"
    );
}

#[test]
fn entropies_of_counts_differ_by_the_correction() {
    let answer = json(&["estimate", "counts", "--counts", "2,2", "--unit", "nats"]);
    let value = |estimator| estimate(&answer, estimator, "H(X)")["value"].as_f64().expect("a number");
    // (K − 1) / 2n = 1/8.
    assert_near(&[value("plug-in"), value("miller-madow")], &[2_f64.ln(), 2_f64.ln() + 0.125]);
    assert_eq!(estimate(&answer, "plug-in", "H(X)")["bias"], "low");
    assert_eq!(estimate(&answer, "plug-in", "H(X)")["bias_size"], 0.125);
    let table = json(&["estimate", "counts", "--counts", "3,0;0,3"]);
    assert_near(&[estimate(&table, "plug-in", "I(X;Y)")["value"].as_f64().expect("a number")], &[1.0]);
}

#[test]
fn equal_rows_are_one_outcome() {
    let samples = file("outcomes.csv", b"a,b\n0,1\n0,1\n1,1\n-0,1\n");
    let answer = json(&["estimate", "outcomes", "--samples", &samples]);
    let found = estimate(&answer, "plug-in", "H(X)")["value"].as_f64().expect("a number");
    assert_near(&[found], &[2.0 - 0.75 * 3_f64.log2()]);
}

#[test]
fn neighbors_give_the_sums_of_fractions_of_the_definition() {
    // As in the library: ψ(4) + ψ(1) − 2 ψ(1) = 11/6, and ψ(4) − ψ(1) + ln 2.
    let x = "0,1,10,11";
    let information = json(&["estimate", "neighbors", "--x", x, "--y", x, "--k", "1", "--unit", "nats"]);
    let entropy = json(&["estimate", "neighbors", "--x", x, "--k", "1", "--unit", "nats"]);
    let found = [
        estimate(&information, "ksg-1", "I(X;Y), k = 1")["value"].as_f64().expect("a number"),
        estimate(&entropy, "Kozachenko-Leonenko", "h(X), k = 1")["value"].as_f64().expect("a number"),
    ];
    assert_near(&found, &[11.0 / 6.0, 11.0 / 6.0 + 2_f64.ln()]);
}

#[test]
fn a_layer_that_separates_two_classes_has_one_bit() {
    let activations = file("layer.csv", b"0.01\n0.02\n0.91\n0.92\n");
    let answer = json(&[
        "estimate",
        "layer",
        "--activations",
        &activations,
        "--labels",
        "0,0,1,1",
        "--width",
        "0.5",
        "--equal-mass",
        "2",
    ]);
    for estimator in ["bins of width 0.5", "2 bins of equal mass"] {
        for quantity in ["I(X;T)", "I(T;Y)"] {
            assert_near(
                &[estimate(&answer, estimator, quantity)["value"].as_f64().expect("a number")],
                &[1.0],
            );
        }
    }
    assert_eq!(estimate(&answer, "upper bound, noise 0.001", "I(X;T)")["bias"], "upper-bound");
}

#[test]
fn classes_far_apart_and_a_sure_critic_reach_their_ceilings() {
    // ψ(4) − ψ(2) = 1/2 + 1/3.
    let classes = json(&[
        "estimate",
        "classes",
        "--x",
        "0,1,10,11",
        "--labels",
        "0,0,1,1",
        "--k",
        "1",
        "--unit",
        "nats",
    ]);
    let scores = json(&["estimate", "scores", "--scores", "900,-900;-900,900"]);
    let found = [
        estimate(&classes, "Ross", "I(X;Y), k = 1")["value"].as_f64().expect("a number"),
        estimate(&scores, "info-nce", "I(X;Y)")["value"].as_f64().expect("a number"),
    ];
    assert_near(&found, &[5.0 / 6.0, 1.0]);
}
