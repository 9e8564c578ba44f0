//! From logits to probabilities, the loss, and its gradient by the logits.

use super::batch::Batch;
use crate::learner::activation::{logistic, softplus};
use crate::learner::loss::{ClassMean, Loss, LossKind};
use crate::learner::network::Output;
use crate::math::lanes::Lanes;
use crate::math::real::Real;
use core::f64::consts::TAU;

impl<T: Real> Batch<T> {
    /// The mean over `n` samples, of which these are some or all, of the loss; after [`Batch::forward`].
    ///
    /// With a squared rate these must be all, as the square of a mean is not a mean of squares.
    ///
    /// ```
    /// # use infoplane_core::learner::loss::{Loss, LossSpec};
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
    /// # let mut batch = Batch::new(&network, 1);
    /// # batch.load([(&[1.0][..], 0)].into_iter());
    /// # batch.forward(&network, None);
    /// // One of four samples, to which a network of zeros gives the probability ½.
    /// let share = batch.objective(&Loss::new(&LossSpec::default(), 2)?, 4);
    /// assert!((share - 2_f64.ln() / 4.0).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub fn objective(&self, loss: &Loss<T>, n: usize) -> f64 {
        let mut sum = T::Lanes::zero();
        for group in 0..self.n_groups() {
            sum += self.example(group, loss).loss() * self.weight(group, loss);
        }
        sum_of_lanes(sum) / n as f64 + loss.of_rate(self.rate_sum() / n as f64)
    }

    /// What the sum of the losses of these samples is divided by for their mean: their number, or the sum of the weights
    /// of their classes.
    ///
    /// ```
    /// # use infoplane_core::learner::loss::{ClassMean, Loss, LossSpec};
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
    /// # let mut batch = Batch::new(&network, 2);
    /// batch.load([(&[1.0][..], 0), (&[1.0][..], 1)].into_iter());
    /// let (class_weights, class_mean) = (vec![0.5, 2.0], ClassMean::Weights);
    /// let weighted = Loss::new(&LossSpec { class_weights, class_mean, ..LossSpec::default() }, 2)?;
    /// assert_eq!(batch.divisor(&weighted), 0.5 + 2.0);
    /// assert_eq!(batch.divisor(&Loss::new(&LossSpec::default(), 2)?), 2.0);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn divisor(&self, loss: &Loss<T>) -> f64 {
        match loss.class_mean {
            ClassMean::Samples => self.n_samples() as f64,
            ClassMean::Weights => {
                let weights = (0..self.n_groups()).map(|group| self.weight(group, loss));
                sum_of_lanes(weights.fold(T::Lanes::zero(), |sum, weight| sum + weight))
            }
        }
    }

    /// Σ over samples and bottlenecks of KL(N(μ, σ²) ‖ N(0, I)), in nats; after [`Batch::forward`].
    ///
    /// ```
    /// # use infoplane_core::learner::layer::{Deviation, LayerOptions, Units};
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let units = Units::Bottleneck(Deviation::LogVariance);
    /// # let options = vec![LayerOptions { units, ..LayerOptions::default() }];
    /// # let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
    /// // μ = x and σ = e⁰ = 1, so the rate of a sample is ½ x².
    /// let network = Network::new(&spec, 1, 2, vec![1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])?;
    /// let mut batch = Batch::new(&network, 2);
    /// batch.load([(&[2.0][..], 0), (&[4.0][..], 1)].into_iter());
    /// batch.forward(&network, None);
    /// assert_eq!(batch.rate_sum(), 2.0 + 8.0);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn rate_sum(&self) -> f64 {
        let mut sum = T::Lanes::zero();
        for encoder in self.layers.iter().filter_map(|layer| layer.encoder.as_ref()) {
            for (group, present) in self.present[..self.n_groups()].iter().enumerate() {
                sum += encoder.rate(group) * *present;
            }
        }
        sum_of_lanes(sum)
    }

    /// Keeps the logits, and makes probabilities of them.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn read_output(&mut self, n_groups: usize) {
        let Some(last) = self.layers.last_mut() else { return };
        let groups = last.values.iter_mut().zip(self.logits.iter_mut()).take(n_groups);
        match self.output {
            Output::Softmax => {
                softmax(groups, (&mut self.largest[..n_groups], &mut self.log_sums[..n_groups]));
            }
            Output::Sigmoid => groups.for_each(|(values, logits)| {
                logits.copy_from_slice(values);
                values.iter_mut().for_each(|value| *value = logistic(*value));
            }),
            Output::Gaussian => groups.for_each(|(values, logits)| logits.copy_from_slice(values)),
        }
    }

    /// Sets the gradient of `scale` times the sum of the losses by the logits.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn start_delta(&mut self, loss: &Loss<T>, scale: T) {
        let mut delta = core::mem::take(&mut self.delta);
        delta.reshape(self.logits.n_units());
        for (group, delta) in delta.iter_mut().take(self.n_groups()).enumerate() {
            let weight = self.weight(group, loss) * T::Lanes::splat(scale);
            self.example(group, loss).gradient(delta, weight);
        }
        self.delta = delta;
    }

    /// What the losses of a group are multiplied by: the class weight, and zero beyond the last sample.
    #[inline(always)]
    fn weight(&self, group: usize, loss: &Loss<T>) -> T::Lanes {
        let present = self.present[group];
        if loss.class_weights.is_empty() {
            return present;
        }
        let targets = self.targets.group(group).iter().zip(&loss.class_weights);
        let weight =
            targets.fold(T::Lanes::zero(), |sum, (target, weight)| sum + *target * T::Lanes::splat(*weight));
        weight * T::Lanes::splat(loss.per_sample) * present
    }

    #[inline(always)]
    fn example(&self, group: usize, loss: &Loss<T>) -> Example<'_, T::Lanes> {
        let values = self.layers.last().map_or(&self.logits, |layer| &layer.values);
        let n_choices = match self.output {
            Output::Softmax => self.logits.n_units(),
            Output::Sigmoid | Output::Gaussian => 2,
        };
        let smoothing = if self.output == Output::Gaussian { T::ZERO } else { loss.smoothing };
        Example {
            output: self.output,
            kind: loss.kind,
            logits: self.logits.group(group),
            predictions: values.group(group),
            targets: self.targets.group(group),
            largest: self.largest[group],
            log_sum: self.log_sums[group],
            kept: T::Lanes::splat(T::ONE - smoothing),
            spread: T::Lanes::splat(smoothing) * T::Lanes::of(1.0 / n_choices as f64),
            confidence: T::Lanes::splat(loss.confidence),
        }
    }
}

/// In double precision.
fn sum_of_lanes<V: Lanes>(sums: V) -> f64 {
    sums.to_array().iter().map(|lane| lane.to_f64()).sum()
}

/// Logits, predictions and targets of the samples in the lanes of one group.
struct Example<'a, V> {
    output: Output,
    kind: LossKind,
    logits: &'a [V],
    predictions: &'a [V],
    targets: &'a [V],
    /// Of a softmax: the largest logit z*, and ln Σ e^(z − z*).
    largest: V,
    log_sum: V,
    /// Label smoothing: targets times `kept` plus `spread`.
    kept: V,
    spread: V,
    confidence: V,
}

impl<V: Lanes> Example<'_, V> {
    #[cfg_attr(infoplane_site, optimize(speed))]
    fn loss(&self) -> V {
        let mut sum = V::zero();
        for (z, q, t) in self.units() {
            sum += match self.kind {
                LossKind::SquaredError => (q - t) * (q - t),
                LossKind::CrossEntropy => self.surprise(z, q, t),
            };
        }
        sum - self.confidence * self.entropy()
    }

    /// −ln q(t) of one output.
    fn surprise(&self, z: V, q: V, t: V) -> V {
        match self.output {
            Output::Softmax => t * self.surprisal(z),
            Output::Sigmoid => softplus(z).0 - t * z,
            Output::Gaussian => (q - t) * (q - t) * V::of(0.5) + V::of(0.5 * libm::log(TAU)),
        }
    }

    /// −ln q of a class with that logit, for a softmax.
    ///
    /// The largest logit is taken away first: beside it a logarithm near 0 would lose its last digits.
    #[inline(always)]
    fn surprisal(&self, z: V) -> V {
        self.log_sum + (self.largest - z)
    }

    /// The entropy of the prediction, in nats; zero for a Gaussian output, which cannot change it.
    fn entropy(&self) -> V {
        self.units().fold(V::zero(), |sum, (z, q, _)| match self.output {
            Output::Softmax => sum + q * self.surprisal(z),
            Output::Sigmoid => sum + softplus(z).0 - q * z,
            Output::Gaussian => sum,
        })
    }

    /// The gradient of the loss by each logit, times the weight.
    #[cfg_attr(infoplane_site, optimize(speed))]
    fn gradient(&self, delta: &mut [V], weight: V) {
        for (delta, (_, q, t)) in delta.iter_mut().zip(self.units()) {
            *delta = (q - t) * weight;
        }
        if self.kind == LossKind::SquaredError {
            self.through_output(delta);
        }
        if self.confidence.to_array()[0] > V::Scalar::ZERO && self.output != Output::Gaussian {
            self.add_confidence(delta, weight * self.confidence);
        }
    }

    /// From half the gradient by the predictions to the gradient by the logits.
    #[cfg_attr(infoplane_site, optimize(speed))]
    fn through_output(&self, delta: &mut [V]) {
        let mean = match self.output {
            Output::Softmax => {
                delta.iter().zip(self.predictions).fold(V::zero(), |sum, (d, q)| sum + *d * *q)
            }
            Output::Sigmoid | Output::Gaussian => V::zero(),
        };
        for (delta, q) in delta.iter_mut().zip(self.predictions) {
            let slope = match self.output {
                Output::Softmax => *q,
                Output::Sigmoid => *q * (V::one() - *q),
                Output::Gaussian => V::one(),
            };
            *delta = (*delta - mean) * slope * V::of(2.0);
        }
    }

    /// −dH/dz is q (ln q + H) of a softmax and z q (1 − q) of a sigmoid.
    fn add_confidence(&self, delta: &mut [V], weight: V) {
        let entropy = self.entropy();
        for (delta, (z, q, _)) in delta.iter_mut().zip(self.units()) {
            *delta += weight
                * match self.output {
                    Output::Softmax => q * (entropy - self.surprisal(z)),
                    _ => z * q * (V::one() - q),
                };
        }
    }

    /// Logit, prediction and smoothed target of each output.
    #[inline(always)]
    fn units(&self) -> impl Iterator<Item = (V, V, V)> {
        let units = self.logits.iter().zip(self.predictions).zip(self.targets);
        units.map(|((z, q), t)| (*z, *q, *t * self.kept + self.spread))
    }
}

/// Turns the logits z of each group into probabilities, keeps them, and sets the largest, z*, and ln Σ e^(z − z*).
#[inline(always)]
fn softmax<'a, V: Lanes + 'a>(
    groups: impl Iterator<Item = (&'a mut [V], &'a mut [V])>,
    (largest, log_sums): (&mut [V], &mut [V]),
) {
    for (((z, logits), largest), log_sum) in groups.zip(largest).zip(&mut *log_sums) {
        logits.copy_from_slice(z);
        *largest = z.iter().skip(1).fold(z[0], |largest, z| largest.at_least(*z));
        let mut sum = V::zero();
        for z in z.iter_mut() {
            *z = (*z - *largest).exp();
            sum += *z;
        }
        let share = V::one() / sum;
        z.iter_mut().for_each(|z| *z *= share);
        *log_sum = sum;
    }
    // In a loop of their own, where the logarithms of several groups are computed beside one another.
    log_sums.iter_mut().for_each(|sum| *sum = sum.ln());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::loss::LossSpec;
    use crate::learner::network::{Network, NetworkSpec};

    /// The loss of a sample whose logit is larger than that of the other class by `margin`, and far from 0.
    fn loss_at(margin: f32) -> f64 {
        let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
        let network = Network::new(&spec, 1, 2, vec![0.0, -margin, 20.0, 20.0]).expect("all parameters");
        let mut batch = Batch::new(&network, 1);
        batch.load([(&[1.0_f32][..], 0)].into_iter());
        batch.forward(&network, None);
        batch.objective(&Loss::new(&LossSpec::default(), 2).expect("valid"), 1)
    }

    #[test]
    fn a_small_loss_in_single_precision_is_exact_to_the_last_place_of_one() {
        for margin in 0..=40 {
            let margin = margin as f32 * 0.5;
            let exact = libm::log1p(libm::exp(-f64::from(margin)));
            let error = (loss_at(margin) - exact).abs();
            assert!(error <= f64::from(f32::EPSILON), "{error:e} at the margin {margin}");
        }
        // Where 1 + e^−margin is 1, the loss of a right answer is 0.
        assert_eq!(loss_at(17.5), 0.0);
    }
}
