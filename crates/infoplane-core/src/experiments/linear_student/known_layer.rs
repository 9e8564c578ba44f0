//! One layer: the truth, and what estimators make of samples.

use crate::estimators::EstimateError;
use crate::estimators::activations::Activations;
use crate::estimators::kde::{self, NoiseVariance};
use crate::estimators::ksg::{self, Ksg};
use crate::estimators::neighbors::Points;
use crate::experiments::activations::LayerValues;
use crate::learner::dataset::student_teacher::LinearInformation;
use crate::learner::spec::SpecError;
use crate::math::rng::Stream;
use core::fmt;
use serde::{Deserialize, Serialize};

/// What one layer tells, exactly and as estimated from the samples. In nats.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
/// // A hundred units whose weights are 0: the teacher knows that they tell nothing, and both bounds find it.
/// let mut run = LinearStudent::start(&LinearStudentSpec::default(), None)?;
/// let n_parameters = run.frame().snapshot.len();
/// let layer = run.information(&vec![0.0; n_parameters])?[0];
/// assert_eq!((layer.exact.i_xt, layer.exact.i_ty), (0.0, 0.0));
/// assert!(layer.i_xt_lower.abs() < 1e-6 && layer.i_xt_upper.abs() < 1e-6);
/// # Ok::<(), infoplane_core::experiments::linear_student::InformationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownLayer {
    /// I(X; T + ε) and I(T + ε; Y) over the distribution of the task, by
    /// [`Teacher::information_of`](crate::learner::dataset::student_teacher::Teacher::information_of).
    pub exact: LinearInformation,
    /// The lower of the [`kde::bounds`] on I(X; T + ε) from the samples.
    pub i_xt_lower: f64,
    /// The upper one. Neither passes ln of the number of samples.
    pub i_xt_upper: f64,
    /// I(T + ε; Y) by [`ksg::mutual_information`], from one draw of ε for each sample.
    pub i_ty: f64,
}

/// Why nothing can be said of the layers of a snapshot.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
/// let student = LinearStudent::start(&LinearStudentSpec::default(), None)?;
/// // 100-100-1 has 100 · 100 + 100 weights and 101 biases.
/// let refused = student.information(&[0.0]).map_err(|error| error.to_string());
/// assert_eq!(refused, Err("invalid snapshot: 1 parameters, the network has 10201".to_owned()));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum InformationError {
    /// The snapshot is none of the student's.
    Spec(SpecError),
    /// An estimator refuses the values of a layer.
    Estimate(EstimateError),
}

impl From<SpecError> for InformationError {
    fn from(error: SpecError) -> Self {
        Self::Spec(error)
    }
}

impl fmt::Display for InformationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(error) => error.fmt(f),
            Self::Estimate(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for InformationError {}

/// Neighbors of the estimate of I(T;Y): fewer vary more, more blur what is near ([KRASKOV_2004](crate::citations::KRASKOV_2004),
/// section IV, takes 2 to 4).
const K: usize = 3;

impl KnownLayer {
    /// Estimates from the values of a layer and the answers, `n_outputs` numbers for each sample, beside the truth; the
    /// draws are those of ε.
    pub(super) fn new(
        exact: LinearInformation,
        layer: &LayerValues,
        (answers, n_outputs): (&[f32], usize),
        (noise, mut draws): (NoiseVariance, Stream),
    ) -> Result<Self, EstimateError> {
        let one_class = vec![0; layer.values.len() / layer.n_units];
        let bounds = kde::bounds(&Activations::new(&layer.values, layer.n_units, &one_class, 1)?, noise);
        let deviation = libm::sqrt(noise.get());
        let t: Vec<f64> = layer.values.iter().map(|t| f64::from(*t) + deviation * draws.normal()).collect();
        let y: Vec<f64> = answers.iter().map(|y| f64::from(*y)).collect();
        let (t, y) = (Points::new(&t, layer.n_units)?, Points::new(&y, n_outputs)?);
        Ok(Self {
            exact,
            i_xt_lower: bounds.i_xt_lower,
            i_xt_upper: bounds.i_xt_upper,
            i_ty: ksg::mutual_information(&t, &y, K, Ksg::Cube)?.value,
        })
    }
}
