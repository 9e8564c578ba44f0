//! The bench of estimators: one layer of a frozen network, the same numbers as natively, anew when a knob is turned.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::estimator_bench::{BenchSpec, Line, Method, Part, Told, tell_all};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use std::time::Duration;

const LINK: &str = "#/plane?v=1&data=twelve-bit&net=10,7,5,4,3&train=0.8&lr=0.0004&batch=256&epochs=3";

const PATIENCE: Duration = Duration::from_secs(120);

/// What the page shows of every estimator: its name, and I(X;T) and I(T;Y) in nats with all digits.
async fn shown(page: &Page) -> Result<Vec<(String, [Option<f64>; 2])>> {
    let rows = "[...document.querySelectorAll('.bench-table tbody tr')].map((row) => [row.dataset.method, \
        [...row.querySelectorAll('td')].slice(0, 2).map((cell) => cell.dataset.nats ?? null)])";
    let rows: Vec<(String, [Option<String>; 2])> = serde_json::from_value(page.eval(rows).await?)?;
    let number = |text: Option<String>| text.map(|text| text.parse::<f64>()).transpose();
    rows.into_iter().map(|(name, [a, b])| Ok((name, [number(a)?, number(b)?]))).collect()
}

fn expected(spec: &BenchSpec) -> Result<Vec<(String, [Option<f64>; 2])>> {
    let mut lines: Vec<Line> = Vec::new();
    tell_all(spec, None, |line| lines.push(line)).ok().context("the spec is refused")?;
    let value = |told: &Option<_>| told.as_ref().map(|told: &Told| told.value);
    let row = |line: &Line| (line.method.name().to_owned(), [value(&line.i_xt), value(&line.i_ty)]);
    Ok(lines.iter().map(row).collect())
}

/// The field of the knob in that place, from 1.
fn knob(place: usize) -> String {
    format!(".bench-field:nth-child({place}) input")
}

async fn wait_for(page: &Page, standing: &str) -> Result<()> {
    let is_there = format!("document.querySelector('.bench-standing')?.dataset.standing === '{standing}'");
    page.wait_at_most(PATIENCE, &is_there).await
}

/// Types another number, and waits for what becomes of it.
async fn turn(page: &Page, place: usize, number: &str) -> Result<()> {
    page.fill(&knob(place), number).await?;
    wait_for(page, "working").await?;
    wait_for(page, "finished").await
}

#[test]
fn every_estimator_says_what_it_says_natively_and_says_it_anew() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LINK).await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(".btn.run").await?;
        let ended = "document.querySelector('.status')?.dataset.status === 'finished'";
        page.wait_at_most(PATIENCE, ended).await?;
        page.click(".bench .own-door button").await?;
        page.find(".bench-answers").await?;
        wait_for(page, "finished").await?;

        let training = TrainingSpec { n_epochs: 3, ..TrainingSpec::saxe_2018(Activation::Tanh) };
        let mut run = Training::start(&training, None).ok().context("the spec is refused")?;
        while run.step() == Progress::Running {}
        // At first the last hidden layer.
        let spec = BenchSpec::new(training, run.frame().snapshot, 4);
        let all = shown(page).await?;
        ensure!(all.len() == Method::ALL.len(), "{all:?}");
        assert_eq!(all, expected(&spec)?);

        turn(page, 1, "7").await?;
        let spec = BenchSpec { n_edges: 7, ..spec };
        assert_eq!(shown(page).await?, expected(&spec)?);

        page.eval("(document.querySelector('.bench .seg input[value=test]').click(), true)").await?;
        wait_for(page, "working").await?;
        wait_for(page, "finished").await?;
        assert_eq!(shown(page).await?, expected(&BenchSpec { part: Part::Test, ..spec })?);

        let downloads = page.accept_downloads().await?;
        page.click(".bench-answers > .btn").await?;
        let text = downloads.text("infoplane-bench-layer-5.csv").await?;
        // Two lines of each estimator, but one of the critic and of nearest neighbors; and the headings.
        ensure!(text.lines().count() == 1 + 2 * Method::ALL.len() - 3, "{text}");
        Ok(())
    });
}

#[test]
fn a_range_that_is_none_is_said_and_put_right() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/plane").await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(".bench .own-door button").await?;
        page.find(".bench-answers").await?;
        wait_for(page, "finished").await?;
        page.fill(&knob(2), "3").await?;
        wait_for(page, "failed").await?;
        ensure!(
            page.text(".bench-standing").await?.contains("cannot be"),
            "{}",
            page.text(".bench-standing").await?
        );
        turn(page, 3, "4").await
    });
}

#[test]
fn the_link_opens_the_door_and_follows_the_knobs() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/plane?v=1&bench=test;k:5;layer:1").await?;
        wait_for(page, "finished").await?;
        let training = TrainingSpec::default();
        let snapshot = training.first_network().ok().context("the spec is refused")?.parameters().to_vec();
        let spec = BenchSpec { part: Part::Test, k: 5, ..BenchSpec::new(training, snapshot, 0) };
        assert_eq!(shown(page).await?, expected(&spec)?);
        turn(page, 1, "7").await?;
        page.wait_until("decodeURIComponent(location.hash).includes('bench=test;edges:7;k:5;layer:1')")
            .await?;
        page.reload().await?;
        wait_for(page, "finished").await?;
        assert_eq!(shown(page).await?, expected(&BenchSpec { n_edges: 7, ..spec })?);
        page.open("#/plane?v=1&bench=test;k:0").await?;
        page.wait_until("/cannot be read/.test(document.querySelector('.bench [role=alert]')?.innerText)")
            .await
    });
}
