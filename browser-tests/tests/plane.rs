//! The Information plane lab as a visitor uses it.

use anyhow::{Context, Result, ensure};
use browser_tests::words::number_shown;
use browser_tests::{Page, Visitor, in_browser};
use std::time::Duration;

/// The 12-bit task, short enough for a test.
const SHORT: &str = "#/plane?v=1&data=twelve-bit&net=10,7,5,4,3&train=0.8&lr=0.0004&batch=256&epochs=20";

/// Every estimate of a short run on a slow machine.
const FILLED_WITHIN: Duration = Duration::from_secs(60);

const RUN: &str = ".btn.run";

/// Neither ceiling is exceeded by more than the rounding of single precision.
const ROUNDING: f64 = 1e-3;

/// The layers that the table of the figure has rows of.
const LAYERS_IN_TABLE: &str = "[...new Set([...document.querySelectorAll('.figure-table tbody tr')]\
     .map((row) => row.cells[0].innerText).filter((name) => name.startsWith('Layer')))]";

/// Trains to the end and waits until every recorded epoch has its estimate.
async fn fill(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
    page.click(RUN).await?;
    page.wait_at_most(FILLED_WITHIN, "document.querySelector('.status').dataset.status === 'finished'")
        .await?;
    page.wait_at_most(FILLED_WITHIN, "document.querySelector('.pending').innerText === ''").await
}

/// A row of the table: series, I(X;T), I(T;Y).
async fn rows(page: &Page) -> Result<Vec<(String, String, String)>> {
    let cells = "[...document.querySelectorAll('.figure-table tbody tr')].map((row) => [...row.cells].slice(0, 3).map((cell) => cell.innerText))";
    Ok(serde_json::from_value(page.eval(cells).await?)?)
}

/// What the figure says to those who do not see it.
async fn said(page: &Page) -> Result<String> {
    page.attribute(".figures canvas", "aria-label").await?.context("the figure has no label")
}

#[test]
fn every_layer_travels_through_the_plane() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        page.click(".figures .figure-tools button").await?;
        page.find(".figure-table td").await?;
        let layers = page.eval(LAYERS_IN_TABLE).await?;
        assert_eq!(
            layers,
            serde_json::json!(["Layer 1", "Layer 2", "Layer 3", "Layer 4", "Layer 5", "Layer 6"])
        );
        // Every epoch below 20 and the last are recorded.
        let of_first = rows(page).await?.iter().filter(|(series, ..)| series == "Layer 1").count();
        assert_eq!(of_first, 21);
        Ok(())
    });
}

#[test]
fn no_layer_knows_more_than_there_is_to_know() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        page.click(".figures .figure-tools button").await?;
        page.find(".figure-table td").await?;
        let rows = rows(page).await?;
        let h_y = rows.iter().find(|(series, ..)| series == "H(Y)").context("no H(Y)")?;
        let h_y = number_shown(&h_y.2)?;
        ensure!((0.9..=1.0).contains(&h_y), "H(Y) = {h_y}");
        for (series, i_xt, i_ty) in rows.iter().filter(|(series, ..)| series.starts_with("Layer")) {
            let (i_xt, i_ty) = (number_shown(i_xt)?, number_shown(i_ty)?);
            ensure!((-ROUNDING..=12.0 + ROUNDING).contains(&i_xt), "{series}: I(X;T) = {i_xt}");
            ensure!((-ROUNDING..=h_y + ROUNDING).contains(&i_ty), "{series}: I(T;Y) = {i_ty}");
        }
        Ok(())
    });
}

#[test]
fn the_readouts_follow_the_chosen_layer() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        page.click(".stack label:has(input[value='1'])").await?;
        assert_eq!(page.readout("I(X;T)").await?, "12.00");
        page.click(".stack label:has(input[value='6'])").await?;
        let output = number_shown(&page.readout("I(X;T)").await?)?;
        ensure!((0.0..6.0).contains(&output), "{output}");
        Ok(())
    });
}

#[test]
fn the_estimator_can_be_switched_while_the_net_trains() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(&SHORT.replace("epochs=20", "epochs=100000")).await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(RUN).await?;
        page.wait_until("/Layer 5/.test(document.querySelector('.figures canvas').ariaLabel)").await?;
        let kde = page.readout("I(X;T)").await?;
        page.click_words("30 bins").await?;
        page.wait_until("location.hash.includes('est=bins-30')").await?;
        assert_ne!(page.readout("I(X;T)").await?, kde);
        assert!(
            page.text(".stack .note").await?.contains("entropy of the binned activations, not information")
        );
        assert_eq!(page.eval("document.querySelector('.status').dataset.status").await?, "running");
        Ok(())
    });
}

#[test]
fn kde_bounds_are_in_order() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let upper = number_shown(&page.readout("I(X;T)").await?)?;
        page.click_words("KDE lower").await?;
        let lower = number_shown(&page.readout("I(X;T)").await?)?;
        ensure!(0.0 < lower && lower < upper, "{lower} {upper}");
        Ok(())
    });
}

#[test]
fn more_assumed_noise_leaves_less_information() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let before = number_shown(&page.readout("I(X;T)").await?)?;
        page.fill(".slider:has([aria-label='Noise variance (KDE)']) input[type=text]", "0.1").await?;
        page.wait_until("location.hash.includes('var=0.1')").await?;
        page.wait_at_most(
            FILLED_WITHIN,
            &format!(
                "document.querySelector('.pending').innerText === '' && \
                 Number([...document.querySelectorAll('.readout')].find((readout) => \
                 readout.querySelector('.name').innerText === 'I(X;T)').querySelector('b').innerText) < {before}"
            ),
        )
        .await
    });
}

#[test]
fn claim_and_rebuttal_are_the_same_net_with_another_activation() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/plane").await?;
        page.click_words("Show the claim (tanh)").await?;
        page.wait_until("location.hash.includes('data=twelve-bit')").await?;
        let claim = page.address().await?;
        assert!(claim.contains("net=10,7,5,4,3") && !claim.contains("act="), "{claim}");
        page.click_words("Show the rebuttal (ReLU)").await?;
        page.wait_until("location.hash.includes('act=relu')").await?;
        assert_eq!(page.address().await?.replace("&act=relu", ""), claim);
        Ok(())
    });
}

#[test]
fn two_activations_are_shown_side_by_side() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(SHORT).await?;
        page.click_words("Show ReLU beside it").await?;
        page.wait_until("document.querySelectorAll('.figures canvas').length === 2").await?;
        page.click(RUN).await?;
        let both = "[...document.querySelectorAll('.figures canvas')].map((canvas) => canvas.ariaLabel)";
        page.wait_at_most(FILLED_WITHIN, &format!("{both}.every((text) => /Layer 6/.test(text))")).await?;
        let both = page.eval(both).await?.to_string();
        assert!(both.contains("plane · tanh") && both.contains("plane · ReLU"), "{both}");
        Ok(())
    });
}

#[test]
fn the_same_seed_gives_the_same_plane() {
    in_browser(Visitor::default(), async |page: &Page| {
        fill(page, SHORT).await?;
        let first = said(page).await?;
        fill(page, SHORT).await?;
        assert_eq!(said(page).await?, first);
        Ok(())
    });
}

#[test]
fn the_run_of_the_classifier_is_the_run_of_the_plane() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&epochs=30").await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
        page.click(RUN).await?;
        page.wait_until("document.querySelector('.status').dataset.status === 'finished'").await?;
        page.click("nav a[href^='#/plane']").await?;
        page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '30'").await?;
        page.wait_at_most(
            FILLED_WITHIN,
            "/Layer 3/.test(document.querySelector('.figures canvas').ariaLabel)",
        )
        .await
    });
}
