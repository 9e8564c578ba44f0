//! Labels that are wrong now and then.

use crate::math::rng::Stream;

/// p(observed label | x) of a p(true label | x) when, with probability r, a label is replaced by one of the other k − 1,
/// all equally likely: p ↦ (1 − r) p + r (1 − p) / (k − 1). In place.
///
/// ```
/// use infoplane_core::learner::dataset::flip_labels;
/// let mut p = [1.0, 0.0, 0.0];
/// flip_labels(&mut p, 0.2);
/// assert_eq!(p, [0.8, 0.1, 0.1]);
/// ```
pub fn flip_labels(p: &mut [f64], label_noise: f64) {
    let others = p.len() as f64 - 1.0;
    for value in p {
        *value = (1.0 - label_noise) * *value + label_noise / others * (1.0 - *value);
    }
}

/// Labels after label noise. Each sample draws twice whatever the noise, so that more noise only adds flips.
pub(super) fn observe(
    labels: &[usize],
    n_classes: usize,
    label_noise: f64,
    mut stream: Stream,
) -> Vec<usize> {
    let mut flip = |label: &usize| {
        let (u, shift) = (stream.uniform(), 1 + stream.below(n_classes - 1));
        if u < label_noise { (label + shift) % n_classes } else { *label }
    };
    labels.iter().map(&mut flip).collect()
}
