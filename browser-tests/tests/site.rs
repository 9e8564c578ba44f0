//! The site as a whole: where it may be hosted, what it asks for, what it is sent with.

use browser_tests::{Page, Visitor, in_browser};

#[test]
fn the_page_opens_at_the_root_of_a_host() {
    in_browser(Visitor::default(), async |page: &Page| page.open("").await);
}

#[test]
fn the_page_opens_below_any_prefix() {
    let visitor = Visitor { prefix: "/some/prefix/".to_owned(), ..Visitor::default() };
    in_browser(visitor, async |page: &Page| {
        page.open("").await?;
        let requests = page.requests().await?;
        let site = page.site();
        assert!(requests.iter().any(|address| address.ends_with(".wasm")), "{requests:?}");
        assert!(requests.iter().all(|address| address.starts_with(&site)), "{requests:?}");
        Ok(())
    });
}

#[test]
fn the_page_opens_in_a_frame() {
    let host =
        "<!doctype html><title>host</title><link rel=icon href=data:,><iframe src=/lesson/site/></iframe>";
    let visitor = Visitor {
        prefix: "/lesson/site/".to_owned(),
        pages: vec![("/host".to_owned(), host.to_owned())],
        ..Visitor::default()
    };
    in_browser(visitor, async |page: &Page| {
        page.open_path("/host").await?;
        page.enter_frame("iframe").await?;
        page.wait_until_mounted().await?;
        page.find(".bars-plot [role=slider]").await.map(drop)
    });
}

#[test]
fn the_page_carries_its_policy_and_no_inline_code() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        let policy = page.attribute("meta[http-equiv='Content-Security-Policy']", "content").await?;
        assert!(policy.is_some_and(|policy| policy.starts_with("default-src 'none'; script-src 'self' ")));
        assert_eq!(page.eval("document.querySelectorAll('script:not([src]), style').length").await?, 0);
        Ok(())
    });
}

#[test]
fn the_policy_stops_code_in_the_page() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        let attempt = "(() => { const script = document.createElement('script');
            script.textContent = 'window.injected = true'; document.head.append(script);
            return window.injected === true; })()";
        assert_eq!(page.eval(attempt).await?, false);
        let complaints = page.console().await?;
        assert!(complaints.iter().all(|line| line.contains("Content Security Policy")), "{complaints:?}");
        assert!(!complaints.is_empty());
        Ok(())
    });
}

#[test]
fn the_server_sends_the_headers_of_a_good_host() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        let wasm = page.attribute("link[rel=preload][as=fetch]", "href").await?.unwrap_or_default();
        let page_headers = page.fetch("./").await?["headers"].take();
        let wasm_headers = page.fetch(&wasm).await?["headers"].take();
        for answer in [&page_headers, &wasm_headers] {
            assert_eq!(answer["x-content-type-options"], "nosniff");
            assert_eq!(answer["referrer-policy"], "no-referrer");
            assert!(answer["content-security-policy"].to_string().contains("frame-ancestors *"));
        }
        assert_eq!(page_headers["cache-control"], "no-cache");
        assert_eq!(wasm_headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(wasm_headers["content-type"], "application/wasm");
        assert_eq!(wasm_headers["content-encoding"], "gzip");
        Ok(())
    });
}

#[test]
fn the_worker_and_the_assets_are_where_the_page_says() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        let worker = page.attribute("meta[name=infoplane-worker]", "content").await?.unwrap_or_default();
        let assets = page.attribute("meta[name=infoplane-assets]", "content").await?.unwrap_or_default();
        assert_eq!(page.fetch(&worker).await?["status"], 200);
        assert_eq!(page.fetch(&format!("{assets}icon.svg")).await?["status"], 200);
        let start = format!(
            "(window.probe = new Worker('{worker}', {{ type: 'module' }}), \
              probe.onmessage = () => window.probeIsReady = true, true)"
        );
        page.eval(&start).await?;
        page.wait_until("window.probeIsReady === true").await
    });
}
