//! The bench page: what a harness asks for is trained or estimated, and what cannot be is refused.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser, in_firefox};
use infoplane_core::experiments::information_plane::{InformationPlane, InformationPlaneSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::measures::units::Unit;
use serde_json::{Value, json};
use std::path::PathBuf;
use xtask::bench::page;

/// A network that is none of the named workloads.
fn network() -> Value {
    json!({ "dims": [3, 5, 3], "act": "relu", "opt": "momentum", "lr": 0.01, "batch": 7, "n": 50, "classes": 3 })
}

fn folder() -> PathBuf {
    let folder = page::site().expect("the repository");
    assert!(folder.is_dir(), "there is no bench page yet: run `cargo xtask bench --serve` first");
    folder
}

fn with_bench(test: impl AsyncFnOnce(&Page) -> Result<()>) {
    in_browser(Visitor { folder: Some(folder()), ..Visitor::default() }, async |page: &Page| {
        open(page).await?;
        test(page).await
    });
}

async fn open(page: &Page) -> Result<()> {
    page.open_path(&format!("/{}", page::NAME)).await?;
    page.wait_until("(window.bench ?? window.benchError) !== undefined").await
}

/// What a run gives, or the message with which it is refused.
async fn run(page: &Page, workload: &Value, seconds: f64) -> Result<Value> {
    page.eval(&format!("window.bench.run({workload}, {seconds}).catch((error) => error.message)")).await
}

fn number(value: &Value) -> Result<f64> {
    value.as_f64().with_context(|| format!("{value} is not a number"))
}

#[test]
fn networks_are_trained_by_name_and_by_description() {
    with_bench(async |page: &Page| {
        let named = page.eval("window.bench.workloads").await?;
        ensure!(named == json!(["W1", "W2", "W3", "W4", "W5", "W6", "IB", "saxe"]), "{named}");
        for workload in [json!("W1"), network()] {
            let result = run(page, &workload, 0.2).await?;
            ensure!(number(&result["samples_per_s"])? > 0.0, "{workload}: {result}");
            ensure!(number(&result["loss_last"])? < number(&result["loss_first"])?, "{workload}: {result}");
        }
        Ok(())
    });
}

#[test]
fn estimates_are_those_of_numpy() {
    with_bench(async |page: &Page| {
        let kde = run(page, &json!("W5"), 0.01).await?["value"].clone();
        ensure!((number(&kde["ixt"])? - 11.86235).abs() < 1e-3, "{kde}");
        ensure!((number(&kde["ity"])? - 0.98045).abs() < 1e-3, "{kde}");
        let binned = run(page, &json!("W6"), 0.01).await?["value"].clone();
        // From `python/peer.py numpy`.
        let expected = [
            [10.0, 0.9996037156868489],
            [10.0, 0.9996037156868489],
            [10.0, 0.9996037156868489],
            [9.998046875, 0.9976505906868489],
            [9.979731555173668, 0.9898380906868489],
        ];
        for (layer, information) in expected.iter().enumerate() {
            for (index, value) in information.iter().enumerate() {
                ensure!((number(&binned[layer][index])? - value).abs() < 1e-9, "{binned}");
            }
        }
        Ok(())
    });
}

/// Asks our module for something.
async fn ask(page: &Page, what: &str) -> Result<Value> {
    let module = "import('/peers/infoplane/infoplane_bench.js')";
    page.eval(&format!("{module}.then(async (bench) => (await bench.default(), {what}))")).await
}

/// What `infoplane-core` pins natively: runs with every activation, rule, noise, loss and penalty of the learner, and
/// the curves of the information bottleneck.
async fn check_bits(page: &Page) -> Result<()> {
    const DIGITS: &[u8] = include_bytes!("../../assets/digits/digits.bin");
    let runs = ask(page, &format!("bench.differing_runs(new Uint8Array({DIGITS:?}))")).await?;
    ensure!(runs == json!([]), "{runs}");
    let curves = ask(page, "bench.differing_curves()").await?;
    ensure!(curves == json!([]), "{curves}");
    Ok(())
}

#[test]
fn the_reference_runs_and_curves_have_the_same_bits_as_natively_in_chromium() {
    with_bench(check_bits);
}

#[test]
fn the_reference_runs_and_curves_have_the_same_bits_as_natively_in_firefox() {
    in_firefox(Some(folder()), async |page: &Page| {
        open(page).await?;
        check_bits(page).await
    });
}

/// The experiment that the workload `saxe` times, of fewer epochs.
#[test]
fn the_experiment_of_saxe_ends_where_it_does_natively() {
    with_bench(async |page: &Page| {
        let found = ask(page, &format!("Array.from(bench.saxe_2018({SAXE_EPOCHS}))")).await?;
        let mut spec = InformationPlaneSpec::saxe_2018(Activation::Tanh, 1);
        spec.training.n_epochs = SAXE_EPOCHS;
        let mut natively = InformationPlane::start(&spec, None).ok().context("the spec is refused")?;
        while natively.step() == Progress::Running {}
        let frame = natively.frame();
        let last = frame.plane.last().context("an epoch in the plane")?;
        let expected = last.layers.iter().flat_map(|layer| [layer.kde_upper.i_xt, layer.kde_upper.i_ty]);
        let expected: Vec<f64> = expected.map(|nats| Unit::Bits.from_nats(nats)).collect();
        ensure!(found == json!(expected), "{found}, natively {expected:?}");
        Ok(())
    });
}

const SAXE_EPOCHS: u32 = 20;

#[test]
fn what_cannot_be_run_is_refused_with_its_value() {
    with_bench(async |page: &Page| {
        let changed = |field: &str, value: Value| {
            let mut network = network();
            network[field] = value;
            network
        };
        for (workload, message) in [
            (json!("W7"), "invalid workload: W7"),
            (json!("toString"), "invalid workload: toString"),
            (json!(null), "invalid workload: null"),
            (changed("dims", json!([3, 2.5, 3])), "invalid dims: [3,2.5,3]"),
            (changed("classes", json!(4)), "invalid classes: 4"),
            (changed("n", json!(1e12)), "invalid n: 1000000000000"),
            (changed("lr", json!("fast")), "invalid lr: fast"),
            (changed("act", json!("step")), "invalid act: step (allowed: tanh, "),
            (changed("opt", json!("luck")), "invalid opt: luck (allowed: sgd, "),
            (changed("batch", json!(0)), "invalid batch: 0"),
        ] {
            let refusal = run(page, &workload, 0.2).await?;
            ensure!(refusal.as_str().is_some_and(|text| text.starts_with(message)), "{workload}: {refusal}");
        }
        ensure!(
            run(page, &json!("W1"), -1.0).await? == "invalid seconds: -1",
            "a negative time was accepted"
        );
        Ok(())
    });
}
