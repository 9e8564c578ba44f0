//! Types of numbers in binary files.

/// A type of number, without its byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A truth value, one byte.
    Bool,
    /// A whole number of so many bytes.
    Signed(usize),
    /// A whole number of so many bytes that is not negative.
    Unsigned(usize),
    /// A number of IEEE 754 of so many bytes: 2, 4 or 8.
    Float(usize),
}

impl Kind {
    /// Bytes of a number.
    pub(crate) const fn size(self) -> usize {
        match self {
            Self::Bool => 1,
            Self::Signed(size) | Self::Unsigned(size) | Self::Float(size) => size,
        }
    }

    /// The number of little-endian bytes, as many as [`Kind::size`]. Whole numbers beyond 2⁵³ are rounded.
    pub(crate) fn number(self, little: &[u8]) -> f64 {
        let mut bytes = [0; 8];
        bytes[..little.len()].copy_from_slice(little);
        let whole = u64::from_le_bytes(bytes);
        match self {
            Self::Bool => f64::from(u8::from(whole != 0)),
            Self::Unsigned(_) => whole as f64,
            Self::Signed(size) => {
                // Shifted up and down again, so that the sign fills the bytes above.
                let unused = 64 - 8 * size as u32;
                ((whole << unused) as i64 >> unused) as f64
            }
            Self::Float(2) => of_half(whole as u16),
            Self::Float(4) => f64::from(f32::from_bits(whole as u32)),
            Self::Float(_) => f64::from_bits(whole),
        }
    }
}

/// The value of a number of half precision: 1 bit of sign, 5 of exponent, 10 of fraction.
fn of_half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff);
    let size = match bits >> 10 & 0x1f {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1024.0 + fraction) * 2_f64.powi(i32::from(exponent) - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_that_of_the_standard() {
        // The examples of the article on half precision in Wikipedia, and of IEEE 754-2008, table 3.5.
        for (bits, value) in [
            (0x0001, 5.960_464_477_539_063e-8),
            (0x03ff, 6.097_555_160_522_461e-5),
            (0x0400, 6.103_515_625e-5),
            (0x3555, 0.333_251_953_125),
            (0x3c00, 1.0),
            (0x7bff, 65504.0),
            (0xc000, -2.0),
            (0x7c00, f64::INFINITY),
        ] {
            assert_eq!(of_half(bits), value, "{bits:04x}");
        }
        assert!(of_half(0x7e00).is_nan() && of_half(0x8000).is_sign_negative());
    }

    #[test]
    fn whole_numbers_keep_their_sign() {
        assert_eq!(Kind::Signed(1).number(&[0xff]), -1.0);
        assert_eq!(Kind::Unsigned(1).number(&[0xff]), 255.0);
        assert_eq!(Kind::Signed(2).number(&[0x00, 0x80]), -32768.0);
        assert_eq!(Kind::Signed(8).number(&[0xfe, 255, 255, 255, 255, 255, 255, 255]), -2.0);
        assert_eq!(Kind::Bool.number(&[7]), 1.0);
    }
}
