//! Pages whose part of the program is fetched when they are opened.

use crate::labs::Lab;
use crate::pages::front::front;
use crate::widgets::element::El;
use crate::widgets::part::{Make, part_place};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A page, the front page or a lab, which appears as soon as its part of the program has been fetched.
pub fn page(lab: Option<Lab>) -> Vec<El> {
    let fetch = move || async move {
        match lab {
            Some(lab) => lab.part().await,
            None => front_part().await,
        }
    };
    vec![part_place(Rc::new(move || Box::pin(fetch())))]
}

#[wasm_split(front, fallible)]
fn front_part() -> Result<Make, SplitLoaderError> {
    Ok(front)
}
