//! The run as a file: what it holds gives the same run natively, bit for bit.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use infoplane_core::experiments::training::{Training, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress, digest};
use serde_json::Value;
use std::time::Duration;

const FINISHED_WITHIN: Duration = Duration::from_secs(60);
const N_EPOCHS: u64 = 12;

async fn save_run(page: &Page, lab: &str) -> Result<Value> {
    let downloads = page.accept_downloads().await?;
    page.open(&format!("#/{lab}?v=1&epochs={N_EPOCHS}&seed=5&data=xor")).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
    page.click(".btn.run").await?;
    page.wait_at_most(FINISHED_WITHIN, "document.querySelector('.status')?.dataset.status === 'finished'")
        .await?;
    page.click(".run-file summary").await?;
    page.click(".run-file .btn:not([disabled])").await?;
    Ok(serde_json::from_str(&downloads.text("infoplane-run.json").await?)?)
}

fn hexadecimal(weights: &[f32]) -> String {
    format!("{:016x}", digest(weights))
}

#[test]
fn the_spec_in_the_file_gives_the_same_weights_and_records_natively() {
    in_browser(Visitor::default(), async |page: &Page| {
        let file = save_run(page, "classifier").await?;
        let spec: TrainingSpec = serde_json::from_value(file["spec"].clone())?;
        let mut run = Training::start(&spec, None).ok().context("the spec is refused")?;
        while run.step() == Progress::Running {}
        let native = run.frame();
        ensure!(file["epoch"] == N_EPOCHS && spec.seed == 5, "{}", file["spec"]);
        ensure!(file["digest"] == hexadecimal(&native.snapshot).as_str(), "digest {}", file["digest"]);
        ensure!(
            page.text(".run-file code").await? == hexadecimal(&native.snapshot),
            "another digest is shown"
        );
        let weights: Vec<f32> = serde_json::from_value(file["weights"].clone())?;
        ensure!(weights == native.snapshot, "other weights");
        let records = file["records"].as_array().context("records")?;
        ensure!(records.len() == native.records.len(), "{} records", records.len());
        for (saved, native) in records.iter().zip(&native.records) {
            ensure!(saved["digest"] == hexadecimal(&native.snapshot).as_str(), "epoch {}", saved["epoch"]);
            ensure!(
                saved["test"] == serde_json::to_value(native.test)?,
                "{}, not {:?}",
                saved["test"],
                native.test
            );
        }
        Ok(())
    });
}

#[test]
fn the_link_in_the_file_leads_to_the_same_run_and_the_plane_is_in_it() {
    in_browser(Visitor::default(), async |page: &Page| {
        let file = save_run(page, "plane").await?;
        let link = file["link"].as_str().context("a link")?;
        let fragment = link.split_once('#').context("a fragment")?.1;
        ensure!(fragment.starts_with("/plane?") && fragment.contains("seed=5"), "{link}");
        let plane = file["plane"].as_array().context("the plane")?;
        let epochs: Vec<_> = plane.iter().filter_map(|point| point["epoch"].as_u64()).collect();
        ensure!(epochs == (0..=N_EPOCHS).collect::<Vec<_>>(), "{epochs:?}");
        page.open(&format!("#{fragment}")).await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch !== undefined").await?;
        let shown = page.eval("location.hash").await?;
        ensure!(
            shown.as_str().is_some_and(|hash| hash.contains("seed=5") && hash.contains("data=xor")),
            "{shown}"
        );
        Ok(())
    });
}
