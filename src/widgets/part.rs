//! What a part of the program hands over that is fetched on demand.

use crate::widgets::element::El;

/// Makes a page. A part hands over this function instead of what it makes, because a page is made only if its place is
/// still in the document when the part arrives.
pub type Make = fn() -> Vec<El>;
