//! Controls that a link may take away or lock.

use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};

/// A group for controls with a name: `hide=name` in a link takes it away, `lock=name` makes it unusable.
pub fn control(name: &'static str) -> El {
    let frame = use_preferences().frame;
    let is_in = move |names: &[String]| names.iter().any(|listed| listed == name);
    el("div")
        .class("control")
        .flag("hidden", move || frame.with(|frame| is_in(&frame.hide)))
        .flag("inert", move || frame.with(|frame| is_in(&frame.lock)))
}
