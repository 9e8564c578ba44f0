//! The frame around the labs, and the front page.

pub mod front;
pub mod navigation;
pub mod part;
pub mod share;
pub mod shell;
