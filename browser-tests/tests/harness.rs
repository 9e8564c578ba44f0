//! The harness itself: what it does reaches a page, and what it must notice is noticed.

use browser_tests::{Key, Page, Scheme, Visitor, in_browser};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

const CONTROLS: &str = "<!doctype html><title>controls</title><link rel=icon href=data:,>
    <style>body { margin: 0 } #range { width: 400px; margin: 40px }</style>
    <input id=range type=range min=0 max=100 value=50><input id=number type=number value=1>
    <select id=select><option value=a>a<option value=b>b</select><button id=button>slow</button>
    <script>button.onclick = () => { const end = performance.now() + 120; while (performance.now() < end); };</script>";

/// A visitor of a host with that page at `/fixture`.
fn visitor(page: &str) -> Visitor {
    Visitor { pages: vec![("/fixture".to_owned(), page.to_owned())], ..Visitor::default() }
}

/// What `in_browser` says when it fails.
fn failure(visitor: Visitor, test: impl AsyncFnOnce(&Page) -> anyhow::Result<()>) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| in_browser(visitor, test))).expect_err("it must fail");
    *panic.downcast::<String>().expect("a message")
}

#[test]
fn a_slider_follows_pointer_and_arrow_keys() {
    in_browser(visitor(CONTROLS), async |page: &Page| {
        page.open_path("/fixture").await?;
        page.drag("#range", 100, 0).await?;
        let dragged = page.number("range.valueAsNumber").await?;
        assert!((60.0..=90.0).contains(&dragged), "{dragged}");
        page.focus("#range").await?;
        page.press(&(Key::Left + &Key::Left)).await?;
        assert_eq!(page.number("range.valueAsNumber").await?, dragged - 2.0);
        Ok(())
    });
}

#[test]
fn fields_and_menus_take_values() {
    in_browser(visitor(CONTROLS), async |page: &Page| {
        page.open_path("/fixture").await?;
        page.fill("#number", "42").await?;
        page.choose("#select", "b").await?;
        assert_eq!(page.number("number.valueAsNumber").await?, 42.0);
        assert_eq!(page.eval("select.value").await?, "b");
        Ok(())
    });
}

#[test]
fn a_slow_answer_is_recorded() {
    in_browser(visitor(CONTROLS), async |page: &Page| {
        page.open_path("/fixture").await?;
        page.observe_responsiveness().await?;
        page.click("#button").await?;
        page.wait_until(
            "observedResponsiveness.tasks.length > 0 && observedResponsiveness.inputs.length > 0",
        )
        .await?;
        let seen = page.responsiveness().await?;
        assert!(seen.slowest_answer() >= 120.0, "{seen:?}");
        assert!(seen.slowest_handling() >= 100.0, "{seen:?}");
        assert!(seen.n_events > 0, "{seen:?}");
        assert!(seen.long_tasks.iter().all(|(_, length)| *length >= 50.0), "{seen:?}");
        Ok(())
    });
}

#[test]
fn the_visitor_has_the_screen_and_the_settings_asked_for() {
    let visitor = Visitor {
        width: 390,
        height: 844,
        language: "zh-CN".to_owned(),
        scheme: Scheme::Dark,
        reduced_motion: true,
        ..visitor(CONTROLS)
    };
    in_browser(visitor, async |page: &Page| {
        page.open_path("/fixture").await?;
        assert_eq!(page.eval("[innerWidth, innerHeight].join()").await?, "390,844");
        assert_eq!(page.eval("navigator.language").await?, "zh-CN");
        assert_eq!(page.eval("matchMedia('(prefers-color-scheme: dark)').matches").await?, true);
        assert_eq!(page.eval("matchMedia('(prefers-reduced-motion: reduce)').matches").await?, true);
        Ok(())
    });
}

#[test]
fn what_comes_late_is_waited_for() {
    let late = "<!doctype html><link rel=icon href=data:,><script>
        setTimeout(() => document.body.innerHTML = '<p id=late>here</p>', 400)</script>";
    in_browser(visitor(late), async |page: &Page| {
        page.open_path("/fixture").await?;
        assert_eq!(page.eval("document.querySelector('#late').innerText").await?, "here");
        page.open_path("/fixture").await?;
        page.wait_until("document.querySelector('#late').innerText === 'here'").await
    });
}

#[test]
fn what_never_comes_fails_a_test_and_is_named() {
    let message = failure(visitor(CONTROLS), async |page: &Page| {
        page.open_path("/fixture").await?;
        page.wait_at_most(Duration::from_millis(200), "document.querySelector('#never').hidden").await
    });
    assert!(message.contains("did not become true") && message.contains("reading 'hidden'"), "{message}");
}

#[test]
fn a_message_on_the_console_fails_a_test() {
    let noisy = "<!doctype html><link rel=icon href=data:,><script>console.debug('psst')</script>";
    let message = failure(visitor(noisy), async |page: &Page| page.open_path("/fixture").await);
    assert!(message.contains("the console is not silent") && message.contains("psst"), "{message}");
}

#[test]
fn a_request_to_another_host_fails_a_test() {
    // The same machine under another name, so that the request needs no network.
    let curious = "<!doctype html><link rel=icon href=data:,><body><script>
        const image = new Image(); image.src = `http://localhost:${location.port}/assets/icon.svg`;
        document.body.append(image);</script>";
    let message = failure(visitor(curious), async |page: &Page| {
        page.open_path("/fixture").await?;
        page.wait_until("document.images[0].complete").await?;
        page.console().await.map(drop)
    });
    assert!(message.contains("requests left the site") && message.contains("localhost"), "{message}");
}
