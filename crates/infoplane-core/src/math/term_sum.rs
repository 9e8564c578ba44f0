//! Sums of the same function of many numbers, as many at a time as the processor can.
//!
//! The loops are over plain arrays, and the compiler takes several numbers in one instruction: two in wasm and in
//! baseline x86-64, up to eight where `pulp` finds that the processor can. The order of the sum does not depend on it, and no
//! multiplication is fused with an addition, so the bits are the same everywhere.

use super::processor::widest;
use super::sum::CompensatedSum;
use core::marker::PhantomData;

/// Pairs that are taken at once, one stage for all of them and then the next: between the stages of a single vector, half
/// of the time goes by while one operation waits for another. Twice as many gain nothing.
const BLOCK: usize = 128;

/// The widest vector: so many pairs are taken at once where a whole block would cost more.
const LANES: usize = 8;

/// As many pairs as are taken by [`LANES`] after the last whole block; more of them are filled up to a block.
const FEW: usize = 32;

/// Sums that a block leaves, to be added with compensation: one, and the stated accuracy would not hold; more cost more.
const LEFT: usize = 4;

/// What the first stage of a term leaves to the second.
pub(crate) type Half = [f64; 3];

/// A term f(x, y) of a sum over pairs of numbers, in two stages without branches. f(1, 1) is 0: a pair of ones stands in
/// for what is unusual or missing.
pub(crate) trait Term {
    /// Whether the stages are for that pair.
    fn is_usual(x: f64, y: f64) -> bool;
    /// The first stage.
    fn begin(x: f64, y: f64) -> Half;
    /// The second stage: f(x, y).
    fn finish(x: f64, y: f64, half: Half) -> f64;
    /// f(x, y) for any pair.
    fn alone(x: f64, y: f64) -> f64;
}

/// Σ f(x, y) over the pairs of two slices of equal length.
///
/// Always in the same order: the terms of a block as a tree down to four sums, and then these. Unusual pairs are taken alone.
///
/// Accuracy: of the sum of the terms' magnitudes 7e-16, however many there are: five roundings on the way through the tree, and
/// one of all that follows, as what rounding takes from it is kept beside it and given back.
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
pub(crate) fn sum<T: Term>(x: &[f64], y: &[f64]) -> f64 {
    let pairs = Pairs::<T> { x, y, term: PhantomData };
    widest(
        #[inline(always)]
        || pairs.sum(),
    )
}

/// The pairs of a sum.
struct Pairs<'a, T> {
    x: &'a [f64],
    y: &'a [f64],
    term: PhantomData<T>,
}

impl<T: Term> Pairs<'_, T> {
    /// Inlined, as all it calls, into code for the processor that was found.
    #[inline(always)]
    fn sum(&self) -> f64 {
        let mut sum = CompensatedSum::default();
        let ((x, x_rest), (y, y_rest)) = (self.x.as_chunks(), self.y.as_chunks());
        let mut block = Block::<BLOCK>::ZERO;
        for (x, y) in x.iter().zip(y) {
            block.add::<T>(x, y, &mut sum);
        }
        if x_rest.len() > FEW {
            block.add::<T>(&padded(x_rest), &padded(y_rest), &mut sum);
        } else {
            let mut few = Block::<LANES>::ZERO;
            for (x, y) in x_rest.chunks(LANES).zip(y_rest.chunks(LANES)) {
                few.add::<T>(&padded(x), &padded(y), &mut sum);
            }
        }
        sum.value()
    }
}

/// At most N numbers, and ones after them.
#[inline(always)]
fn padded<const N: usize>(x: &[f64]) -> [f64; N] {
    let mut padded = [1.0; N];
    padded[..x.len()].copy_from_slice(x);
    padded
}

/// What passes from stage to stage for N pairs, from the beginning of a cache line, so that no vector lies in two.
#[repr(align(64))]
struct Block<const N: usize>([[f64; N]; 3]);

impl<const N: usize> Block<N> {
    const ZERO: Self = Self([[0.0; N]; 3]);

    /// Adds the terms of N pairs.
    #[inline(always)]
    fn add<T: Term>(&mut self, x: &[f64; N], y: &[f64; N], sum: &mut CompensatedSum) {
        let usual;
        let (x, y) = if x.iter().zip(y).fold(true, |all, (x, y)| all & T::is_usual(*x, *y)) {
            (x, y)
        } else {
            usual = take_unusual::<T, N>(x, y, sum);
            (&usual.0, &usual.1)
        };
        self.begin::<T>(x, y);
        self.finish::<T>(x, y, sum);
    }

    /// The first stage.
    #[inline(always)]
    fn begin<T: Term>(&mut self, x: &[f64; N], y: &[f64; N]) {
        let [a, b, c] = &mut self.0;
        for i in 0..N {
            [a[i], b[i], c[i]] = T::begin(x[i], y[i]);
        }
    }

    /// The second stage, and the sum of the terms.
    #[inline(always)]
    fn finish<T: Term>(&mut self, x: &[f64; N], y: &[f64; N], sum: &mut CompensatedSum) {
        let [a, b, c] = &mut self.0;
        for i in 0..N / 4 {
            let term = |i: usize| T::finish(x[i], y[i], [a[i], b[i], c[i]]);
            a[i] = (term(i) + term(i + N / 4)) + (term(i + N / 2) + term(i + 3 * N / 4));
        }
        let mut n = N / 4;
        while n > LEFT {
            n /= 2;
            let (first, second) = a.split_at_mut(n);
            for i in 0..n {
                first[i] += second[i];
            }
        }
        for terms in &a[..n] {
            sum.add(*terms);
        }
    }
}

/// Adds the terms of what is unusual; the pairs, with ones in its place.
#[cold]
#[inline(never)]
fn take_unusual<T: Term, const N: usize>(
    x: &[f64; N],
    y: &[f64; N],
    sum: &mut CompensatedSum,
) -> ([f64; N], [f64; N]) {
    let (mut usual_x, mut usual_y) = (*x, *y);
    for i in (0..N).filter(|&i| !T::is_usual(x[i], y[i])) {
        sum.add(T::alone(x[i], y[i]));
        (usual_x[i], usual_y[i]) = (1.0, 1.0);
    }
    (usual_x, usual_y)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// x y − 1.
    struct Product;

    impl Term for Product {
        fn is_usual(x: f64, y: f64) -> bool {
            (x >= 0.5) & (y >= 0.5)
        }
        fn begin(x: f64, y: f64) -> Half {
            [x, y, x * y]
        }
        fn finish(_: f64, _: f64, [_, _, product]: Half) -> f64 {
            product - 1.0
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
        assert!((found / (1.1 - 1.0) / x.len() as f64 - 1.0).abs() < 7e-16, "{found}");
    }

    #[test]
    fn every_pair_is_summed_once_usual_or_not() {
        for n in 0..400 {
            for smallest in [1, 0] {
                let x: Vec<f64> = (0..n).map(|i| f64::from(i % 7 + smallest)).collect();
                let y: Vec<f64> = (0..n).map(|i| f64::from(i % 3 + smallest)).collect();
                let expected = x.iter().zip(&y).map(|(x, y)| x * y - 1.0).sum::<f64>();
                assert_eq!(sum::<Product>(&x, &y), expected, "{n}");
            }
        }
    }

    /// x / y − 1, whose sum depends on its order.
    struct Ratio;

    impl Term for Ratio {
        fn is_usual(x: f64, y: f64) -> bool {
            (x >= 0.5) & (y >= 0.5)
        }
        fn begin(x: f64, y: f64) -> Half {
            [x / y, x, y]
        }
        fn finish(_: f64, _: f64, [ratio, _, _]: Half) -> f64 {
            ratio - 1.0
        }
        fn alone(x: f64, y: f64) -> f64 {
            x / y - 1.0
        }
    }

    #[test]
    fn every_width_gives_the_same_bits() {
        let x: Vec<f64> = (0..1000).map(|i| f64::from(i * 7 % 1009) / 3.0 + 0.5).collect();
        let y: Vec<f64> = (0..1000).map(|i| f64::from(i * 11 % 1013 + 1) / 7.0 + 0.5).collect();
        for n in 0..1000 {
            let (x, y) = (&x[..n], &y[..n]);
            let expected = in_order(x.iter().zip(y).map(|(x, y)| x / y - 1.0).collect());
            assert_eq!(Pairs::<Ratio> { x, y, term: PhantomData }.sum().to_bits(), expected.to_bits(), "{n}");
            assert_eq!(sum::<Ratio>(x, y).to_bits(), expected.to_bits(), "{n}");
        }
    }

    /// The documented order, one term after the other.
    fn in_order(mut terms: Vec<f64>) -> f64 {
        let rest = terms.len() % BLOCK;
        let last_blocks = if rest > FEW { BLOCK } else { LANES };
        terms.resize(terms.len() - rest + rest.next_multiple_of(last_blocks), 0.0);
        let (blocks, rest) = terms.as_chunks::<BLOCK>();
        let blocks = blocks.iter().map(|block| &block[..]).chain(rest.chunks(LANES));
        super::super::sum::compensated(blocks.flat_map(|block| {
            let quarter = block.len() / 4;
            let term = |i: usize, j: usize| block[i + j * quarter];
            let mut sums: Vec<f64> =
                (0..quarter).map(|i| (term(i, 0) + term(i, 1)) + (term(i, 2) + term(i, 3))).collect();
            while sums.len() > LEFT {
                let second = sums.split_off(sums.len() / 2);
                sums.iter_mut().zip(second).for_each(|(first, second)| *first += second);
            }
            sums
        }))
    }
}
