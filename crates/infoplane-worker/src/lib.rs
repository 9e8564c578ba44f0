//! Work off infoplane's page: what page and worker say to each other, and the worker's end of it.
//!
//! [`protocol`] is the language, [`work`] what can be asked for and [`session`] the worker's side of
//! the conversation; these are pure. [`message`], [`asset`] and [`host`] put them into a browser. [`own`] is a second kind
//! of worker, which estimates a reader's own activations.
//!
//! It is a package of its own so that protocol and session are tested without a browser, and no part of the page can
//! name the host.
//!
//! Modules are listed in reading order; each names only those above it.

pub mod protocol;
pub mod work;

pub mod session;

pub mod asset;
pub mod message;

pub mod host;

pub mod own;
