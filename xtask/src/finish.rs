//! What turns Trunk's output into the site: Trunk's post-build hook.
//!
//! 1. The program is taken apart into what is there from the start and what is fetched when it is first called. All
//!    parts lose the wasm sections that only tools read and the long names of imports, and move to `app/` under names
//!    that carry the hash of the content; a small module starts the program, in the page and in every worker.
//! 2. The style sheets become one hashed file, and what only later parts need another.
//! 3. `index.html` refers to those files, carries the content security policy and tells the page where
//!    the worker and the assets are. No inline script is left.
//! 4. In a site for development a small module reloads the page after the next build.
//! 5. A `_headers` file offers the same policy to hosts that read one.

mod html;
mod imports;
mod parts;
mod program;
mod slim;
mod types;
pub(crate) mod wasm;

use crate::headers;
use anyhow::{Context, Result};
use html::Html;
use parts::Parts;
use program::Program;
use std::fs;
use std::path::Path;

/// The binary, of the page and its workers alike.
const PROGRAM: &str = "infoplane";

/// What reloads a page when its site has been built anew.
pub const RELOAD: &str = include_str!("finish/reload.js");

/// Finishes the site that Trunk left in `stage`; one whose pages reload themselves if it is built again and again.
///
/// # Errors
/// When a file is missing or not in the form that Trunk writes.
pub fn finish(stage: &Path, reloads: bool) -> Result<()> {
    program::discard(stage, PROGRAM)?;
    assemble(stage, reloads, &Parts::of(PROGRAM)?)
}

/// Puts the site together, with the program in parts.
fn assemble(stage: &Path, reloads: bool, parts: &Parts) -> Result<()> {
    let index = stage.join("index.html");
    let text = fs::read_to_string(&index).with_context(|| format!("no page in {}", stage.display()))?;
    let mut html = Html::new(text);
    fs::create_dir_all(stage.join(headers::HASHED))?;

    let program = Program::write(stage, PROGRAM, parts)?;
    html.remove(|tag| tag.contains("rel=\"modulepreload\"") || tag.contains("rel=\"preload\""));
    html.remove(|tag| tag.starts_with("<script type=\"module\""));
    html.append_to_head(&program.preloads());
    html.append_to_head(&script(&program.loader));
    join_styles(stage, &mut html)?;
    // `trunk serve` adds an inline script that does the same as ours, which the policy would refuse.
    let is_served_by_trunk = !html.remove(|tag| tag.starts_with("<script>")).is_empty();
    if reloads || is_served_by_trunk {
        let path = program::write_hashed(stage, "reload", "js", slim::slim(RELOAD).as_bytes())?;
        html.append_to_head(&script(&path));
    }
    html.prepend_to_head(&meta("infoplane-assets", "./assets/"));
    html.prepend_to_head(&meta("infoplane-worker", &format!("./{}", program.loader)));
    html.prepend_to_head(&policy());

    fs::write(index, html.into_text()?)?;
    fs::write(stage.join("_headers"), headers::headers_file())?;
    Ok(())
}

/// Puts the style sheets, in their order, into one file. That of the parts that come later stays apart: the browser passes
/// over the relation `later`, until the program makes it `stylesheet`.
fn join_styles(stage: &Path, html: &mut Html) -> Result<()> {
    let later = html.remove(|tag| tag.contains("rel=\"stylesheet\"") && tag.contains("/later-"));
    join(stage, html, &later, "later")?;
    let at_once = html.remove(|tag| tag.contains("rel=\"stylesheet\""));
    join(stage, html, &at_once, "stylesheet")
}

fn join(stage: &Path, html: &mut Html, links: &[String], relation: &str) -> Result<()> {
    let mut sheet = String::new();
    for link in links {
        let name = html::attribute(link, "href").context("a style sheet without an address")?;
        let file = stage.join(name.trim_start_matches("./"));
        sheet += &fs::read_to_string(&file).with_context(|| format!("no style sheet {}", file.display()))?;
        fs::remove_file(file)?;
    }
    let name = if relation == "later" { relation } else { "style" };
    let path = program::write_hashed(stage, name, "css", slim::slim_style(&sheet).as_bytes())?;
    html.append_to_head(&format!("<link rel=\"{relation}\" href=\"./{path}\">"));
    Ok(())
}

fn policy() -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", headers::meta_policy())
}

fn meta(name: &str, content: &str) -> String {
    format!("<meta name=\"{name}\" content=\"{content}\">")
}

fn script(path: &str) -> String {
    format!("<script type=\"module\" src=\"./{path}\"></script>")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The finished page of a site as Trunk leaves it, with this in its head.
    fn finished(name: &str, head: &str, reloads: bool) -> String {
        let stage = std::env::temp_dir().join(format!("infoplane-{name}-{}", std::process::id()));
        fs::create_dir_all(&stage).expect("a temporary folder");
        let page = format!("<html><head><meta charset=\"utf-8\">{head}</head></html>");
        fs::write(stage.join("index.html"), page).expect("writable");
        assemble(&stage, reloads, &Parts::example(&stage, PROGRAM)).expect("a complete site");
        let page = fs::read_to_string(stage.join("index.html")).expect("written");
        fs::remove_dir_all(stage).expect("removable");
        page
    }

    #[test]
    fn only_a_site_that_is_built_again_and_again_reloads_its_pages() {
        assert!(!finished("released", "", false).contains("app/reload-"));
        assert!(finished("developed", "", true).contains("app/reload-"));
    }

    #[test]
    fn the_inline_script_of_trunks_server_gives_way_to_a_file() {
        let page = finished("served", "<script>new WebSocket('{{__TRUNK_ADDRESS__}}')</script>", false);
        assert!(page.contains("src=\"./app/reload-") && !page.contains("WebSocket"), "{page}");
    }
}
