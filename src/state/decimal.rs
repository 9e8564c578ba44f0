//! Decimal numbers as text.

/// The finite number that a text stands for, without spaces around it; `None` if it stands for none.
///
/// In the browser it is the browser that reads: the tables of Rust's own reader would add 12 KB to the page.
/// Both round correctly, so both give the same bits.
///
/// ```
/// use infoplane::state::decimal::parse;
/// assert_eq!(parse("0.1"), Some(0.1));
/// assert_eq!(parse("-2.5e-3"), Some(-0.0025));
/// assert_eq!((parse(""), parse("NaN"), parse("0x10"), parse("1e999")), (None, None, None, None));
/// ```
pub fn parse(text: &str) -> Option<f64> {
    let is_digit = |b: u8| matches!(b, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E');
    if text.is_empty() || !text.bytes().all(is_digit) {
        return None;
    }
    Some(read(text)).filter(|x| x.is_finite())
}

/// The shortest text that [`parse`] reads back to the same bits; small numbers as powers of ten.
///
/// ```
/// use infoplane::state::decimal::text;
/// assert_eq!((text(0.1), text(1e-12), text(0.0)), ("0.1".into(), "1e-12".into(), "0".into()));
/// ```
pub fn text(x: f64) -> String {
    /// Below it zeros after the point are hard to count.
    const SMALL: f64 = 1e-5;
    if x != 0.0 && x.abs() < SMALL { format!("{x:e}") } else { x.to_string() }
}

#[cfg(target_arch = "wasm32")]
fn read(text: &str) -> f64 {
    wasm_bindgen::JsValue::from_str(text).unchecked_into_f64()
}

#[cfg(not(target_arch = "wasm32"))]
fn read(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}
