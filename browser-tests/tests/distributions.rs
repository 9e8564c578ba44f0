//! The Distributions lab as a visitor uses it.

use anyhow::Result;
use browser_tests::words::{number_shown, shows};
use browser_tests::{Key, Page, Visitor, in_browser};

const LAB: &str = "#/distributions?v=1";

/// The sliders of p and of q, outcome by outcome.
async fn bars(page: &Page) -> Result<(Vec<f64>, Vec<f64>)> {
    let of = |series: &str| {
        format!(
            "[...document.querySelectorAll('.bar-{series} [role=slider]')].map((bar) => bar.ariaValueNow)"
        )
    };
    Ok((page.numbers(&of("p")).await?, page.numbers(&of("q")).await?))
}

/// KL(p‖q) in bits, by its definition.
fn kl((p, q): &(Vec<f64>, Vec<f64>)) -> f64 {
    p.iter().zip(q).filter(|(p, _)| **p > 0.0).map(|(p, q)| p * (p / q).log2()).sum()
}

async fn shown_kl(page: &Page) -> Result<String> {
    page.readout("KL(p‖q)").await
}

/// Presses Tab until the element with that label has the keyboard.
async fn tab_to(page: &Page, label: &str) -> Result<()> {
    const FAR: usize = 60;
    for _ in 0..FAR {
        page.press(&(Key::Tab + "")).await?;
        if page.eval("document.activeElement.ariaLabel").await? == label {
            return Ok(());
        }
    }
    anyhow::bail!("{FAR} times Tab do not reach {label}")
}

fn bar(series: &str, outcome: usize) -> String {
    format!(".bars-outcome:nth-child({outcome}) .bar-{series} [role=slider]")
}

/// The middle of the upper edge of a bar, where a hand takes it.
async fn top_of(page: &Page, css: &str) -> Result<(i64, i64)> {
    let corner = page
        .numbers(&format!(
            "(({{ x, y, width }}) => [x + width / 2, y + 2].map(Math.round))\
             (document.querySelector('{css}').getBoundingClientRect())"
        ))
        .await?;
    let [x, y] = corner[..] else { anyhow::bail!("no corner") };
    Ok((x as i64, y as i64))
}

#[test]
fn a_dragged_bar_follows_the_hand_and_kl_follows_the_bar() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.find(&bar("q", 3)).await?;
        let before = bars(page).await?;
        let (x, y) = top_of(page, &bar("q", 3)).await?;
        page.drag_between((x, y), (x, y - 60)).await?;
        let after = bars(page).await?;
        let height = page.number("document.querySelector('.bars-plot').clientHeight").await?;
        let expected = before.1[2] + 60.0 / height * 0.5;
        assert!((after.1[2] - expected).abs() < 0.0021, "{} is not {expected}", after.1[2]);
        let shown = shown_kl(page).await?;
        assert!(shows(&shown, kl(&after)), "{shown} is not {}", kl(&after));
        Ok(())
    });
}

#[test]
fn the_other_bars_give_what_a_dragged_bar_takes() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.drag(&bar("p", 1), 0, 40).await?;
        let (p, _) = bars(page).await?;
        assert!(p[0] < 0.36 && (p.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{p:?}");
        assert!(p.windows(2).skip(1).all(|pair| pair[0] > pair[1]), "proportions changed: {p:?}");
        Ok(())
    });
}

#[test]
fn a_finger_drags_a_bar_as_well() {
    in_browser(Visitor { width: 390, height: 844, ..Visitor::default() }, async |page: &Page| {
        page.open(LAB).await?;
        let (x, y) = page.middle(&bar("p", 1)).await?;
        let before = bars(page).await?;
        page.swipe_between((x, y), (x, y + 40)).await?;
        let after = bars(page).await?;
        assert!(after.0[0] < before.0[0] - 0.01, "{} → {}", before.0[0], after.0[0]);
        Ok(())
    });
}

#[test]
fn the_keyboard_alone_moves_a_bar() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.find(&bar("q", 3)).await?;
        tab_to(page, "q of rain").await?;
        page.press(&(Key::Up + &(Key::Up + &Key::PageUp))).await?;
        let after = bars(page).await?;
        assert!((after.1[2] - 0.25).abs() < 1e-9, "{after:?}");
        let shown = shown_kl(page).await?;
        assert!(shows(&shown, kl(&after)), "{shown} is not {}", kl(&after));
        Ok(())
    });
}

#[test]
fn a_screen_reader_hears_the_value_of_a_bar() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.focus(&bar("q", 3)).await?;
        page.press(&(Key::Down + "")).await?;
        assert_eq!(page.attribute(&bar("q", 3), "aria-valuetext").await?.as_deref(), Some("12 percent"));
        Ok(())
    });
}

#[test]
fn what_q_excludes_makes_kl_infinite_and_is_named() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.focus(&bar("q", 4)).await?;
        page.press(&(Key::Home + "")).await?;
        assert_eq!(shown_kl(page).await?, "∞");
        assert_eq!(page.readout("Cross-entropy H(p,q)").await?, "∞");
        let caption = page.text(".card > .caption").await?;
        assert!(caption.contains("“snow” happens under p"), "{caption}");
        Ok(())
    });
}

#[test]
fn numbers_can_be_typed() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.click_words("Type numbers, lock outcomes").await?;
        page.fill("input[aria-label='q of sun']", "20 %").await?;
        let after = bars(page).await?;
        assert!((after.1[0] - 0.2).abs() < 1e-9, "{after:?}");
        let shown = shown_kl(page).await?;
        assert!(shows(&shown, kl(&after)), "{shown} is not {}", kl(&after));
        Ok(())
    });
}

#[test]
fn a_small_typed_probability_is_kept_to_the_last_bit_in_page_and_link() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.click_words("Type numbers, lock outcomes").await?;
        for (typed, kept) in [("0.00001234", "0.00001234"), ("1e-9", "1e-9"), ("1/3", "0.3333333333333333")] {
            page.fill("input[aria-label='q of snow']", typed).await?;
            assert_eq!(
                page.eval("document.querySelector(`input[aria-label='q of snow']`).value").await?,
                kept
            );
            let after = bars(page).await?;
            assert_eq!(after.1[3], kept.parse::<f64>()?);
            assert!((after.1.iter().sum::<f64>() - 1.0).abs() < 1e-14, "{after:?}");
            let shown = shown_kl(page).await?;
            assert!(shows(&shown, kl(&after)), "{shown} is not {}", kl(&after));
            page.wait_until(&format!("location.hash.includes(',{kept},')")).await?;
        }
        page.fill("input[aria-label='q of snow']", "0.00001234").await?;
        page.wait_until("location.hash.includes('0.00001234')").await?;
        let typed = bars(page).await?;
        page.reload().await?;
        page.find(&bar("q", 1)).await?;
        assert_eq!(bars(page).await?, typed);
        Ok(())
    });
}

#[test]
fn a_probability_above_what_the_locks_leave_is_refused_with_the_reason() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.click_words("Type numbers, lock outcomes").await?;
        page.click("input[aria-label='Lock p of cloud']").await?;
        page.fill("input[aria-label='p of sun']", "0.9").await?;
        let note = page.text(".note[role=alert]").await?;
        assert!(note.contains("leave at most 0.75"), "{note}");
        assert_eq!(bars(page).await?.0[0], 0.36);
        Ok(())
    });
}

#[test]
fn going_to_logits_and_back_changes_no_number() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1&p=0.5,0.3,0.1,0.1&q=0.7,0.2999,0.0001,0").await?;
        page.find(&bar("q", 1)).await?;
        let (before, readouts) = (bars(page).await?, page.readouts().await?);
        page.click_words("logits").await?;
        page.wait_until("location.hash.includes('logits=')").await?;
        assert_eq!(page.readouts().await?, readouts);
        for (q, was) in bars(page).await?.1.iter().zip(&before.1) {
            assert!((q - was).abs() <= 1e-15, "{q} is not {was}");
        }
        page.click_words("bars").await?;
        assert_eq!(bars(page).await?, before);
        Ok(())
    });
}

#[test]
fn what_is_no_number_is_refused_in_words() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.click_words("Type numbers, lock outcomes").await?;
        page.fill("input[aria-label='q of sun']", "a lot").await?;
        assert_eq!(page.text(".number-field .problem").await?, "“a lot” is not a number.");
        assert_eq!(bars(page).await?.1[0], 0.46);
        Ok(())
    });
}

#[test]
fn a_locked_outcome_keeps_its_value() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.click_words("Type numbers, lock outcomes").await?;
        page.click("input[aria-label='Lock p of cloud']").await?;
        page.fill("input[aria-label='p of sun']", "0.6").await?;
        let (p, _) = bars(page).await?;
        assert_eq!((p[0], p[1]), (0.6, 0.25));
        Ok(())
    });
}

#[test]
fn nats_are_bits_times_the_logarithm_of_two() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.find(&bar("q", 3)).await?;
        let bars = bars(page).await?;
        page.click_words("nats").await?;
        let shown = shown_kl(page).await?;
        let nats = kl(&bars) * std::f64::consts::LN_2;
        assert!(shows(&shown, nats), "{shown} is not {nats}");
        Ok(())
    });
}

#[test]
fn cross_entropy_is_shown_as_entropy_plus_kl() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.drag(&bar("q", 1), 0, 50).await?;
        let mut parts = [0.0; 3];
        for (part, name) in parts.iter_mut().zip(["Cross-entropy H(p,q)", "Entropy H(p)", "KL(p‖q)"]) {
            *part = number_shown(&page.readout(name).await?)?;
        }
        assert!((parts[0] - parts[1] - parts[2]).abs() < 1.1e-3, "{parts:?}");
        Ok(())
    });
}

#[test]
fn a_figure_shows_its_numbers_as_a_table() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.click_words("Show as a table").await?;
        page.find(".figure-table td").await?;
        let rows =
            page.eval("[...document.querySelectorAll('.figure-table tbody tr')].map((row) => row.innerText)");
        let rows = rows.await?.to_string();
        for cell in ["sun", "snow", "0.36", "0.46", "1.474"] {
            assert!(rows.contains(cell), "{cell} is missing in {rows}");
        }
        page.click_words("Show as a figure").await?;
        page.find("figure canvas").await.map(drop)
    });
}

#[test]
fn an_edit_is_undone_by_keys() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.drag(&bar("q", 1), 0, 50).await?;
        let dragged = bars(page).await?;
        assert!(dragged.1[0] < 0.46, "{dragged:?}");
        page.press(&(Key::Control + "z")).await?;
        page.wait_until("document.querySelector('.bar-q [role=slider]').ariaValueNow === '0.46'").await?;
        page.press(&(Key::Control + &(Key::Shift + "z"))).await?;
        let again = format!(
            "Number(document.querySelector('.bar-q [role=slider]').ariaValueNow) === {}",
            dragged.1[0]
        );
        page.wait_until(&again).await
    });
}

#[test]
fn the_address_reopens_the_same_distributions() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.drag(&bar("q", 1), 0, 50).await?;
        let dragged = bars(page).await?;
        let readouts = page.readouts().await?;
        page.wait_until("location.hash.includes('q=')").await?;
        page.reload().await?;
        page.find(&bar("q", 1)).await?;
        assert_eq!(bars(page).await?, dragged);
        assert_eq!(page.readouts().await?, readouts);
        Ok(())
    });
}

#[test]
fn a_high_temperature_flattens_q() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        page.click_words("logits").await?;
        page.fill(".logits .number-field input", "20").await?;
        let (_, q) = bars(page).await?;
        assert!(q.iter().all(|q| (q - 1.0 / 6.0).abs() < 0.03), "{q:?}");
        Ok(())
    });
}

#[test]
fn outcomes_are_added_and_removed_up_to_twelve_and_two() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open(LAB).await?;
        for (button, n) in [("Add an outcome", 12), ("Remove the last outcome", 2)] {
            let css = format!(".stepper button[aria-label='{button}']");
            while page.eval(&format!("document.querySelector(`{css}`).disabled")).await? == false {
                page.click(&css).await?;
            }
            let (p, q) = bars(page).await?;
            assert_eq!((p.len(), q.len()), (n, n));
        }
        Ok(())
    });
}

/// The text of the first readout, H(p).
const ENTROPY: &str = "document.querySelector('.readout .value b')?.textContent";

#[test]
fn every_preset_of_p_shows_its_entropy() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions").await?;
        // In bits, over six outcomes.
        for (preset, entropy) in [
            ("uniform", "2.585"),
            ("one-hot", "0"),
            ("zipf", "2.282"),
            ("geometric", "1.882"),
            ("bimodal", "2.254"),
            ("binomial", "2.198"),
            ("english", "2.025"),
            ("weather", "2.247"),
        ] {
            page.click(&format!(".presets .chips label:has(input[value='{preset}'])")).await?;
            page.wait_until(&format!("{ENTROPY} === '{entropy}'")).await?;
        }
        Ok(())
    });
}

#[test]
fn the_link_of_the_readme_opens_with_its_three_outcomes() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1&p=0.5,0.25,0.25&q=0.6,0.3,0.1").await?;
        page.wait_until(&format!("{ENTROPY} === '1.500'")).await
    });
}
