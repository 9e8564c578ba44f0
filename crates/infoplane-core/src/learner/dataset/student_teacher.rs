//! A linear teacher and its students: Gaussian throughout, so that the information in every layer is known exactly.
//!
//! X ~ N(0, I/d), the teacher answers Y = W° X + ε° with ε° ~ N(0, σ°² I), and a linear student holds T = W X in a
//! layer, W being the product of all matrices up to it. T itself would tell all or nothing of X; what is measured is
//! T + ε with ε ~ N(0, σ² I). Source: [SAXE_2018](crate::citations::SAXE_2018), section 3, where the teacher's weights
//! are drawn from N(0, σ_w²) and σ_w²/σ°² is the signal-to-noise ratio. Its equation 6 has the log-determinants without
//! the factor ½; here information is in nats.

mod spec;

pub use spec::StudentTeacherSpec;

use crate::learner::seeds::Seeds;
use crate::learner::spec::SpecError;
use crate::math::rng::{Purpose, Stream};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// The rows of a matrix: one per unit.
///
/// ```
/// use infoplane_core::learner::dataset::student_teacher::{Rows, Teacher};
/// // Two outputs of three inputs.
/// let weights: Rows = vec![vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0]];
/// let lessons = Teacher::with_weights(&weights, 1.0)?.lessons(5, 1)?;
/// assert_eq!((lessons.inputs.len(), lessons.targets.len()), (5 * 3, 5 * 2));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub type Rows = Vec<Vec<f64>>;

/// A linear teacher.
///
/// ```
/// use infoplane_core::learner::dataset::student_teacher::Teacher;
/// // Y = 2 X + ε°, of variance 4 + 1: I(X;Y) = ½ ln 5.
/// let teacher = Teacher::with_weights(&vec![vec![2.0]], 1.0)?;
/// assert!((teacher.information() - 0.5 * 5.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Teacher {
    /// W°: outputs by inputs.
    weights: DMatrix<f64>,
    noise_variance: f64,
}

/// What a teacher was asked, and what it answered.
///
/// ```
/// use infoplane_core::learner::dataset::student_teacher::Teacher;
/// // With next to no noise the answers to x are 3 x.
/// let lessons = Teacher::with_weights(&vec![vec![3.0]], 1e-6)?.lessons(10, 1)?;
/// assert!(lessons.inputs.iter().zip(&lessons.targets).all(|(x, y)| (y - 3.0 * x).abs() < 0.01));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lessons {
    /// Inputs, sample by sample.
    pub inputs: Vec<f32>,
    /// Answers, sample by sample.
    pub targets: Vec<f32>,
}

/// The information that a layer holds, in nats.
///
/// ```
/// use infoplane_core::learner::dataset::student_teacher::{LinearInformation, Teacher};
/// // A student without weights holds nothing.
/// let teacher = Teacher::with_weights(&vec![vec![1.0]], 1.0)?;
/// assert_eq!(teacher.information_of(&[vec![vec![0.0]]], 1.0)?, [LinearInformation { i_xt: 0.0, i_ty: 0.0 }]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinearInformation {
    /// I(X; T + ε).
    pub i_xt: f64,
    /// I(T + ε; Y).
    pub i_ty: f64,
}

impl Teacher {
    /// The teacher of a seed, its weights drawn from N(0, σ_w²) by the stream [`Purpose::Teacher`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::student_teacher::{StudentTeacherSpec, Teacher};
    /// let spec = StudentTeacherSpec::default();
    /// assert_eq!(Teacher::new(&spec, 7)?, Teacher::new(&spec, 7)?);
    /// // ½ ln(1 + ‖w‖² / d) with 100 weights of variance 1: near ½ ln 2.
    /// assert!((Teacher::new(&spec, 7)?.information() - 0.5 * 2.0_f64.ln()).abs() < 0.1);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the offending field.
    pub fn new(spec: &StudentTeacherSpec, seed: u64) -> Result<Self, SpecError> {
        StudentTeacherSpec::SIZE.check(spec.n_inputs as f64)?;
        StudentTeacherSpec::SIZE.check(spec.n_outputs as f64)?;
        StudentTeacherSpec::VARIANCE.check(spec.weight_variance)?;
        let mut stream = Stream::new(seed, Purpose::Teacher);
        let deviation = libm::sqrt(spec.weight_variance);
        let mut row = |_| (0..spec.n_inputs).map(|_| deviation * stream.normal()).collect();
        let weights: Rows = (0..spec.n_outputs).map(&mut row).collect();
        Self::with_weights(&weights, spec.noise_variance)
    }

    /// The teacher of these weights, a row per output.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::student_teacher::Teacher;
    /// assert!(Teacher::with_weights(&vec![vec![1.0, 2.0], vec![3.0, 4.0]], 1.0).is_ok());
    /// let refused = Teacher::with_weights(&vec![vec![1.0, 2.0], vec![3.0]], 1.0).map_err(|error| error.to_string());
    /// assert_eq!(refused, Err("invalid weights of a unit: 1 (allowed: 2 to 2)".to_owned()));
    /// ```
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] for a noise variance outside [`StudentTeacherSpec::VARIANCE`], a weight that is not
    /// finite, and rows that are missing or not equally long.
    pub fn with_weights(weights: &Rows, noise_variance: f64) -> Result<Self, SpecError> {
        StudentTeacherSpec::VARIANCE.check(noise_variance)?;
        let n_inputs = weights.first().map_or(0, Vec::len);
        Ok(Self { weights: matrix(weights, n_inputs)?, noise_variance })
    }

    /// Samples of X and Y: the inputs by the stream [`Purpose::Data`], the noise by [`Purpose::Labels`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::student_teacher::Teacher;
    /// let lessons = Teacher::with_weights(&vec![vec![1.0, 1.0]], 1.0)?.lessons(10_000, 1)?;
    /// // Each of two inputs has variance ½, so the answer has 2 · ½ + 1.
    /// let variance = |values: &[f32]| values.iter().map(|x| x * x).sum::<f32>() / values.len() as f32;
    /// assert!((variance(&lessons.inputs) - 0.5).abs() < 0.02 && (variance(&lessons.targets) - 2.0).abs() < 0.1);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] for a number of samples outside [`StudentTeacherSpec::SAMPLES`].
    pub fn lessons<'a>(&self, n_samples: usize, seeds: impl Into<Seeds<'a>>) -> Result<Lessons, SpecError> {
        let seeds = seeds.into();
        StudentTeacherSpec::SAMPLES.check(n_samples as f64)?;
        let (n_outputs, n_inputs) = self.weights.shape();
        let (mut draws, mut noise) = (seeds.stream(Purpose::Data), seeds.stream(Purpose::Labels));
        let (input_deviation, noise_deviation) =
            (libm::sqrt(1.0 / n_inputs as f64), libm::sqrt(self.noise_variance));
        let mut lessons = Lessons { inputs: Vec::new(), targets: Vec::new() };
        for _ in 0..n_samples {
            let x: Vec<f64> = (0..n_inputs).map(|_| input_deviation * draws.normal()).collect();
            let answer = |output: usize| (0..n_inputs).map(|i| self.weights[(output, i)] * x[i]).sum::<f64>();
            let answers =
                (0..n_outputs).map(|output| (answer(output) + noise_deviation * noise.normal()) as f32);
            lessons.targets.extend(answers);
            lessons.inputs.extend(x.iter().map(|x| *x as f32));
        }
        Ok(lessons)
    }

    /// I(X;Y) = ½ ln det(I + W° W°ᵀ / (d σ°²)) in nats: the ceiling of I(T;Y).
    ///
    /// ```
    /// use infoplane_core::learner::dataset::student_teacher::Teacher;
    /// // Two inputs of variance ½ and one output that is their sum: the signal is as strong as the noise.
    /// let teacher = Teacher::with_weights(&vec![vec![1.0, 1.0]], 1.0)?;
    /// assert!((teacher.information() - 0.5 * 2.0_f64.ln()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn information(&self) -> f64 {
        signal_information(&self.weights, self.noise_variance)
    }

    /// What each layer of a linear student holds, the first layer first; `noise_variance` is σ², that of ε.
    ///
    /// I(X;T) = ½ ln det(I + W Wᵀ / (d σ²)), by singular values, and
    /// I(T;Y) = ½ ln det Σ_Y − ½ ln det Σ_Y|T with Σ_Y|T = Σ_Y − C Σ_T⁻¹ Cᵀ, C = W° Wᵀ / d, by Cholesky.
    /// Accuracy: ten digits for well-conditioned weights; cost O(d u²) for u units, per layer.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::student_teacher::Teacher;
    /// // One input, teacher and student both Y = X with noise of variance 1: T and Y have variance 2 and covariance 1,
    /// // so that I(X;T) = ½ ln 2 and, with ρ² = ¼, I(T;Y) = −½ ln(3/4).
    /// let teacher = Teacher::with_weights(&vec![vec![1.0]], 1.0)?;
    /// let layer = teacher.information_of(&[vec![vec![1.0]]], 1.0)?[0];
    /// assert!((layer.i_xt - 0.5 * 2.0_f64.ln()).abs() < 1e-15);
    /// assert!((layer.i_ty + 0.5 * 0.75_f64.ln()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] for a variance outside [`StudentTeacherSpec::VARIANCE`], a weight that is not finite or
    /// makes a covariance that is not, and layers that do not fit each other.
    pub fn information_of(
        &self,
        layers: &[Rows],
        noise_variance: f64,
    ) -> Result<Vec<LinearInformation>, SpecError> {
        StudentTeacherSpec::VARIANCE.check(noise_variance)?;
        let n_inputs = self.weights.ncols();
        let mut product = DMatrix::identity(n_inputs, n_inputs);
        let mut found = Vec::new();
        for layer in layers {
            product = matrix(layer, product.nrows())? * product;
            let i_xt = signal_information(&product, noise_variance);
            let i_ty = self.told_by(&product, noise_variance)?;
            found.push(LinearInformation { i_xt, i_ty });
        }
        Ok(found)
    }

    /// I(T;Y) of the layer T = W X + ε.
    fn told_by(&self, w: &DMatrix<f64>, noise_variance: f64) -> Result<f64, SpecError> {
        let covariance = |a: &DMatrix<f64>, b: &DMatrix<f64>| a * b.transpose() / w.ncols() as f64;
        let noise = |n: usize, variance| DMatrix::identity(n, n) * variance;
        let t = covariance(w, w) + noise(w.nrows(), noise_variance);
        let y = covariance(&self.weights, &self.weights) + noise(self.weights.nrows(), self.noise_variance);
        let cross = covariance(w, &self.weights);
        let explained = t.cholesky().ok_or_else(|| not_a_weight(f64::INFINITY))?.solve(&cross);
        let y_given_t = &y - cross.transpose() * explained;
        Ok(0.5 * (ln_det(y)? - ln_det(y_given_t)?))
    }
}

/// ½ ln det(I + W Wᵀ / (d σ²)) = ½ Σ ln(1 + sᵢ² / (d σ²)), sᵢ being the singular values of W.
fn signal_information(w: &DMatrix<f64>, noise_variance: f64) -> f64 {
    let scale = w.ncols() as f64 * noise_variance;
    0.5 * w.singular_values().iter().map(|s| libm::log1p(s * s / scale)).sum::<f64>()
}

fn ln_det(covariance: DMatrix<f64>) -> Result<f64, SpecError> {
    let factor = covariance.cholesky().ok_or_else(|| not_a_weight(f64::INFINITY))?;
    Ok(2.0 * factor.l_dirty().diagonal().iter().map(|x| libm::log(*x)).sum::<f64>())
}

/// A matrix of so many columns, from its rows.
fn matrix(rows: &Rows, n_columns: usize) -> Result<DMatrix<f64>, SpecError> {
    StudentTeacherSpec::SIZE.check(rows.len() as f64)?;
    StudentTeacherSpec::SIZE.check(n_columns as f64)?;
    if let Some(row) = rows.iter().find(|row| row.len() != n_columns) {
        let n = n_columns as f64;
        return Err(SpecError::OutOfRange {
            field: "weights of a unit".into(),
            value: row.len() as f64,
            min: n,
            max: n,
        });
    }
    match rows.iter().flatten().find(|weight| weight.abs() > LARGEST_WEIGHT || weight.is_nan()) {
        Some(weight) => Err(not_a_weight(*weight)),
        None => Ok(DMatrix::from_fn(rows.len(), n_columns, |i, j| rows[i][j])),
    }
}

/// Beyond it the noise would be lost beside the signal in double precision.
const LARGEST_WEIGHT: f64 = 1e6;

fn not_a_weight(value: f64) -> SpecError {
    SpecError::OutOfRange { field: "weight".into(), value, min: -LARGEST_WEIGHT, max: LARGEST_WEIGHT }
}
