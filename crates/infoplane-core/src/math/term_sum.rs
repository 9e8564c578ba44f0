//! Sums of the same function of many numbers, as many at a time as the processor can.
//!
//! The loops are over plain arrays, and the compiler takes several numbers in one instruction: two in wasm and in
//! baseline x86-64, up to eight where `pulp` finds that the processor can. The order of the sum does not depend on it, and no
//! multiplication is fused with an addition, so the bits are the same everywhere.

use core::marker::PhantomData;

/// Sums side by side: the widest vector.
const LANES: usize = 8;

/// Pairs of which a stage is done before the next. In one stage, a third of the time goes by while one
/// operation waits for another; more of them gain nothing, and a short sum should not be all remainder.
const BLOCK: usize = 128;

/// What the first stage of a term leaves to the second.
pub(crate) type Half = [f64; 3];

/// A term f(x, y) of a sum over pairs of numbers, in two stages without branches. f(1, 1) is finite: it stands in for what is unusual.
pub(crate) trait Term {
    /// The stages are for pairs of finite numbers not below it.
    const SMALLEST: f64;
    /// The first stage.
    fn begin(x: f64, y: f64) -> Half;
    /// The second stage: f(x, y).
    fn finish(x: f64, y: f64, half: Half) -> f64;
    /// f(x, y) for any pair.
    fn alone(x: f64, y: f64) -> f64;
}

/// Σ f(x, y) over the pairs of two slices of equal length.
///
/// Always in the same order: every eighth term in a sum of its own, and then these. Pairs with a number below
/// [`Term::SMALLEST`] are taken alone.
#[inline(never)]
pub(crate) fn sum<T: Term>(x: &[f64], y: &[f64]) -> f64 {
    let pairs = Pairs::<T> { x, y, term: PhantomData };
    #[cfg(target_arch = "x86_64")]
    return pulp::Arch::new().dispatch(pairs);
    #[cfg(not(target_arch = "x86_64"))]
    return pairs.sum();
}

/// The pairs of a sum.
struct Pairs<'a, T> {
    x: &'a [f64],
    y: &'a [f64],
    term: PhantomData<T>,
}

#[cfg(target_arch = "x86_64")]
impl<T: Term> pulp::NullaryFnOnce for Pairs<'_, T> {
    type Output = f64;

    #[inline(always)]
    fn call(self) -> f64 {
        self.sum()
    }
}

impl<T: Term> Pairs<'_, T> {
    /// Inlined, as all it calls, into code for the processor that was found.
    #[inline(always)]
    fn sum(&self) -> f64 {
        let mut sums = [0.0; LANES];
        let mut block = Block::EMPTY;
        for (x, y) in self.x.chunks(BLOCK).zip(self.y.chunks(BLOCK)) {
            if is_usual::<T>(x, y) {
                block.fill::<T>(x, y);
            } else {
                block.fill_unusual::<T>(x, y);
            }
            for terms in block.terms[..x.len().next_multiple_of(LANES)].as_chunks::<LANES>().0 {
                sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
            }
        }
        let [a, b, c, d, e, f, g, h] = sums;
        ((a + e) + (c + g)) + ((b + f) + (d + h))
    }
}

#[inline(always)]
fn is_usual<T: Term>(x: &[f64], y: &[f64]) -> bool {
    x.iter().zip(y).fold(true, |all, (x, y)| all & (*x >= T::SMALLEST) & (*y >= T::SMALLEST))
}

/// The terms of some pairs, 0 after the last one, and what the first stage leaves to the second.
struct Block {
    halves: [[f64; BLOCK]; 3],
    terms: [f64; BLOCK],
}

impl Block {
    const EMPTY: Self = Self { halves: [[0.0; BLOCK]; 3], terms: [0.0; BLOCK] };

    /// The terms of usual pairs.
    #[inline(always)]
    fn fill<T: Term>(&mut self, x: &[f64], y: &[f64]) {
        let [a, b, c] = &mut self.halves;
        for ((((a, b), c), x), y) in a.iter_mut().zip(&mut *b).zip(&mut *c).zip(x).zip(y) {
            [*a, *b, *c] = T::begin(*x, *y);
        }
        for (((((term, a), b), c), x), y) in self.terms.iter_mut().zip(a).zip(b).zip(c).zip(x).zip(y) {
            *term = T::finish(*x, *y, [*a, *b, *c]);
        }
        self.terms[x.len()..].fill(0.0);
    }

    /// What is unusual is taken alone, and a pair of ones put in its place.
    #[cold]
    #[inline(never)]
    fn fill_unusual<T: Term>(&mut self, x: &[f64], y: &[f64]) {
        let (mut usual_x, mut usual_y) = ([1.0; BLOCK], [1.0; BLOCK]);
        let is_usual = |i: &usize| x[*i] >= T::SMALLEST && y[*i] >= T::SMALLEST;
        for i in (0..x.len()).filter(is_usual) {
            (usual_x[i], usual_y[i]) = (x[i], y[i]);
        }
        self.fill::<T>(&usual_x[..x.len()], &usual_y[..x.len()]);
        for i in (0..x.len()).filter(|i| !is_usual(i)) {
            self.terms[i] = T::alone(x[i], y[i]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// x y − 1.
    struct Product;

    impl Term for Product {
        const SMALLEST: f64 = 0.5;
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
    fn every_pair_is_summed_once_usual_or_not() {
        for n in 0..300 {
            for smallest in [1, 0] {
                let x: Vec<f64> = (0..n).map(|i| f64::from(i % 7 + smallest)).collect();
                let y: Vec<f64> = (0..n).map(|i| f64::from(i % 3 + smallest)).collect();
                let expected = x.iter().zip(&y).map(|(x, y)| x * y - 1.0).sum::<f64>();
                assert_eq!(sum::<Product>(&x, &y), expected, "{n}");
            }
        }
    }

    /// x / y, whose sum depends on its order.
    struct Ratio;

    impl Term for Ratio {
        const SMALLEST: f64 = 0.5;
        fn begin(x: f64, y: f64) -> Half {
            [x / y, x, y]
        }
        fn finish(_: f64, _: f64, [ratio, _, _]: Half) -> f64 {
            ratio
        }
        fn alone(x: f64, y: f64) -> f64 {
            x / y
        }
    }

    #[test]
    fn every_width_gives_the_same_bits() {
        let x: Vec<f64> = (0..1000).map(|i| f64::from(i * 7 % 1009) / 3.0).collect();
        let y: Vec<f64> = (0..1000).map(|i| f64::from(i * 11 % 1013 + 1) / 7.0).collect();
        for n in 0..1000 {
            let pairs = Pairs::<Ratio> { x: &x[..n], y: &y[..n], term: PhantomData };
            let expected = in_order(&x[..n], &y[..n]);
            assert_eq!(pairs.sum().to_bits(), expected.to_bits(), "{n}");
            assert_eq!(sum::<Ratio>(&x[..n], &y[..n]).to_bits(), expected.to_bits(), "{n}");
        }
    }

    /// The documented order, one term after the other.
    fn in_order(x: &[f64], y: &[f64]) -> f64 {
        let mut s = [0.0; 8];
        x.iter().zip(y).enumerate().for_each(|(i, (x, y))| s[i % 8] += x / y);
        ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
    }
}
