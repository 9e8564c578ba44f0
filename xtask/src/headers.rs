//! The headers that a good host sends with the site; the site's own server sends them too.

/// Everything from the site itself, nothing from anywhere else, no inline script or style.
///
/// `wasm-unsafe-eval` allows compiling wasm and nothing more; `data:` and `blob:` images are exported figures.
const POLICY: &[&str] = &[
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
];

/// Anyone may put the page into a frame; browsers heed this in a header only, not in a `<meta>`.
const FRAMING: &str = "frame-ancestors *";

/// The folder of the files whose names change with their content.
pub const HASHED: &str = "app";

/// The policy as the page itself carries it.
pub fn meta_policy() -> String {
    POLICY.join("; ")
}

/// The headers of every answer. There is no `Cross-Origin-Opener-Policy`: it would break the page in frames.
pub fn security() -> [(&'static str, String); 4] {
    [
        ("content-security-policy", format!("{}; {FRAMING}", meta_policy())),
        ("x-content-type-options", "nosniff".to_owned()),
        ("referrer-policy", "no-referrer".to_owned()),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()".to_owned()),
    ]
}

/// How long a file may be kept, by its path within the site.
pub fn cache_control(path: &str) -> &'static str {
    let hashed = path.trim_start_matches('/').split_once('/').is_some_and(|(folder, _)| folder == HASHED);
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// The same as a `_headers` file, which Netlify and Cloudflare Pages read.
pub fn headers_file() -> String {
    let mut text = rule("/*", &security());
    for path in ["/", "/index.html", "/assets/*", &format!("/{HASHED}/*")] {
        text += &rule(path, &[("cache-control", cache_control(path).to_owned())]);
    }
    text
}

fn rule(path: &str, headers: &[(&str, String)]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    format!("{path}\n{lines}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_files_are_kept_for_good() {
        assert!(cache_control("/app/style-0123.css").ends_with("immutable"));
        assert_eq!(cache_control("/"), "no-cache");
        assert_eq!(cache_control("/assets/app/digits.bin"), "no-cache");
    }

    #[test]
    fn the_policy_names_no_host_and_no_inline_code() {
        let policy = meta_policy();
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert!(!policy.contains("://") && !policy.contains("frame-ancestors"), "{policy}");
    }

    #[test]
    fn the_headers_file_has_one_rule_per_path() {
        let file = headers_file();
        assert!(file.starts_with("/*\n  content-security-policy: default-src 'none'"), "{file}");
        assert!(file.contains("\n/app/*\n  cache-control: public, max-age=31536000, immutable\n"), "{file}");
    }
}
