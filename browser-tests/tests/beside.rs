//! The kept run beside this one: both at the same epoch, with the numbers and the predictions of the core.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Training, TrainingFrame, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::measures::units::Unit;

/// A run of 40 epochs at an epoch.
fn natively(rate: f64, epoch: u32) -> Result<TrainingFrame> {
    let mut spec = TrainingSpec { n_epochs: 40, ..TrainingSpec::default() };
    spec.optimizer.learning_rate = rate;
    let mut run = Training::start(&spec, None).ok().context("the spec is refused")?;
    while run.epoch() < epoch && run.finish_epoch() == Progress::Running {}
    Ok(run.frame())
}

async fn finish(page: &Page) -> Result<()> {
    page.click(".btn.run").await?;
    page.wait_until("document.querySelector('.status').dataset.status === 'finished'").await
}

/// The test cross-entropies of both, in bits.
async fn wait_for_losses(page: &Page, epoch: u32) -> Result<()> {
    let cell = |column: usize| {
        format!("parseFloat(document.querySelector('.beside-found tbody tr').cells[{column}].innerText)")
    };
    for (column, rate) in [(1, 0.01), (2, 0.1)] {
        let bits = Unit::Bits.from_nats(natively(rate, epoch)?.test.best_cross_entropy());
        page.wait_until(&format!("Math.abs({} - {bits}) < 1e-3", cell(column))).await?;
    }
    Ok(())
}

/// The predictions of the kept network in all cells of the plane.
async fn kept_predictions(page: &Page) -> Result<Vec<f32>> {
    let downloads = page.accept_downloads().await?;
    page.export_data(".beside-pictures figure", 0).await?;
    let text = downloads.text("kept-run.csv").await?;
    let predictions = text.lines().filter(|line| line.starts_with("predicted"));
    let numbers = predictions.flat_map(|line| line.split(',').skip(4));
    numbers.map(|number| Ok(number.parse::<f64>()? as f32)).collect()
}

#[test]
fn the_kept_run_stands_beside_this_one_at_every_epoch() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&epochs=40&view=beside").await?;
        page.wait_until("/Keep a run/.test(document.querySelector('.beside-found').innerText)").await?;
        finish(page).await?;
        page.click_words("Keep to compare").await?;
        page.fill(".slider:has([aria-label='Learning rate']) input[type=text]", "0.1").await?;
        page.wait_until("location.hash.includes('lr=0.1')").await?;
        finish(page).await?;
        wait_for_losses(page, 40).await?;
        // Back to the record before: both go there.
        page.click(".scrub button[aria-label='Recorded epoch before']").await?;
        wait_for_losses(page, 35).await?;
        let expected = natively(0.01, 35)?.regions.context("a plane")?.probabilities;
        page.wait_until("document.querySelectorAll('.beside-pictures figure').length === 3").await?;
        let mut found = kept_predictions(page).await?;
        // The worker's answer may still be on its way.
        for _ in 0..20 {
            if found == expected {
                break;
            }
            page.settle().await?;
            found = kept_predictions(page).await?;
        }
        ensure!(found == expected, "{} predictions differ", found.len());
        // Other data are not compared.
        page.fill("input[aria-label='Seed']", "2").await?;
        page.wait_until("location.hash.includes('seed=2')").await?;
        page.wait_until("document.querySelectorAll('.beside-pictures figure').length === 3").await?;
        page.eval("(document.querySelector('input[value=moons]').click(), true)").await?;
        page.wait_until("/other data/.test(document.querySelector('.beside-found').innerText)").await?;
        page.wait_until("document.querySelectorAll('.beside-pictures figure').length === 0").await
    });
}
