//! The Classifier lab as a visitor uses it.

use anyhow::Result;
use browser_tests::words::{number_shown, rounding_of};
use browser_tests::{Page, Visitor, in_browser};
use std::time::Duration;

/// The longest that spirals may take to be learned.
const LEARNED_WITHIN: Duration = Duration::from_secs(60);

const ACCURACY: &str = "Test accuracy";
const RUN: &str = ".btn.run";

async fn wait_for_status(page: &Page, status: &str) -> Result<()> {
    page.wait_at_most(
        LEARNED_WITHIN,
        &format!("document.querySelector('.status')?.dataset.status === '{status}'"),
    )
    .await
}

/// Three linear layers multiply every step; saturating activations would survive any learning rate.
const UNSTABLE: &str = "#/classifier?v=1&net=16,16,16&act=linear&opt=sgd";

/// Opens the lab and waits until the first weights have been evaluated.
async fn open(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    wait_for_epoch(page, 0).await
}

async fn wait_for_epoch(page: &Page, epoch: u32) -> Result<()> {
    page.wait_until(&format!("document.querySelector('.epoch')?.dataset.epoch === '{epoch}'")).await
}

async fn epoch(page: &Page) -> Result<f64> {
    page.number("Number(document.querySelector('.epoch').dataset.epoch)").await
}

async fn run_to_the_end(page: &Page) -> Result<()> {
    page.click(RUN).await?;
    wait_for_status(page, "finished").await
}

/// A readout as a number.
async fn value(page: &Page, name: &str) -> Result<f64> {
    number_shown(&page.readout(name).await?)
}

#[test]
fn spirals_are_learned_to_95_percent() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        assert!(value(page, ACCURACY).await? < 0.6, "learned before it was taught");
        page.click(RUN).await?;
        let learned = "[...document.querySelectorAll('.readout')].some((readout) => \
            readout.querySelector('.name').innerText === 'Test accuracy' \
            && Number(readout.querySelector('.value b').innerText) >= 0.95)";
        page.wait_at_most(LEARNED_WITHIN, learned).await
    });
}

#[test]
fn a_step_is_one_epoch() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        page.click_words("Step").await?;
        wait_for_epoch(page, 1).await?;
        page.click_words("Step").await?;
        wait_for_epoch(page, 2).await
    });
}

#[test]
fn a_paused_run_stands_still_and_goes_on_by_one_epoch() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&epochs=100000").await?;
        page.click(RUN).await?;
        page.wait_until("Number(document.querySelector('.epoch').dataset.epoch) > 3").await?;
        page.click(RUN).await?;
        wait_for_status(page, "paused").await?;
        // The frame that stands for the pause is the last one: the loss of a standing run does not change.
        page.click_words("Step").await?;
        page.settle().await?;
        let paused = epoch(page).await?;
        page.click_words("Step").await?;
        page.wait_until(&format!(
            "Number(document.querySelector('.epoch').dataset.epoch) === {}",
            paused + 1.0
        ))
        .await
    });
}

#[test]
fn same_weights_go_back_to_the_same_first_numbers() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&epochs=20").await?;
        let first = page.readouts().await?;
        run_to_the_end(page).await?;
        assert_ne!(page.readouts().await?, first);
        page.click_words("Same weights").await?;
        wait_for_epoch(page, 0).await?;
        assert_eq!(page.readouts().await?, first);
        Ok(())
    });
}

#[test]
fn another_seed_draws_other_weights() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        let first = page.readouts().await?;
        page.click_words("New seed").await?;
        page.wait_until("location.hash.includes('seed=2')").await?;
        let changed = format!(
            "JSON.stringify([...document.querySelectorAll('.readout .value')].map((value) => value.innerText.trim())) !== {}",
            serde_json::json!(serde_json::to_string(
                &first.iter().map(|(_, value)| value).collect::<Vec<_>>()
            )?)
        );
        page.wait_until(&changed).await
    });
}

#[test]
fn a_copied_link_gives_the_same_numbers() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&epochs=50").await?;
        page.click_words("moons").await?;
        page.click_words("+ Add a layer").await?;
        page.click_words("New seed").await?;
        page.wait_until("location.hash.includes('data=moons') && location.hash.includes('seed=2')").await?;
        page.wait_until("location.hash.includes('net=8,8,8')").await?;
        wait_for_epoch(page, 0).await?;
        run_to_the_end(page).await?;
        let (numbers, link) = (page.readouts().await?, page.address().await?);
        let fragment = link.strip_prefix(&page.site()).unwrap_or_default();
        open(page, fragment).await?;
        run_to_the_end(page).await?;
        assert_eq!(page.readouts().await?, numbers);
        assert_eq!(page.address().await?, link);
        Ok(())
    });
}

#[test]
fn noisy_labels_put_a_floor_under_the_loss() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&label_noise=0.2&epochs=100").await?;
        run_to_the_end(page).await?;
        // Three classes, a fifth of the labels replaced: H(0.8, 0.1, 0.1) bits wherever the classes do not overlap.
        let floor = value(page, "Floor H(Y|X)").await?;
        let flips = 0.2_f64;
        let pure = -(1.0 - flips) * (1.0 - flips).log2() - flips * (flips / 2.0).log2();
        assert!(floor > 0.5 && floor < pure + 0.3, "{floor} against {pure}");
        Ok(())
    });
}

#[test]
fn test_cross_entropy_is_floor_plus_kl() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&label_noise=0.2&epochs=100").await?;
        run_to_the_end(page).await?;
        let mut tolerance = 0.0;
        let mut parts = [0.0; 3];
        for (part, name) in parts.iter_mut().zip(["Test cross-entropy", "Floor H(Y|X)", "KL above the floor"])
        {
            let text = page.readout(name).await?;
            tolerance += rounding_of(&text);
            *part = number_shown(&text)?;
        }
        assert!((parts[0] - parts[1] - parts[2]).abs() <= tolerance, "{parts:?}");
        assert!(parts[2] > 0.0, "{parts:?}");
        Ok(())
    });
}

#[test]
fn clean_labels_have_next_to_no_floor() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&data=circles&noise=0.02").await?;
        assert!(value(page, "Floor H(Y|X)").await? < 0.05);
        Ok(())
    });
}

#[test]
fn the_noise_slider_lifts_the_floor() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        let before = value(page, "Floor H(Y|X)").await?;
        page.drag("input[type=range][aria-label='Wrong labels']", -60, 0).await?;
        page.wait_until("location.hash.includes('label_noise=')").await?;
        wait_for_epoch(page, 0).await?;
        page.wait_until(&format!(
            "Number([...document.querySelectorAll('.readout')].find((readout) => \
             readout.querySelector('.name').innerText === 'Floor H(Y|X)').querySelector('b').innerText) > {before}"
        ))
        .await
    });
}

#[test]
fn a_diverged_run_is_explained() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, &format!("{UNSTABLE}&lr=100")).await?;
        page.click(RUN).await?;
        let note = page.text("[data-note=diverged]").await?;
        assert!(note.contains("left the finite numbers") && note.contains("learning rate 100"), "{note}");
        wait_for_status(page, "diverged").await
    });
}

#[test]
fn a_lower_rate_leads_out_of_divergence() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, &format!("{UNSTABLE}&lr=100&epochs=20")).await?;
        page.click(RUN).await?;
        page.find("[data-note=diverged]").await?;
        for _ in 0..4 {
            page.click_words("Learning rate ÷ 10").await?;
            page.wait_until("document.querySelector('[data-note=diverged]') === null").await?;
            page.click(RUN).await?;
            page.wait_until(
                "['finished', 'diverged'].includes(document.querySelector('.status').dataset.status)",
            )
            .await?;
            if page.eval("document.querySelector('.status').dataset.status").await? == "finished" {
                return Ok(());
            }
        }
        anyhow::bail!("still diverging at a learning rate of 0.01")
    });
}

#[test]
fn the_edit_that_made_a_run_diverge_can_be_undone() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, &format!("{UNSTABLE}&epochs=100000")).await?;
        page.click(RUN).await?;
        wait_for_status(page, "running").await?;
        page.fill(".slider:has([aria-label='Learning rate']) input[type=text]", "10").await?;
        page.find("[data-note=diverged]").await?;
        page.click_words("Undo the last change").await?;
        page.wait_until("document.querySelector('[data-note=diverged]') === null").await?;
        let rate =
            page.eval("document.querySelector('.slider [aria-label=\"Learning rate\"]').value").await?;
        assert_eq!(rate, "0.01");
        Ok(())
    });
}

#[test]
fn digits_are_read_and_shown() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        page.click_words("digits").await?;
        page.wait_until("document.querySelector('.main-figure canvas')?.ariaLabel.startsWith('The digits it doubts most')").await?;
        page.click(RUN).await?;
        let read = "[...document.querySelectorAll('.readout')].some((readout) => \
            readout.querySelector('.name').innerText === 'Test accuracy' \
            && Number(readout.querySelector('.value b').innerText) >= 0.9)";
        page.wait_at_most(LEARNED_WITHIN, read).await?;
        page.click(RUN).await?;
        // Ink on paper: the canvas of the thumbnails is not empty.
        let shades = "(() => { const canvas = document.querySelector('.main-figure canvas'); \
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); \
            const shades = new Set(); for (let i = 0; i < data.length; i += 4) shades.add(data[i]); return shades.size; })()";
        assert!(page.number(shades).await? > 20.0);
        Ok(())
    });
}

#[test]
fn nobody_knows_the_floor_of_real_data() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&data=digits&net=16&epochs=5").await?;
        assert_eq!(page.readout("Floor H(Y|X)").await?, "?");
        Ok(())
    });
}

#[test]
fn every_data_set_starts() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier").await?;
        for data in ["circles", "XOR", "moons", "Gaussians", "digits", "12-bit task", "spirals"] {
            page.click_words(data).await?;
            wait_for_epoch(page, 0).await?;
            page.click_words("Step").await?;
            wait_for_epoch(page, 1).await?;
        }
        Ok(())
    });
}

#[test]
fn a_run_goes_on_while_another_lab_is_on_screen() {
    in_browser(Visitor::default(), async |page: &Page| {
        open(page, "#/classifier?v=1&epochs=100000").await?;
        page.click(RUN).await?;
        page.wait_until("Number(document.querySelector('.epoch').dataset.epoch) > 3").await?;
        let before = epoch(page).await?;
        page.click("nav a[href^='#/distributions']").await?;
        page.find(".bar").await?;
        page.click("nav a[href^='#/classifier']").await?;
        page.find(".epoch").await?;
        assert!(epoch(page).await? >= before);
        wait_for_status(page, "running").await
    });
}
