//! Four numbers that are computed with at once: one vector instruction in single precision.

use super::real::Real;
use super::single::Single;
use super::{erf, exp, ln, sin, tanh};
use core::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};
use wide::{f32x4, f64x4};

/// Numbers in a vector.
///
/// ```
/// use infoplane_core::math::lanes::LANES;
/// assert_eq!(wide::f64x4::splat(0.5).to_array().len(), LANES);
/// ```
pub const LANES: usize = 4;

/// Four numbers of one precision. Every operation is that of [`Real`], lane by lane.
///
/// ```
/// use infoplane_core::math::lanes::Lanes;
/// let x = wide::f32x4::from_array([1.0, 2.0, 3.0, 4.0]);
/// assert_eq!((x * x).to_array(), [1.0, 4.0, 9.0, 16.0]);
/// assert_eq!(x.sum(), 10.0);
/// ```
pub trait Lanes:
    Copy
    + core::fmt::Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
{
    /// One of the numbers.
    type Scalar: Real<Lanes = Self>;

    /// The same number in every lane.
    fn splat(x: Self::Scalar) -> Self;
    /// The numbers of an array.
    fn from_array(x: [Self::Scalar; LANES]) -> Self;
    /// The numbers as an array.
    fn to_array(self) -> [Self::Scalar; LANES];
    /// Lane j of vector i becomes lane i of vector j.
    fn transpose(rows: [Self; LANES]) -> [Self; LANES];
    /// √x, correctly rounded.
    fn sqrt(self) -> Self;
    /// |x|.
    fn abs(self) -> Self;
    /// The bound where a number is above it; NaN stays.
    fn at_most(self, bound: Self) -> Self;
    /// The bound where a number is below it; NaN stays.
    fn at_least(self, bound: Self) -> Self;
    /// `yes` where a number is less than the other, `no` elsewhere and for NaN.
    fn if_less(self, than: Self, yes: Self, no: Self) -> Self;
    /// e^x.
    fn exp(self) -> Self;
    /// e^x − 1.
    fn exp_m1(self) -> Self;
    /// ln x.
    fn ln(self) -> Self;
    /// ln(1 + x) for 0 ≤ x ≤ 1.
    fn ln_1p_unit(self) -> Self;
    /// tanh x.
    fn tanh(self) -> Self;
    /// sin x.
    fn sin(self) -> Self;
    /// cos x.
    fn cos(self) -> Self;
    /// erf x.
    fn erf(self) -> Self;

    /// A constant in every lane, rounded once.
    #[inline(always)]
    fn of(x: f64) -> Self {
        Self::splat(Self::Scalar::from_f64(x))
    }

    /// 0 in every lane.
    #[inline(always)]
    fn zero() -> Self {
        Self::of(0.0)
    }

    /// 1 in every lane.
    #[inline(always)]
    fn one() -> Self {
        Self::of(1.0)
    }

    /// The sum over the lanes, in pairs: (x₀ + x₂) + (x₁ + x₃).
    #[inline(always)]
    fn sum(self) -> Self::Scalar {
        let x = self.to_array();
        (x[0] + x[2]) + (x[1] + x[3])
    }

    /// The sums over the lanes of four vectors, each as of [`Lanes::sum`].
    #[inline(always)]
    fn sums(rows: [Self; LANES]) -> Self {
        let x = Self::transpose(rows);
        (x[0] + x[2]) + (x[1] + x[3])
    }
}

impl Lanes for f32x4 {
    type Scalar = f32;

    #[inline(always)]
    fn splat(x: f32) -> Self {
        Self::splat(x)
    }
    #[inline(always)]
    fn from_array(x: [f32; LANES]) -> Self {
        Self::new(x)
    }
    #[inline(always)]
    fn to_array(self) -> [f32; LANES] {
        self.to_array()
    }
    #[inline(always)]
    fn transpose(rows: [Self; LANES]) -> [Self; LANES] {
        Self::transpose(rows)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.sqrt()
    }
    #[inline(always)]
    fn abs(self) -> Self {
        self.abs()
    }
    #[inline(always)]
    fn at_most(self, bound: Self) -> Self {
        Single::at_most(self, bound)
    }
    #[inline(always)]
    fn at_least(self, bound: Self) -> Self {
        Single::at_least(self, bound)
    }
    #[inline(always)]
    fn if_less(self, than: Self, yes: Self, no: Self) -> Self {
        Single::if_less(self, than, yes, no)
    }
    #[inline(always)]
    fn exp(self) -> Self {
        exp::exp(self)
    }
    #[inline(always)]
    fn exp_m1(self) -> Self {
        exp::exp_m1(self)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        ln::ln(self)
    }
    #[inline(always)]
    fn ln_1p_unit(self) -> Self {
        ln::ln_1p_unit(self)
    }
    #[inline(always)]
    fn tanh(self) -> Self {
        tanh::tanh(self)
    }
    #[inline(always)]
    fn sin(self) -> Self {
        sin::sin(self)
    }
    #[inline(always)]
    fn cos(self) -> Self {
        sin::cos(self)
    }
    #[inline(always)]
    fn erf(self) -> Self {
        erf::erf(self)
    }
}

/// In double precision the functions are libm's: speed does not matter there.
impl Lanes for f64x4 {
    type Scalar = f64;

    fn splat(x: f64) -> Self {
        Self::splat(x)
    }
    fn from_array(x: [f64; LANES]) -> Self {
        Self::new(x)
    }
    fn to_array(self) -> [f64; LANES] {
        self.to_array()
    }
    fn transpose(rows: [Self; LANES]) -> [Self; LANES] {
        Self::transpose(rows)
    }
    fn sqrt(self) -> Self {
        self.sqrt()
    }
    fn abs(self) -> Self {
        self.abs()
    }
    fn at_most(self, bound: Self) -> Self {
        zip(self, bound, |x, bound| if bound < x { bound } else { x })
    }
    fn at_least(self, bound: Self) -> Self {
        zip(self, bound, |x, bound| if x < bound { bound } else { x })
    }
    fn if_less(self, than: Self, yes: Self, no: Self) -> Self {
        let (x, than, yes, no) = (self.to_array(), than.to_array(), yes.to_array(), no.to_array());
        Self::new(core::array::from_fn(|lane| if x[lane] < than[lane] { yes[lane] } else { no[lane] }))
    }
    fn exp(self) -> Self {
        map(self, libm::exp)
    }
    fn exp_m1(self) -> Self {
        map(self, libm::expm1)
    }
    fn ln(self) -> Self {
        map(self, libm::log)
    }
    fn ln_1p_unit(self) -> Self {
        map(self, libm::log1p)
    }
    fn tanh(self) -> Self {
        map(self, libm::tanh)
    }
    fn sin(self) -> Self {
        map(self, libm::sin)
    }
    fn cos(self) -> Self {
        map(self, libm::cos)
    }
    fn erf(self) -> Self {
        map(self, libm::erf)
    }
}

fn map(x: f64x4, f: fn(f64) -> f64) -> f64x4 {
    f64x4::new(x.to_array().map(f))
}

fn zip(x: f64x4, y: f64x4, f: fn(f64, f64) -> f64) -> f64x4 {
    let (x, y) = (x.to_array(), y.to_array());
    f64x4::new(core::array::from_fn(|lane| f(x[lane], y[lane])))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the bits of a function of four numbers with those of each alone.
    fn check(name: &str, of_four: fn(f32x4) -> f32x4, of_one: fn(f32) -> f32) {
        for bits in (0..=u32::MAX - 3).step_by(65_521) {
            let x: [f32; 4] = core::array::from_fn(|lane| f32::from_bits(bits + lane as u32));
            let found = of_four(f32x4::new(x)).to_array();
            for (x, found) in x.into_iter().zip(found) {
                let alone = of_one(x);
                assert!(
                    found.to_bits() == alone.to_bits() || found.is_nan() && alone.is_nan(),
                    "{name}({x})"
                );
            }
        }
    }

    #[test]
    fn a_lane_rounds_as_a_number_alone() {
        check("exp", exp::exp, exp::exp);
        check("exp_m1", exp::exp_m1, exp::exp_m1);
        check("ln", ln::ln, ln::ln);
        check("tanh", tanh::tanh, tanh::tanh);
        check("sin", sin::sin, sin::sin);
        check("cos", sin::cos, sin::cos);
        check("erf", erf::erf, erf::erf);
    }

    #[test]
    fn bounds_let_nan_pass() {
        let x = f32x4::new([f32::NAN, -2.0, 0.5, 2.0]);
        let one = <f32x4 as Lanes>::one();
        let clamped = Lanes::at_least(Lanes::at_most(x, one), -one).to_array();
        assert!(clamped[0].is_nan());
        assert_eq!(clamped[1..], [-1.0, 0.5, 1.0]);
    }

    #[test]
    fn sums_of_four_are_each_its_sum() {
        let rows: [f32x4; 4] =
            core::array::from_fn(|i| f32x4::new(core::array::from_fn(|j| 1.0 / (1 + i * 4 + j) as f32)));
        assert_eq!(f32x4::sums(rows).to_array(), rows.map(Lanes::sum));
    }
}
