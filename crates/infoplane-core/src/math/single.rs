//! What the elementary functions need of single-precision numbers, one or four at a time.
//!
//! Each function of [`exp`](mod@super::exp), [`ln`](mod@super::ln), [`tanh`](mod@super::tanh),
//! [`sin`](mod@super::sin) and [`erf`](mod@super::erf) is written once, over [`Single`], without
//! branches. So a lane of four rounds exactly as a number alone.

use core::ops::{Add, Div, Mul, Neg, Sub};
use wide::{f32x4, i32x4, u32x4};

/// Adding and subtracting 1.5 · 2²³ rounds a small number to an integer, which then stands in its low bits.
const ROUNDER: f32 = 12_582_912.0;
/// 2²³ + 127: an integer n added to it leaves n + 127, the exponent field of 2ⁿ, in the low bits.
const EXPONENT_ZERO: f32 = 8_388_735.0;

/// An `f32` or several.
///
/// ```
/// use infoplane_core::math::single::Single;
/// // x² + 3 at x = 2, alone and in every lane.
/// assert_eq!(2.0_f32.polynomial([1.0, 0.0, 3.0]), 7.0);
/// assert_eq!(wide::f32x4::splat(2.0).polynomial([1.0, 0.0, 3.0]).to_array(), [7.0; 4]);
/// ```
pub trait Single:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The number in every lane.
    fn splat(x: f32) -> Self;
    /// |x|.
    fn abs(self) -> Self;
    /// |x| with the sign of another number.
    fn with_sign_of(self, sign: Self) -> Self;
    /// The bound where the number is above it; NaN stays.
    fn at_most(self, bound: Self) -> Self;
    /// The bound where the number is below it; NaN stays.
    fn at_least(self, bound: Self) -> Self;
    /// `yes` where the number is less than the other, `no` elsewhere and for NaN.
    fn if_less(self, than: Self, yes: Self, no: Self) -> Self;
    /// The number whose bits are these 23 places higher: the low bits become sign and exponent.
    fn low_bits_as_exponent(self) -> Self;
    /// The negative where the lowest bit of another number is set.
    fn negated_where_odd(self, bits: Self) -> Self;
    /// A positive normal number as m · 2ⁿ with m in [√½, √2): m and n.
    fn split_exponent(self) -> (Self, Self);

    /// 2ⁿ for a whole number −126 ≤ n ≤ 127.
    #[inline(always)]
    fn two_to(n: Self) -> Self {
        (n + Self::splat(EXPONENT_ZERO)).low_bits_as_exponent()
    }

    /// The nearest integer, and the same with 1.5 · 2²³ added, whose low bits are the integer's; for |x| ≤ 2²².
    #[inline(always)]
    fn rounded(self) -> (Self, Self) {
        let shifted = self + Self::splat(ROUNDER);
        (shifted - Self::splat(ROUNDER), shifted)
    }

    /// c₀ xⁿ⁻¹ + c₁ xⁿ⁻² + ⋯, by Horner's rule.
    #[inline(always)]
    fn polynomial<const N: usize>(self, coefficients: [f32; N]) -> Self {
        let (first, rest) = coefficients.split_first().expect("a polynomial has a coefficient");
        rest.iter().fold(Self::splat(*first), |sum, c| sum * self + Self::splat(*c))
    }
}

impl Single for f32 {
    #[inline(always)]
    fn splat(x: f32) -> Self {
        x
    }
    #[inline(always)]
    fn abs(self) -> Self {
        self.abs()
    }
    #[inline(always)]
    fn with_sign_of(self, sign: Self) -> Self {
        self.copysign(sign)
    }
    #[inline(always)]
    fn at_most(self, bound: Self) -> Self {
        if bound < self { bound } else { self }
    }
    #[inline(always)]
    fn at_least(self, bound: Self) -> Self {
        if self < bound { bound } else { self }
    }
    #[inline(always)]
    fn if_less(self, than: Self, yes: Self, no: Self) -> Self {
        if self < than { yes } else { no }
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self::from_bits(self.to_bits() << 23)
    }
    #[inline(always)]
    fn negated_where_odd(self, bits: Self) -> Self {
        Self::from_bits(self.to_bits() ^ (bits.to_bits() << 31))
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        // The exponent field counts from the bits of √½.
        let from_root = self.to_bits().wrapping_sub(core::f32::consts::FRAC_1_SQRT_2.to_bits());
        let exponent = (from_root as i32) >> 23;
        let mantissa = self.to_bits().wrapping_sub((exponent as u32) << 23);
        (Self::from_bits(mantissa), exponent as f32)
    }
}

impl Single for f32x4 {
    #[inline(always)]
    fn splat(x: f32) -> Self {
        Self::splat(x)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        self.abs()
    }
    #[inline(always)]
    fn with_sign_of(self, sign: Self) -> Self {
        self.copysign(sign)
    }
    #[inline(always)]
    fn at_most(self, bound: Self) -> Self {
        // The instruction of either platform keeps one fixed operand when the comparison is false for NaN.
        if cfg!(target_feature = "simd128") { self.fast_min(bound) } else { bound.fast_min(self) }
    }
    #[inline(always)]
    fn at_least(self, bound: Self) -> Self {
        if cfg!(target_feature = "simd128") { self.fast_max(bound) } else { bound.fast_max(self) }
    }
    #[inline(always)]
    fn if_less(self, than: Self, yes: Self, no: Self) -> Self {
        self.simd_lt(than).select(yes, no)
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self::from_bits(self.to_bits() << 23_u32)
    }
    #[inline(always)]
    fn negated_where_odd(self, bits: Self) -> Self {
        Self::from_bits(self.to_bits() ^ (bits.to_bits() << 31_u32))
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let root = u32x4::splat(core::f32::consts::FRAC_1_SQRT_2.to_bits());
        let from_root: i32x4 = wide::bytemuck::cast(self.to_bits() - root);
        let exponent = from_root >> 23_i32;
        let shifted: u32x4 = wide::bytemuck::cast(exponent << 23_i32);
        (Self::from_bits(self.to_bits() - shifted), exponent.round_float())
    }
}

/// The error of a number in units of the last place of the exact value; below the smallest normal number, of that.
#[cfg(test)]
pub(crate) fn ulps(found: f32, exact: f64) -> f64 {
    let (_, exponent) = libm::frexp(exact);
    (f64::from(found) - exact).abs() / libm::ldexp(1.0, exponent.max(-125) - 24)
}

#[cfg(test)]
mod tests {
    use super::ulps;

    #[test]
    fn a_unit_of_the_last_place_is_the_gap_to_the_next_number() {
        for x in [1.0_f32, 1.999, 3.0, 1e-38, 1e-42] {
            assert_eq!(ulps(x.next_up(), f64::from(x)), 1.0, "{x}");
        }
    }
}
