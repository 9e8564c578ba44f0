//! The closer look at a classifier: calibration, classes and layers, each when it is asked for.

use anyhow::{Context, Result, ensure};
use browser_tests::words::number_shown;
use browser_tests::{Key, Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Training, TrainingFrame, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use std::time::Duration;

const FINISHED_WITHIN: Duration = Duration::from_secs(60);
const N_EPOCHS: u32 = 20;

/// The run of the link, natively.
fn native() -> Result<TrainingFrame> {
    let spec = TrainingSpec { n_epochs: N_EPOCHS, ..TrainingSpec::default() };
    let mut run = Training::start(&spec, None).ok().context("the spec is refused")?;
    while run.step() == Progress::Running {}
    Ok(run.frame())
}

/// Opens a run with a view of it, and runs it to its end.
async fn open(page: &Page, view: &str) -> Result<()> {
    page.open(&format!("#/classifier?v=1&epochs={N_EPOCHS}&view={view}")).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
    page.click(".btn.run").await?;
    page.wait_at_most(FINISHED_WITHIN, "document.querySelector('.status')?.dataset.status === 'finished'")
        .await
}

/// The cells of the table of a figure of the view, row by row.
async fn rows(page: &Page, figure: usize) -> Result<Vec<Vec<String>>> {
    let place = format!(".closer-figures > div:nth-child({figure})");
    page.click(&format!("{place} .figure-tools button")).await?;
    page.find(&format!("{place} .figure-table td")).await?;
    let cells = format!(
        "[...document.querySelectorAll('{place} .figure-table tbody tr')].map((row) => \
         [...row.cells].map((cell) => cell.innerText.trim()))"
    );
    Ok(serde_json::from_value(page.eval(&cells).await?)?)
}

#[test]
fn the_bins_of_the_reliability_diagram_give_the_calibration_error() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "calibration").await?;
        let (mut n_samples, mut gaps) = (0.0, 0.0);
        for row in rows(page, 1).await? {
            let [confidence, accuracy, n] =
                [number_shown(&row[2])?, number_shown(&row[3])?, number_shown(&row[4])?];
            n_samples += n;
            gaps += n * (confidence - accuracy).abs();
        }
        let test = native()?.test;
        ensure!(
            (gaps / n_samples - test.ece).abs() < 1e-3,
            "{} of {n_samples}, not {}",
            gaps / n_samples,
            test.ece
        );
        let counts = rows(page, 2).await?;
        let sum = |column: usize| counts.iter().map(|row| number_shown(&row[column])).sum::<Result<f64>>();
        let (right, wrong) = (sum(2)?, sum(3)?);
        ensure!(
            right + wrong == n_samples && (right / n_samples - test.accuracy).abs() < 1e-12,
            "{right}, {wrong}"
        );
        Ok(())
    });
}

#[test]
fn layers_are_shown_by_a_key_and_are_those_of_the_records() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "classes").await?;
        page.find(".closer-figures > div:nth-child(2) canvas").await?;
        page.focus(".closer input[value=classes]").await?;
        page.press(&(Key::Right + "")).await?;
        page.wait_until("location.hash.includes('view=layers')").await?;
        let last = native()?.records.last().context("a record")?.layers.clone();
        let norms = rows(page, 3).await?;
        let shown = norms.last().context("a row")?;
        ensure!(number_shown(&shown[0])? == f64::from(N_EPOCHS), "{shown:?}");
        for (cell, layer) in shown[1..].iter().zip(&last) {
            ensure!((number_shown(cell)? / layer.weight_norm - 1.0).abs() < 1e-3, "{shown:?}, not {last:?}");
        }
        ensure!(shown.len() == last.len() + 1, "{shown:?}");
        Ok(())
    });
}
