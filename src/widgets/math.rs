//! Formulas in the page.

use crate::widgets::element::{El, Text, el};

/// A piece of MathML that the build has made, as text; never text from outside.
pub fn math(mathml: impl Into<Text>) -> El {
    el("span").class("math").markup(mathml)
}
