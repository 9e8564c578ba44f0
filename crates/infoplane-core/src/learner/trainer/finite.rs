//! Whether numbers are finite, many at a time.

use crate::math::lanes::{LANES, Lanes};
use crate::math::real::Real;

/// Sums at a time, so that an addition need not wait for the one before.
const SUMS: usize = 4;

/// Whether no number is infinite or NaN: 0 times it is 0.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn all_finite<T: Real>(numbers: &[T]) -> bool {
    sum_is_finite(numbers, |x| x * T::Lanes::zero())
}

/// Whether the sum of the squares is neither infinite nor NaN.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn square_is_finite<T: Real>(numbers: &[T]) -> bool {
    sum_is_finite(numbers, |x| x * x)
}

#[inline(always)]
fn sum_is_finite<T: Real>(numbers: &[T], term: impl Fn(T::Lanes) -> T::Lanes) -> bool {
    let mut sums = [T::Lanes::zero(); SUMS];
    let (blocks, rest) = numbers.as_chunks::<{ SUMS * LANES }>();
    for block in blocks {
        for (sum, four) in sums.iter_mut().zip(block.as_chunks::<LANES>().0) {
            *sum += term(T::Lanes::from_array(*four));
        }
    }
    let (fours, rest) = rest.as_chunks::<LANES>();
    for four in fours {
        sums[0] += term(T::Lanes::from_array(*four));
    }
    for number in rest {
        sums[1] += term(T::Lanes::splat(*number));
    }
    ((sums[0] + sums[1]) + (sums[2] + sums[3])).sum().is_finite()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_anywhere_is_enough() {
        for n in [1, LANES - 1, LANES, 3 * LANES + 2, 2 * SUMS * LANES + LANES + 1] {
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
