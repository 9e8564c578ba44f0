//! The time slider of the Classifier lab: back to any recorded epoch, and on from there.

use anyhow::{Context, Result, bail, ensure};
use browser_tests::words::{number_shown, shows};
use browser_tests::{Key, Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use std::time::Duration;

const FINISHED_WITHIN: Duration = Duration::from_secs(60);
const SLIDER: &str = ".scrub input[type=range]";
/// The map, the confusion of classes, and the loss.
const TABLES: [&str; 3] =
    [".main-figure", ".closer-figures > div:first-child", ".stack:nth-child(3) .card:first-child"];
/// What the views say: every read-out, the prediction of every sample, and the confusion matrix.
const VIEWS: &str = "[...document.querySelectorAll('.readout .value, .main-figure .figure-table tbody, \
    .closer-figures .figure-table tbody')].map((view) => view.innerText.trim()).join('\\n')";
/// The rows of the table of the loss.
const RECORDS: &str =
    "document.querySelectorAll('.stack:nth-child(3) .card:first-child .figure-table tbody tr').length";

async fn wait_for_epoch(page: &Page, epoch: u32) -> Result<()> {
    page.wait_until(&format!("document.querySelector('.epoch')?.dataset.epoch === '{epoch}'")).await
}

async fn wait_for_status(page: &Page, status: &str) -> Result<()> {
    let is_there = format!("document.querySelector('.status')?.dataset.status === '{status}'");
    page.wait_at_most(FINISHED_WITHIN, &is_there).await
}

/// Keeps what the views say under a name. Their tables are opened anew: an open one is refreshed once in a second only.
async fn keep_views(page: &Page, name: &str) -> Result<()> {
    page.settle().await?;
    for place in TABLES {
        let press = format!("(document.querySelector('{place} .figure-tools button').click(), true)");
        page.eval(&press).await?;
        page.wait_until(&format!("document.querySelector('{place} .figure-table') === null")).await?;
        page.eval(&press).await?;
        page.find(&format!("{place} .figure-table td")).await?;
    }
    page.eval(&format!("(window.{name} = {VIEWS}, true)")).await?;
    Ok(())
}

async fn wait_for_views(page: &Page, name: &str) -> Result<()> {
    page.wait_until(&format!("{VIEWS} === window.{name}"))
        .await
        .with_context(|| format!("the views are not those kept {name}"))
}

/// Where the slider stands, and what it says of that.
async fn slider(page: &Page) -> Result<(f64, String)> {
    let number = page.number(&format!("document.querySelector('{SLIDER}').valueAsNumber")).await?;
    Ok((number, page.attribute(SLIDER, "aria-valuetext").await?.unwrap_or_default()))
}

/// Opens a short run with the tables of its map, of the confusion of classes and of its loss.
async fn open_with_tables(page: &Page) -> Result<()> {
    page.open("#/classifier?v=1&epochs=20&view=classes").await?;
    wait_for_epoch(page, 0).await?;
    for place in TABLES {
        page.find(&format!("{place} canvas")).await?;
        // Where the bar at the top of the window does not cover it.
        page.eval(&format!("document.querySelector('{place}').scrollIntoView({{ block: 'center' }})"))
            .await?;
        page.click(&format!("{place} .figure-tools button")).await?;
        page.find(&format!("{place} .figure-table td")).await?;
    }
    Ok(())
}

#[test]
fn keys_lead_back_to_the_views_of_an_epoch_and_the_run_goes_on_to_the_same_end() {
    in_browser(Visitor::default(), async |page: &Page| {
        open_with_tables(page).await?;
        for epoch in 1..=2 {
            page.click_words("Step").await?;
            wait_for_epoch(page, epoch).await?;
        }
        keep_views(page, "early").await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        keep_views(page, "late").await?;
        let (n_records, (last, _)) = (page.number(RECORDS).await?, slider(page).await?);
        ensure!(n_records > 10.0 && last == n_records - 1.0, "at {last} of {n_records} records");
        ensure!(page.eval("window.early !== window.late").await? == true, "nothing was learned");

        page.focus(SLIDER).await?;
        page.press(&(Key::Home + "")).await?;
        wait_for_epoch(page, 0).await?;
        page.press(&(Key::Right + &Key::Right)).await?;
        wait_for_views(page, "early").await?;
        ensure!(slider(page).await? == (2.0, "epoch 2".into()), "{:?}", slider(page).await?);
        wait_for_status(page, "paused").await?;
        ensure!(page.number(RECORDS).await? == n_records, "records were lost");
        page.press(&(Key::End + "")).await?;
        wait_for_views(page, "late").await?;
        wait_for_status(page, "finished").await?;

        page.press(&(Key::Home + &Key::Right)).await?;
        wait_for_epoch(page, 1).await?;
        page.click("button[aria-label='Next recorded epoch']").await?;
        wait_for_views(page, "early").await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        wait_for_views(page, "late").await?;
        ensure!(page.number(RECORDS).await? == n_records, "records were doubled");
        Ok(())
    });
}

#[test]
fn a_drag_pauses_the_run_at_an_epoch_whose_numbers_are_those_of_the_core() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&epochs=100000").await?;
        wait_for_epoch(page, 0).await?;
        page.click(".btn.run").await?;
        page.wait_at_most(
            FINISHED_WITHIN,
            &format!("document.querySelector('{SLIDER}')?.valueAsNumber >= 40"),
        )
        .await?;
        // From the right end, where the handle is, to the middle.
        let (x, y) = page.middle(SLIDER).await?;
        let half = page.number(&format!("document.querySelector('{SLIDER}').clientWidth / 2 - 8")).await?;
        page.drag_between((x + half as i64, y), (x, y)).await?;
        wait_for_status(page, "paused").await?;
        page.settle().await?;
        let (_, words) = slider(page).await?;
        let epoch = words.trim_start_matches("epoch ").replace(',', "").parse::<u32>()?;
        wait_for_epoch(page, epoch).await?;
        ensure!(epoch > 0, "it was dragged to the beginning");
        let accuracy = page.readout("Test accuracy").await?;
        let spec = TrainingSpec { n_epochs: 100_000, ..TrainingSpec::default() };
        let mut run = Training::start(&spec, None).ok().context("the spec is refused")?;
        while run.epoch() < epoch && run.finish_epoch() == Progress::Running {}
        let native = run.frame().test.accuracy;
        ensure!(shows(&accuracy, native), "{accuracy} at {words}, not {native}");
        page.click_words("Step").await?;
        wait_for_epoch(page, epoch + 1).await
    });
}

/// The test cross-entropy of the run at its end, in bits.
fn native_end(activation: Activation) -> Result<f64> {
    let mut spec = TrainingSpec { n_epochs: 20, ..TrainingSpec::default() };
    spec.network.activation = activation;
    let mut run = Training::start(&spec, None).ok().context("the spec is refused")?;
    while run.step() == Progress::Running {}
    let test = run.frame().test;
    Ok(test.expected_cross_entropy.unwrap_or(test.cross_entropy) / std::f64::consts::LN_2)
}

#[test]
fn a_kept_run_stays_behind_the_next_one_and_their_difference_is_said() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&epochs=20&act=tanh").await?;
        wait_for_epoch(page, 0).await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        page.click_words("Keep to compare").await?;
        page.choose("label.choice.menu:has(option[value=softsign]) select", "relu").await?;
        wait_for_epoch(page, 0).await?;
        page.click(".btn.run").await?;
        wait_for_status(page, "finished").await?;
        let (kept, now) = (native_end(Activation::Tanh)?, native_end(Activation::Relu)?);
        let words = page.text(".scrub .kept span").await?;
        let numbers: Vec<&str> = words.split(' ').filter(|word| number_shown(word).is_ok()).collect();
        let [difference, at_now, _, at_kept, _] = numbers[..] else { bail!("{words}") };
        ensure!(shows(at_now, now) && shows(at_kept, kept), "{words}, not {now} and {kept}");
        ensure!(shows(difference, now - kept), "{words}, not {}", now - kept);

        let loss = TABLES[2];
        page.eval(&format!("(document.querySelector('{loss} .figure-tools button').click(), true)")).await?;
        let cells = format!(
            "[...document.querySelectorAll('{loss} .figure-table tbody tr:last-child td')].map((td) => td.innerText.trim())"
        );
        page.find(&format!("{loss} .figure-table td")).await?;
        let cells: Vec<String> = serde_json::from_value(page.eval(&cells).await?)?;
        ensure!(shows(&cells[1], now) && shows(&cells[cells.len() - 2], kept), "{cells:?}");
        page.click("button[aria-label='Forget the kept run']").await?;
        page.wait_until("document.querySelector('.scrub .kept') === null").await
    });
}
