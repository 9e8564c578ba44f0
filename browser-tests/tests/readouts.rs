//! Every read-out opens to its formula, its meaning and the formula with the present numbers.

use anyhow::{Result, ensure};
use browser_tests::{Key, Page, Visitor, in_browser};
use std::time::Duration;

/// A short run with all of its estimates, on a slow machine.
const FINISHED_WITHIN: Duration = Duration::from_secs(60);

/// What the opened read-out says, and which of its boxes scroll though nothing in them is too wide.
const OPENED: &str = "(() => {
    const dialog = document.querySelector('dialog[open]');
    const all = [...dialog.querySelectorAll('*'), dialog];
    const terms = [...dialog.querySelectorAll('.substituted math')].map((math) => math.getBoundingClientRect());
    const cover = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return {
        formulas: dialog.querySelectorAll('math[display=block]').length,
        headings: [...dialog.querySelectorAll('h3')].map((heading) => heading.textContent),
        paragraphs: [...dialog.querySelectorAll('.explanation > p')].map((p) => p.textContent.trim()),
        substituted: dialog.querySelector('.substituted').innerText,
        bare: dialog.textContent.includes('@'),
        overlaps: terms.filter((a, i) => terms.some((b, j) => j > i && cover(a, b))).length,
        scrollbars: all.filter((box) => {
            const { overflowX, overflowY } = getComputedStyle(box);
            const scrolls = (style) => ['auto', 'scroll'].includes(style);
            return scrolls(overflowY) && box.scrollHeight > box.clientHeight
                || scrolls(overflowX) && box.scrollWidth > box.clientWidth;
        }).map((box) => box.className || box.tagName),
    };
})()";

#[derive(serde::Deserialize, Debug)]
struct Opened {
    formulas: usize,
    headings: Vec<String>,
    paragraphs: Vec<String>,
    substituted: String,
    bare: bool,
    overlaps: usize,
    scrollbars: Vec<String>,
}

/// Opens every read-out in turn. Each must say `when` its numbers were, if that is not empty.
async fn check_all(page: &Page, n: usize, when: &str) -> Result<()> {
    let names = page.readouts().await?;
    ensure!(names.len() == n, "{names:?}");
    for (index, (name, value)) in names.iter().enumerate() {
        let button = format!("document.querySelectorAll('.readout > button')[{index}]");
        page.eval(&format!("({button}.click(), true)")).await?;
        page.find("dialog[open] .substituted math").await?;
        page.settle().await?;
        let seen: Opened = serde_json::from_value(page.eval(OPENED).await?)?;
        ensure!(seen.formulas == 1 && !seen.bare, "{name}: {seen:?}");
        ensure!(seen.headings.len() == 4 && seen.headings[1].contains(when), "{name}: {seen:?}");
        // Numbers, meaning, conventions.
        ensure!(
            seen.paragraphs.iter().filter(|text| text.chars().count() > 15).count() == 3,
            "{name}: {seen:?}"
        );
        let number = value.split_whitespace().next().unwrap_or_default();
        ensure!(seen.substituted.contains(number), "{name}: {number} is missing in {seen:?}");
        ensure!(seen.overlaps == 0, "{name}: {} terms overlap", seen.overlaps);
        ensure!(seen.scrollbars.is_empty(), "{name}: {:?} scroll", seen.scrollbars);
        page.eval("(document.querySelector('dialog[open]').close(), true)").await?;
    }
    Ok(())
}

async fn run_to_the_end(page: &Page, link: &str) -> Result<()> {
    page.open(link).await?;
    page.wait_until("document.querySelector('.epoch')?.dataset.epoch === '0'").await?;
    page.click(".btn.run").await?;
    page.wait_at_most(FINISHED_WITHIN, "document.querySelector('.status')?.dataset.status === 'finished'")
        .await
}

#[test]
fn read_outs_of_distributions_open() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1").await?;
        check_all(page, 10, "").await
    });
}

#[test]
fn read_outs_of_twelve_outcomes_fit_the_projector() {
    in_browser(Visitor { width: 1024, height: 768, ..Visitor::default() }, async |page: &Page| {
        let parts = ["0.09"; 10].join(",");
        page.open(&format!("#/distributions?v=1&p={parts},0.05,0.05&q={parts},0.02,0.08")).await?;
        check_all(page, 10, "").await
    });
}

#[test]
fn read_outs_of_the_classifier_open_and_name_their_epoch() {
    in_browser(Visitor::default(), async |page: &Page| {
        run_to_the_end(page, "#/classifier?v=1&label_noise=0.1&epochs=40").await?;
        check_all(page, 6, "epoch 40").await
    });
}

#[test]
fn read_outs_of_the_plane_open_and_name_their_epoch_under_every_estimator() {
    in_browser(Visitor::default(), async |page: &Page| {
        run_to_the_end(page, "#/plane?v=1&data=twelve-bit&net=5,3&batch=256&epochs=5").await?;
        for estimator in ["KDE upper", "KDE lower", "bins of 0.07", "30 bins"] {
            page.click_words(estimator).await?;
            check_all(page, 3, "epoch 5").await?;
        }
        assert_eq!(page.text(".as-of").await?, "epoch 5");
        Ok(())
    });
}

#[test]
fn a_readout_opens_to_its_formula_and_its_present_numbers() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1").await?;
        page.focus(".readout.q-kl button").await?;
        page.press(&(Key::Enter + "")).await?;
        let said = page.text("dialog[open]").await?;
        assert!(said.contains("It is not a distance"), "{said}");
        assert!(
            page.number("document.querySelectorAll('dialog[open] math[display=block]').length").await? >= 1.0
        );
        let numbers = page.text("dialog[open] .substituted").await?;
        let kl = page.readout("KL(p‖q)").await?;
        for number in ["0.36", "0.46", &kl] {
            assert!(numbers.contains(number), "{number} is missing in {numbers}");
        }
        Ok(())
    });
}

#[test]
fn escape_closes_a_readout_and_gives_the_keyboard_back() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1").await?;
        page.focus(".readout.q-kl button").await?;
        page.press(&(Key::Enter + "")).await?;
        page.find("dialog[open]").await?;
        page.press(&(Key::Escape + "")).await?;
        page.wait_until("document.querySelector('dialog[open]') === null").await?;
        page.wait_until("document.activeElement === document.querySelector('.readout.q-kl button')").await
    });
}
