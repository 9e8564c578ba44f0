//! Round numbers along an axis, and how numbers are written.

/// Round values within [min, max], at most `n_max` of them, with steps of 1, 2 or 5 times a power of ten.
///
/// ```
/// use infoplane::charts::ticks::linear;
/// assert_eq!(linear(0.0, 1.0, 5), [0.0, 0.25, 0.5, 0.75, 1.0]);
/// assert_eq!(linear(0.0, 7.1, 8), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
/// ```
pub fn linear(min: f64, max: f64, n_max: usize) -> Vec<f64> {
    let step = step(min, max, n_max);
    if step <= 0.0 {
        return vec![];
    }
    let first = (min / step - ROUNDING).ceil() as i64;
    let last = (max / step + ROUNDING).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// How far, in steps, an end may lie inside a tick that still counts as reached: rounding of min / step.
const ROUNDING: f64 = 1e-9;

/// The smallest round step that has at most `n_max` ticks in [min, max]; 0 if there is none.
///
/// 2.5 is allowed beside 1, 2 and 5 where it gives quarters of one (0.25 and 25).
pub fn step(min: f64, max: f64, n_max: usize) -> f64 {
    let span = max - min;
    if n_max < 2 || !span.is_finite() || span <= 0.0 {
        return 0.0;
    }
    let start = 10f64.powi((span / n_max as f64).log10().floor() as i32);
    let fits = |step: f64| {
        let first = (min / step - ROUNDING).ceil();
        let last = (max / step + ROUNDING).floor();
        last - first + 1.0 <= n_max as f64
    };
    let quarters = (start - 0.1).abs() < ROUNDING || (start - 10.0).abs() < ROUNDING;
    let factors: &[f64] =
        if quarters { &[1.0, 2.0, 2.5, 5.0, 10.0, 20.0] } else { &[1.0, 2.0, 5.0, 10.0, 20.0] };
    factors.iter().map(|f| f * start).find(|s| fits(*s)).unwrap_or(0.0)
}

/// The smallest round number at or above `value`, in steps that give about `n` ticks from zero.
pub fn round_up(value: f64, n: usize) -> f64 {
    let step = step(0.0, value, n.max(2));
    if step > 0.0 { (value / step - ROUNDING).ceil() * step } else { value }
}

/// Powers of ten within [min, max], thinned by whole decades to at most `n_max`.
pub fn log(min: f64, max: f64, n_max: usize) -> Vec<f64> {
    if !min.is_finite() || !max.is_finite() || min <= 0.0 || max < min || n_max == 0 {
        return vec![];
    }
    let first = (min.log10() - ROUNDING).ceil() as i32;
    let last = (max.log10() + ROUNDING).floor() as i32;
    let decades = (last - first + 1).max(0) as usize;
    let stride = decades.div_ceil(n_max).max(1);
    (first..=last).step_by(stride).map(|e| 10f64.powi(e)).collect()
}

/// Zero and powers of ten within [min, max], thinned to at most `n_max`.
///
/// ```
/// assert_eq!(infoplane::charts::ticks::log1p(0.0, 600.0, 6), [0.0, 1.0, 10.0, 100.0]);
/// ```
pub fn log1p(min: f64, max: f64, n_max: usize) -> Vec<f64> {
    let mut ticks = if min <= 0.0 && n_max > 0 { vec![0.0] } else { vec![] };
    ticks.extend(log(min.max(1.0), max, n_max.saturating_sub(ticks.len())));
    ticks
}

/// A tick's text: as many decimals as the step needs, a true minus, digits in groups of three from 10 000 on.
///
/// ```
/// use infoplane::charts::ticks::tick_text;
/// assert_eq!(tick_text(0.5, 0.25), "0.5");
/// assert_eq!(tick_text(-2.0, 1.0), "−2");
/// assert_eq!(tick_text(10_000.0, 10_000.0), "10\u{202f}000");
/// ```
pub fn tick_text(value: f64, step: f64) -> String {
    let decimals = (0..9).find(|d| {
        let shifted = step.abs() * 10f64.powi(*d);
        (shifted - shifted.round()).abs() < 1e-6 * shifted
    });
    let text = format!("{:.*}", decimals.unwrap_or(9) as usize, value.abs());
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    sign(value, &group(text))
}

/// A value's text beside a curve: three significant digits.
///
/// ```
/// assert_eq!(infoplane::charts::ticks::short_text(0.98162), "0.982");
/// ```
pub fn short_text(value: f64) -> String {
    digits_text(value, 3)
}

/// A value's text, with four significant digits; ∞ for what is infinite.
///
/// ```
/// use infoplane::charts::ticks::value_text;
/// assert_eq!(value_text(2.24721), "2.247");
/// assert_eq!(value_text(0.00915), "0.00915");
/// assert_eq!(value_text(f64::INFINITY), "∞");
/// ```
pub fn value_text(value: f64) -> String {
    digits_text(value, 4)
}

fn digits_text(value: f64, n_digits: i32) -> String {
    if value.is_nan() {
        return "–".into();
    }
    if value.is_infinite() {
        return sign(value, "∞");
    }
    let size = value.abs();
    if size != 0.0 && !(1e-5..1e9).contains(&size) {
        return sign(value, &format!("{size:.3e}"));
    }
    let digits_before = if size < 1.0 { 1 } else { size.log10().floor() as i32 + 1 };
    let leading_zeros = if size > 0.0 && size < 1.0 { (-size.log10()).floor().max(0.0) as i32 } else { 0 };
    let decimals = (n_digits + leading_zeros - digits_before + i32::from(size < 1.0)).clamp(0, 9);
    let text = format!("{size:.*}", decimals as usize);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    sign(if text == "0" { 0.0 } else { value }, &group(text))
}

fn sign(value: f64, text: &str) -> String {
    if value < 0.0 && text != "0" { format!("−{text}") } else { text.to_owned() }
}

fn group(text: &str) -> String {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    if whole.len() < 5 {
        return text.to_owned();
    }
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_lie_inside_and_never_exceed_the_limit() {
        for (min, max) in [(0.0, 0.003), (-4.0, 9.0), (0.95, 1.0), (12.0, 12.5), (0.0, 54_321.0)] {
            for n_max in 2..12 {
                let ticks = linear(min, max, n_max);
                assert!(ticks.len() <= n_max);
                let slack = (max - min) * 1e-6;
                assert!(ticks.iter().all(|t| *t >= min - slack && *t <= max + slack), "{min} {max} {n_max}");
            }
        }
    }

    #[test]
    fn steps_are_one_two_or_five() {
        assert_eq!(step(0.0, 10.0, 11), 1.0);
        assert_eq!(step(0.0, 10.0, 6), 2.0);
        assert_eq!(step(0.0, 10.0, 3), 5.0);
    }

    #[test]
    fn an_empty_or_unbounded_range_has_no_ticks() {
        assert!(linear(1.0, 1.0, 5).is_empty());
        assert!(linear(0.0, f64::INFINITY, 5).is_empty());
        assert!(linear(f64::NAN, 1.0, 5).is_empty());
        assert!(log(0.0, 1.0, 5).is_empty());
    }

    #[test]
    fn many_decades_are_thinned() {
        assert_eq!(log(1.0, 1e6, 4), [1.0, 100.0, 1e4, 1e6]);
    }

    #[test]
    fn rounding_up_reaches_the_value() {
        assert_eq!(round_up(6.64, 8), 7.0);
        assert_eq!(round_up(1.0, 5), 1.0);
    }

    #[test]
    fn values_keep_four_digits() {
        assert_eq!(value_text(0.0), "0");
        assert_eq!(value_text(0.09171), "0.09171");
        assert_eq!(value_text(123_456.0), "123\u{202f}456");
        assert_eq!(value_text(-0.5), "−0.5");
        assert_eq!(value_text(1e-7), "1.000e-7");
    }
}
