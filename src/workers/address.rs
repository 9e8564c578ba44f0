//! Where the site's programs and files are: what the finished page says in its head.

use crate::reactive::document;
use web_sys::Url;

/// The module that starts a worker.
pub(crate) fn of_worker() -> String {
    told("infoplane-worker").unwrap_or_default()
}

/// The folder of the assets, with a final slash; absolute, because a worker's addresses are relative
/// to its own program.
pub fn of_assets() -> String {
    let relative = told("infoplane-assets").unwrap_or_else(|| "./assets/".into());
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base(&relative, &base).map_or(relative, |url| url.href())
}

/// The content of the `<meta>` element of that name.
fn told(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name={name}]")).ok().flatten()?;
    element.get_attribute("content")
}
