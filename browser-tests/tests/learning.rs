//! The details of learning: what a link or the hand says of them is the run that is trained, to the bit.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress, digest};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::layer::{LayerOptions, Noise, Units};
use infoplane_core::learner::loss::LossKind;
use infoplane_core::learner::optimizer::schedule::Decay;
use infoplane_core::learner::seeds::StreamSeed;
use infoplane_core::math::rng::Purpose;

fn short() -> TrainingSpec {
    TrainingSpec { n_epochs: 20, ..TrainingSpec::default() }
}

/// The digest of the last weights, as the page writes it.
fn natively(spec: &TrainingSpec) -> Result<String> {
    let mut run = Training::start(spec, None).ok().context("the spec is refused")?;
    while run.step() == Progress::Running {}
    Ok(format!("{:016x}", digest(&run.frame().snapshot)))
}

/// Trains what is there to its end, and waits for these weights.
async fn train(page: &Page, weights: &str) -> Result<()> {
    page.click(".btn.run").await?;
    page.wait_until("document.querySelector('.status').dataset.status === 'finished'").await?;
    page.wait_until(&format!("document.querySelector('.run-file code').innerText === '{weights}'")).await
}

async fn open(page: &Page, learn: &str) -> Result<()> {
    page.open(&format!("#/classifier?v=1&epochs=20{learn}")).await?;
    page.click(".run-file summary").await?;
    page.find(".run-file code").await.map(drop)
}

async fn wait_for_link(page: &Page, learn: &str) -> Result<()> {
    page.wait_until(&format!("decodeURIComponent(location.hash).includes('learn={learn}')")).await
}

#[test]
fn a_link_says_the_details_and_they_are_trained() {
    in_browser(Visitor::default(), async |page: &Page| {
        let learn = "loss:squared-error;init:he-normal;beta1:0.8;drop:0.2;act2:relu;batches-seed:7";
        open(page, &format!("&learn={learn}")).await?;
        page.find(".learning-details").await?;
        let mut spec = short();
        spec.objective.loss.kind = LossKind::SquaredError;
        spec.network.init =
            Some(infoplane_core::learner::init::Init::he(infoplane_core::learner::init::Shape::Normal));
        spec.optimizer.beta_1 = 0.8;
        let dropout = LayerOptions { noise: Noise::Dropout { rate: 0.2 }, ..LayerOptions::default() };
        spec.network.options = vec![dropout; 8];
        spec.network.options[1].units = Units::Activation(Activation::Relu);
        spec.stream_seeds = vec![StreamSeed { purpose: Purpose::Batches, seed: 7 }];
        let weights = natively(&spec)?;
        ensure!(weights != natively(&short())?, "the details change nothing");
        train(page, &weights).await?;
        wait_for_link(page, learn).await?;
        page.reload().await?;
        page.click(".run-file summary").await?;
        page.find(".learning-details").await?;
        train(page, &weights).await?;
        // A link without details is the usual run.
        page.eval("(location.hash = '#/classifier?v=1&epochs=20', true)").await?;
        page.wait_until("document.querySelector('.epoch').dataset.epoch === '0'").await?;
        train(page, &natively(&short())?).await
    });
}

#[test]
fn the_hand_changes_a_detail_and_undo_takes_it_back() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "").await?;
        page.click_words("Loss, schedule, penalties, layers, seeds").await?;
        page.find(".learning-details").await?;
        page.choose(".learning-details select", "squared-error").await?;
        wait_for_link(page, "loss:squared-error").await?;
        page.click(".btn.undo").await?;
        page.wait_until("!location.hash.includes('learn=')").await?;
        page.fill(".learning-details input[aria-label='Label smoothing']", "0.1").await?;
        wait_for_link(page, "smooth:0.1").await?;
        let mut spec = short();
        spec.objective.loss.label_smoothing = 0.1;
        train(page, &natively(&spec)?).await?;
        // What cannot be is said, and nothing changes.
        page.fill(".learning-details input[aria-label='Dropout']", "1").await?;
        page.find(".learning-details .problem").await?;
        wait_for_link(page, "smooth:0.1").await?;
        page.fill(".learning-details input[aria-label='Warm-up updates']", "50").await?;
        wait_for_link(page, "smooth:0.1;warm:50").await?;
        spec.objective.schedule.n_warm_up = 50;
        ensure!(spec.objective.schedule.decay == Decay::Constant, "a rate that falls");
        train(page, &natively(&spec)?).await
    });
}

#[test]
fn details_that_cannot_be_are_said_and_the_usual_ones_used() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "&learn=drop:7").await?;
        page.wait_until(
            "/cannot be used/.test(document.querySelector('.learning-details [role=alert]')?.innerText)",
        )
        .await?;
        page.wait_until("!location.hash.includes('learn=')").await?;
        train(page, &natively(&short())?).await
    });
}

#[test]
fn another_link_with_the_same_details_keeps_them() {
    in_browser(Visitor::default(), async |page: &Page| {
        let learn = "drop:0.2";
        open(page, &format!("&learn={learn}")).await?;
        page.find(".learning-details select").await?;
        let mut spec = TrainingSpec { seed: 5, ..short() };
        let dropout = LayerOptions { noise: Noise::Dropout { rate: 0.2 }, ..LayerOptions::default() };
        spec.network.options = vec![dropout; 8];
        let link = format!("#/classifier?v=1&epochs=20&seed=5&learn={learn}");
        page.eval(&format!("(location.hash = '{link}', true)")).await?;
        page.wait_until("document.querySelector('.status').dataset.status === 'idle'").await?;
        page.settle().await?;
        train(page, &natively(&spec)?).await?;
        wait_for_link(page, learn).await
    });
}
