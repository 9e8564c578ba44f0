//! Workers that stop: the page says so, starts others, and goes on.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, Visitor, in_browser};
use serde_json::json;
use std::time::Duration;

/// Lets a test reach the workers of the page, in the order they were started.
const KEEP_WORKERS: &str = "
    window.startedWorkers = [];
    window.Worker = class extends Worker {
        constructor(...address) { super(...address); window.startedWorkers.push(this); }
    };";

/// What the page learns from the browser when a worker runs out of memory: it computes no more, and an error.
const KILL: &str = "(() => {
    const alive = window.startedWorkers.splice(0);
    for (const worker of alive) {
        worker.terminate();
        worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    }
    return alive.length;
})()";

const SPIRALS: &str = "#/classifier?v=1&data=spirals&epochs=100000";

const TWELVE_BIT: &str = "#/plane?v=1&data=twelve-bit&net=10,7,5,4,3&train=0.8&batch=256&epochs=100000";

const STATUS: &str = "document.querySelector('.status').dataset.status";

async fn open(page: &Page, link: &str) -> Result<()> {
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": KEEP_WORKERS })).await?;
    page.open(link).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await
}

async fn run(page: &Page) -> Result<()> {
    page.click(".btn.run").await?;
    page.wait_until("Number(document.querySelector('.epoch').dataset.epoch) > 20").await
}

async fn kill_workers(page: &Page) -> Result<u64> {
    page.eval(KILL).await?.as_u64().context("a number of workers")
}

#[test]
fn a_lost_run_is_said_to_be_lost_and_runs_again_in_a_new_worker() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, SPIRALS).await?;
        run(page).await?;
        let n_killed = kill_workers(page).await?;
        assert!(n_killed >= 1, "no worker was running");
        page.wait_until(&format!("{STATUS} === 'lost'")).await?;
        let said = page.text(".run-note[data-note='lost']").await?;
        ensure!(said.contains("The run was lost."), "{said}");
        // What had been seen of the run stays to be looked at.
        ensure!(page.number("Number(document.querySelector('.epoch').dataset.epoch)").await? > 20.0);
        page.click(".run-note .btn").await?;
        page.wait_until(&format!("{STATUS} === 'running'")).await?;
        page.wait_until("Number(document.querySelector('.epoch').dataset.epoch) > 20").await?;
        ensure!(page.eval("document.querySelector('.run-note')").await?.is_null());
        Ok(())
    });
}

#[test]
fn estimates_of_a_dead_worker_are_given_to_another() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, TWELVE_BIT).await?;
        run(page).await?;
        page.click(".btn.run").await?;
        page.wait_until(&format!("{STATUS} === 'paused'")).await?;
        // The first worker trains; all later ones estimate.
        let n_killed = page
            .eval(&KILL.replace("splice(0)", "splice(1)"))
            .await?
            .as_u64()
            .context("a number of workers")?;
        assert!(n_killed >= 1, "no worker was estimating");
        page.wait_at_most(Duration::from_secs(60), "document.querySelector('.pending').innerText === ''")
            .await?;
        ensure!(
            page.eval("document.querySelector('.pending .lost, .lost')").await?.is_null(),
            "estimates were lost"
        );
        ensure!(page.number("window.startedWorkers.length").await? >= 2.0, "no worker was started instead");
        Ok(())
    });
}
