//! The one typeface of figures, and how wide its texts are, without a browser.
//!
//! Layout must be the same on a canvas, in a file and in a test, and a page's policy may forbid
//! measuring by inserted elements; so widths are estimated, on the wide side of the usual system faces.

/// The families of figure texts, as in the page's style sheet.
pub const FAMILY: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

/// Size of axis texts, in pixels.
pub const TICK_SIZE: f64 = 12.5;
/// Size of labels in the plot, in pixels.
pub const LABEL_SIZE: f64 = 12.5;

/// The width of a text, in pixels, at a font size in pixels.
///
/// ```
/// use infoplane::charts::typography::width;
/// assert!(width("熵", 10.0) == 10.0);
/// assert!(width("iiii", 10.0) < width("mmmm", 10.0));
/// ```
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The advance of a character in em.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '|' | '.' | ',' | ':' | ';' | '\'' => 0.3,
        '…' => 1.0,
        ' ' | '!' | '(' | ')' | '[' | ']' | 't' | 'f' | 'r' | '-' | '/' => 0.4,
        '\u{202f}' => 0.2,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.95,
        'A'..='Z' | '+' | '−' | '=' | '→' | '∞' => 0.72,
        '\u{2e80}'.. => 1.0,
        _ => 0.64,
    }
}

/// The text cut to a width with an ellipsis; empty when not even one character fits.
///
/// ```
/// use infoplane::charts::typography::shorten;
/// assert_eq!(shorten("snow", 100.0, 10.0), "snow");
/// assert_eq!(shorten("thunderstorm", 40.0, 10.0), "thund…");
/// ```
pub fn shorten(text: &str, max_width: f64, size: f64) -> String {
    if width(text, size) <= max_width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width(&kept, size) + (advance(c) + advance('…')) * size > max_width {
            break;
        }
        kept.push(c);
    }
    if kept.is_empty() { kept } else { kept + "…" }
}
