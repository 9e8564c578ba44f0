//! The handwritten digits of E. Alpaydin and C. Kaynak (UCI, 1998), packed; see `assets/digits/README.md`.

use crate::learner::spec::{Asset, SpecError};

/// Number of digits in the file.
///
/// ```
/// use infoplane_core::learner::dataset::digits::N_DIGITS;
/// // Of each of the ten digits, in order, as scikit-learn lists them.
/// assert_eq!([178, 182, 177, 183, 181, 182, 181, 179, 174, 180].iter().sum::<usize>(), N_DIGITS);
/// ```
pub const N_DIGITS: usize = 1797;
/// Pixels of a digit, 8 rows of 8.
///
/// ```
/// use infoplane_core::learner::dataset::{DataSpec, Source, digits::N_PIXELS};
/// let digits = DataSpec { source: Source::Digits, ..DataSpec::default() };
/// assert_eq!((N_PIXELS, digits.n_features()), (8 * 8, N_PIXELS));
/// ```
pub const N_PIXELS: usize = SIDE * SIDE;

/// Pixels of a row, and rows.
///
/// ```
/// use infoplane_core::learner::dataset::digits::{N_PIXELS, SIDE};
/// assert_eq!((SIDE, N_PIXELS), (8, 64));
/// ```
pub const SIDE: usize = 8;
/// Number of classes.
///
/// ```
/// use infoplane_core::learner::dataset::{DataSpec, Source, digits::N_CLASSES};
/// let digits = DataSpec { source: Source::Digits, ..DataSpec::default() };
/// assert_eq!((N_CLASSES, digits.n_classes()), ((0..=9).count(), N_CLASSES));
/// ```
pub const N_CLASSES: usize = 10;

const MAGIC: &[u8; 4] = b"IPD1";
const BITS_PER_PIXEL: usize = 5;
const LARGEST_PIXEL: u8 = 16;
const PIXEL_BYTES: usize = N_DIGITS * N_PIXELS * BITS_PER_PIXEL / 8;
const LENGTH: usize = MAGIC.len() + PIXEL_BYTES + N_DIGITS.div_ceil(2);

/// Pixels in [0, 1], digit by digit, and labels.
///
/// ```
/// use infoplane_core::learner::dataset::digits::unpack;
/// // A magic number, then nothing but zeros: black images of the digit 0. Five bits a pixel, four a label.
/// let mut file = b"IPD1".to_vec();
/// file.resize(4 + 1797 * 64 * 5 / 8 + 1797_usize.div_ceil(2), 0);
/// // The third pixel begins at bit 10: 8 of 16.
/// file[4 + 1] = 8 << 2;
/// let (pixels, labels) = unpack(&file)?;
/// assert_eq!((&pixels[..4], labels.len()), (&[0.0, 0.0, 0.5, 0.0][..], 1797));
/// assert!(unpack(&file[1..]).is_err());
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
///
/// # Errors
/// [`SpecError::DamagedAsset`] unless length, magic and every value are right.
pub fn unpack(bytes: &[u8]) -> Result<(Vec<f32>, Vec<usize>), SpecError> {
    let damaged = SpecError::DamagedAsset(Asset::Digits);
    if bytes.len() != LENGTH || !bytes.starts_with(MAGIC) {
        return Err(damaged);
    }
    let (pixels, labels) = bytes[MAGIC.len()..].split_at(PIXEL_BYTES);
    let pixels: Vec<u8> = (0..N_DIGITS * N_PIXELS).map(|index| five_bits(pixels, index)).collect();
    let labels: Vec<usize> =
        (0..N_DIGITS).map(|index| usize::from(labels[index / 2] >> (4 * (index % 2)) & 15)).collect();
    if pixels.iter().any(|pixel| *pixel > LARGEST_PIXEL) || labels.iter().any(|label| *label >= N_CLASSES) {
        return Err(damaged);
    }
    Ok((pixels.iter().map(|pixel| f32::from(*pixel) / f32::from(LARGEST_PIXEL)).collect(), labels))
}

/// Value `index` of a stream of 5-bit values, least significant bit first.
fn five_bits(bytes: &[u8], index: usize) -> u8 {
    let bit = index * BITS_PER_PIXEL;
    let low = u16::from(bytes[bit / 8]);
    let high = bytes.get(bit / 8 + 1).copied().map_or(0, u16::from);
    ((low | high << 8) >> (bit % 8) & 31) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = include_bytes!("../../../../../assets/digits/digits.bin");

    #[test]
    fn the_file_holds_the_published_digits() {
        let (pixels, labels) = unpack(FILE).expect("the shipped file");
        // Sum over scikit-learn's `load_digits().data`, and its first row of pixels and first labels.
        assert_eq!((pixels.iter().sum::<f32>() * 16.0) as u32, 561_718);
        assert_eq!(pixels[..8], [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0].map(|v: f32| v / 16.0));
        assert_eq!(labels[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let counts: Vec<usize> = (0..10).map(|c| labels.iter().filter(|l| **l == c).count()).collect();
        assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    }

    #[test]
    fn damage_is_noticed() {
        let damaged = Err(SpecError::DamagedAsset(Asset::Digits));
        assert_eq!(unpack(&FILE[..FILE.len() - 1]), damaged);
        assert_eq!(unpack(b""), damaged);
        let mut magic = FILE.to_vec();
        magic[0] = 0;
        assert_eq!(unpack(&magic), damaged);
        let mut label = FILE.to_vec();
        label[LENGTH - 2] = 0xff;
        assert_eq!(unpack(&label), damaged);
        let mut pixel = FILE.to_vec();
        pixel[100] = 0xff;
        assert_eq!(unpack(&pixel), damaged);
    }
}
