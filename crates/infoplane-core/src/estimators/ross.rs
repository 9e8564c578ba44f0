//! Ross's estimator: mutual information between a continuous variable and a class.

use super::EstimateError;
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use super::neighbors::{Balls, Points, Tree, strictly_within};
use crate::math::digamma::digamma;
use std::collections::BTreeMap;

/// I(X;Y) = ψ(n) + ⟨ψ(kᵢ)⟩ − ⟨ψ(N_yᵢ)⟩ − ⟨ψ(mᵢ)⟩ for continuous x and a discrete label y, in nats.
///
/// N_y is the number of samples of a class, and mᵢ counts the samples of any class (the i-th
/// among them) *strictly* closer to it than its k-th neighbor of its own class. If classes do
/// not mix, mᵢ = k and the value is about H(Y), its ceiling; if they mix fully, mᵢ ≈ k n / N_y and it is 0.
///
/// Source: [ROSS_2014](crate::citations::ROSS_2014), equation 2, in the maximum norm, which in one
/// dimension is the only one. As in scikit-learn, a class with k samples or fewer uses all
/// its others as neighbors, and samples alone in their class are left out; unlike there, the
/// value is not clipped at 0. The ceiling ψ(n) − ⟨ψ(N_y)⟩ holds unless distances are tied.
///
/// Bias: to either side, and vanishing with n. For two classes of normals two standard deviations apart, k = 3 and n = 50
/// it is 0.04 nats too high in one dimension and 0.08 too low in ten; eight deviations apart, and n = 1600, 0.002 at most. Small samples may give a negative value. Accuracy of the arithmetic: 1e-13.
/// Cost: n (k + m) ln n in few dimensions, n² d in many.
///
/// # Errors
/// [`EstimateError::SampleSizes`] unless there is one label per sample, [`EstimateError::Neighbors`]
/// if k is 0, [`EstimateError::SingleSamples`] if no class has two samples.
///
/// ```
/// use infoplane_core::estimators::{neighbors::Points, ross::mutual_information};
/// // Two classes far apart, k = 1: ψ(4) + ψ(1) − ψ(2) − ψ(1) = (1 + 1/2 + 1/3) − 1.
/// let x = Points::new(&[0.0, 1.0, 10.0, 11.0], 1)?;
/// let estimate = mutual_information(&x, &[0, 0, 1, 1], 1)?;
/// assert!((estimate.value - 5.0 / 6.0).abs() < 1e-14);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn mutual_information(x: &Points<'_>, labels: &[usize], k: usize) -> Result<Estimate, EstimateError> {
    if labels.len() != x.n_samples() {
        return Err(EstimateError::SampleSizes { x: x.n_samples(), y: labels.len() });
    }
    if k == 0 {
        return Err(EstimateError::Neighbors { k, n_samples: x.n_samples() });
    }
    let classes = classes(x, labels);
    let kept: Vec<f64> = classes.iter().flatten().copied().collect();
    if kept.is_empty() {
        return Err(EstimateError::SingleSamples);
    }
    let all = Points::new(&kept, x.n_dims())?;
    let balls = Balls::new(all);
    let (mut psi_k, mut psi_class, mut psi_m, mut n_tied) = (0.0, 0.0, 0.0, 0);
    for class in &classes {
        let class = Points::new(class, x.n_dims())?;
        let k = k.min(class.n_samples() - 1);
        let share = class.n_samples() as f64 / all.n_samples() as f64;
        psi_k += share * digamma(k as f64);
        psi_class += share * digamma(class.n_samples() as f64);
        let (mixing, n_of_class) = mean_of_mixing(&class, &balls, k);
        psi_m += share * mixing;
        n_tied += n_of_class;
    }
    let ceiling = digamma(all.n_samples() as f64) - psi_class;
    Ok(estimate(&all, [ceiling + psi_k - psi_m, ceiling], n_tied))
}

fn estimate(x: &Points<'_>, [value, ceiling]: [f64; 2], n_tied: usize) -> Estimate {
    Estimate {
        value,
        // With ties there may be fewer than k strictly within the distance, and no ceiling.
        ceiling: Some(ceiling).filter(|ceiling| n_tied == 0 || value <= *ceiling),
        bias: Bias::new(Side::Either),
        spread: Spread::Unknown,
        n: x.n_samples() as u64,
        d: Some(x.n_dims()),
        assumption: Assumption::SmoothDensityInClass,
        cost: Cost::Neighbors,
        n_tied,
    }
}

/// The coordinates of each class that has two samples or more.
fn classes(x: &Points<'_>, labels: &[usize]) -> Vec<Vec<f64>> {
    let mut classes: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for (sample, &label) in x.samples().zip(labels) {
        classes.entry(label).or_default().extend_from_slice(sample);
    }
    classes.into_values().filter(|class| class.len() > x.n_dims()).collect()
}

/// ⟨ψ(mᵢ)⟩ over a class, and how many of its samples have ties among their k nearest.
fn mean_of_mixing(class: &Points<'_>, balls: &Balls<'_>, k: usize) -> (f64, usize) {
    let tree = Tree::new(*class);
    let n_class = class.n_samples();
    let radii: Vec<f64> = (0..n_class).map(|index| tree.radius(index, k)).collect();
    let m = |(index, r): (usize, &f64)| balls.count(class.sample(index), strictly_within(*r));
    let sum: f64 = radii.iter().enumerate().map(m).map(|m| digamma(m as f64)).sum();
    (sum / n_class as f64, (0..n_class).filter(|index| tree.is_tied(*index, k)).count())
}
