//! Where a solution stops being stable: critical β.

use super::{Beta, BottleneckError, encoder::Encoder, source::Source};
use crate::dist::joint::{Joint, JointError};
use crate::measures::maximal_correlation::maximal_correlation;
use nalgebra::DMatrix;

/// Correlations below this are rounding. Larger would hide weak dependence, smaller would report
/// it where there is none.
const INDEPENDENT: f64 = 1e-14;

/// An x with a smaller p(x|t) is none of t's: however well its own y tell it apart, parting it from the others
/// would change L by no more than this. Smaller, and rounding of the encoder would be seen as a split.
const ABSENT: f64 = 1e-10;

/// How far beyond its critical β a value of T must be to be split. Nearer, the parts would move apart
/// more slowly than the solver's tolerance can tell.
const BEYOND: f64 = 1e-6;

/// How unequal the parts of a split value of T are at most: ½ ± ½ of this. Larger is less of a perturbation.
const SPLIT: f64 = 0.2;

/// The β above which T without information is no local minimum: 1 / ρ², with ρ the
/// [maximal correlation](maximal_correlation) of X and Y.
///
/// Infinite if X and Y are independent. An upper bound of the first transition, which may
/// come earlier by a jump. Accuracy and cost: those of the maximal correlation, twice its relative error.
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
/// against splits. Infinite where t is never used or stands for x of one kind only, but for a share of 1e-10.
///
/// Source: the stability analysis of [ROSE_1998](crate::citations::ROSE_1998) (section on phase transitions), carried over from
/// distances to divergences. Accuracy: relative 1e-13 but for weak dependence, where it is that of ρ². Cost: O(|T| |X| |Y| min(|X|, |Y|)).
///
/// # Errors
/// [`BottleneckError::Shape`] unless the encoder has one row for each possible x.
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
        let squared = Within::new(source, encoder, t, q_t[t]).map_or(0.0, |within| within.strongest().0);
        if squared > INDEPENDENT { 1.0 / squared } else { f64::INFINITY }
    };
    Ok((0..encoder.n_t).map(beta).collect())
}

/// The encoder with every value of T split that is unstable at β; `None` if all are stable.
pub(super) fn split(source: &Source, beta: Beta, encoder: &Encoder) -> Option<Encoder> {
    let q_t = encoder.marginal(source);
    let unstable = |t: usize| {
        let within = Within::new(source, encoder, t, q_t[t])?;
        let limit = (1.0 + BEYOND) / beta.get();
        // The sum of all squared correlations is cheap, and usually small enough to tell.
        if within.sum_of_squares() <= limit {
            return None;
        }
        let (squared, direction) = within.strongest();
        (squared > limit).then_some((t, direction))
    };
    let splits: Vec<(usize, Vec<f64>)> = (0..encoder.n_t).filter_map(unstable).collect();
    (!splits.is_empty()).then(|| splits.iter().fold(encoder.clone(), |all, (t, by)| all.split(*t, by)))
}

/// p(x|t) p(y|x) for one t, as the matrix √p(x|t) (p(y|x) − q(y|t)) / √q(y|t), whose singular values are the correlations.
struct Within {
    matrix: DMatrix<f64>,
    roots: Vec<f64>,
}

impl Within {
    /// `None` if t is never used.
    fn new(source: &Source, encoder: &Encoder, t: usize, q_t: f64) -> Option<Self> {
        if q_t <= 0.0 {
            return None;
        }
        let (n_x, n_y) = (source.n_x(), source.n_y());
        let share = |p: f64| if p >= ABSENT { p } else { 0.0 };
        let p: Vec<f64> =
            encoder.rows().zip(&source.p_x).map(|(row, p_x)| share(p_x * row[t] / q_t)).collect();
        let q_y: Vec<f64> = (0..n_y).map(|y| (0..n_x).map(|x| p[x] * source.row(x)[y]).sum()).collect();
        let roots: Vec<f64> = p.iter().map(|p| libm::sqrt(*p)).collect();
        let entry = |x: usize, y: usize| {
            if q_y[y] > 0.0 { roots[x] * (source.row(x)[y] - q_y[y]) / libm::sqrt(q_y[y]) } else { 0.0 }
        };
        Some(Self { matrix: DMatrix::from_fn(n_x, n_y, entry), roots })
    }

    fn sum_of_squares(&self) -> f64 {
        self.matrix.norm_squared()
    }

    /// The largest squared correlation, and the function of x that has it, of largest value [`SPLIT`].
    fn strongest(&self) -> (f64, Vec<f64>) {
        let is_wide = self.matrix.nrows() < self.matrix.ncols();
        let transposed = self.matrix.transpose();
        let gram = if is_wide { &self.matrix * &transposed } else { &transposed * &self.matrix };
        let eigen = gram.symmetric_eigen();
        let at = eigen.eigenvalues.imax();
        let vector = eigen.eigenvectors.column(at).into_owned();
        let by_x = if is_wide { vector } else { &self.matrix * vector };
        let of_x = by_x.iter().zip(&self.roots).map(|(v, root)| if *root > 0.0 { v / root } else { 0.0 });
        let of_x: Vec<f64> = of_x.collect();
        let largest = of_x.iter().fold(f64::MIN_POSITIVE, |largest, v| v.abs().max(largest));
        (eigen.eigenvalues[at], of_x.iter().map(|v| 0.5 * SPLIT * v / largest).collect())
    }
}
