//! A reader's own samples: checked once, and packed into the bytes that travel to the experiment as its asset.

mod error;
mod packed;

pub use error::OwnDataError;

/// The most features a sample may have.
///
/// ```
/// use infoplane_core::learner::dataset::own::{MAX_FEATURES, Names, OwnData, OwnDataError};
/// let refused = OwnData::new(Vec::new(), &[0, 1], Names::numbered(2, MAX_FEATURES + 1));
/// assert_eq!(refused, Err(OwnDataError::Features(10_001)));
/// ```
pub const MAX_FEATURES: usize = 10_000;
/// The most classes; labels take one byte in many places.
///
/// ```
/// use infoplane_core::learner::dataset::own::{MAX_CLASSES, OwnData, OwnDataError};
/// let points = [([0.0, 0.0], 0), ([1.0, 1.0], 1)];
/// assert!(OwnData::painted(&points, MAX_CLASSES).is_ok());
/// assert_eq!(OwnData::painted(&points, MAX_CLASSES + 1), Err(OwnDataError::Classes(101)));
/// ```
pub const MAX_CLASSES: usize = 100;
/// The most numbers in all samples together: 256 MiB of f32, enough for the 60,000 images of MNIST.
///
/// ```
/// use infoplane_core::learner::dataset::own::MAX_VALUES;
/// // 80,000 images of 28 by 28 pixels fit, 90,000 do not.
/// assert!(80_000 * 28 * 28 <= MAX_VALUES && MAX_VALUES < 90_000 * 28 * 28);
/// ```
pub const MAX_VALUES: usize = 1 << 26;
/// The most samples.
///
/// ```
/// use infoplane_core::learner::dataset::own::{MAX_SAMPLES, OwnData, OwnDataError};
/// let points = vec![([0.0, 0.0], 0); MAX_SAMPLES + 1];
/// assert_eq!(OwnData::painted(&points, 2), Err(OwnDataError::Samples(1_000_001)));
/// ```
pub const MAX_SAMPLES: usize = 1_000_000;
/// The longest name that is kept, in bytes.
const MAX_NAME: usize = 200;

/// Samples with labels: finite, complete, and within the limits of this module.
///
/// ```
/// use infoplane_core::learner::dataset::own::{Names, OwnData};
/// let data = OwnData::new(vec![0.5, 1.0, 2.0, 3.0], &[0, 1], Names::numbered(2, 2))?;
/// assert_eq!((data.labels(), data.n_features()), (&[0, 1][..], 2));
/// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OwnData {
    inputs: Vec<f32>,
    labels: Vec<u8>,
    names: Names,
}

/// What classes and features are called.
///
/// ```
/// use infoplane_core::learner::dataset::own::{Names, OwnData};
/// let names = Names { classes: vec!["cat".into(), "dog".into()], features: vec!["weight".into()] };
/// let data = OwnData::new(vec![4.0, 20.0], &[0, 1], names)?;
/// assert_eq!((data.n_classes(), data.names().classes[1].as_str()), (2, "dog"));
/// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// One per class.
    pub classes: Vec<String>,
    /// One per feature.
    pub features: Vec<String>,
}

impl Names {
    /// Features called x1, x2, ..., classes called 0, 1, ....
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::Names;
    /// let names = Names::numbered(3, 2);
    /// assert_eq!((names.classes, names.features), (vec!["0".into(), "1".into(), "2".into()], vec!["x1".into(), "x2".into()]));
    /// ```
    pub fn numbered(n_classes: usize, n_features: usize) -> Self {
        Self {
            classes: (0..n_classes).map(|class| class.to_string()).collect(),
            features: (1..=n_features).map(|feature| format!("x{feature}")).collect(),
        }
    }
}

impl OwnData {
    /// Checks samples: `inputs` sample by sample, one label each, and names for all classes and features.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::{Names, OwnData};
    /// // Two samples of two features, one of each class.
    /// let data = OwnData::new(vec![0.5, 1.0, 2.0, 3.0], &[0, 1], Names::numbered(2, 2))?;
    /// assert_eq!(OwnData::unpack(&data.pack())?, data);
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    ///
    /// # Errors
    /// [`OwnDataError`] with what is wrong and where.
    pub fn new(inputs: Vec<f32>, labels: &[usize], names: Names) -> Result<Self, OwnDataError> {
        let n_classes = names.classes.len();
        check_sizes(labels.len(), names.features.len(), n_classes)?;
        if let Some(sample) = labels.iter().position(|label| *label >= n_classes) {
            return Err(OwnDataError::Label { sample, label: labels[sample] });
        }
        let labels = labels.iter().map(|label| *label as u8).collect();
        let names = Names {
            classes: names.classes.into_iter().map(shortened).collect(),
            features: names.features.into_iter().map(shortened).collect(),
        };
        Self::of_checked_sizes(inputs, labels, names)
    }

    /// Points painted in the plane, each with its class.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::OwnData;
    /// let data = OwnData::painted(&[([0.5, -0.5], 0), ([0.1, 0.2], 1)], 2)?;
    /// assert_eq!((data.inputs(), data.labels()), (&[0.5, -0.5, 0.1, 0.2][..], &[0, 1][..]));
    /// assert_eq!(data.names().features, ["x", "y"]);
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`OwnData::new`].
    pub fn painted(points: &[([f32; 2], usize)], n_classes: usize) -> Result<Self, OwnDataError> {
        let labels: Vec<usize> = points.iter().map(|(_, class)| *class).collect();
        let names = Names { features: vec!["x".into(), "y".into()], ..Names::numbered(n_classes, 0) };
        Self::new(points.iter().flat_map(|(point, _)| *point).collect(), &labels, names)
    }

    fn of_checked_sizes(inputs: Vec<f32>, labels: Vec<u8>, names: Names) -> Result<Self, OwnDataError> {
        let n_features = names.features.len();
        let expected = labels.len() * n_features;
        if inputs.len() != expected {
            return Err(OwnDataError::Length { expected, found: inputs.len() });
        }
        if let Some(at) = inputs.iter().position(|value| !value.is_finite()) {
            let (sample, feature) = (at / n_features, at % n_features);
            return Err(OwnDataError::NotFinite { sample, feature, value: inputs[at] });
        }
        Ok(Self { inputs, labels, names })
    }

    /// The values, sample by sample.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::{Names, OwnData};
    /// let data = OwnData::new(vec![0.5, 1.0, 2.0, 3.0], &[0, 1], Names::numbered(2, 2))?;
    /// assert_eq!(data.inputs()[2..], [2.0, 3.0]); // the second sample
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    pub fn inputs(&self) -> &[f32] {
        &self.inputs
    }

    /// The label of each sample.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::OwnData;
    /// let data = OwnData::painted(&[([0.0, 0.0], 1), ([1.0, 1.0], 0), ([2.0, 0.0], 1)], 2)?;
    /// assert_eq!(data.labels(), [1, 0, 1]);
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// What classes and features are called.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::OwnData;
    /// let data = OwnData::painted(&[([0.0, 0.0], 0), ([1.0, 1.0], 1)], 2)?;
    /// assert_eq!(data.names().classes, ["0", "1"]);
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Number of features.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::{Names, OwnData};
    /// // Six numbers of two samples.
    /// let data = OwnData::new(vec![0.0; 6], &[0, 1], Names::numbered(2, 3))?;
    /// assert_eq!(data.n_features(), 3);
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    pub fn n_features(&self) -> usize {
        self.names.features.len()
    }

    /// Number of classes.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::OwnData;
    /// // A class without samples counts, too.
    /// let data = OwnData::painted(&[([0.0, 0.0], 0), ([1.0, 1.0], 2)], 4)?;
    /// assert_eq!(data.n_classes(), 4);
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    pub fn n_classes(&self) -> usize {
        self.names.classes.len()
    }

    /// The values alone, when labels and names are no longer needed.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::{Names, OwnData};
    /// let data = OwnData::new(vec![0.5, 1.0, 2.0, 3.0], &[0, 1], Names::numbered(2, 2))?;
    /// assert_eq!(data.into_inputs(), [0.5, 1.0, 2.0, 3.0]);
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    pub fn into_inputs(self) -> Vec<f32> {
        self.inputs
    }
}

fn check_sizes(n_samples: usize, n_features: usize, n_classes: usize) -> Result<(), OwnDataError> {
    match () {
        () if !(1..=MAX_FEATURES).contains(&n_features) => Err(OwnDataError::Features(n_features)),
        () if !(2..=MAX_SAMPLES).contains(&n_samples) => Err(OwnDataError::Samples(n_samples)),
        () if !(2..=MAX_CLASSES).contains(&n_classes) => Err(OwnDataError::Classes(n_classes)),
        // Saturating, because a worker counts in 32 bits.
        () if n_samples.saturating_mul(n_features) > MAX_VALUES => {
            Err(OwnDataError::Values(n_samples.saturating_mul(n_features)))
        }
        () => Ok(()),
    }
}

/// The beginning of a name that is too long.
fn shortened(name: String) -> String {
    let end = (0..=name.len().min(MAX_NAME)).rev().find(|end| name.is_char_boundary(*end));
    name[..end.unwrap_or(0)].to_owned()
}
