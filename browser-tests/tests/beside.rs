//! The kept run beside this one: both at the same epoch, with the numbers and the predictions of the core.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Training, TrainingFrame, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::dataset::Source;
use infoplane_core::measures::units::Unit;

const DIGITS: &[u8] = include_bytes!("../../assets/digits/digits.bin");

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

/// A cell of the table as a number, whatever sign it has.
fn cell(row: usize, column: usize) -> String {
    let text =
        format!("document.querySelectorAll('.beside-found tbody tr')[{row}].cells[{column}].innerText");
    format!("parseFloat({text}.replace('−', '-'))")
}

/// The test cross-entropies of both and their difference, in bits.
async fn wait_for_losses(page: &Page, epoch: u32) -> Result<()> {
    let bits =
        |rate| Ok::<_, anyhow::Error>(Unit::Bits.from_nats(natively(rate, epoch)?.test.best_cross_entropy()));
    let (kept, this) = (bits(0.01)?, bits(0.1)?);
    for (column, expected) in [(1, kept), (2, this), (3, this - kept)] {
        page.wait_until(&format!("Math.abs({} - {expected}) < 1e-3", cell(0, column))).await?;
    }
    page.wait_until("document.querySelector('.beside-found.old') === null").await
}

/// The lines of the data of a picture, without the headings.
async fn lines(page: &Page, picture: usize, name: &str) -> Result<Vec<Vec<String>>> {
    let downloads = page.accept_downloads().await?;
    page.export_data(".beside-pictures figure", picture).await?;
    let text = downloads.text(&format!("{name}.csv")).await?;
    Ok(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

fn single(field: &str) -> Result<f32> {
    Ok(field.parse::<f64>()? as f32)
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
        let standing = page.text(".beside-found > .hint").await?;
        ensure!(
            standing.ends_with("This run: epoch 40, lr=0.1. ") || standing.ends_with("lr=0.1."),
            "{standing}"
        );
        // Back to the record before: both go there.
        page.click(".scrub button[aria-label='Recorded epoch before']").await?;
        wait_for_losses(page, 35).await?;
        let [kept, this] = [0.01, 0.1].map(|rate| natively(rate, 35).map(|frame| frame.regions));
        let (kept, this) = (kept?.context("a plane")?, this?.context("a plane")?);
        let predicted = lines(page, 0, "kept-run").await?;
        let predicted = predicted.iter().filter(|line| line[0] == "predicted").flat_map(|line| &line[4..]);
        let predicted: Vec<f32> = predicted.map(|field| single(field)).collect::<Result<_>>()?;
        ensure!(predicted == kept.probabilities, "{} predictions differ", predicted.len());
        let disagreement = lines(page, 2, "where-they-disagree").await?;
        ensure!(disagreement.len() == 64 * 64, "{} cells", disagreement.len());
        for (index, line) in disagreement.iter().enumerate() {
            let of = |all: &[f32]| all[3 * index..][..3].to_vec();
            let pairs = of(&kept.probabilities).into_iter().zip(of(&this.probabilities));
            let expected = pairs.map(|(q, r)| (q - r).abs()).sum::<f32>() / 2.0;
            ensure!((single(&line[2])? - expected).abs() < 1e-6, "{line:?}: {expected}");
        }
        // Other data are not compared.
        page.eval("(document.querySelector('input[value=moons]').click(), true)").await?;
        page.wait_until("/other data/.test(document.querySelector('.beside-found').innerText)").await?;
        page.wait_until("document.querySelectorAll('.beside-pictures figure').length === 0").await?;
        // By keys: what forgets the kept run leaves the focus where another can be kept.
        page.focus(".scrub [aria-label='Forget the kept run']").await?;
        page.press(" ").await?;
        page.wait_until("/Keep to compare/.test(document.activeElement.innerText)").await?;
        page.wait_until("/Keep a run/.test(document.querySelector('.beside-found').innerText)").await
    });
}

/// Another seed splits the digits otherwise: both networks are asked about the test samples of this run.
#[test]
fn a_kept_run_of_another_split_is_looked_at_on_the_samples_of_this_one() {
    let spec = |seed| {
        let mut spec = TrainingSpec { n_epochs: 2, seed, ..TrainingSpec::default() };
        spec.data.source = Source::Digits;
        spec
    };
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&data=digits&epochs=2&seed=2&view=beside").await?;
        finish(page).await?;
        page.click_words("Keep to compare").await?;
        page.fill("input[aria-label='Seed']", "1").await?;
        page.wait_until("!location.hash.includes('seed=')").await?;
        finish(page).await?;
        let mut kept = Training::start(&spec(2), Some(DIGITS)).ok().context("the spec is refused")?;
        while kept.step() == Progress::Running {}
        let snapshot = kept.frame().snapshot;
        let mut here = Training::start_from(&spec(1), Some(DIGITS), snapshot).ok().context("refused")?;
        let share = here.frame().test.accuracy;
        page.wait_until(&format!("Math.abs({} - {}) < 0.06", cell(3, 1), 100.0 * share)).await?;
        page.wait_until(
            "/split these samples otherwise/.test(document.querySelector('.beside-found').innerText)",
        )
        .await?;
        let [mut right, mut all] = [0.0, 0.0];
        for line in lines(page, 0, "kept-run").await? {
            let counts: Vec<f64> =
                line[1..=10].iter().map(|field| field.parse()).collect::<Result<_, _>>()?;
            right += counts[line[0].parse::<usize>()?];
            all += counts.iter().sum::<f64>();
        }
        ensure!((right / all - share).abs() < 1e-9, "{right} of {all} on the diagonal, not {share}");
        Ok(())
    });
}
