//! Pages whose part of the program is fetched when they are opened.

use crate::labs::Lab;
use crate::labs::distributions::distributions_lab;
use crate::pages::front::front;
use crate::reactive::*;
use crate::widgets::element::{El, el};
use crate::widgets::part::{Make, fill_page, making};
use core::hint::black_box;
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A page, the front page or a lab, which appears as soon as its part of the program has been fetched.
pub fn page(lab: Option<Lab>) -> Vec<El> {
    let place = el("div").class("part");
    let part = move || async move {
        let part = match lab {
            Some(lab) => lab.part().await,
            None => front_part().await,
        };
        part.map(making)
    };
    fill_page(place.clone(), Rc::new(move || Box::pin(part())), Owner::current().unwrap_or_default());
    vec![place]
}

/// Names the lab whose bars it shows, as [`name_all`](crate::labs::name_all) does and for the same reason.
#[wasm_split(front, fallible)]
fn front_part() -> Result<Make, SplitLoaderError> {
    black_box(distributions_lab as Make);
    Ok(front)
}
