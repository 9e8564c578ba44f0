//! Work off the main thread: what page and worker say to each other, and who says it.
//!
//! [`protocol`] is the language, [`work`] what can be asked for, [`session`] the worker's side
//! and [`pool`] the page's plan for several workers; these are pure. [`asset`],
//! [`host`], [`client`] and [`team`] put them into a browser.

pub mod protocol;
pub mod work;

pub mod pool;
pub mod session;

pub mod asset;
pub mod client;
pub mod host;
pub mod team;
