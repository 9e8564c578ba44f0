//! Packing: a reader's own samples as bytes, and back.
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

use super::{Names, OwnData, OwnDataError, check_sizes};

const MAGIC: &[u8; 4] = b"IPO1";

impl OwnData {
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
    /// [`OwnDataError::Damaged`] unless they are laid out as [`OwnData::pack`] does; otherwise as [`OwnData::new`]. Nothing is
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
