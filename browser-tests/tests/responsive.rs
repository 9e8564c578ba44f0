//! The page answers while it computes. In a file of its own, so that no other test shares the machine with it.

use anyhow::{Result, bail, ensure};
use browser_tests::{Key, Page, Responsiveness, Visitor, in_browser};

/// The 12-bit task longer than the test.
const BUSY: &str = "#/plane?v=1&data=twelve-bit&net=10,7,5,4,3&train=0.8&lr=0.0004&batch=256&epochs=100000";

/// Input that waits longer is felt.
const FELT: f64 = 50.0;

/// How often the visitor goes through the controls.
const ROUNDS: usize = 2;

/// What a restless visitor does while the net trains.
async fn fidget(page: &Page) -> Result<()> {
    for unit in ["nats", "hartleys", "bits"] {
        page.click_words(unit).await?;
    }
    for estimator in ["30 bins", "KDE lower", "KDE upper"] {
        page.click_words(estimator).await?;
    }
    for layer in [1, 6] {
        page.click(&format!(".stack label:has(input[value='{layer}'])")).await?;
    }
    page.focus(".readout.q-mi button").await?;
    page.press(&(Key::Enter + "")).await?;
    page.press(&(Key::Escape + "")).await?;
    page.press(&(Key::Tab + "")).await
}

/// What else the machine does only adds to what is measured, so the best of these attempts counts.
const ATTEMPTS: usize = 8;

/// The answers to a restless visitor.
async fn attempt(page: &Page) -> Result<Responsiveness> {
    page.observe_responsiveness().await?;
    for _ in 0..ROUNDS {
        fidget(page).await?;
    }
    let seen = page.responsiveness().await?;
    println!(
        "{} answers took 16 ms or more; longest delay {:.1} ms, slowest answer {:.0} ms, long tasks {:?}",
        seen.answers.len(),
        seen.longest_delay(),
        seen.slowest_answer(),
        seen.long_tasks
    );
    Ok(seen)
}

#[test]
fn the_page_answers_within_50_ms_while_a_net_trains() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(BUSY).await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(".btn.run").await?;
        page.wait_until("/Layer 6/.test(document.querySelector('.figures canvas').ariaLabel)").await?;
        for _ in 0..ATTEMPTS {
            let seen = attempt(page).await?;
            ensure!(page.eval("document.querySelector('.status').dataset.status").await? == "running");
            if seen.longest_delay() < FELT && seen.long_tasks.is_empty() {
                return Ok(());
            }
        }
        bail!("in none of {ATTEMPTS} attempts was every answer quick")
    });
}
