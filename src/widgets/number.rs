//! Numbers as text.

use crate::state::decimal;
use infoplane_core::measures::units::Unit;

/// A number with about four significant digits: enough to see a change, few enough to read aloud.
///
/// ```
/// use infoplane::widgets::number::readable;
/// assert_eq!(readable(2.24674), "2.247");
/// assert_eq!(readable(0.09171), "0.0917");
/// assert_eq!(readable(1234.6), "1,235");
/// assert_eq!(readable(f64::INFINITY), "∞");
/// ```
pub fn readable(x: f64) -> String {
    if x.is_nan() {
        return "–".to_string();
    }
    if x.is_infinite() {
        return if x > 0.0 { "∞" } else { "−∞" }.to_string();
    }
    let size = x.abs();
    if size < 5e-13 {
        return "0".to_string();
    }
    if size < 5e-5 {
        return scientific(x);
    }
    let decimals = match size {
        s if s < 0.99995 => 4,
        s if s < 9.9995 => 3,
        s if s < 99.995 => 2,
        s if s < 999.95 => 1,
        _ => return grouped(x),
    };
    signed(x, decimals)
}

/// A small number with two digits: `1.2e−5`.
fn scientific(x: f64) -> String {
    format!("{x:.1e}").replace('-', "−")
}

/// A probability in a formula: at most four decimals, no needless zeros; none that is not 0 is written as 0.
pub fn probability(p: f64) -> String {
    let text = if p > 0.0 && p < 5e-5 { scientific(p) } else { readable(p) };
    if text.contains('.') && !text.contains('e') {
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        text
    }
}

/// A number with a fixed number of decimals and a true minus sign; never a negative zero.
pub fn signed(x: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", x.abs());
    let is_zero = digits.bytes().all(|b| matches!(b, b'0' | b'.'));
    if x < 0.0 && !is_zero { format!("−{digits}") } else { digits }
}

/// A whole number with separated thousands.
pub fn grouped(x: f64) -> String {
    let digits = format!("{:.0}", x.abs());
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if x < 0.0 { format!("−{out}") } else { out }
}

/// An amount of information, given in nats, in the unit; without the unit's name.
pub fn information(nats: f64, unit: Unit) -> String {
    readable(unit.from_nats(nats))
}

/// A probability as a percentage: `36 %`, `0.5 %`.
pub fn percent(probability: f64) -> String {
    let x = probability * 100.0;
    if x > 0.0 && x < 0.005 {
        return scientific(x);
    }
    let decimals = if (x - x.round()).abs() < 0.005 {
        0
    } else if x < 10.0 {
        2
    } else {
        1
    };
    signed(x, decimals)
}

/// What a person typed as a number: a decimal comma, a true minus, a percent sign and fractions are fine.
///
/// ```
/// use infoplane::widgets::number::typed;
/// assert_eq!(typed(" 0,25 "), Some(0.25));
/// assert_eq!(typed("25%"), Some(0.25));
/// assert_eq!(typed("1/3"), Some(1.0 / 3.0));
/// assert_eq!(typed("nan"), None);
/// ```
pub fn typed(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".").replace('−', "-");
    let number = |text: &str| decimal::parse(text.trim());
    if let Some(percent) = text.strip_suffix('%') {
        return number(percent).map(|x| x / 100.0);
    }
    match text.split_once('/') {
        Some((above, below)) => Some(number(above)? / number(below)?).filter(|x| x.is_finite()),
        None => number(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_never_shows_a_negative_zero() {
        assert_eq!(readable(-1e-13), "0");
        assert_eq!(signed(-0.001, 2), "0.00");
        assert_eq!(readable(-0.25), "−0.2500");
    }

    #[test]
    fn probabilities_have_no_needless_zeros() {
        assert_eq!(probability(0.25), "0.25");
        assert_eq!(probability(1.0), "1");
        assert_eq!(probability(1.0 / 3.0), "0.3333");
    }

    #[test]
    fn small_numbers_keep_their_size() {
        assert_eq!(readable(0.000012), "1.2e−5");
        assert_eq!(probability(3e-300), "3.0e−300");
        assert_eq!(percent(0.00001), "1.0e−3");
    }

    #[test]
    fn percentages_show_no_needless_digits() {
        assert_eq!(percent(0.36), "36");
        assert_eq!(percent(0.005), "0.50");
        assert_eq!(percent(0.1234), "12.3");
    }
}
