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

/// Terms added to a sum before what rounding took from it is looked at: twice as many, and the stated accuracy would not
/// hold; fewer cost more operations.
const PLAIN: usize = 8;

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
///
/// Accuracy: of the sum of the terms' magnitudes 1.1e-15, however many there are: [`PLAIN`] terms are added plainly, the
/// rounding of all later additions is kept beside them and given back ([KNUTH_1969](crate::citations::KNUTH_1969)).
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
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
        let mut sums = Sums { sums: [0.0; LANES], lost: [0.0; LANES] };
        let mut block = Block::EMPTY;
        for (x, y) in self.x.chunks(BLOCK).zip(self.y.chunks(BLOCK)) {
            if is_usual::<T>(x, y) {
                block.fill::<T>(x, y);
            } else {
                block.fill_unusual::<T>(x, y);
            }
            for terms in block.terms[..x.len().next_multiple_of(LANES)].chunks(PLAIN * LANES) {
                sums.add(terms);
            }
        }
        sums.total()
    }
}

/// Eight sums, and what rounding has taken from each.
struct Sums {
    sums: [f64; LANES],
    lost: [f64; LANES],
}

impl Sums {
    /// Adds up to [`PLAIN`] terms to each sum.
    #[inline(always)]
    fn add(&mut self, terms: &[f64]) {
        let mut plain = [0.0; LANES];
        for terms in terms.as_chunks::<LANES>().0 {
            plain.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
        for ((sum, lost), term) in self.sums.iter_mut().zip(&mut self.lost).zip(plain) {
            let old = *sum;
            *sum = old + term;
            let added = *sum - old;
            *lost += (old - (*sum - added)) + (term - added);
        }
    }

    #[inline(always)]
    fn total(&self) -> f64 {
        let total = |[a, b, c, d, e, f, g, h]: [f64; LANES]| ((a + e) + (c + g)) + ((b + f) + (d + h));
        let sum = total(self.sums);
        // An infinite sum has lost nothing that could be given back.
        if sum.is_finite() { sum + total(self.lost) } else { sum }
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
        let mut sums = Sums { sums: [0.0; LANES], lost: [0.0; LANES] };
        for (x, y) in x.chunks(PLAIN * LANES).zip(y.chunks(PLAIN * LANES)) {
            let mut terms: Vec<f64> = x.iter().zip(y).map(|(x, y)| x / y).collect();
            terms.resize(x.len().next_multiple_of(LANES), 0.0);
            sums.add(&terms);
        }
        sums.total()
    }
}
