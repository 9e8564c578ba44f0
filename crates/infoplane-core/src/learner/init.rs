//! Initial weights; biases start at zero.

use crate::learner::activation::Activation;
use crate::learner::dataset::Source;
use crate::math::rng::{Purpose, Stream};

/// How the weights of the hidden layers are drawn; the output layer is always Glorot uniform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Init {
    /// Uniform within √(6 / (inputs + units)) (Glorot & Bengio 2010).
    Glorot,
    /// Uniform within √(6 / inputs) (He et al. 2015).
    He,
    /// Truncated normal with standard deviation 1/√units, as in the code of
    /// [Saxe et al.](crate::citations::SAXE_2018).
    TruncatedNormal,
}

impl Init {
    /// The rule a run uses: the published protocol for the 12-bit task, else He for the
    /// activations that grow without bound on one side only, Glorot for the others.
    pub const fn of(source: Source, activation: Activation) -> Self {
        match (source, activation) {
            (Source::TwelveBit, _) => Self::TruncatedNormal,
            (_, Activation::Relu | Activation::Softplus) => Self::He,
            _ => Self::Glorot,
        }
    }

    /// The initial parameters of a seed, layer by layer: weights (output-major), then biases.
    pub fn draw(self, widths: &[usize], seed: u64) -> Vec<f32> {
        let mut stream = Stream::new(seed, Purpose::Init);
        let mut parameters = Vec::new();
        for (layer, pair) in widths.windows(2).enumerate() {
            let rule = if layer + 2 == widths.len() { Self::Glorot } else { self };
            let (n_in, n_out) = (pair[0], pair[1]);
            parameters.extend(
                (0..n_in * n_out).map(|_| rule.weight(n_in as f64, n_out as f64, &mut stream) as f32),
            );
            parameters.extend((0..n_out).map(|_| 0.0));
        }
        parameters
    }

    fn weight(self, n_in: f64, n_out: f64, stream: &mut Stream) -> f64 {
        match self {
            Self::Glorot => libm::sqrt(6.0 / (n_in + n_out)) * (2.0 * stream.uniform() - 1.0),
            Self::He => libm::sqrt(6.0 / n_in) * (2.0 * stream.uniform() - 1.0),
            Self::TruncatedNormal => stream.truncated_normal() / libm::sqrt(n_out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_the_variance_of_their_rule_and_biases_are_zero() {
        // A truncated normal at two standard deviations has 0.774 of the variance.
        for (init, variance) in
            [(Init::Glorot, 2.0 / 300.0), (Init::He, 2.0 / 100.0), (Init::TruncatedNormal, 0.774 / 200.0)]
        {
            let parameters = init.draw(&[100, 200, 2], 5);
            let (weights, rest) = parameters.split_at(100 * 200);
            let found = weights.iter().map(|w| f64::from(w * w)).sum::<f64>() / 2e4;
            assert!((found / variance - 1.0).abs() < 0.03, "{init:?} {found} {variance}");
            assert!(rest[..200].iter().chain(&rest[200 + 400..]).all(|bias| *bias == 0.0));
            assert_eq!(rest.len(), 200 + 400 + 2);
        }
    }
}
