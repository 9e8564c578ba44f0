//! A reader's own samples: checked once, and packed into the bytes that travel to the experiment as its asset.
//!
//! The packed form, all numbers little-endian:
//!
//! | bytes | content |
//! |---|---|
//! | 4 | `IPO1` |
//! | 4, 4, 1 | number of samples n, of features d, of classes k |
//! | 1 | bytes of a value: 1 if all are whole numbers from 0 to 255, as the pixels of images are, else 4 (IEEE 754) |
//! | 2 + length each | the k names of the classes, then the d names of the features, in UTF-8 |
//! | n | labels |
//! | n · d · 1 or 4 | values, sample by sample |

use core::fmt;

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

const MAGIC: &[u8; 4] = b"IPO1";

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

/// What is wrong with a reader's own samples.
///
/// ```
/// use infoplane_core::learner::dataset::own::OwnData;
/// let refused = OwnData::painted(&[([0.0, 0.0], 0), ([0.0, f32::INFINITY], 1)], 2).map_err(|error| error.to_string());
/// assert_eq!(refused, Err("invalid value: inf (sample 1, feature 1)".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum OwnDataError {
    /// Fewer than two samples, or more than [`MAX_SAMPLES`].
    Samples(usize),
    /// No feature, or more than [`MAX_FEATURES`].
    Features(usize),
    /// Fewer than two classes, or more than [`MAX_CLASSES`].
    Classes(usize),
    /// More numbers than [`MAX_VALUES`].
    Values(usize),
    /// The number of values is not samples times features.
    Length {
        /// Samples times features.
        expected: usize,
        /// Values given.
        found: usize,
    },
    /// A value that is infinite or NaN.
    NotFinite {
        /// The sample, from 0.
        sample: usize,
        /// The feature, from 0.
        feature: usize,
        /// The value.
        value: f32,
    },
    /// A label that is no class.
    Label {
        /// The sample, from 0.
        sample: usize,
        /// The label.
        label: usize,
    },
    /// Packed bytes that are not as [`OwnData::pack`] leaves them.
    Damaged,
}

impl fmt::Display for OwnDataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Samples(n) => write!(f, "invalid number of samples: {n} (allowed: 2 to {MAX_SAMPLES})"),
            Self::Features(n) => write!(f, "invalid number of features: {n} (allowed: 1 to {MAX_FEATURES})"),
            Self::Classes(n) => write!(f, "invalid number of classes: {n} (allowed: 2 to {MAX_CLASSES})"),
            Self::Values(n) => write!(f, "too many numbers: {n} (allowed: {MAX_VALUES})"),
            Self::Length { expected, found } => write!(f, "{found} numbers where {expected} should be"),
            Self::NotFinite { sample, feature, value } => {
                write!(f, "invalid value: {value} (sample {sample}, feature {feature})")
            }
            Self::Label { sample, label } => write!(f, "invalid label: {label} (sample {sample})"),
            Self::Damaged => write!(f, "damaged data"),
        }
    }
}

impl core::error::Error for OwnDataError {}

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

    /// The bytes of the packed form; [`OwnData::unpack`] gives back the same data, bit for bit.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::OwnData;
    /// // 14 bytes say what follows; the names x, y, 0 and 1 take 3 each; then two labels and four values of a byte, or of four.
    /// let n_bytes = |x| OwnData::painted(&[([0.0, 1.0], 0), ([2.0, x], 1)], 2).map(|data| data.pack().len());
    /// assert_eq!((n_bytes(255.0)?, n_bytes(0.5)?), (14 + 4 * 3 + 2 + 4, 14 + 4 * 3 + 2 + 4 * 4));
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    pub fn pack(&self) -> Vec<u8> {
        let is_whole = self.inputs.iter().all(|v| f32::from(*v as u8).to_bits() == v.to_bits());
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.labels.len() as u32).to_le_bytes());
        bytes.extend((self.n_features() as u32).to_le_bytes());
        bytes.extend([self.n_classes() as u8, if is_whole { 1 } else { 4 }]);
        for name in self.names.classes.iter().chain(&self.names.features) {
            bytes.extend((name.len() as u16).to_le_bytes());
            bytes.extend(name.as_bytes());
        }
        bytes.extend(&self.labels);
        if is_whole {
            bytes.extend(self.inputs.iter().map(|v| *v as u8));
        } else {
            bytes.extend(self.inputs.iter().flat_map(|v| v.to_le_bytes()));
        }
        bytes
    }

    /// The data of packed bytes.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::own::{OwnData, OwnDataError};
    /// let data = OwnData::painted(&[([0.0, 1.0], 0), ([2.0, 0.5], 1)], 2)?;
    /// let packed = data.pack();
    /// assert_eq!(OwnData::unpack(&packed)?, data);
    /// assert_eq!(OwnData::unpack(&packed[1..]), Err(OwnDataError::Damaged));
    /// # Ok::<(), infoplane_core::learner::dataset::own::OwnDataError>(())
    /// ```
    ///
    /// # Errors
    /// [`OwnDataError::Damaged`] unless they are laid out as this module says; otherwise as [`OwnData::new`]. Nothing is
    /// reserved for what the bytes only promise.
    pub fn unpack(bytes: &[u8]) -> Result<Self, OwnDataError> {
        let mut rest = Rest(bytes);
        if rest.take(MAGIC.len())? != MAGIC {
            return Err(OwnDataError::Damaged);
        }
        let (n_samples, n_features) = (rest.number(4)?, rest.number(4)?);
        let (n_classes, size) = (rest.number(1)?, rest.number(1)?);
        check_sizes(n_samples, n_features, n_classes)?;
        let names = Names { classes: rest.names(n_classes)?, features: rest.names(n_features)? };
        let labels = rest.take(n_samples)?.to_vec();
        if let Some(sample) = labels.iter().position(|label| usize::from(*label) >= n_classes) {
            return Err(OwnDataError::Label { sample, label: usize::from(labels[sample]) });
        }
        let n_values = n_samples * n_features;
        let inputs = match size {
            1 => rest.take(n_values)?.iter().map(|byte| f32::from(*byte)).collect(),
            4 => rest.take(4 * n_values)?.as_chunks().0.iter().map(|v| f32::from_le_bytes(*v)).collect(),
            _ => return Err(OwnDataError::Damaged),
        };
        if rest.0.is_empty() {
            Self::of_checked_sizes(inputs, labels, names)
        } else {
            Err(OwnDataError::Damaged)
        }
    }
}

/// What has not been read of packed bytes.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], OwnDataError> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(OwnDataError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self, n_bytes: usize) -> Result<usize, OwnDataError> {
        Ok(self.take(n_bytes)?.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    fn names(&mut self, n: usize) -> Result<Vec<String>, OwnDataError> {
        let mut name = |_| {
            let length = self.number(2)?;
            let text = core::str::from_utf8(self.take(length)?).map_err(|_| OwnDataError::Damaged)?;
            Ok(text.to_owned())
        };
        (0..n).map(&mut name).collect()
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
