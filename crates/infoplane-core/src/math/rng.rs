//! Named random streams: one seed, one stream per purpose, so that one control never disturbs another's draws.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

crate::named_enum! {
    /// What the numbers of a stream are used for.
    ///
    /// ```
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let draw = |purpose| Stream::new(7, purpose).uniform();
    /// assert_ne!(draw(Purpose::Data), draw(Purpose::Init));
    /// ```
    pub enum Purpose {
        /// Positions on the skeleton and noise of the coordinates.
        Data = "data",
        /// Labels drawn by a stochastic rule.
        Rule = "rule",
        /// Replaced labels; noise in the answers of a teacher.
        Labels = "labels",
        /// The weights of a teacher.
        Teacher = "teacher",
        /// Training set or test set.
        Split = "split",
        /// Initial weights.
        Init = "init",
        /// The order of the samples in each epoch.
        Batches = "batches",
        /// The noise of noisy layers, and the draws of a stochastic bottleneck.
        Noise = "noise",
        /// Which units a dropout keeps.
        Dropout = "dropout",
        /// Which samples are drawn again, and the noise of Monte-Carlo estimates.
        Estimates = "estimates",
    }
}

/// The random numbers for one purpose of one run (Xoshiro256++).
///
/// ```
/// use infoplane_core::math::rng::{Purpose, Stream};
/// let mut stream = Stream::new(7, Purpose::Data);
/// assert_ne!(stream.uniform(), stream.uniform());
/// ```
#[derive(Clone, Debug)]
pub struct Stream {
    generator: Xoshiro256PlusPlus,
}

impl Stream {
    /// The stream of that seed and purpose; different purposes give independent numbers.
    ///
    /// ```
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let draw = |seed| Stream::new(seed, Purpose::Data).uniform();
    /// assert_eq!(draw(7), draw(7));
    /// assert_ne!(draw(7), draw(8));
    /// ```
    pub fn new(seed: u64, purpose: Purpose) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64; // FNV-1a, so that neighboring seeds and names are far apart.
        for byte in seed.to_le_bytes().iter().chain(purpose.name().as_bytes()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self { generator: Xoshiro256PlusPlus::seed_from_u64(hash) }
    }

    /// Uniform on [0, 1), a multiple of 2⁻⁵³.
    ///
    /// ```
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let u = Stream::new(7, Purpose::Data).uniform();
    /// assert!((0.0..1.0).contains(&u));
    /// ```
    pub fn uniform(&mut self) -> f64 {
        (self.generator.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform on {0, ..., n − 1}, up to a bias below n / 2⁶⁴; 0 when n is 0.
    ///
    /// ```
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let mut stream = Stream::new(7, Purpose::Data);
    /// assert!((0..100).all(|_| stream.below(6) < 6));
    /// ```
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.generator.next_u64()) * n as u128) >> 64) as usize
    }

    /// Standard normal, by Box and Muller.
    ///
    /// ```
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let mut stream = Stream::new(7, Purpose::Data);
    /// let mean = (0..10_000).map(|_| stream.normal()).sum::<f64>() / 1e4;
    /// assert!(mean.abs() < 0.05);
    /// ```
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        radius * libm::cos(core::f64::consts::TAU * self.uniform())
    }

    /// Standard normal, redrawn until within two standard deviations (Keras' truncated normal).
    ///
    /// ```
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let mut stream = Stream::new(7, Purpose::Init);
    /// assert!((0..1000).all(|_| stream.truncated_normal().abs() <= 2.0));
    /// ```
    pub fn truncated_normal(&mut self) -> f64 {
        loop {
            let x = self.normal();
            if x.abs() <= 2.0 {
                return x;
            }
        }
    }

    /// A uniformly random permutation, in place (Fisher and Yates).
    ///
    /// ```
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let mut cards = [1, 2, 3, 4];
    /// Stream::new(7, Purpose::Batches).shuffle(&mut cards);
    /// assert_eq!(cards.iter().sum::<i32>(), 10);
    /// ```
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let draw = |seed, purpose| Stream::new(seed, purpose).uniform();
        assert_eq!(draw(7, Purpose::Data), draw(7, Purpose::Data));
        assert_ne!(draw(7, Purpose::Data), draw(7, Purpose::Init));
        assert_ne!(draw(7, Purpose::Data), draw(8, Purpose::Data));
    }

    #[test]
    fn normal_draws_have_mean_zero_and_variance_one() {
        let mut stream = Stream::new(1, Purpose::Data);
        let draws: Vec<f64> = (0..100_000).map(|_| stream.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 1e5;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.015, "{mean}");
        assert!((variance - 1.0).abs() < 0.02, "{variance}");
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<usize> = (0..100).collect();
        Stream::new(3, Purpose::Batches).shuffle(&mut items);
        assert_ne!(items[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
