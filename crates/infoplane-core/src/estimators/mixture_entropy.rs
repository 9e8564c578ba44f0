//! Information of a network that is noisy by design: the entropy of a mixture of Gaussians,
//! by drawing from it.
//!
//! Noise that is part of the network makes I(X;T) finite and a property of the network, not
//! of bins. Given the n inputs, the noisy layer is a mixture of n Gaussians around the
//! noiseless activations, and its entropy is an average that drawing finds without bias.

use super::EstimateError;
use super::activations::Activations;
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use super::kde::NoiseVariance;
use super::layer_estimates::LayerEstimates;
use crate::math::logsumexp::logsumexp;
use crate::math::real::Real;
use crate::math::rng::Stream;

/// I(X;T) = h(T) − h(noise) of T = t(X) + N(0, v I), with X any of the n inputs, equally likely; in nats.
///
/// ⟨−ln (1/n) Σⱼ exp((‖ε‖² − ‖tᵢ − tⱼ + ε‖²) / 2v)⟩ over all i and `n_draws` draws of ε for each. The
/// density of the noise at its own draw is taken out of each term rather than its mean out of
/// the whole: the terms vary less, and none passes ln n.
///
/// Source: [GOLDFELD_2019](crate::citations::GOLDFELD_2019), for the estimate by the mixture and its Monte-Carlo integration; the
/// control of variance by the noise's own density is ours. Bias: none for the n given inputs;
/// for a population of which they are a sample it is too low, and cannot pass ln n. The
/// standard error is that of the drawing alone, √(Σᵢ sᵢ² / `n_draws`) / n with sᵢ² the variance among the draws for input i, as
/// every input is drawn for equally often. Cost: `n_draws` n² d differences and `n_draws` n² exponentials.
///
/// # Errors
/// [`EstimateError::Repetitions`] for fewer than 2 draws for each input, which tell no spread.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::NoiseVariance, mixture_entropy};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // Two inputs farther apart than any noise: one bit, without a doubt.
/// let layer = Activations::new(&[-1.0, 1.0], 1, &[0, 0], 1)?;
/// let mut stream = Stream::new(1, Purpose::Estimates);
/// let noise = NoiseVariance::new(1e-6)?;
/// let estimate = mixture_entropy::information(&layer, noise, 3, &mut stream)?;
/// assert!((estimate.value - core::f64::consts::LN_2).abs() < 1e-12);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn information<T: Real>(
    layer: &Activations<'_, T>,
    noise: NoiseVariance,
    n_draws: usize,
    stream: &mut Stream,
) -> Result<Estimate, EstimateError> {
    if n_draws < 2 {
        return Err(EstimateError::Repetitions(n_draws));
    }
    let n = layer.n_samples();
    let (value, standard_error) = mean_and_error(layer, noise, n_draws, stream);
    Ok(Estimate {
        value,
        ceiling: Some(libm::log(n as f64)),
        bias: Bias::new(Side::Unbiased),
        spread: Spread::StandardError(standard_error),
        n: n as u64,
        d: Some(layer.n_units()),
        assumption: Assumption::NoisyNetwork,
        cost: Cost::Draws,
        n_tied: 0,
    })
}

/// I(X;T) as [`information`] finds it and, less the mean of it within the classes, I(T;Y); in nats.
///
/// I(T;Y) = I(X;T) − Σ p(y) I(X;T | Y = y), if T depends on Y by X alone. The drawings are independent, and so are their
/// errors: H(Y) bounds the truth, but not their difference. Source and bias: of [`information`], whose biases take each
/// other off to first order. Cost: less than twice that.
///
/// # Errors
/// Those of [`information`].
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::NoiseVariance, mixture_entropy};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // Four inputs far apart, two of each class: two bits about the input, one about the class.
/// let layer = Activations::new(&[-3.0, -1.0, 1.0, 3.0], 1, &[0, 0, 1, 1], 2)?;
/// let mut stream = Stream::new(1, Purpose::Estimates);
/// let both = mixture_entropy::about_input_and_label(&layer, NoiseVariance::new(1e-6)?, 3, &mut stream)?;
/// assert!((both.i_xt.value - 4.0_f64.ln()).abs() < 1e-12);
/// assert!((both.i_ty.value - 2.0_f64.ln()).abs() < 1e-12);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn about_input_and_label<T: Real>(
    layer: &Activations<'_, T>,
    noise: NoiseVariance,
    n_draws: usize,
    stream: &mut Stream,
) -> Result<LayerEstimates, EstimateError> {
    let i_xt = information(layer, noise, n_draws, stream)?;
    let error = |estimate: &Estimate| match estimate.spread {
        Spread::StandardError(error) => error,
        Spread::Unknown | Spread::Interval { .. } => 0.0,
    };
    let (mut value, mut variance) = (i_xt.value, error(&i_xt) * error(&i_xt));
    for class in 0..layer.n_classes() {
        let is_of_class = |row: &usize| usize::from(layer.labels()[*row]) == class;
        let rows: Vec<usize> = (0..layer.n_samples()).filter(is_of_class).collect();
        if rows.is_empty() {
            continue;
        }
        let values: Vec<T> = rows.iter().flat_map(|row| layer.sample(*row)).copied().collect();
        let labels = vec![0; rows.len()];
        let within = Activations::new(&values, layer.n_units(), &labels, 1)?;
        let within = information(&within, noise, n_draws, stream)?;
        let share = rows.len() as f64 / layer.n_samples() as f64;
        value -= share * within.value;
        variance += share * share * error(&within) * error(&within);
    }
    let spread = Spread::StandardError(libm::sqrt(variance));
    Ok(LayerEstimates { i_xt, i_ty: Estimate { value, ceiling: None, spread, ..i_xt } })
}

/// The mean over inputs and draws, and the standard error of drawing, from the variance of each input's own draws.
fn mean_and_error<T: Real>(
    layer: &Activations<'_, T>,
    noise: NoiseVariance,
    n_draws: usize,
    stream: &mut Stream,
) -> (f64, f64) {
    let n = layer.n_samples();
    // Mean of the draws for each input so far, and sum of their squared deviations from it.
    let mut inputs = vec![(0.0, 0.0); n];
    let mut exponents = vec![0.0; n];
    for n_drawn in 1..=n_draws {
        for (input, (mean, squares)) in inputs.iter_mut().enumerate() {
            let deviation = draw(layer, input, noise, stream, &mut exponents) - *mean;
            *mean += deviation / n_drawn as f64;
            *squares += deviation * deviation * (1.0 - 1.0 / n_drawn as f64);
        }
    }
    let mean = inputs.iter().map(|(mean, _)| mean).sum::<f64>() / n as f64;
    let squares: f64 = inputs.iter().map(|(_, squares)| squares).sum();
    (mean, libm::sqrt(squares / (n_draws - 1) as f64 / n_draws as f64) / n as f64)
}

/// One term: ln n less the logarithm of how much likelier the draw is from all inputs than from its own.
fn draw<T: Real>(
    layer: &Activations<'_, T>,
    input: usize,
    noise: NoiseVariance,
    stream: &mut Stream,
    exponents: &mut [f64],
) -> f64 {
    let deviation = libm::sqrt(noise.get());
    let own = layer.sample(input);
    let epsilon: Vec<f64> = own.iter().map(|_| stream.normal()).collect();
    for (exponent, other) in exponents.iter_mut().zip(layer.values().chunks_exact(own.len())) {
        // ‖ε‖² − ‖Δ + ε‖² = −Δ (Δ + 2ε), with lengths in standard deviations of the noise.
        let units = own.iter().zip(other).zip(&epsilon);
        *exponent = units
            .map(|((&own, &other), &epsilon)| {
                let delta = (own.to_f64() - other.to_f64()) / deviation;
                -0.5 * delta * (delta + 2.0 * epsilon)
            })
            .sum();
    }
    libm::log(exponents.len() as f64) - logsumexp(exponents)
}
