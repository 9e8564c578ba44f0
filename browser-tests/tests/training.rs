//! What both training labs have in common: overshooting runs, undo, and the place of the controls.

use anyhow::Result;
use browser_tests::{Key, Page, Visitor, in_browser};
use std::time::Duration;

/// The longest that a short run may take.
const FINISHED_WITHIN: Duration = Duration::from_secs(60);

const RUN: &str = ".btn.run";

async fn wait_for_status(page: &Page, status: &str) -> Result<()> {
    let is_there = format!("document.querySelector('.status')?.dataset.status === '{status}'");
    page.wait_at_most(FINISHED_WITHIN, &is_there).await
}

/// Opens the lab and waits until the first weights have been evaluated.
async fn open(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await
}

/// A rate so large that tanh saturates: the numbers stay finite.
const SATURATED: &str = "#/classifier?v=1&lr=10&opt=adam&epochs=200";

#[test]
fn steps_too_large_are_explained_though_all_numbers_stay_finite() {
    in_browser(Visitor::default(), async |page: &Page| {
        for link in [SATURATED, "#/classifier?v=1&act=relu&opt=sgd&lr=20&epochs=200"] {
            open(page, link).await?;
            page.click(RUN).await?;
            let note = page.text("[data-note=overshoot]").await?;
            assert!(note.contains("The steps are too large.") && note.contains("learning rate"), "{note}");
            wait_for_status(page, "finished").await?;
            assert_eq!(page.eval("document.querySelectorAll('[data-note=overshoot]').length").await?, 1);
        }
        Ok(())
    });
}

#[test]
fn the_edit_that_made_a_run_overshoot_can_be_undone() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&epochs=100000").await?;
        page.click(RUN).await?;
        wait_for_status(page, "running").await?;
        page.fill(".slider:has([aria-label='Learning rate']) input[type=text]", "50").await?;
        page.find("[data-note=overshoot]").await?;
        page.click_words("Undo the last change").await?;
        page.wait_until("document.querySelector('[data-note=overshoot]') === null").await?;
        page.wait_until("document.querySelector('.slider [aria-label=\"Learning rate\"]').value === '0.01'")
            .await
    });
}

#[test]
fn a_healthy_run_is_not_said_to_overshoot() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&label_noise=0.1&epochs=300").await?;
        page.eval(
            "(window.warned = false, new MutationObserver(() => { \
             window.warned ||= document.querySelector('[data-note]') !== null; \
             }).observe(document.body, { childList: true, subtree: true }), true)",
        )
        .await?;
        page.click(RUN).await?;
        wait_for_status(page, "finished").await?;
        assert_eq!(page.eval("window.warned").await?, false);
        Ok(())
    });
}

#[test]
fn settings_are_undone_and_redone_by_button_and_by_keys() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        assert_eq!(page.eval("document.querySelector('.btn.undo').disabled").await?, true);
        page.click_words("moons").await?;
        page.wait_until("location.hash.includes('data=moons')").await?;
        page.click(".btn.undo").await?;
        page.wait_until("!location.hash.includes('data=')").await?;
        page.click(".btn.redo").await?;
        page.wait_until("location.hash.includes('data=moons')").await?;
        page.press(&(Key::Control + "z")).await?;
        page.wait_until("!location.hash.includes('data=')").await?;
        page.press(&(Key::Control + &(Key::Shift + "z"))).await?;
        page.wait_until("location.hash.includes('data=moons')").await
    });
}

#[test]
fn undo_in_a_text_field_is_the_fields_own() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        page.click_words("moons").await?;
        page.wait_until("location.hash.includes('data=moons')").await?;
        page.focus("input[aria-label='Layer 1']").await?;
        page.press(&(Key::Control + "z")).await?;
        page.settle().await?;
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert!(page.address().await?.contains("data=moons"));
        Ok(())
    });
}

#[test]
fn the_run_bar_and_the_controls_are_within_reach_on_a_phone() {
    in_browser(Visitor { width: 390, height: 844, ..Visitor::default() }, async |page: &Page| {
        for lab in ["classifier", "plane"] {
            open(page, &format!("#/{lab}")).await?;
            page.settle().await?;
            let top =
                |css: &str| format!("document.querySelector('{css}').getBoundingClientRect().top + scrollY");
            let controls = page.number(&top(".controls")).await?;
            let main = if lab == "plane" { ".figures" } else { ".main-figure" };
            let others = if lab == "plane" { ".stack .card" } else { ".main-figure + .card" };
            assert!(page.number(&top(main)).await? < controls, "{lab}: the figure comes first");
            assert!(
                controls < page.number(&top(others)).await?,
                "{lab}: other figures come after the controls"
            );
            // Wherever the page is scrolled to, the run button is in sight.
            for place in ["0", "document.body.scrollHeight / 2", "document.body.scrollHeight"] {
                page.eval(&format!("(scrollTo(0, {place}), true)")).await?;
                page.settle().await?;
                let run =
                    page.number("document.querySelector('.btn.run').getBoundingClientRect().top").await?;
                assert!((0.0..844.0 - 34.0).contains(&run), "{lab} at {place}: {run}");
            }
        }
        Ok(())
    });
}

#[test]
fn a_number_that_is_not_whole_is_refused_in_words() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        page.fill(".slider:has([aria-label='Batch']) input[type=text]", "2.5").await?;
        assert_eq!(page.text(".number-field .problem").await?, "“2.5” is not a whole number.");
        Ok(())
    });
}
