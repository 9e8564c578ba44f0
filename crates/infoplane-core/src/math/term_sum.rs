//! Sums of the same function of many numbers, four at a time.

use wide::f64x4;

/// Numbers at a time: two 128-bit vectors in wasm and in baseline x86-64.
const LANES: usize = 4;

/// Vectors of which a stage is done before the next. One by one, a third of the time goes by while one
/// operation waits for another; more of them gain nothing, and a short sum should not be all remainder.
const VECTORS: usize = 8;

/// A term f(x, y) of a sum over pairs of numbers, in two stages. f(1, 1) = 0, which pads a sum and stands in for what is unusual.
pub(crate) trait Term {
    /// What the first stage leaves to the second.
    type Half: Copy + Default;
    /// The stages are for pairs of finite numbers not below it.
    const SMALLEST: f64;
    /// The first stage.
    fn begin(x: f64x4, y: f64x4) -> Self::Half;
    /// The second stage: f(x, y).
    fn finish(x: f64x4, y: f64x4, half: Self::Half) -> f64x4;
    /// f(x, y) for any pair.
    fn alone(x: f64, y: f64) -> f64;
}

/// Four numbers of each side.
type Four = [f64; LANES];

/// Σ f(x, y) over the pairs of two slices of equal length.
///
/// Always in the same order: every fourth term in a sum of its own, and then these. Pairs with a number below
/// [`Term::SMALLEST`] are taken alone and cost as much.
///
/// Accuracy: of the sum of the terms' magnitudes 1.1e-15, however many there are: eight terms are added plainly, the
/// rounding of all later additions is kept beside them and given back ([KNUTH_1969](crate::citations::KNUTH_1969)).
pub(crate) fn sum<T: Term>(x: &[f64], y: &[f64]) -> f64 {
    let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    let mut halves = [T::Half::default(); VECTORS];
    let mut sums = Sums { sums: f64x4::ZERO, lost: f64x4::ZERO };
    for (x, y) in x.chunks(VECTORS).zip(y.chunks(VECTORS)) {
        sums.add(sum_fours::<T>(x, y, &mut halves));
    }
    if !x_rest.is_empty() {
        sums.add(sum_fours::<T>(&[padded(x_rest)], &[padded(y_rest)], &mut halves));
    }
    sums.total()
}

/// Four sums, and what rounding has taken from each.
struct Sums {
    sums: f64x4,
    lost: f64x4,
}

impl Sums {
    fn add(&mut self, terms: f64x4) {
        let sums = self.sums + terms;
        let added = sums - self.sums;
        self.lost += (self.sums - (sums - added)) + (terms - added);
        self.sums = sums;
    }

    fn total(&self) -> f64 {
        let ([a, b, c, d], [e, f, g, h]) = (self.sums.to_array(), self.lost.to_array());
        let sum = (a + c) + (b + d);
        // An infinite sum has lost nothing that could be given back.
        if sum.is_finite() { sum + ((e + g) + (f + h)) } else { sum }
    }
}

fn padded(rest: &[f64]) -> Four {
    let mut four = [1.0; LANES];
    four[..rest.len()].copy_from_slice(rest);
    four
}

fn sum_fours<T: Term>(x: &[Four], y: &[Four], halves: &mut [T::Half; VECTORS]) -> f64x4 {
    if begin_each::<T>(x, y, halves) {
        finish_each::<T>(x, y, halves)
    } else {
        sum_unusual::<T>(x, y, halves)
    }
}

/// The first stage, and whether it was for every pair. Never inlined, as the second: merged, they would be one stage again.
#[inline(never)]
fn begin_each<T: Term>(x: &[Four], y: &[Four], halves: &mut [T::Half; VECTORS]) -> bool {
    let mut smallest = f64x4::ONE;
    for ((x, y), half) in x.iter().zip(y).zip(halves) {
        let (x, y) = (f64x4::new(*x), f64x4::new(*y));
        smallest = smallest.fast_min(x.fast_min(y));
        *half = T::begin(x, y);
    }
    smallest.simd_ge(f64x4::splat(T::SMALLEST)).all()
}

#[inline(never)]
fn finish_each<T: Term>(x: &[Four], y: &[Four], halves: &[T::Half; VECTORS]) -> f64x4 {
    let mut sum = f64x4::ZERO;
    for ((x, y), half) in x.iter().zip(y).zip(halves) {
        sum += T::finish(f64x4::new(*x), f64x4::new(*y), *half);
    }
    sum
}

/// What is unusual is taken alone, and a pair of ones put in its place.
#[cold]
fn sum_unusual<T: Term>(x: &[Four], y: &[Four], halves: &mut [T::Half; VECTORS]) -> f64x4 {
    let (mut usual_x, mut usual_y) = ([[1.0; LANES]; VECTORS], [[1.0; LANES]; VECTORS]);
    let mut alone = [0.0; LANES];
    for (at, (x, y)) in x.iter().zip(y).enumerate() {
        for lane in 0..LANES {
            if x[lane] >= T::SMALLEST && y[lane] >= T::SMALLEST {
                (usual_x[at][lane], usual_y[at][lane]) = (x[lane], y[lane]);
            } else {
                alone[lane] += T::alone(x[lane], y[lane]);
            }
        }
    }
    begin_each::<T>(&usual_x, &usual_y, halves);
    finish_each::<T>(&usual_x, &usual_y, halves) + f64x4::new(alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// x y − 1.
    struct Product;

    impl Term for Product {
        type Half = f64x4;
        const SMALLEST: f64 = 0.5;
        fn begin(x: f64x4, y: f64x4) -> f64x4 {
            x * y
        }
        fn finish(_: f64x4, _: f64x4, product: f64x4) -> f64x4 {
            product - f64x4::ONE
        }
        fn alone(x: f64, y: f64) -> f64 {
            x * y - 1.0
        }
    }

    #[test]
    fn rounding_does_not_grow_with_the_number_of_terms() {
        // A plain sum of a million times 0.1 is off by 1e-11, relative.
        let x = vec![1.1; 1_000_003];
        let found = sum::<Product>(&x, &vec![1.0; x.len()]);
        assert!(
            (found / (0.1_f64.mul_add(1.0, 1.0) - 1.0) / x.len() as f64 - 1.0).abs() < 1.1e-15,
            "{found}"
        );
    }

    #[test]
    fn every_pair_is_summed_once_usual_or_not() {
        for n in 0..100 {
            for smallest in [1, 0] {
                let x: Vec<f64> = (0..n).map(|i| f64::from(i % 7 + smallest)).collect();
                let y: Vec<f64> = (0..n).map(|i| f64::from(i % 3 + smallest)).collect();
                let expected = x.iter().zip(&y).map(|(x, y)| x * y - 1.0).sum::<f64>();
                assert_eq!(sum::<Product>(&x, &y), expected, "{n}");
            }
        }
    }
}
