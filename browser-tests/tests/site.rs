//! The site as a whole: where it may be hosted, what it asks for, what it is sent with.

use browser_tests::{Page, Visitor, in_browser};
use serde_json::{Value, json};

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

/// Every file of the site but the one that only hosts read, relative to it.
fn files() -> Vec<String> {
    fn collect(folder: &std::path::Path, below: &str, files: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the site is built") {
            let entry = entry.expect("readable");
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), files);
            } else if name != "_headers" {
                files.push(name);
            }
        }
    }
    let mut files = Vec::new();
    collect(&xtask::project::dist().expect("the repository"), "", &mut files);
    files.sort();
    files
}

/// What a good host says of a kind of file, by its extension, and whether compressing it pays.
const KINDS: [(&str, &str, bool); 9] = [
    ("html", "text/html", true),
    ("css", "text/css", true),
    ("js", "text/javascript", true),
    ("wasm", "application/wasm", true),
    ("svg", "image/svg+xml", true),
    ("woff2", "font/woff2", false),
    ("bin", "application/octet-stream", true),
    ("txt", "text/plain", true),
    ("md", "text/markdown", true),
];

#[test]
fn every_file_has_its_type_its_compression_and_the_security_headers() {
    in_browser(Visitor::default(), async |page: &Page| {
        page.open("").await?;
        let mut seen = std::collections::BTreeSet::new();
        for file in files() {
            let answer = page.fetch(&format!("./{file}")).await?;
            let headers = &answer["headers"];
            assert_eq!(answer["status"], 200, "{file}");
            assert_eq!(headers["x-content-type-options"], "nosniff", "{file}");
            assert_eq!(headers["referrer-policy"], "no-referrer", "{file}");
            assert!(headers["permissions-policy"].to_string().contains("camera=()"), "{file}");
            let policy = headers["content-security-policy"].to_string();
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors *"), "{file}");
            let caching =
                if file.starts_with("app/") { "public, max-age=31536000, immutable" } else { "no-cache" };
            assert_eq!(headers["cache-control"], caching, "{file}");
            let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
            let mime = headers["content-type"].as_str().unwrap_or_default();
            let kind = KINDS.iter().find(|(kind, ..)| *kind == extension);
            let (kind, expected, compressed) = kind.unwrap_or_else(|| panic!("nothing is known of {file}"));
            assert_eq!(mime.split(';').next(), Some(*expected), "{file}");
            // What is smaller than a packet may be sent as it is.
            if !compressed || answer["size"].as_u64() > Some(1_000) {
                let encoding = if *compressed { json!("gzip") } else { Value::Null };
                assert_eq!(headers["content-encoding"], encoding, "{file}");
            }
            seen.insert(*kind);
        }
        for (kind, ..) in KINDS {
            assert!(seen.contains(kind), "the site has no .{kind}");
        }
        Ok(())
    });
}
