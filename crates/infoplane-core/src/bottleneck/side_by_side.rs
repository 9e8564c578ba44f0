//! Sums and maxima of rows, several at a time: a processor takes them in one instruction, and none waits for the last.
//!
//! Their order is that of no machine in particular, so the bits are the same everywhere.

/// Sums side by side: four instructions in wasm and in baseline x86-64, so that none waits for the one before.
const LANES: usize = 8;

/// Σ f(aᵢ, bᵢ, cᵢ) over three slices of equal length: every eighth term in a sum of its own, and then these.
#[inline(always)]
pub(super) fn sum_of(a: &[f64], b: &[f64], c: &[f64], f: impl Fn(f64, f64, f64) -> f64) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let (c, c_rest) = c.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for ((a, b), c) in a.iter().zip(b).zip(c) {
        for i in 0..LANES {
            sums[i] += f(a[i], b[i], c[i]);
        }
    }
    for (sum, ((a, b), c)) in sums.iter_mut().zip(a_rest.iter().zip(b_rest).zip(c_rest)) {
        *sum += f(*a, *b, *c);
    }
    fold(sums, |a, b| a + b)
}

/// The largest number of a slice; −∞ if it is empty.
pub(super) fn largest_of(x: &[f64]) -> f64 {
    largest(x, x, f64::NEG_INFINITY, |x, _| x)
}

/// The largest |a − b|; 0 if there are none.
pub(super) fn largest_change(a: &[f64], b: &[f64]) -> f64 {
    largest(a, b, 0.0, |a, b| (a - b).abs())
}

#[inline(always)]
fn largest(a: &[f64], b: &[f64], least: f64, f: impl Fn(f64, f64) -> f64) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let greater = |x: f64, y: f64| if x > y { x } else { y };
    let mut found = [least; LANES];
    for (a, b) in a.iter().zip(b) {
        for i in 0..LANES {
            found[i] = greater(f(a[i], b[i]), found[i]);
        }
    }
    for (found, (a, b)) in found.iter_mut().zip(a_rest.iter().zip(b_rest)) {
        *found = greater(f(*a, *b), *found);
    }
    fold(found, greater)
}

fn fold([a, b, c, d, e, f, g, h]: [f64; LANES], with: impl Fn(f64, f64) -> f64) -> f64 {
    with(with(with(a, e), with(c, g)), with(with(b, f), with(d, h)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_counts_once() {
        let x: Vec<f64> = (0..40).map(|i| f64::from(i * 7 % 41)).collect();
        let zeros = [0.0; 40];
        for n in 0..=x.len() {
            let x = &x[..n];
            assert_eq!(sum_of(x, x, x, |a, b, c| a * b + c), x.iter().map(|x| x * x + x).sum());
            assert_eq!(largest_of(x), x.iter().copied().fold(f64::NEG_INFINITY, f64::max));
            assert_eq!(largest_change(&zeros[..n], x), x.iter().copied().fold(0.0, f64::max));
        }
    }
}
