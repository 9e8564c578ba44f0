//! The frame around the labs: links, preferences, sharing, embedding, and the front page.

use anyhow::Result;
use browser_tests::{Key, Page, Scheme, Visitor, in_browser};
use serde_json::json;

/// What the bar above the page says about the link.
async fn note(page: &Page) -> Result<String> {
    page.text(".note-bar").await
}

async fn background(page: &Page) -> Result<String> {
    Ok(page.eval("getComputedStyle(document.body).backgroundColor").await?.to_string())
}

#[test]
fn the_language_switch_changes_text_title_and_document() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions").await?;
        assert_eq!(page.text("h1").await?, "Two distributions, and what it costs to confuse them");
        page.click_words("中文").await?;
        assert_eq!(page.text("h1").await?, "两个分布，以及混淆它们的代价");
        assert_eq!(page.eval("document.documentElement.lang").await?, "zh-CN");
        page.wait_until("document.title === '分布 · infoplane'").await
    });
}

#[test]
fn the_language_is_remembered() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        page.click_words("中文").await?;
        page.open("#/classifier").await?;
        assert_eq!(page.text("h1").await?, "什么能学会，什么学不会");
        Ok(())
    });
}

#[test]
fn the_page_speaks_the_language_of_the_browser() {
    in_browser(Visitor { language: "zh-CN".to_owned(), ..Visitor::default() }, async |page: &Page| {
        page.open("").await?;
        assert_eq!(page.text("h1").await?, "看见信息论如何运作");
        Ok(())
    });
}

#[test]
fn the_page_follows_the_colors_of_the_system() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        let light = background(page).await?;
        page.prefer(Scheme::Dark, false).await?;
        assert_ne!(background(page).await?, light);
        Ok(())
    });
}

#[test]
fn chosen_colors_are_kept_against_the_system_and_remembered() {
    in_browser(Visitor { scheme: Scheme::Dark, ..Visitor::default() }, async |page: &Page| {
        page.open("").await?;
        let dark = background(page).await?;
        page.click("button.theme").await?;
        page.wait_until("document.documentElement.dataset.theme === 'light'").await?;
        page.open("#/distributions").await?;
        page.find("h1").await?;
        assert_ne!(background(page).await?, dark);
        Ok(())
    });
}

#[test]
fn the_unit_is_remembered() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions").await?;
        page.click_words("hartleys").await?;
        page.open("#/distributions").await?;
        assert!(page.text(".readout.q-kl .value").await?.ends_with("hartleys"));
        Ok(())
    });
}

#[test]
fn a_broken_link_opens_with_defaults_and_names_what_it_did_not_follow() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/classifier?v=1&net=abc&foo=1&lr=NaN").await?;
        let note = note(page).await?;
        for part in ["possible value of net", "does not know: foo", "possible value of lr"] {
            assert!(note.contains(part), "{part} is missing in {note}");
        }
        let network = page.text(".layers").await?;
        assert_eq!(page.eval("document.querySelectorAll('.layer-row').length").await?, 2, "{network}");
        Ok(())
    });
}

#[test]
fn a_note_about_a_link_says_what_is_used_instead() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1&p=0.5,0.25,0.25&q=0.5,0.6,0.1").await?;
        let said = note(page).await?;
        assert!(said.contains("not a distribution over 3 outcomes; q is uniform instead"), "{said}");
        assert!(!said.contains("default"), "{said}");
        let q = "[...document.querySelectorAll('.bar-q [role=slider]')].map((bar) => bar.ariaValueNow)";
        assert_eq!(page.numbers(q).await?, [0.3334, 0.3333, 0.3333]);
        page.open("#/distributions?v=1&q=0.5,0.6").await?;
        assert!(note(page).await?.contains("possible value of q; the default is used"));
        Ok(())
    });
}

#[test]
fn a_note_can_be_put_away() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?foo=1").await?;
        note(page).await?;
        page.click_words("Dismiss").await?;
        page.wait_until("document.querySelector('.note-bar') === null").await
    });
}

#[test]
fn a_megabyte_of_link_opens_the_front_page_with_a_note() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        page.eval("(location.hash = '#/distributions?p=' + '0.5,'.repeat(262144), true)").await?;
        let note = note(page).await?;
        assert!(note.contains("too long to be read (1048"), "{note}");
        assert_eq!(page.text("h1").await?, "See information theory at work");
        Ok(())
    });
}

#[test]
fn a_link_of_a_newer_version_is_followed_as_far_as_it_is_known() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=99&p=0.5,0.5&q=0.25,0.75").await?;
        let note = note(page).await?;
        assert!(note.contains("made by a newer version (99)"), "{note}");
        assert_eq!(page.readout("Entropy H(p)").await?, "1.000");
        Ok(())
    });
}

#[test]
fn a_link_to_an_unknown_lab_opens_the_front_page_with_a_note() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/alchemy?v=1").await?;
        let note = note(page).await?;
        assert!(note.contains("no lab named “alchemy”"), "{note}");
        assert_eq!(page.text("h1").await?, "See information theory at work");
        Ok(())
    });
}

#[test]
fn marks_in_a_link_are_text_and_not_markup() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?%3Cimg%20src=x%3E=1").await?;
        note(page).await?;
        assert_eq!(page.eval("document.querySelectorAll('.note-bar img').length").await?, 0);
        Ok(())
    });
}

#[test]
fn an_embedded_lab_has_no_header_and_a_way_out() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?v=1&p=0.5,0.5&q=0.25,0.75&embed=1").await?;
        page.find(".bar").await?;
        assert_eq!(page.eval("document.querySelectorAll('header, footer').length").await?, 0);
        let way_out = page.attribute(".embed-bar a", "href").await?.unwrap_or_default();
        assert!(way_out.contains("#/distributions?v=1&p=0.5,0.5") && !way_out.contains("embed"), "{way_out}");
        Ok(())
    });
}

#[test]
fn a_link_hides_and_locks_controls() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions?hide=presets&lock=logits").await?;
        page.find(".bar").await?;
        assert_eq!(page.eval("document.querySelector('.presets').checkVisibility()").await?, false);
        assert_eq!(page.eval("document.querySelector('.logits').closest('[inert]') !== null").await?, true);
        Ok(())
    });
}

#[test]
fn every_lab_is_one_click_from_the_front_page() {
    in_browser(Visitor::default(), async |page: &Page| {
        for lab in ["distributions", "classifier", "plane"] {
            page.open("").await?;
            page.click(&format!(".cards a[href^='#/{lab}']")).await?;
            page.wait_until(&format!("location.hash.startsWith('#/{lab}')")).await?;
            page.find(&format!("nav a[href^='#/{lab}'][aria-current=page]")).await?;
        }
        Ok(())
    });
}

#[test]
fn the_back_button_returns_to_the_front_page() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        page.click(".cards a[href^='#/plane']").await?;
        page.wait_until("document.querySelector('h1')?.textContent === 'Does learning compress?'").await?;
        page.eval("(history.back(), true)").await?;
        page.wait_until("document.querySelector('h1')?.textContent === 'See information theory at work'")
            .await
    });
}

#[test]
fn what_is_set_right_before_a_click_elsewhere_is_still_set_after_going_back() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions").await?;
        page.find("input[aria-label^='p of']").await?;
        let typed_and_left = "(async () => {
            const field = document.querySelector(\"input[aria-label^='p of']\");
            field.value = '0.75';
            field.dispatchEvent(new Event('change'));
            await new Promise((done) => setTimeout(done));
            document.querySelector(\"nav a[href^='#/classifier']\").click();
            return true;
        })()";
        page.eval(typed_and_left).await?;
        page.find("nav a[href^='#/classifier'][aria-current=page]").await?;
        page.eval("(history.back(), true)").await?;
        page.find("nav a[href^='#/distributions'][aria-current=page]").await?;
        page.wait_until("document.querySelector(\"input[aria-label^='p of']\").value === '0.75'").await
    });
}

#[test]
fn the_front_page_is_alive_in_the_first_screen() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        let bar = ".bars-outcome:nth-child(1) .bar-q [role=slider]";
        let kl = page.readout("KL(p‖q)").await?;
        let (_, y) = page.middle(bar).await?;
        assert_eq!(page.number("scrollY").await?, 0.0);
        assert!(y < 900, "{y}");
        page.drag(bar, 0, 60).await?;
        assert_ne!(page.readout("KL(p‖q)").await?, kl);
        Ok(())
    });
}

#[test]
fn bars_set_on_the_front_page_are_those_of_the_lab() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        page.drag(".bars-outcome:nth-child(1) .bar-q [role=slider]", 0, 60).await?;
        let front = page.readout("KL(p‖q)").await?;
        page.click(".cards a[href^='#/distributions']").await?;
        page.find(".contributions, .stepper").await?;
        assert_eq!(page.readout("KL(p‖q)").await?, front);
        Ok(())
    });
}

#[test]
fn the_share_button_copies_the_link() {
    in_browser(Visitor::default(), async |page: &Page| {
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        page.devtools("Browser.grantPermissions", &permissions).await?;
        page.open("#/distributions?v=1&p=0.5,0.5&q=0.25,0.75").await?;
        page.click_words("Share").await?;
        assert!(page.text(".toast").await?.starts_with("Link copied."));
        let copied = page.eval("navigator.clipboard.readText()").await?;
        assert_eq!(copied, format!("{}#/distributions?v=1&p=0.5,0.5&q=0.25,0.75", page.site()));
        Ok(())
    });
}

#[test]
fn where_copying_is_not_allowed_the_link_is_shown() {
    in_browser(Visitor::default(), async |page: &Page| {
        let denied = json!({ "permission": { "name": "clipboard-write" }, "setting": "denied" });
        page.devtools("Browser.setPermission", &denied).await?;
        page.open("#/distributions?v=1&p=0.5,0.5&q=0.25,0.75").await?;
        page.click_words("Share").await?;
        page.find(".toast input").await?;
        let shown = page.eval("document.querySelector('.toast input').value").await?;
        assert_eq!(shown, format!("{}#/distributions?v=1&p=0.5,0.5&q=0.25,0.75", page.site()));
        Ok(())
    });
}

#[test]
fn the_first_tab_skips_to_the_lab() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions").await?;
        page.find(".bar").await?;
        page.press(&(Key::Tab + "")).await?;
        page.press(&(Key::Enter + "")).await?;
        page.wait_until("document.activeElement.id === 'main'").await?;
        assert_eq!(page.eval("location.hash").await?, "#/distributions");
        Ok(())
    });
}

#[test]
fn no_page_is_wider_than_a_phone() {
    in_browser(Visitor { width: 390, height: 844, ..Visitor::default() }, async |page: &Page| {
        for fragment in ["", "#/distributions", "#/classifier", "#/plane"] {
            page.open(fragment).await?;
            page.find("h1").await?;
            page.settle().await?;
            let width = page.number("document.documentElement.scrollWidth").await?;
            assert!(width <= 390.0, "{fragment} is {width} wide");
        }
        Ok(())
    });
}
