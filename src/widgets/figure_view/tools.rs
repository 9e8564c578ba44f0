//! What stands below a figure: show its data, export it.

use super::Source;
use super::menu::{Entries, entries};
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::part::{Making, fill};
use core::cell::Cell;
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{HtmlCanvasElement, HtmlDetailsElement};

/// A switch between figure and table, and the menu of exports, which is made when it is opened first.
pub(super) fn tools(source: &Source, canvas: HtmlCanvasElement, as_table: RwSignal<bool>) -> El {
    let words = use_preferences().lang;
    let name = move || {
        let words = words.get().messages().widgets();
        if as_table.get() { words.show_figure } else { words.show_table }.to_string()
    };
    let switch = el("button")
        .class("btn quiet")
        .attr("aria-pressed", move || as_table.get().to_string())
        .text(name)
        .on_click(move || as_table.update(|on| *on = !*on));
    let menu = el("details").class("menu");
    let details: HtmlDetailsElement = menu.cast();
    let (place, owner) = (el("div"), Owner::current().unwrap_or_default());
    let menu =
        menu.child(el("summary").class("btn quiet").text(text(|m| m.widgets().export))).child(place.clone());
    let (source, is_asked) = (source.clone(), Cell::new(false));
    let menu = menu.on("toggle", move |_| {
        if !details.open() || is_asked.replace(true) {
            return;
        }
        let (source, canvas, details) = (source.clone(), canvas.clone(), details.clone());
        let part = move || {
            let (source, canvas, details) = (source.clone(), canvas.clone(), details.clone());
            async move {
                let entries = entries_part().await?;
                Ok(Box::new(move || entries(source, canvas, details)) as Making)
            }
        };
        fill(place.clone(), Rc::new(move || Box::pin(part())), owner.clone());
    });
    el("div").class("figure-tools").child(switch).child(menu)
}

#[wasm_split(export, fallible)]
fn entries_part() -> Result<Entries, SplitLoaderError> {
    Ok(entries)
}
