//! Where the trivial solution stops being stable.

use super::source::Source;
use nalgebra::DMatrix;

/// The β above which T without information is no local minimum: 1 / σ₂², with σ₂ the maximal
/// correlation of X and Y, the second singular value of p(x,y) / √(p(x) p(y)).
///
/// Infinite if X and Y are independent. An upper bound of the first transition, which may
/// come earlier by a jump. Accuracy: 1e-15 / σ₂² relative. Cost: O(min(|X|,|Y|)³ + |X| |Y|²).
///
/// ```
/// use infoplane_core::bottleneck::{critical, source::Source};
/// let flips_one_in_ten = Source::from_weights(&[vec![0.45, 0.05], vec![0.05, 0.45]])?;
/// assert!((critical::beta_trivial(&flips_one_in_ten) - 1.5625).abs() < 1e-13); // 1 / 0.8²
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn beta_trivial(source: &Source) -> f64 {
    // Minus √(p(x) p(y)), the first singular pair, whose value is 1: σ₂ becomes the largest.
    let b = DMatrix::from_fn(source.n_x(), source.n_y(), |x, y| {
        let p_y = libm::sqrt(source.p_y[y]);
        libm::sqrt(source.p_x[x]) * (source.row(x)[y] / p_y - p_y)
    });
    let gram = if source.n_x() < source.n_y() { &b * b.transpose() } else { b.transpose() * &b };
    let squared = gram.symmetric_eigenvalues().max();
    if squared > INDEPENDENT { 1.0 / squared } else { f64::INFINITY }
}

/// Squared correlations below this are rounding: the entries of the Gram matrix carry 1e-16,
/// squared. Larger would hide weak dependence, smaller would report it where there is none.
const INDEPENDENT: f64 = 1e-28;
