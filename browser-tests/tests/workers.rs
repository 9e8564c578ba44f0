//! Workers that stop: the page says so, starts others, and goes on.

use anyhow::{Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use serde_json::json;
use std::time::Duration;

/// Lets a test reach the workers of the page, in the order they were started.
const KEEP_WORKERS: &str = "
    window.startedWorkers = [];
    window.Worker = class extends Worker {
        constructor(...address) { super(...address); window.startedWorkers.push(this); }
    };";

/// Ends the workers from that one on. Stands for one that runs out of memory: it computes no more, and an error comes.
fn kill(from: usize) -> String {
    format!(
        "(() => {{
            const doomed = window.startedWorkers.splice({from});
            const waiting = Number(document.querySelector('.estimated')?.dataset.waiting ?? 0);
            for (const worker of doomed) {{
                worker.terminate();
                worker.dispatchEvent(new ErrorEvent('error', {{ message: 'out of memory' }}));
            }}
            return [doomed.length, waiting];
        }})()"
    )
}

const SPIRALS: &str = "#/classifier?v=1&data=spirals&epochs=100000";

const TWELVE_BIT: &str = "#/plane?v=1&data=twelve-bit&net=10,7,5,4,3&train=0.8&batch=256&epochs=20";

const ROWS_OF_FIRST_LAYER: &str = "[...document.querySelectorAll('.figure-table tbody tr')]\
     .filter((row) => row.cells[0].innerText === '1').length";

const STATUS: &str = "document.querySelector('.status').dataset.status";

async fn open(page: &Page, link: &str) -> Result<()> {
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": KEEP_WORKERS })).await?;
    page.open(link).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await
}

async fn epoch(page: &Page) -> Result<f64> {
    page.number("Number(document.querySelector('.epoch').dataset.epoch)").await
}

async fn wait_for_epoch_above(page: &Page, epoch: f64) -> Result<()> {
    page.wait_until(&format!("Number(document.querySelector('.epoch').dataset.epoch) > {epoch}")).await
}

/// How many workers died, and what the plane said was still to be estimated.
async fn kill_workers(page: &Page, from: usize) -> Result<(u64, u64)> {
    Ok(serde_json::from_value(page.eval(&kill(from)).await?)?)
}

#[test]
fn a_lost_run_is_said_to_be_lost_and_runs_again_in_a_new_worker() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, SPIRALS).await?;
        page.click(".btn.run").await?;
        wait_for_epoch_above(page, 200.0).await?;
        assert!(kill_workers(page, 0).await?.0 >= 1, "no worker was running");
        page.wait_until(&format!("{STATUS} === 'lost'")).await?;
        let said = page.text(".run-note[data-note='lost']").await?;
        ensure!(said.contains("The run was lost."), "{said}");
        // What had been seen of the run stays to be looked at.
        let reached = epoch(page).await?;
        ensure!(reached > 200.0, "{reached}");
        page.click(".run-note .btn").await?;
        page.wait_until(&format!("Number(document.querySelector('.epoch').dataset.epoch) < {reached}"))
            .await?;
        wait_for_epoch_above(page, 200.0).await?;
        ensure!(page.eval(STATUS).await? == "running");
        ensure!(page.eval("document.querySelector('.run-note')").await?.is_null());
        ensure!(page.number("window.startedWorkers.length").await? >= 1.0, "no worker was started instead");
        Ok(())
    });
}

#[test]
fn estimates_of_a_dead_worker_are_given_to_another() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, TWELVE_BIT).await?;
        page.click(".btn.run").await?;
        page.wait_until(
            "window.startedWorkers.length > 1 && Number(document.querySelector('.estimated').dataset.waiting) > 0",
        )
        .await?;
        // The first worker trains; all later ones estimate.
        let (n_killed, waiting) = kill_workers(page, 1).await?;
        assert!(n_killed >= 1, "no worker was estimating");
        assert!(waiting > 0, "nothing was left to estimate");
        page.wait_at_most(Duration::from_secs(60), &format!("{STATUS} === 'finished'")).await?;
        ensure!(page.eval("document.querySelector('.lost')").await?.is_null(), "estimates were lost");
        ensure!(page.number("window.startedWorkers.length").await? >= 2.0, "no worker was started instead");
        page.click(".figures .figure-tools button").await?;
        page.find(".figure-table td").await?;
        // Every epoch below 20 and the last are recorded, and none is missing.
        let n_rows = page.number(ROWS_OF_FIRST_LAYER).await?;
        ensure!(n_rows == 21.0, "{n_rows} epochs are in the plane");
        Ok(())
    });
}
