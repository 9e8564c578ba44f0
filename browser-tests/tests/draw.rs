//! A digit of the reader's own, drawn by pointer or by keys, and what the network makes of it.

use anyhow::{Context, Result, ensure};
use browser_tests::words::number_shown;
use browser_tests::{Key, Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Training, TrainingSpec, prediction};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::dataset::digits::N_PIXELS;
use infoplane_core::learner::dataset::{DataSpec, Source};
use infoplane_core::learner::network::Network;
use std::time::Duration;

const DIGITS: &[u8] = include_bytes!("../../assets/digits/digits.bin");

const FINISHED_WITHIN: Duration = Duration::from_secs(60);
const N_EPOCHS: u32 = 15;
const BOARD: &str = ".digit-board";

async fn train(page: &Page) -> Result<()> {
    page.open(&format!("#/classifier?v=1&data=digits&epochs={N_EPOCHS}")).await?;
    page.find(BOARD).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
    page.click(".btn.run").await?;
    page.wait_at_most(FINISHED_WITHIN, "document.querySelector('.status')?.dataset.status === 'finished'")
        .await
}

/// The numbers of the table of the figure in this place, without the first cell of each row.
async fn table(page: &Page, place: &str) -> Result<Vec<f64>> {
    if page.eval(&format!("!document.querySelector('{place} .figure-table td')")).await? == true {
        page.click(&format!("{place} .figure-tools button")).await?;
        page.find(&format!("{place} .figure-table td")).await?;
    }
    let cells = format!(
        "[...document.querySelectorAll('{place} .figure-table tbody tr')].flatMap((row) => \
         [...row.cells].slice(1).map((cell) => cell.innerText.trim()))"
    );
    let texts: Vec<String> = serde_json::from_value(page.eval(&cells).await?)?;
    texts.iter().map(|text| number_shown(text)).collect()
}

/// The predicted distribution.
async fn probabilities(page: &Page) -> Result<Vec<f64>> {
    table(page, ".draw-result").await
}

/// What the same network, trained natively, predicts of these intensities.
fn native(intensities: &[f32]) -> Result<Vec<f32>> {
    let data = DataSpec { source: Source::Digits, ..DataSpec::default() };
    let spec = TrainingSpec { data, n_epochs: N_EPOCHS, ..TrainingSpec::default() };
    let mut run = Training::start(&spec, Some(DIGITS)).ok().context("the spec is refused")?;
    while run.step() == Progress::Running {}
    let network = Network::new(&spec.network, N_PIXELS, 10, run.frame().snapshot);
    Ok(prediction(&network.ok().context("another network")?, intensities))
}

async fn value(page: &Page, color: &str) -> Result<f64> {
    let value = format!("document.querySelector('.draw-result .readout.{color} .value b').innerText");
    number_shown(&serde_json::from_value::<String>(page.eval(&value).await?)?)
}

#[test]
fn an_upright_stroke_is_a_one_and_its_numbers_follow_from_the_distribution() {
    in_browser(Visitor::default(), async |page: &Page| {
        train(page).await?;
        ensure!(
            page.eval("!document.querySelector('.draw-result canvas')").await? == true,
            "nothing is drawn"
        );
        let (x, y) = page.middle(BOARD).await?;
        page.drag_between((x, y - 100), (x, y + 100)).await?;
        page.find(".draw-result canvas").await?;
        let q = probabilities(page).await?;
        let sum: f64 = q.iter().sum();
        ensure!(q.len() == 10 && (sum - 1.0).abs() < 1e-3, "{q:?}");
        let largest = q.iter().copied().fold(0.0, f64::max);
        ensure!(q[1] == largest, "a stroke is taken for another digit than 1: {q:?}");
        let seen: Vec<f32> = table(page, ".draw-seen").await?.iter().map(|share| *share as f32).collect();
        // An upright line in the middle, from the first row to the last.
        let is_line = |index: usize| matches!(index % 8, 3 | 4);
        ensure!((0..N_PIXELS).all(|index| (seen[index] > 0.0) == is_line(index)), "{seen:?}");
        for (shown, native) in q.iter().zip(native(&seen)?) {
            ensure!((shown - f64::from(native)).abs() < 1e-3, "{shown}, not {native}");
        }
        let entropy: f64 = q.iter().filter(|q| **q > 0.0).map(|q| -q * q.log2()).sum();
        ensure!((value(page, "q-h").await? - entropy).abs() < 2e-3, "entropy {entropy}");
        page.click(".draw-result input[value='1']").await?;
        page.find(".draw-result .q-kl .value").await?;
        ensure!((value(page, "q-kl").await? + q[1].log2()).abs() < 2e-3, "KL of {q:?}");
        page.click(".draw-result input[value='7']").await?;
        page.wait_until("document.querySelector('.draw-result input[value=\"7\"]').checked").await?;
        ensure!((value(page, "q-kl").await? / -q[7].log2() - 1.0).abs() < 1e-2, "KL of {q:?}");
        Ok(())
    });
}

#[test]
fn keys_draw_a_digit_that_a_reload_keeps_and_a_button_clears() {
    in_browser(Visitor::default(), async |page: &Page| {
        train(page).await?;
        page.focus(BOARD).await?;
        page.press(&char::from(Key::Up).to_string().repeat(12)).await?;
        ensure!(
            page.eval("!document.querySelector('.draw-result canvas')").await? == true,
            "arrows alone draw"
        );
        page.press(&(Key::Shift + &char::from(Key::Down).to_string().repeat(24))).await?;
        page.find(".draw-result canvas").await?;
        let before = probabilities(page).await?;
        page.reload().await?;
        train(page).await?;
        page.find(".draw-result canvas").await?;
        let after = probabilities(page).await?;
        ensure!(before == after, "{before:?}, then {after:?}");
        page.click(".draw-board .btn.small:nth-child(2)").await?;
        page.wait_until("!document.querySelector('.draw-result canvas')").await
    });
}
