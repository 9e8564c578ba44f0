//! Estimators as their formulas read: rows of bins are sorted, and every sample is compared with every other. The tests
//! hold the fast ones to these, and the benches time them beside each other.
#![allow(dead_code, reason = "every user of this module compiles all of it")]

use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::ksg::Ksg;
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::math::digamma::digamma;

/// The last of n edges from -1 to 1 that is not above t; what is below all of them shares the last bin.
pub(crate) fn edge(n_edges: usize) -> impl Fn(f32) -> u64 {
    let step = 2.0 / (n_edges - 1) as f64;
    let edges: Vec<f32> = (0..n_edges - 1).map(|i| (i as f64 * step - 1.0) as f32).chain([1.0]).collect();
    move |t| edges.iter().rposition(|&edge| edge <= t).unwrap_or(n_edges - 1) as u64
}

/// The bits of floor(t / width), with one zero.
pub(crate) fn width(width: f32) -> impl Fn(f32) -> u64 {
    move |t| u64::from(((t / width).floor() + 0.0).to_bits())
}

/// H(binned T) and H(binned T) + H(Y) − H(binned T, Y).
pub(crate) fn binned(layer: &Activations<'_>, bin: impl Fn(f32) -> u64) -> [f64; 2] {
    let row = |sample: &[f32]| sample.iter().map(|&t| bin(t)).collect::<Vec<u64>>();
    let rows: Vec<Vec<u64>> = layer.values().chunks_exact(layer.n_units()).map(row).collect();
    let labels = layer.labels();
    let h_t = entropy(rows.iter().collect());
    [h_t, h_t + entropy(labels.iter().collect()) - entropy(rows.iter().zip(labels).collect())]
}

/// −Σ p ln p over the runs of equal samples, once they are sorted.
fn entropy<T: Ord>(mut samples: Vec<T>) -> f64 {
    samples.sort_unstable();
    let n = samples.len() as f64;
    let share = |run: &[T]| run.len() as f64 / n;
    -samples.chunk_by(|a, b| a == b).map(share).map(|p| p * p.ln()).sum::<f64>()
}

/// max |aᵢ − bᵢ|.
fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// The indices of the k nearest in a list of distances, the farthest of them last.
fn nearest(distances: &[f64], k: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..distances.len()).collect();
    order.select_nth_unstable_by(k - 1, |&a, &b| distances[a].total_cmp(&distances[b]));
    order.truncate(k);
    order
}

/// I(X;Y) by Kraskov, Stögbauer and Grassberger, of samples none of which coincide.
pub(crate) fn ksg(x: &Points<'_>, y: &Points<'_>, k: usize, variant: Ksg) -> f64 {
    let n = x.n_samples();
    let psi_of = |i: usize| {
        let others = |z: &Points<'_>| -> Vec<f64> {
            (0..n).filter(|&j| j != i).map(|j| distance(z.sample(i), z.sample(j))).collect()
        };
        let (in_x, in_y) = (others(x), others(y));
        let in_both: Vec<f64> = in_x.iter().zip(&in_y).map(|(x, y)| x.max(*y)).collect();
        let nearest = nearest(&in_both, k);
        let closer = |distances: &[f64], r: f64| distances.iter().filter(|&&d| d < r).count() as f64;
        let within = |distances: &[f64]| {
            let r = nearest.iter().map(|&j| distances[j]).fold(0.0, f64::max);
            distances.iter().filter(|&&d| d <= r).count() as f64
        };
        match variant {
            Ksg::Cube => {
                let r = in_both[nearest[k - 1]];
                digamma(closer(&in_x, r) + 1.0) + digamma(closer(&in_y, r) + 1.0)
            }
            Ksg::Rectangle => digamma(within(&in_x)) + digamma(within(&in_y)) + 1.0 / k as f64,
        }
    };
    digamma(n as f64) + digamma(k as f64) - (0..n).map(psi_of).sum::<f64>() / n as f64
}

/// I(X;Y) by Ross, of samples none of which coincide and classes of more than k.
pub(crate) fn ross(x: &Points<'_>, labels: &[usize], k: usize) -> f64 {
    let n = x.n_samples();
    let term = |i: usize| {
        let all: Vec<f64> = (0..n).map(|j| distance(x.sample(i), x.sample(j))).collect();
        let of_class: Vec<f64> =
            (0..n).filter(|&j| j != i && labels[j] == labels[i]).map(|j| all[j]).collect();
        let r = of_class[nearest(&of_class, k)[k - 1]];
        let n_closer = all.iter().filter(|&&d| d < r).count() as f64;
        digamma(k as f64) - digamma(of_class.len() as f64 + 1.0) - digamma(n_closer)
    };
    digamma(n as f64) + (0..n).map(term).sum::<f64>() / n as f64
}

/// h(X) by Kozachenko and Leonenko, of samples none of which coincide.
pub(crate) fn differential_entropy(x: &Points<'_>, k: usize) -> f64 {
    let (n, d) = (x.n_samples(), x.n_dims() as f64);
    let log_of = |i: usize| {
        let others: Vec<f64> =
            (0..n).filter(|&j| j != i).map(|j| distance(x.sample(i), x.sample(j))).collect();
        d * (2.0 * others[nearest(&others, k)[k - 1]]).ln()
    };
    digamma(n as f64) - digamma(k as f64) + (0..n).map(log_of).sum::<f64>() / n as f64
}
