//! The network on shifted data and beside the kept run: what the page says is what the core finds.

use anyhow::{Context, Result};
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::shifted::{Shift, ShiftSpec, Shifted, shifted};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::measures::units::Unit;

fn spec(seed: u64) -> TrainingSpec {
    let mut spec = TrainingSpec { n_epochs: 40, ..TrainingSpec::default() };
    spec.seed = seed;
    spec
}

fn trained(spec: &TrainingSpec) -> Result<Vec<f32>> {
    let mut run = Training::start(spec, None).ok().context("the spec is refused")?;
    while run.step() == Progress::Running {}
    Ok(run.frame().snapshot)
}

/// What the core finds at every strength.
fn natively(shift: Shift, other: Option<(TrainingSpec, Vec<f32>)>) -> Result<Vec<Shifted>> {
    let wanted = ShiftSpec { other, ..ShiftSpec::new(spec(1), trained(&spec(1))?, shift) };
    shifted(&wanted, None).ok().context("the spec is refused")
}

fn cell(row: &str) -> String {
    format!("Number(document.querySelector('.shifted-found [data-row={row}] [data-nats]').dataset.nats)")
}

async fn finish(page: &Page) -> Result<()> {
    page.click(".btn.run").await?;
    page.wait_until("document.querySelector('.status').dataset.status === 'finished'").await
}

#[test]
fn the_cost_of_a_shift_is_that_of_the_core() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&epochs=40&view=shifted").await?;
        finish(page).await?;
        for (shift, place) in [(Shift::Noise, 5), (Shift::Rotation, 6)] {
            let points = natively(shift, None)?;
            page.eval(&format!(
                "(document.querySelector('.shifted-found input[value={}]').click(), true)",
                shift.name()
            ))
            .await?;
            page.wait_until(&format!("{} === {}", cell("test"), points[0].kl())).await?;
            page.wait_until(&format!("{} === {}", cell("copy"), points[place].kl())).await?;
        }
        Ok(())
    });
}

#[test]
fn the_kept_run_and_this_one_are_compared_by_their_predictions() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&epochs=40&seed=2&view=shifted").await?;
        page.wait_until("/Keep a run/.test(document.querySelector('.shifted-found').innerText)").await?;
        finish(page).await?;
        page.click_words("Keep to compare").await?;
        page.fill("input[aria-label='Seed']", "1").await?;
        page.wait_until("!location.hash.includes('seed=')").await?;
        finish(page).await?;
        let between =
            natively(Shift::Noise, Some((spec(2), trained(&spec(2))?)))?[0].between.context("none")?;
        let bits = format!("{:.4}", Unit::Bits.from_nats(between.other_from_this));
        let sentence = "document.querySelector('.shifted-found > p:last-child').innerText";
        page.wait_until(&format!("{sentence}.includes('Test data: KL(kept‖this) {bits}')")).await
    });
}
