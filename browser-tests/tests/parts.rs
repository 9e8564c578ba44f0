//! The program in parts: each is fetched when a page needs it, and only then.

use browser_tests::{Page, Visitor, in_browser};

/// Whether a part with this name is among the addresses.
fn has(requests: &[String], part: &str) -> bool {
    requests.iter().any(|address| address.contains(&format!("/{part}-")))
}

#[test]
fn a_page_fetches_its_own_part_when_it_is_opened() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        page.find(".cards a").await?;
        let at_first = page.requests().await?;
        assert!(has(&at_first, "split_front"), "{at_first:?}");
        for later in ["split_distributions", "split_classifier", "split_plane", "split_engine", "split_own"] {
            assert!(!has(&at_first, later), "{later} is fetched too early: {at_first:?}");
        }
        page.click(".cards a[href^='#/plane']").await?;
        page.find(".plane .figure").await?;
        page.wait_until(
            "performance.getEntriesByType('resource').some((e) => e.name.includes('/split_plane-'))",
        )
        .await?;
        let later = page.requests().await?;
        assert!(has(&later, "split_plane") && !has(&later, "split_classifier"), "{later:?}");
        Ok(())
    });
}

#[test]
fn the_menu_of_exports_comes_when_it_is_opened_and_again_after_a_failure() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("#/distributions").await?;
        page.find("details.menu summary").await?;
        assert!(!has(&page.requests().await?, "split_export"));
        let cut = "(() => { window.whole = window.fetch; window.fetch = (address, ...rest) =>
            String(address).includes('/split_export-') ? Promise.reject(new TypeError('cut')) : whole(address, ...rest);
            return true; })()";
        page.eval(cut).await?;
        page.click("details.menu summary").await?;
        let note = page.text("details.menu [role=alert]").await?;
        assert!(note.contains("could not be fetched"), "{note}");
        let complaints = page.console().await?;
        assert!(complaints.iter().all(|complaint| complaint.contains("cut")), "{complaints:?}");
        page.eval("(window.fetch = window.whole, true)").await?;
        page.click("details.menu [role=alert] button").await?;
        page.wait_until("document.querySelectorAll('details.menu[open] > div > button').length === 3")
            .await?;
        Ok(())
    });
}

#[test]
fn a_part_that_cannot_be_fetched_is_said_and_fetched_by_another_try() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        page.find(".cards a").await?;
        let cut = "(() => { window.whole = window.fetch; window.fetch = (address, ...rest) =>
            String(address).includes('/split_plane-') ? Promise.reject(new TypeError('cut')) : whole(address, ...rest);
            return true; })()";
        page.eval(cut).await?;
        page.click(".cards a[href^='#/plane']").await?;
        let note = page.text("main [role=alert]").await?;
        assert!(note.contains("could not be fetched"), "{note}");
        let complaints = page.console().await?;
        assert!(complaints.iter().all(|complaint| complaint.contains("cut")), "{complaints:?}");
        page.eval("(window.fetch = window.whole, true)").await?;
        page.click("main [role=alert] button").await?;
        page.find(".plane .figure").await?;
        assert_eq!(page.eval("document.querySelectorAll('main [role=alert]').length").await?, 0);
        Ok(())
    });
}
