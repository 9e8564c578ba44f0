//! What stands above every lab.

use crate::labs::Lab;
use crate::state::preferences::text_by;
use crate::widgets::element::{El, el};

/// Title and lede of a lab, and its main actions, such as run and reset, at the right.
pub fn heading(lab: Lab, actions: Vec<El>) -> El {
    let words = el("div")
        .child(el("h1").text(text_by(move |m| lab.words(m).title)))
        .child(el("p").class("lede").text(text_by(move |m| lab.words(m).lede)));
    let heading = el("div").class("heading").child(words);
    if actions.is_empty() { heading } else { heading.child(el("div").class("actions").children(actions)) }
}
