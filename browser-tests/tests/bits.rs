//! The browser computes the same bits as a native program: a run's last weights, and the estimates of a plane.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser, in_firefox};
use infoplane_core::experiments::layer_information::{
    DEFAULT_NOISE_VARIANCE, LayerInformation, LayerInformationSpec,
};
use infoplane_core::experiments::training::{Training, TrainingFrame, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress, digest};
use infoplane_core::learner::activation::Activation;
use infoplane_core::measures::units::Unit;
use std::time::Duration;

const FINISHED_WITHIN: Duration = Duration::from_secs(120);

/// The run natively, with all of its records.
fn native(spec: &TrainingSpec) -> Result<TrainingFrame> {
    let mut run = Training::start(spec, None).ok().context("the spec is refused")?;
    while run.step() == Progress::Running {}
    Ok(run.frame())
}

/// Runs the link to its end.
async fn finish(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
    page.click(".btn.run").await?;
    page.wait_at_most(FINISHED_WITHIN, "document.querySelector('.status')?.dataset.status === 'finished'")
        .await
}

/// The data of the figure at that place of the page, at the end of the link's run.
async fn saved(page: &Page, link: &str, figure: usize, name: &str) -> Result<Vec<Vec<String>>> {
    finish(page, link).await?;
    let downloads = page.accept_downloads().await?;
    page.export_data("figure", figure).await?;
    let text = downloads.text(&format!("{name}.csv")).await?;
    Ok(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

#[test]
fn the_default_run_ends_with_the_same_weights_as_natively() {
    in_browser(Visitor::default(), async |page: &Page| {
        let lines = saved(page, "#/classifier", 1, "the-network").await?;
        let weights: Result<Vec<f32>> = lines.iter().map(|line| Ok(line[3].parse::<f64>()? as f32)).collect();
        let weights = weights?;
        let spec = TrainingSpec::default();
        let snapshot = native(&spec)?.snapshot;
        ensure!(weights.len() == spec.n_parameters(), "{} of {}", weights.len(), spec.n_parameters());
        // The file has the bias of each unit before its weights; a snapshot has all weights of a layer first.
        let mut expected = Vec::new();
        let mut rest = &snapshot[..];
        for pair in spec.layer_widths().windows(2) {
            let (layer, after) = rest.split_at(pair[0] * pair[1]);
            let (biases, after) = after.split_at(pair[1]);
            for (unit, bias) in biases.iter().enumerate() {
                expected.push(*bias);
                expected.extend(&layer[unit * pair[0]..][..pair[0]]);
            }
            rest = after;
        }
        println!("the digest of the default run is {:016x}", digest(&snapshot));
        assert_eq!(digest(&weights), digest(&expected));
        Ok(())
    });
}

#[test]
fn the_default_run_ends_with_the_same_weights_in_firefox() {
    in_firefox(None, async |page: &Page| {
        finish(page, "#/classifier").await?;
        page.click(".run-file summary").await?;
        let expected = format!("{:016x}", digest(&native(&TrainingSpec::default())?.snapshot));
        page.wait_until(&format!("document.querySelector('.run-file code').innerText === '{expected}'")).await
    });
}

#[test]
fn the_estimates_of_a_plane_are_the_same_to_the_last_bit_as_natively() {
    in_browser(Visitor::default(), async |page: &Page| {
        let link = "#/plane?v=1&data=twelve-bit&net=10,7,5,4,3&train=0.8&lr=0.0004&batch=256&epochs=3";
        let lines = saved(page, link, 0, "information-plane-tanh").await?;
        let spec = TrainingSpec { n_epochs: 3, ..TrainingSpec::saxe_2018(Activation::Tanh) };
        let records = native(&spec)?.records;
        ensure!(records.len() == 4 && lines.len() == 4 * 6, "{} lines", lines.len());
        let in_bits = Unit::Bits.from_nats(1.0);
        for (index, record) in records.iter().enumerate() {
            let spec = LayerInformationSpec {
                training: spec.clone(),
                epoch: record.epoch,
                snapshot: record.snapshot.clone(),
                noise_variance: DEFAULT_NOISE_VARIANCE,
            };
            let mut estimate =
                LayerInformation::start(&spec, None).ok().context("the snapshot is refused")?;
            while estimate.step() == Progress::Running {}
            for (layer, points) in estimate.frame().layers.iter().enumerate() {
                let line = &lines[layer * records.len() + index];
                let [i_xt, i_ty] = [&line[2], &line[3]].map(|field| field.parse::<f64>());
                let expected = [points.kde_upper.i_xt * in_bits, points.kde_upper.i_ty * in_bits];
                let seen = [i_xt?, i_ty?];
                assert_eq!(seen.map(f64::to_bits), expected.map(f64::to_bits), "{line:?}: {expected:?}");
            }
        }
        Ok(())
    });
}
