//! The number in a cell.

use crate::problem::Problem;
use infoplane_core::math::real::Real;

/// The longest part of a cell that an error repeats, in characters.
const SHOWN: usize = 60;

/// The number of a cell.
pub(super) fn number<T: Real>(text: &str, must_be_finite: bool) -> Result<T, Problem> {
    match text.parse().map(T::from_f64) {
        Ok(number) if must_be_finite && !number.is_finite() => Err(Problem::NotFinite(shown(text))),
        Ok(number) => Ok(number),
        Err(_) if text.is_empty() => Err(Problem::Missing),
        Err(_) => Err(Problem::NotANumber(shown(text))),
    }
}

/// As much of a cell as an error repeats.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
