//! Where a solution stops being stable: critical β.

use super::{Beta, BottleneckError, encoder::Encoder, source::Source};
use crate::dist::joint::{Joint, JointError};
use crate::measures::maximal_correlation::maximal_correlation;
use nalgebra::DMatrix;

/// Correlations below this are rounding. Larger would hide weak dependence, smaller would report
/// it where there is none.
const INDEPENDENT: f64 = 1e-14;

/// An x of which less than this is in t, q(t|x), has left it. Smaller, and an x that is still about to leave, which the
/// solver's tolerance of 1e-9 sees no more, would be taken for a split; larger would hide what part of an x can still do.
const ABSENT: f64 = 1e-8;

/// How far beyond its critical β a value of T must be to be split. Nearer, the parts would move apart
/// more slowly than the solver's tolerance can tell.
const BEYOND: f64 = 1e-6;

/// How unequal the parts of a split value of T are at most: ½ ± ½ of this. Larger is less of a perturbation.
const SPLIT: f64 = 0.2;

/// The β above which T without information is no local minimum: 1 / ρ², with ρ the
/// [maximal correlation](maximal_correlation) of X and Y.
///
/// Infinite if X and Y are independent. An upper bound of the first transition, which may
/// come earlier by a jump. Source: of [`splitting_betas`], of which it is the case of one value of T. Accuracy and cost: those of the maximal correlation, twice its relative error.
///
/// # Errors
/// [`JointError`] unless the joint has two variables, X first.
///
/// ```
/// use infoplane_core::{bottleneck::critical, dist::joint::Joint};
/// let flips_one_in_ten = Joint::from_rows(&[vec![0.45, 0.05], vec![0.05, 0.45]])?;
/// assert!((critical::beta_trivial(&flips_one_in_ten)? - 1.5625).abs() < 1e-13); // 1 / 0.8²
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn beta_trivial(joint: &Joint) -> Result<f64, JointError> {
    let correlation = maximal_correlation(joint, &[0], &[1])?;
    Ok(if correlation > INDEPENDENT { 1.0 / (correlation * correlation) } else { f64::INFINITY })
}

/// The critical β of each value t of an encoder: above it, t splits in two; 1 / ρ², with ρ the maximal
/// correlation of X and Y under p(x|t) p(y|x).
///
/// Let t be replaced by two values with q(t|x) (½ ± ε(x)). To first order one application of the self-consistent
/// equations turns ε into β M ε plus a constant, with M(x, x′) = Σ p(y|x) p(x′|t) p(y|x′) / q(y|t), whose largest eigenvalue is 1, for
/// constants, and whose second is ρ². So a difference grows if β ρ² > 1. At the trivial encoder this is [`beta_trivial`];
/// for a solution of the equations at β, the least of these values is where it stops being stable
/// against splits. Infinite where t is never used or stands for x of one kind only, apart from x of which less than 1e-8 is in t.
///
/// Source: the stability analysis of [ROSE_1998](crate::citations::ROSE_1998), carried over from
/// distances to divergences. Accuracy: relative 1e-13 but for weak dependence, where it is that of ρ². Cost: O(|T| |X| |Y| min(|X|, |Y|)).
///
/// # Errors
/// [`BottleneckError::Rows`] unless the encoder has one row for each possible x.
///
/// ```
/// use infoplane_core::bottleneck::{critical::splitting_betas, encoder::Encoder, source::Source};
/// // Two bits, of which Y sees the first with one error in ten, and the second with one in five.
/// let row = |a: f64, b: f64| vec![a * b, a * (1.0 - b), (1.0 - a) * b, (1.0 - a) * (1.0 - b)];
/// let source = Source::from_weights(&[row(0.9, 0.8), row(0.9, 0.2), row(0.1, 0.8), row(0.1, 0.2)])?;
/// // T is the first bit. What is left to learn is the second one: 1 / 0.6².
/// let first = [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]].map(Vec::from);
/// let critical = splitting_betas(&source, &Encoder::from_weights(&first)?)?;
/// assert!(critical.iter().all(|beta| (beta - 1.0 / 0.36).abs() < 1e-13));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn splitting_betas(source: &Source, encoder: &Encoder) -> Result<Vec<f64>, BottleneckError> {
    source.check(encoder)?;
    let q_t = encoder.marginal(source);
    let beta = |t: usize| {
        let within = Within::new(source, encoder, t, q_t[t]);
        within
            .and_then(|w| w.strongest_above(INDEPENDENT))
            .map_or(f64::INFINITY, |(squared, _)| 1.0 / squared)
    };
    Ok((0..encoder.n_t).map(beta).collect())
}

/// The encoder with every value of T split that is unstable at β; `None` if all are stable.
pub(super) fn split(source: &Source, beta: Beta, encoder: &Encoder) -> Option<Encoder> {
    let q_t = encoder.marginal(source);
    let limit = (1.0 + BEYOND) / beta.get();
    let unstable = |t: usize| {
        let (_, direction) = Within::new(source, encoder, t, q_t[t])?.strongest_above(limit)?;
        Some((t, direction))
    };
    let splits: Vec<(usize, Vec<f64>)> = (0..encoder.n_t).filter_map(unstable).collect();
    (!splits.is_empty()).then(|| splits.iter().fold(encoder.clone(), |all, (t, by)| all.split(*t, by)))
}

/// p(x|t) p(y|x) for one t.
struct Within<'a> {
    source: &'a Source,
    p_x: Vec<f64>,
    p_y: Vec<f64>,
}

impl<'a> Within<'a> {
    /// `None` if t is never used.
    fn new(source: &'a Source, encoder: &Encoder, t: usize, q_t: f64) -> Option<Self> {
        if q_t <= 0.0 {
            return None;
        }
        let share = |q: f64| if q >= ABSENT { q } else { 0.0 };
        let p_x: Vec<f64> = encoder.rows().zip(&source.p_x).map(|(row, p)| p * share(row[t]) / q_t).collect();
        let mut p_y = vec![0.0; source.n_y()];
        for (x, p) in p_x.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            p_y.iter_mut().zip(source.row(x)).for_each(|(sum, p_y)| *sum += p * p_y);
        }
        Some(Self { source, p_x, p_y })
    }

    /// The sum of all squared correlations: Σ p(x|t) (p(y|x) − q(y|t))² / q(y|t).
    fn sum_of_squares(&self) -> f64 {
        let ratio = |(p, q): (&f64, &f64)| if *q > 0.0 { (p - q) * (p - q) / q } else { 0.0 };
        let distance = |x: usize| self.source.row(x).iter().zip(&self.p_y).map(ratio).sum::<f64>();
        let present = self.p_x.iter().enumerate().filter(|(_, p)| **p > 0.0);
        present.map(|(x, p)| p * distance(x)).sum()
    }

    /// √p(x|t) (p(y|x) − q(y|t)) / √q(y|t), whose singular values are the correlations.
    fn matrix(&self) -> DMatrix<f64> {
        let entry = |x: usize, y: usize| {
            let (p, q) = (self.p_x[x], self.p_y[y]);
            if q > 0.0 { libm::sqrt(p) * (self.source.row(x)[y] - q) / libm::sqrt(q) } else { 0.0 }
        };
        DMatrix::from_fn(self.p_x.len(), self.p_y.len(), entry)
    }

    /// The largest squared correlation, and the function of x that has it, of largest value [`SPLIT`]; `None` if it is not
    /// above the limit.
    fn strongest_above(&self, limit: f64) -> Option<(f64, Vec<f64>)> {
        // Two bounds that cost little, and mostly tell: the sum of the squares, and the root of the sum of their squares.
        if self.sum_of_squares() <= limit {
            return None;
        }
        let matrix = self.matrix();
        let is_wide = matrix.nrows() < matrix.ncols();
        let transposed = matrix.transpose();
        let gram = if is_wide { &matrix * &transposed } else { &transposed * &matrix };
        if gram.norm() <= limit {
            return None;
        }
        let eigen = gram.symmetric_eigen();
        let at = eigen.eigenvalues.imax();
        let vector = eigen.eigenvectors.column(at).into_owned();
        let by_x = if is_wide { vector } else { &matrix * vector };
        let squared = eigen.eigenvalues[at];
        (squared > limit).then(|| (squared, self.perturbation(by_x.as_slice())))
    }

    /// The function of x of a singular vector.
    fn perturbation(&self, singular: &[f64]) -> Vec<f64> {
        let per_root = |(v, p): (&f64, &f64)| if *p > 0.0 { v / libm::sqrt(*p) } else { 0.0 };
        let of_x: Vec<f64> = singular.iter().zip(&self.p_x).map(per_root).collect();
        // Positive, so that a vector of zeros stays one.
        let largest = of_x.iter().fold(f64::MIN_POSITIVE, |largest, v| v.abs().max(largest));
        of_x.iter().map(|v| 0.5 * SPLIT * v / largest).collect()
    }
}
