//! Bringing features to one scale.

crate::named_enum! {
    /// What is done to the features before they reach the network.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Dataset, Scaling, samples};
    /// let with = |scaling| samples(&DataSpec { scaling, ..DataSpec::default() }, 1, None);
    /// let mean_x = |data: &Dataset| data.train.iter().map(|s| data.input(*s)[0]).sum::<f32>() / data.train.len() as f32;
    /// assert!(mean_x(&with(Scaling::Plain)?).abs() > 1e-3);
    /// assert!(mean_x(&with(Scaling::Standard)?).abs() < 1e-6);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub enum Scaling {
        /// Nothing.
        Plain = "plain",
        /// Each feature less its mean, divided by its standard deviation, both of the training set.
        Standard = "standard",
    }
}

/// The means and standard deviations that standardize the features of a data set.
///
/// z = (x − μ) / σ with μ and σ = √(Σ (x − μ)² / n) of the training samples alone, so that the test set tells nothing.
/// A feature that is constant over the training set is centered and not divided, as scikit-learn's `StandardScaler` does
/// ([PEDREGOSA_2011](crate::citations::PEDREGOSA_2011)). Sums in f64, two passes. Cost: O(n d).
///
/// ```
/// use infoplane_core::learner::dataset::Standardization;
/// // One feature; the training samples are 1 and 3: mean 2, standard deviation 1.
/// let scale = Standardization::of(&[1.0, 3.0, 7.0], 1, &[0, 1]);
/// let mut inputs = [1.0, 3.0, 7.0];
/// scale.apply(&mut inputs);
/// assert_eq!(inputs, [-1.0, 1.0, 5.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Standardization {
    means: Vec<f64>,
    deviations: Vec<f64>,
}

impl Standardization {
    /// The scale of the `train` samples among `inputs`, which hold `n_features` numbers for each sample.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::Standardization;
    /// // Two features of two samples; the second is constant, so that it is centered and not divided.
    /// let scale = Standardization::of(&[1.0, 5.0, 3.0, 5.0], 2, &[0, 1]);
    /// let mut input = [2.0, 6.0];
    /// scale.apply(&mut input);
    /// assert_eq!(input, [0.0, 1.0]);
    /// ```
    pub fn of(inputs: &[f32], n_features: usize, train: &[usize]) -> Self {
        let n = train.len().max(1) as f64;
        let mean_of = |value: &dyn Fn(usize, f64) -> f64| {
            let mut sums = vec![0.0; n_features];
            for sample in train {
                let row = &inputs[sample * n_features..][..n_features];
                row.iter().enumerate().for_each(|(j, x)| sums[j] += value(j, f64::from(*x)));
            }
            sums.iter().map(|sum| sum / n).collect::<Vec<f64>>()
        };
        let means = mean_of(&|_, x| x);
        let variances = mean_of(&|j, x| (x - means[j]) * (x - means[j]));
        let deviation = |(mean, variance): (&f64, f64)| {
            // What is left of a constant feature is the rounding of its mean.
            let is_constant = libm::sqrt(variance) <= f64::EPSILON * mean.abs();
            if is_constant { 1.0 } else { libm::sqrt(variance) }
        };
        let deviations = means.iter().zip(variances).map(deviation).collect();
        Self { means, deviations }
    }

    /// Standardizes samples, in place.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::Standardization;
    /// // Mean 2, standard deviation 2: that is where 2 and 4 are, in standard deviations from the mean.
    /// let scale = Standardization::of(&[0.0, 4.0], 1, &[0, 1]);
    /// let mut inputs = [2.0, 4.0];
    /// scale.apply(&mut inputs);
    /// assert_eq!(inputs, [0.0, 1.0]);
    /// ```
    pub fn apply(&self, inputs: &mut [f32]) {
        for row in inputs.chunks_mut(self.means.len()) {
            for ((x, mean), deviation) in row.iter_mut().zip(&self.means).zip(&self.deviations) {
                *x = ((f64::from(*x) - mean) / deviation) as f32;
            }
        }
    }
}
