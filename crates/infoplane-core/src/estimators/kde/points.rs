//! The samples as points whose squared distance is an exponent of two: centered and scaled.

use crate::estimators::activations::Activations;

/// Largest coordinate kept, in noise widths around the mean. The difference of two such numbers
/// is finite, so that no distance is ∞ − ∞. Samples farther out, which only a diverging network
/// produces, are moved here; those that lie beyond it on the same side are no longer told apart.
const FARTHEST: f64 = 1e18;

/// Largest ‖x‖² (d + 2) for which squared distances are taken from products. An exponent made of 2x·y − ‖x‖² − ‖y‖²
/// has d + 2 roundings of numbers up to 2‖x‖², so it is off by at most 200 · 2 · 2⁻²⁴ = 2.4e-5. Twice as large, and
/// the narrow kernel of a single pair could miss by 1e-4.
const PRODUCTS_UP_TO: f32 = 200.0;

/// How the squared distance of two points is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    /// Σ (x − y)²: accurate everywhere. Trained layers need it, whose samples cluster far from the mean.
    Differences,
    /// ‖x‖² + ‖y‖² − 2x·y: two operations for each unit instead of three, where rounding cannot matter.
    Products,
}

/// All samples, shifted to their mean and scaled.
pub(super) struct Points {
    coordinates: Vec<f32>,
    n_units: usize,
}

impl Points {
    /// Centers first, in double precision, so that activations far from zero keep their small differences.
    pub(super) fn new(layer: &Activations<'_>, scale: f64) -> Self {
        let mean = mean(layer);
        let place = |(value, mean): (&f32, &f64)| {
            ((f64::from(*value) - mean) * scale).clamp(-FARTHEST, FARTHEST) as f32
        };
        let samples = layer.values().chunks_exact(layer.n_units());
        let coordinates = samples.flat_map(|sample| sample.iter().zip(&mean).map(place)).collect();
        Self { coordinates, n_units: layer.n_units() }
    }

    /// The coordinates of one sample.
    pub(super) fn sample(&self, index: usize) -> &[f32] {
        &self.coordinates[index * self.n_units..][..self.n_units]
    }

    /// The cheapest form that is accurate for exponents that will be multiplied by `factor` at most.
    pub(super) fn form(&self, factor: f32) -> Form {
        let norms = self.coordinates.chunks_exact(self.n_units).map(|x| x.iter().map(|x| x * x).sum());
        let largest = norms.fold(0.0, f32::max);
        let products = largest * factor * (self.n_units as f32 + 2.0) <= PRODUCTS_UP_TO;
        if products { Form::Products } else { Form::Differences }
    }

    /// Orders samples so that those near one another come together, `group` by `group`.
    ///
    /// Halves them at the median of the unit in which they are spread widest, and then each half, until they fit a
    /// group; within it they keep their order. Cost: O(n (d + log n) log n).
    pub(super) fn gather(&self, samples: &mut [usize], group: usize) {
        if samples.len() <= group {
            samples.sort_unstable();
            return;
        }
        let unit = self.widest_unit(samples);
        let middle = (samples.len() / 2).next_multiple_of(group);
        let at = |&sample: &usize| self.sample(sample)[unit];
        // By the index where coordinates are equal, so that the halves do not depend on how they are found.
        samples.select_nth_unstable_by(middle, |a, b| at(a).total_cmp(&at(b)).then(a.cmp(b)));
        let (low, high) = samples.split_at_mut(middle);
        self.gather(low, group);
        self.gather(high, group);
    }

    fn widest_unit(&self, samples: &[usize]) -> usize {
        let width = |unit: &usize| {
            let [low, high] = self.range(samples, *unit);
            high - low
        };
        (0..self.n_units).max_by(|a, b| width(a).total_cmp(&width(b))).unwrap_or(0)
    }

    /// The smallest and the largest coordinate of some samples in a unit.
    pub(super) fn range(&self, samples: &[usize], unit: usize) -> [f32; 2] {
        let at = samples.iter().map(|&sample| self.sample(sample)[unit]);
        at.fold([f32::INFINITY, f32::NEG_INFINITY], |[low, high], x| [low.min(x), high.max(x)])
    }
}

/// Mean activation of every unit.
fn mean(layer: &Activations<'_>) -> Vec<f64> {
    let mut mean = vec![0.0; layer.n_units()];
    for sample in layer.values().chunks_exact(layer.n_units()) {
        for (sum, &value) in mean.iter_mut().zip(sample) {
            *sum += f64::from(value);
        }
    }
    mean.iter_mut().for_each(|sum| *sum /= layer.n_samples() as f64);
    mean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f32], n_units: usize) -> Points {
        let labels = vec![0; values.len() / n_units];
        Points::new(&Activations::new(values, n_units, &labels, 1).unwrap(), 1.0)
    }

    #[test]
    fn products_are_taken_only_where_rounding_cannot_matter() {
        // ‖x‖² = 36 and d + 2 = 3.
        let points = points(&[-6.0, 6.0], 1);
        assert_eq!(points.form(1.0), Form::Products);
        assert_eq!(points.form(2.0), Form::Differences);
    }

    #[test]
    fn gathering_parts_clusters_and_keeps_every_sample() {
        // Two clusters, alternating, far apart in the second unit.
        let values: Vec<f32> = (0..40).flat_map(|i| [i as f32 * 0.1, (i % 2 * 100) as f32]).collect();
        let mut samples: Vec<usize> = (0..40).collect();
        points(&values, 2).gather(&mut samples, 20);
        assert!(samples[..20].iter().all(|sample| sample % 2 == 0), "{samples:?}");
        assert!(samples[20..].iter().all(|sample| sample % 2 == 1), "{samples:?}");
        assert!(samples[..20].is_sorted() && samples[20..].is_sorted());
    }

    #[test]
    fn groups_are_full_but_the_last() {
        let values: Vec<f32> = (0..71).map(|i| (i * 37 % 71) as f32).collect();
        let mut samples: Vec<usize> = (0..71).collect();
        points(&values, 1).gather(&mut samples, 8);
        for (index, group) in samples.chunks(8).enumerate() {
            assert!(group.iter().all(|&sample| values[sample] as usize / 8 == index), "{group:?}");
        }
    }
}
