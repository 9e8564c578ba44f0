//! The samples as points whose squared distance is an exponent of two: centered and scaled.

use crate::estimators::activations::Activations;

/// Coordinates up to this, in noise widths around the mean, are taken as they are. What lies farther out is drawn in by a
/// logarithm, which keeps the order and is below 1e18 for every double: the difference of two such numbers is
/// finite, so that no distance is ∞ − ∞, and samples that single precision tells apart stay countless widths apart.
const FAR: f64 = 1e15;

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

fn drawn_in(x: f64) -> f64 {
    if x.abs() <= FAR { x } else { (FAR * (1.0 + libm::log(x.abs() / FAR))).copysign(x) }
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
        let place = |(value, mean): (&f32, &f64)| drawn_in((f64::from(*value) - mean) * scale) as f32;
        let samples = layer.values().chunks_exact(layer.n_units());
        let coordinates = samples.flat_map(|sample| sample.iter().zip(&mean).map(place)).collect();
        Self { coordinates, n_units: layer.n_units() }
    }

    /// The coordinates of one sample.
    #[inline(always)]
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
        self.part(samples, unit, middle);
        let (low, high) = samples.split_at_mut(middle);
        self.gather(low, group);
        self.gather(high, group);
    }

    /// Puts the `middle` samples with the smallest coordinates in a unit before all others.
    ///
    /// By the index where coordinates are equal, so that the halves do not depend on how they are found. Coordinate and
    /// index are compared as one whole number.
    #[cfg_attr(infoplane_site, optimize(speed))]
    fn part(&self, samples: &mut [usize], unit: usize, middle: usize) {
        let key = |&sample: &usize| (ordered_bits(self.sample(sample)[unit]), sample);
        let mut keys: Vec<u64> =
            samples.iter().map(key).map(|(bits, sample)| (u64::from(bits) << 32) | sample as u64).collect();
        keys.select_nth_unstable(middle);
        for (sample, key) in samples.iter_mut().zip(keys) {
            *sample = (key & u64::from(u32::MAX)) as usize;
        }
    }

    fn widest_unit(&self, samples: &[usize]) -> usize {
        let mut boxes = vec![[0.0; 2]; self.n_units];
        self.bound(samples, &mut boxes);
        let width = |unit: &usize| boxes[*unit][1] - boxes[*unit][0];
        (0..self.n_units).max_by(|a, b| width(a).total_cmp(&width(b))).unwrap_or(0)
    }

    /// Sets the smallest and the largest coordinate of some samples in every unit.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn bound(&self, samples: &[usize], boxes: &mut [[f32; 2]]) {
        boxes.fill([f32::INFINITY, f32::NEG_INFINITY]);
        for &sample in samples {
            for ([low, high], &x) in boxes.iter_mut().zip(self.sample(sample)) {
                // Not `min`, which in wasm is a call for the sake of NaN.
                *low = if x < *low { x } else { *low };
                *high = if x > *high { x } else { *high };
            }
        }
    }
}

/// A whole number that is larger where the number is, as [`f32::total_cmp`] has it.
#[inline(always)]
fn ordered_bits(x: f32) -> u32 {
    let bits = x.to_bits();
    // A negative number is the smaller the larger its other bits are.
    if bits >> 31 == 1 { !bits } else { bits | 1 << 31 }
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
    fn bits_are_ordered_as_the_numbers() {
        let numbers = [f32::MIN, -2.5, -2.0, -1e-40, -0.0, 0.0, 1e-40, 0.5, 0.75, f32::MAX];
        assert!(numbers.map(ordered_bits).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_box_reaches_from_the_smallest_to_the_largest_coordinate() {
        let mut boxes = [[0.0; 2]; 2];
        // Shifted to their mean, (2, −1).
        points(&[1.0, -3.0, 2.0, 1.0, 3.0, -1.0], 2).bound(&[0, 2], &mut boxes);
        assert_eq!(boxes, [[-1.0, 1.0], [-2.0, 0.0]]);
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
