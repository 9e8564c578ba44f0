//! The finished site in a real Chromium, and where engines could differ in Firefox.
//!
//! A test says what the visitor is like, and what happens on the page:
//!
//! ```no_run
//! use browser_tests::{Visitor, in_browser};
//!
//! in_browser(Visitor::default(), async |page| {
//!     page.open("").await?;
//!     assert_eq!(page.text("h1").await?, "infoplane");
//!     Ok(())
//! });
//! ```
//!
//! Every test ends with two checks that it need not make itself: the console stayed silent at every
//! level, and no address outside the site was requested.

mod browser;
mod chrome_command;
mod downloads;
mod driver;
mod happenings;
mod input;
mod page;
mod responsiveness;
pub mod scene;
pub mod words;

pub use browser::{Scheme, Visitor, in_browser, in_firefox};
pub use downloads::Downloads;
pub use fantoccini::key::Key;
pub use happenings::Task;
pub use page::Page;
pub use responsiveness::{Answer, Responsiveness};
