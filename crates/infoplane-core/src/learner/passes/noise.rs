//! Noise on the values of a layer.

use crate::learner::kernels::Groups;
use crate::learner::layer::Noise;
use crate::learner::seeds::Seeds;
use crate::math::lanes::Lanes;
use crate::math::real::Real;
use crate::math::rng::{Purpose, Stream};

/// The random numbers of noisy layers: one stream for dropout, one for everything normal.
///
/// ```
/// use infoplane_core::learner::layer::{LayerOptions, Noise};
/// use infoplane_core::learner::network::{Network, NetworkSpec};
/// use infoplane_core::learner::passes::{Batch, Randomness};
/// // A unit that is always tanh 0 = 0, plus noise of the variance 4.
/// let options = vec![LayerOptions { noise: Noise::Gaussian { deviation: 2.0 }, ..LayerOptions::default() }];
/// let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
/// let network = Network::new(&spec, 1, 2, vec![0.0; 6])?;
/// let mut batch = Batch::new(&network, 5000);
/// batch.load([(&[1.0][..], 0); 5000].into_iter());
/// batch.forward(&network, Some(&mut Randomness::new(1)));
/// let squares = (0..5000).flat_map(|sample| batch.values(1, sample)).map(|value: f64| value * value);
/// assert!((squares.sum::<f64>() / 5000.0 - 4.0).abs() < 0.3);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Randomness {
    dropout: Stream,
    noise: Stream,
}

impl Randomness {
    /// The streams of one seed, or of the seeds of a run.
    ///
    /// ```
    /// # use infoplane_core::learner::layer::{LayerOptions, Noise};
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::{Batch, Randomness}};
    /// # let options = vec![LayerOptions { noise: Noise::Gaussian { deviation: 2.0 }, ..LayerOptions::default() }];
    /// # let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 6])?;
    /// # let mut batch = Batch::new(&network, 1);
    /// # batch.load([(&[1.0][..], 0)].into_iter());
    /// let mut noise = |mut randomness: Randomness| {
    ///     batch.forward(&network, Some(&mut randomness));
    ///     batch.values(1, 0).next()
    /// };
    /// assert_eq!(noise(Randomness::new(1)), noise(Randomness::new(1)));
    /// assert_ne!(noise(Randomness::new(1)), noise(Randomness::new(2)));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn new<'a>(seeds: impl Into<Seeds<'a>>) -> Self {
        let seeds = seeds.into();
        Self { dropout: seeds.stream(Purpose::Dropout), noise: seeds.stream(Purpose::Noise) }
    }

    /// Other streams than those of training, so that no noise is judged that the weights have seen.
    ///
    /// ```
    /// # use infoplane_core::learner::layer::{LayerOptions, Noise};
    /// # use infoplane_core::learner::seeds::Seeds;
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::{Batch, Randomness}};
    /// # let options = vec![LayerOptions { noise: Noise::Gaussian { deviation: 2.0 }, ..LayerOptions::default() }];
    /// # let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 6])?;
    /// # let mut batch = Batch::new(&network, 1);
    /// # batch.load([(&[1.0][..], 0)].into_iter());
    /// let mut noise = |mut randomness: Randomness| {
    ///     batch.forward(&network, Some(&mut randomness));
    ///     batch.values(1, 0).next()
    /// };
    /// assert_ne!(noise(Randomness::of_evaluation(Seeds::from(1))), noise(Randomness::new(1)));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn of_evaluation(seeds: Seeds<'_>) -> Self {
        let other = |purpose| Stream::new(!seeds.of(purpose), purpose);
        Self { dropout: other(Purpose::Dropout), noise: other(Purpose::Noise) }
    }

    /// Four draws from N(0, 1).
    pub(super) fn normal<V: Lanes>(&mut self) -> V {
        V::from_array(core::array::from_fn(|_| V::Scalar::from_f64(self.noise.normal())))
    }

    /// Puts noise on values, and on their derivatives what it does to them.
    pub(super) fn disturb<V: Lanes>(
        &mut self,
        noise: Noise,
        values: &mut Groups<V>,
        slopes: &mut Groups<V>,
        n_groups: usize,
    ) {
        match noise {
            Noise::None => {}
            Noise::Gaussian { deviation } => {
                let deviation = V::of(deviation);
                for value in values.iter_mut().take(n_groups).flatten() {
                    *value += self.normal::<V>() * deviation;
                }
            }
            Noise::Dropout { rate } => scale(values, slopes, n_groups, || self.kept(rate)),
            Noise::GaussianDropout { rate } => {
                let deviation = V::of(libm::sqrt(rate / (1.0 - rate)));
                scale(values, slopes, n_groups, || V::one() + self.normal::<V>() * deviation);
            }
        }
    }

    /// 0 with probability `rate`, else 1 / (1 − rate).
    fn kept<V: Lanes>(&mut self, rate: f64) -> V {
        let kept = V::Scalar::from_f64(1.0 / (1.0 - rate));
        let zero = V::Scalar::ZERO;
        V::from_array(core::array::from_fn(|_| if self.dropout.uniform() < rate { zero } else { kept }))
    }
}

fn scale<V: Lanes>(
    values: &mut Groups<V>,
    slopes: &mut Groups<V>,
    n_groups: usize,
    mut factor: impl FnMut() -> V,
) {
    for (values, slopes) in values.iter_mut().zip(slopes.iter_mut()).take(n_groups) {
        for (value, slope) in values.iter_mut().zip(slopes) {
            let factor = factor();
            *value *= factor;
            *slope *= factor;
        }
    }
}
