//! Whether numbers are finite, many at a time.

use crate::math::lanes::{LANES, Lanes};
use crate::math::real::Real;

/// Whether no number is infinite or NaN: 0 times it is 0.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn all_finite<T: Real>(numbers: &[T]) -> bool {
    let (groups, rest) = numbers.as_chunks::<LANES>();
    let zero = T::Lanes::zero();
    let sum = groups.iter().fold(zero, |sum, group| sum + T::Lanes::from_array(*group) * zero);
    sum.to_array().into_iter().chain(rest.iter().copied()).all(|number| number.is_finite())
}

/// Whether the sum of the squares is neither infinite nor NaN.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn square_is_finite<T: Real>(numbers: &[T]) -> bool {
    let (groups, rest) = numbers.as_chunks::<LANES>();
    let square = |group: &[T; LANES]| T::Lanes::from_array(*group) * T::Lanes::from_array(*group);
    let sum = groups.iter().fold(T::Lanes::zero(), |sum, group| sum + square(group));
    let rest = rest.iter().fold(T::ZERO, |sum, x| sum + *x * *x);
    sum.to_array().into_iter().fold(rest, |sum, x| sum + x).is_finite()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_anywhere_is_enough() {
        for n in [1, LANES - 1, LANES, 3 * LANES + 2] {
            let fine = vec![1e15_f32; n];
            assert!(all_finite(&fine) && square_is_finite(&fine));
            for at in 0..n {
                let with = |x: f32| {
                    let mut numbers = fine.clone();
                    numbers[at] = x;
                    (all_finite(&numbers), square_is_finite(&numbers))
                };
                assert_eq!(with(-1e20), (true, false));
                assert_eq!([with(f32::NAN), with(f32::NEG_INFINITY)], [(false, false); 2]);
            }
        }
    }
}
