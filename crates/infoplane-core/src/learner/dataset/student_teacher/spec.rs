//! The task that a linear teacher sets.

use crate::learner::spec::Range;
use serde::{Deserialize, Serialize};

/// A task set by a linear teacher.
///
/// ```
/// use infoplane_core::learner::dataset::student_teacher::{StudentTeacherSpec, Teacher};
/// let spec = StudentTeacherSpec { n_inputs: 1, n_outputs: 1, ..StudentTeacherSpec::default() };
/// // The noisier the answers of the same teacher, the less they tell: ½ ln(1 + w²/σ°²).
/// let told = |noise_variance| Teacher::new(&StudentTeacherSpec { noise_variance, ..spec.clone() }, 1);
/// assert!(told(1.0)?.information() > told(2.0)?.information());
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudentTeacherSpec {
    /// Number of inputs d.
    pub n_inputs: usize,
    /// Number of outputs.
    pub n_outputs: usize,
    /// Variance σ_w² of the teacher's weights.
    pub weight_variance: f64,
    /// Variance σ°² of the noise in the teacher's answers.
    pub noise_variance: f64,
}

impl Default for StudentTeacherSpec {
    /// The paper's: 100 inputs, one output, a signal-to-noise ratio of 1.
    fn default() -> Self {
        Self { n_inputs: 100, n_outputs: 1, weight_variance: 1.0, noise_variance: 1.0 }
    }
}

impl StudentTeacherSpec {
    /// Range of the numbers of inputs, outputs and units.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::student_teacher::{StudentTeacherSpec, Teacher};
    /// assert!(StudentTeacherSpec::SIZE.check(1024.0).is_ok());
    /// let too_wide = StudentTeacherSpec { n_inputs: 1025, ..StudentTeacherSpec::default() };
    /// let refused = Teacher::new(&too_wide, 1).map_err(|error| error.to_string());
    /// assert_eq!(refused, Err("invalid size: 1025 (allowed: 1 to 1024)".to_owned()));
    /// ```
    pub const SIZE: Range = Range { field: "size", min: 1.0, max: 1024.0 };
    /// Range of all variances: within it the log-determinants keep at least six digits.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::student_teacher::Teacher;
    /// let refused = Teacher::with_weights(&vec![vec![1.0]], 0.0).map_err(|error| error.to_string());
    /// assert_eq!(refused, Err("invalid variance: 0 (allowed: 0.000001 to 1000000)".to_owned()));
    /// ```
    pub const VARIANCE: Range = Range { field: "variance", min: 1e-6, max: 1e6 };
    /// Range of the number of samples.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::student_teacher::Teacher;
    /// let teacher = Teacher::with_weights(&vec![vec![1.0]], 1.0)?;
    /// assert!(teacher.lessons(0, 1).is_err() && teacher.lessons(1, 1).is_ok());
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub const SAMPLES: Range = Range { field: "n", min: 1.0, max: 100_000.0 };
}
