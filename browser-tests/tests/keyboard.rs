//! The keyboard alone, from the front page through all three labs.

use anyhow::{Result, bail};
use browser_tests::{Key, Page, Visitor, in_browser};
use std::time::Duration;

const FINISHED_WITHIN: Duration = Duration::from_secs(60);

/// Presses Tab until `is_there`, an expression about the element `at` that has the keyboard, holds.
async fn tab_until(page: &Page, is_there: &str) -> Result<()> {
    const FAR: usize = 90;
    for _ in 0..FAR {
        page.press(&(Key::Tab + "")).await?;
        if page.eval(&format!("((at) => {is_there})(document.activeElement)")).await? == true {
            return Ok(());
        }
    }
    bail!("{FAR} times Tab do not reach `{is_there}`")
}

async fn press(page: &Page, key: Key) -> Result<()> {
    page.press(&(key + "")).await
}

/// Tabs to the menu entry of a lab and follows it.
async fn go_to(page: &Page, lab: &str) -> Result<()> {
    tab_until(page, &format!("at.matches(`nav a[href^='#/{lab}']`)")).await?;
    press(page, Key::Enter).await?;
    page.wait_until(&format!("location.hash.startsWith('#/{lab}')")).await
}

#[test]
fn the_keyboard_alone_leads_through_all_three_labs() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        go_to(page, "distributions").await?;
        let kl = page.readout("KL(p‖q)").await?;
        tab_until(page, "at.ariaLabel === 'q of rain'").await?;
        press(page, Key::PageUp).await?;
        assert_ne!(page.readout("KL(p‖q)").await?, kl);

        // The classifier: one neuron more, a run to its end, and a number opened.
        page.open("#/classifier?v=1&epochs=20").await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        tab_until(page, "at.ariaLabel === 'One neuron more in layer 1'").await?;
        press(page, Key::Enter).await?;
        page.wait_until("location.hash.includes('net=9,8')").await?;
        page.focus("#main").await?;
        tab_until(page, "at.matches('.btn.run')").await?;
        press(page, Key::Enter).await?;
        page.wait_at_most(
            FINISHED_WITHIN,
            "document.querySelector('.status')?.dataset.status === 'finished'",
        )
        .await?;
        tab_until(page, "at.closest('.readout') !== null").await?;
        press(page, Key::Enter).await?;
        page.find("dialog[open]").await?;
        press(page, Key::Escape).await?;
        page.wait_until("document.querySelector('dialog[open]') === null").await?;

        // The plane of the same run: another estimator and another layer.
        page.focus("#main").await?;
        page.eval("(document.querySelector('.logo').focus(), true)").await?;
        go_to(page, "plane").await?;
        page.wait_at_most(
            FINISHED_WITHIN,
            "document.querySelector('.status')?.dataset.status === 'finished'",
        )
        .await?;
        tab_until(page, "at.type === 'radio' && at.value === 'kde-upper'").await?;
        press(page, Key::Right).await?;
        page.wait_until("location.hash.includes('est=kde-lower')").await?;
        let layer = page.readout("I(X;T)").await?;
        tab_until(page, "at.type === 'radio' && at.closest('.stack') !== null").await?;
        press(page, Key::Right).await?;
        assert_ne!(page.readout("I(X;T)").await?, layer);
        // A figure turns into its table.
        tab_until(page, "at.matches('.figure-tools button')").await?;
        press(page, Key::Enter).await?;
        page.find(".figure-table td").await.map(drop)
    });
}
