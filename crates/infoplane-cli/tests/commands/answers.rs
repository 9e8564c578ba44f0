//! Families, losses, calibration, rate-distortion and contributions of outcomes, on small inputs and bad ones.

use super::program::*;

#[test]
fn a_family_has_an_entropy_and_divergences_in_closed_form() {
    // h = log 4; KL of U(0, 1) from Exponential(1) is the mean, half a nat.
    let names = ["differential entropy of p", "KL(p || q)", "mean of p", "variance of p"];
    let (p, q) = ("uniform:low=0,high=4", "exponential:rate=1");
    let found = quantities(&["family", "--p", p, "--q", q, "--unit", "nats"], &names[..1]);
    assert_near(&found, &[4_f64.ln()]);
    let found =
        quantities(&["family", "--p", "uniform:low=0,high=1", "--q", q, "--unit", "nats"], &names[1..]);
    assert_near(&found, &[0.5, 0.5, 1.0 / 12.0]);
    let found = quantities(&["family", "--p", "bernoulli:probs=1/2"], &["entropy of p"]);
    assert_near(&found, &[1.0]);
}

#[test]
fn families_of_several_numbers_take_lists_and_tables() {
    let plain = "multivariate-normal:loc=0 0,scale_diag=1 1";
    let joint = "multivariate-normal:loc=0 0,covariance_matrix=1 0.5;0.5 1";
    let found = quantities(&["family", "--p", joint, "--q", plain, "--unit", "nats"], &["KL(p || q)"]);
    assert_near(&found, &[-0.5 * 0.75_f64.ln()]);
    let answer = json(&["family", "--p", "dirichlet:concentration=1 1 1", "--at", "0.2,0.3,0.5"]);
    assert_eq!(
        answer["densities"][0]["density_of_p"].as_f64().map(|density| (density - 2.0).abs() < 1e-14),
        Some(true)
    );
}

#[test]
fn densities_come_with_what_seeing_the_point_tells() {
    let answer = json(&["family", "--p", "exponential:rate=2", "--at", "0,-1"]);
    let rows = answer["densities"].as_array().expect("rows");
    assert_near(&[rows[0]["density_of_p"].as_f64().expect("a number")], &[2.0]);
    assert_near(&[rows[0]["surprisal_under_p"].as_f64().expect("a number")], &[-1.0]);
    assert_eq!(rows[1]["surprisal_under_p"], "inf");
}

#[test]
fn bad_families_are_refused_with_what_would_do() {
    let said = failure(&["family", "--p", "normal:loc=0,scale=-1"]);
    assert_eq!(said, "--p: invalid scale: -1; normal takes loc, scale");
    let said = failure(&["family", "--p", "bernoulli:p=0.5"]);
    assert_eq!(said, "--p: missing parameter: probs; bernoulli takes probs or logits");
    assert!(
        failure(&["family", "--p", "norml:loc=0"])
            .starts_with("--p: unknown family `norml`; there are bernoulli,")
    );
    assert_eq!(failure(&["family", "--p", "normal:loc"]), "--p: `loc` is not parameter=value");
    assert_eq!(failure(&["family", "--p", "poisson:rate=many"]), "--p: `many` is not a number");
    let said = failure(&["family", "--p", "normal:loc=0,scale=1", "--at", "1,2;3,4"]);
    assert_eq!(said, "--at: invalid number of coordinates: 2 (should be 1)");
}

#[test]
fn a_divergence_without_a_closed_form_leaves_the_rest() {
    let pair = ["family", "--p", "normal:loc=0,scale=1", "--q", "student-t:df=3,loc=0,scale=1"];
    let answer = json(&pair);
    let rows = answer["quantities"].as_array().expect("rows");
    let value = |name: &str| rows.iter().find(|row| row["quantity"] == name).map(|row| row["value"].clone());
    assert_eq!(value("KL(p || q): no closed form"), Some(serde_json::Value::Null));
    assert_near(&quantities(&pair, &["differential entropy of p"]), &[2.047_095_585_180_641]);
    assert!(value("KL(q || p)").is_some_and(|kl| kl.is_number()), "{answer}");
}

#[test]
fn losses_are_those_of_the_libraries_with_gradients() {
    // Two logits 0 and ln 3: probabilities 1/4 and 3/4.
    let logits = format!("0,{}", 3_f64.ln());
    let common = ["--predictions", &logits, "--targets", "0", "--unit", "nats"];
    for loss in ["torch-cross-entropy", "keras-sparse-categorical-crossentropy"] {
        let arguments = [&["loss", "--loss", loss, "--logits"][..], &common].concat();
        assert_near(&quantities(&arguments, &["loss, mean over items"]), &[4_f64.ln()]);
        let slopes = json(&arguments)["gradients"].clone();
        let slopes = [0, 1].map(|at| slopes[at]["slope"].as_f64().expect("a number"));
        assert_near(&slopes, &[-0.75, 0.75]);
    }
    // Keras clips a probability of 0 to 1e-7.
    let clipped = [
        "loss",
        "--loss",
        "keras-categorical-crossentropy",
        "--predictions",
        "0,1",
        "--targets",
        "1,0",
        "--unit",
        "nats",
    ];
    assert_near(&quantities(&clipped, &["loss, sum"]), &[-(1e-7_f64.ln())]);
}

#[test]
fn items_are_weighted_and_every_loss_is_reachable() {
    let rows = ["--predictions", "0.5,0.5;0.25,0.75", "--targets", "1,0;0,1", "--unit", "nats"];
    let weighted =
        [&["loss", "--loss", "keras-categorical-crossentropy", "--weights", "2,0"][..], &rows].concat();
    assert_near(
        &quantities(&weighted, &["loss, sum", "loss, mean over items"]),
        &[2.0 * 2_f64.ln(), 2_f64.ln()],
    );
    for loss in [
        "keras-binary-crossentropy",
        "keras-kl-divergence",
        "torch-binary-cross-entropy",
        "torch-binary-cross-entropy-with-logits",
    ] {
        let found = quantities(&[&["loss", "--loss", loss][..], &rows].concat(), &["loss, sum"]);
        assert!(found[0] > 0.0, "{loss}: {found:?}");
    }
    // Log-probabilities of a half each, from a certain target: ln 2.
    let log = format!("{},{}", 0.5_f64.ln(), 0.5_f64.ln());
    let kl = ["loss", "--loss", "torch-kl-div", "--predictions", &log, "--targets", "1,0", "--unit", "nats"];
    assert_near(&quantities(&kl, &["loss, sum"]), &[2_f64.ln()]);
}

#[test]
fn bad_losses_are_refused() {
    let loss = |more: &[&str]| failure(&[&["loss", "--loss", "keras-kl-divergence"][..], more].concat());
    let said = loss(&["--predictions", "0.5,-0.5", "--targets", "1,0"]);
    assert_eq!(said, "--predictions, value 2: -0.5 is not allowed here");
    let rows = ["--predictions", "0.5,0.5", "--targets", "1,0"];
    let crossentropy = ["loss", "--loss", "keras-categorical-crossentropy", "--smoothing", "2"];
    assert_eq!(failure(&[&crossentropy[..], &rows].concat()), "--smoothing: invalid label smoothing: 2");
    // What a loss would pass over is refused.
    for (option, said) in [
        (&["--smoothing", "0.1"][..], "--smoothing: this loss has no label smoothing"),
        (&["--logits"], "--logits: this loss takes probabilities"),
        (&["--class-weights", "1,2"], "--class-weights: of all losses only torch-cross-entropy has them"),
    ] {
        assert_eq!(loss(&[&rows[..], option].concat()), said);
    }
    let said =
        failure(&["loss", "--loss", "torch-cross-entropy", "--predictions", "0,0,0", "--targets", "7"]);
    assert_eq!(said, "--targets, value 1: 7 is no class from 0 to 2");
}

#[test]
fn calibration_of_a_classifier_is_that_of_its_bins() {
    // Sure of 3/4 twice, once right: both errors are |1/2 − 3/4|.
    let arguments =
        ["calibration", "--predictions", "0.75,0.25;0.75,0.25", "--labels", "0,1", "--unit", "bits"];
    let names = [
        "negative log-likelihood",
        "Brier score",
        "accuracy",
        "expected calibration error",
        "maximum calibration error",
    ];
    let nll = 0.5 * (4_f64.log2() + (4.0_f64 / 3.0).log2());
    assert_near(&quantities(&arguments, &names), &[nll, 0.5 * (2.0 / 16.0 + 18.0 / 16.0), 0.5, 0.25, 0.25]);
}

#[test]
fn members_that_are_sure_of_different_things_know_nothing_together() {
    let arguments = ["calibration", "--predictions", "1,0;0,1", "--members", "2"];
    let names = ["predictive entropy, mean", "aleatoric, mean", "epistemic (BALD), mean"];
    assert_near(&quantities(&arguments, &names), &[1.0, 0.0, 1.0]);
    for bad in [
        &["--labels", "0,1", "--members", "2"][..],
        &[],
        &["--labels", "0,1", "--bins", "0"],
        &["--members", "3"],
    ] {
        failure(&[&["calibration", "--predictions", "1,0;0,1"][..], bad].concat());
    }
}

#[test]
fn rates_are_those_of_the_closed_forms() {
    // A fair coin: R(D) = 1 − h(D), with the slope log((1 − D)/D); at slope ln 3, D = 1/4.
    let slope = 3_f64.ln().to_string();
    let answer = json(&["rate", "source", "--p", "0.5,0.5", "--slopes", &slope]);
    let point = |name: &str| answer["curve"][0][name].as_f64().expect("a number");
    let rate = 0.75 * 3_f64.log2() - 1.0;
    assert_near(&[point("distortion"), point("rate_at_least"), point("rate_at_most")], &[0.25, rate, rate]);
    let found = quantities(
        &["rate", "gaussian", "--variances", "4,0.5", "--distortion", "1.5"],
        &["rate", "water level"],
    );
    assert_near(&found, &[1.0, 1.0]);
    for bad in [
        &["source", "--p", "0.5,0.5", "--slopes", "-1"][..],
        &["source", "--p", "0.5,0.5", "--distortions", "-1"],
        &["source", "--p", "0.5,0.5", "--rates", "NaN"],
        &["source", "--p", "0.5,0.5"],
        &["bernoulli", "--p", "2", "--distortions", "0.1"],
        &["uniform", "--symbols", "0", "--distortions", "0.1"],
        &["source", "--p", "0.5,0.5", "--slopes", "1", "--distortion", "0,1;1,0;1,1"],
        &["gaussian", "--variances", "-4", "--distortion", "1"],
        &["gaussian", "--variances", "4", "--distortion", "NaN"],
    ] {
        assert_eq!(run(&[&["rate"][..], bad].concat()).status.code(), Some(2), "{bad:?}");
    }
}

#[test]
fn every_f_divergence_says_what_outcomes_contribute() {
    let (p, q) = ("0.5,0.25,0.25", "0.25,0.5,0.25");
    let answer = json(&["measure", "--p", p, "--q", q, "--alpha", "2,3", "--outcomes"]);
    let terms = [
        ("in_kl_q_p", [-0.25, 0.5]),
        // (p − q) log2(p/q), (p − q)²/p, (p − q)²/2(p + q).
        ("in_the_jeffreys_divergence", [0.25, 0.25]),
        ("in_neymans_chi_squared", [0.125, 0.25]),
        ("in_le_cams_divergence", [1.0 / 24.0, 1.0 / 24.0]),
        // q (t² − 2t + 1)/2 and q (t³ − 3t + 2)/6 at t = 2 and 1/2.
        ("in_the_power_divergence_order_2", [0.125, 0.0625]),
        ("in_the_power_divergence_order_3", [1.0 / 6.0, 5.0 / 96.0]),
    ];
    for (name, [first, second]) in terms {
        let found = [0, 1, 2].map(|at: usize| answer["outcomes"][at][name].as_f64().expect(name));
        assert_near(&found, &[first, second, 0.0]);
    }
}

#[test]
fn a_code_that_has_no_room_leaves_the_others_theirs() {
    let answer = json(&["code", "--p", "1,1e-300"]);
    let first = &answer["codewords"][0];
    assert_eq!(first["huffman"].as_str(), Some("0"), "{answer}");
    assert!(first.get("shannon_fano_elias").is_none(), "{answer}");
    let rows = answer["quantities"].as_array().expect("rows");
    let mut names = rows.iter().filter_map(|row| row["quantity"].as_str());
    assert!(names.any(|name| name.contains("no room for symbol 1")), "{answer}");
}

#[test]
fn huffman_codes_of_blocks_share_what_a_codeword_wastes() {
    // Pairs have 9, 3, 3 and 1 in 16: (9·1 + 3·2 + 3·3 + 1·3) / 16 bits for two; with three digits 1, 1, 2 and 2.
    let names = ["Huffman in blocks of 1: rate per symbol", "Huffman in blocks of 2: rate per symbol"];
    let arguments = ["code", "--p", "0.75,0.25", "--blocks", "1,2"];
    assert_near(&quantities(&arguments, &names), &[1.0, 27.0 / 32.0]);
    let ternary = [&arguments[..], &["--radix", "3"]].concat();
    assert_near(&quantities(&ternary, &names[1..]), &[20.0 / 32.0 * 3_f64.log2()]);
    assert!(failure(&["code", "--p", "0.75,0.25", "--blocks", "0"]).starts_with("--blocks: "));
    assert!(failure(&["code", "--p", "0.75,0.25", "--blocks", "40"]).starts_with("--blocks: "));
}

#[test]
fn outcomes_say_what_they_contribute() {
    let answer = json(&["measure", "--p", "0.5,0.25,0.25", "--q", "0.25,0.5,0.25", "--outcomes"]);
    let outcome = |at: usize, name: &str| answer["outcomes"][at][name].as_f64().expect("a number");
    assert_near(
        &[outcome(1, "surprisal"), outcome(1, "in_the_entropy"), outcome(1, "in_the_cross_entropy")],
        &[2.0, 0.5, 0.25],
    );
    assert_near(&[outcome(0, "in_kl_p_q"), outcome(1, "in_kl_p_q")], &[0.5, -0.25]);
    assert_near(
        &[outcome(0, "in_the_total_variation"), outcome(0, "in_pearsons_chi_squared")],
        &[0.125, 0.25],
    );
    // (√½ − ½)² / 2 = 3/8 − √2/4; ½ (½ log 4/3 + ¼ log 2/3).
    assert_near(&[outcome(0, "in_the_squared_hellinger_distance")], &[0.375 - 0.25 * 2_f64.sqrt()]);
    let expected = [0.5_f64, 0.25, 0.25].iter().zip([0.25, 0.5, 0.25]).map(|(p, q)| {
        let m = 0.5 * (p + q);
        0.5 * (p * (p / m).log2() + q * (q / m).log2())
    });
    let found: f64 = (0..3).map(|at| outcome(at, "in_the_jensen_shannon_divergence")).sum();
    assert_near(&[found], &[expected.sum()]);
    let answer = json(&["joint", "--joint", "0.5,0;0,0.5", "--outcomes"]);
    assert_near(&[answer["outcomes"][3]["pmi"].as_f64().expect("a number")], &[1.0]);
    assert_near(&[answer["outcomes"][3]["in_i_x_y"].as_f64().expect("a number")], &[0.5]);
    // Of a coin and its parity with another, the other tells one bit, and all three are a function of two.
    let answer = json(&["joint", "--joint", "xor", "--outcomes"]);
    let first = &answer["outcomes"][0];
    let value = |name: &str| first[name].as_f64().expect("a number");
    assert_eq!(first["outcome"], "0 0 0");
    assert_near(&[value("pmi_of_the_first_two_given_the_others"), value("in_their_i")], &[1.0, 0.25]);
    assert_near(&[value("surprisal_of_the_last_given_the_others"), value("in_its_h")], &[0.0, 0.0]);
    assert_near(&quantities(&["joint", "--joint", "xor"], &["H(X|Y,Z)"]), &[0.0]);
}

#[test]
fn losses_are_in_nats_unless_another_unit_is_asked_for() {
    let loss = ["loss", "--loss", "torch-binary-cross-entropy", "--predictions", "0.5", "--targets", "1"];
    assert_near(&quantities(&loss, &["loss, sum"]), &[2_f64.ln()]);
    assert_near(&quantities(&[&loss[..], &["--unit", "bits"]].concat(), &["loss, sum"]), &[1.0]);
}

#[test]
fn a_wide_table_is_broken_into_bands_that_name_their_rows() {
    let output = run(&["estimate", "counts", "--counts", "3,1;1,3", "--interval", "0.9"]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    // One band with the values and another with the assumptions, of the eight estimators of H(X) each.
    let of_plug_in = text.lines().filter(|line| line.starts_with("plug-in")).count();
    let headers = text.lines().filter(|line| line.starts_with("estimator ")).count();
    assert!(headers >= 2 && of_plug_in % headers == 0, "{text}");
    assert!(text.contains("interval high") && text.contains("assumption"), "{text}");
}

#[test]
fn the_option_at_fault_is_named() {
    for (arguments, option) in [
        (&["calibration", "--predictions", "0.5,0.5", "--labels", "2"][..], "--labels, value 1: "),
        (&["channel", "--channel", "1,0;0,1", "--gap", "nan"], "--gap: invalid gap: NaN"),
        (&["gaussian-bottleneck", "--covariance", "1,0;0,1", "--n-x", "2", "--betas", "2"], "--n-x: "),
        (&["measure", "--p", "1", "--q", "0.5,0.5"], "--q: 2 outcomes where --p has 1"),
        (&["estimate", "neighbors", "--x", "0,1,2", "--k", "3"], "--x, --y and --k: "),
        (&["estimate", "classes", "--x", "0,1", "--labels", "0"], "--x, --labels and --k: "),
    ] {
        let said = failure(arguments);
        assert!(said.starts_with(option), "{said}");
    }
}

#[test]
fn digits_are_said_to_be_of_their_code() {
    let answer = json(&["code", "--p", "0.5,0.25,0.25", "--radix", "3", "--message", "0,1"]);
    let units = |name: &str| {
        let rows = answer["quantities"].as_array().expect("rows");
        rows.iter().find(|row| row["quantity"] == name).map(|row| row["unit"].clone())
    };
    assert_eq!(units("Huffman: expected length"), Some("digit of 3".into()));
    assert_eq!(units("arithmetic: length of the message"), Some("binary digit".into()));
    assert_eq!(units("Shannon-Fano-Elias: expected length"), None);
}

#[test]
fn a_column_of_predictions_has_a_row_for_each_number() {
    let arguments =
        ["loss", "--loss", "keras-binary-crossentropy", "--predictions", "0.7;0.2", "--targets", "1;0"];
    // −ln 0.7 and −ln 0.8, but for Keras' ε.
    let sum = quantities(&arguments, &["loss, sum"])[0];
    assert!((sum - (0.7_f64.ln() + 0.8_f64.ln()).abs()).abs() < 1e-6, "{sum}");
    let weighted = [&arguments[..], &["--weights", "1,2"]].concat();
    assert_eq!(json(&weighted)["items"].as_array().map(Vec::len), Some(2));
    let calibration = ["calibration", "--predictions", "0.7,0.3;0.4,0.6", "--labels", "0,1"];
    assert_near(&quantities(&calibration, &["accuracy"]), &[1.0]);
}

#[test]
fn help_says_what_there_is_by_name() {
    for (command, name) in [
        ("measure", "english:8"),
        ("joint", "giant-bit"),
        ("channel", "symmetric:0.1"),
        ("family", "student-t: df, loc, scale"),
    ] {
        let output = run(&[command, "--help"]);
        let help = String::from_utf8(output.stdout).expect("text");
        assert!(help.contains(name), "{command}: {help}");
    }
}
