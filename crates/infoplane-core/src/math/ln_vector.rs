//! The natural logarithm without branches, so that a loop over many numbers takes several in one instruction.

/// ln 2 in two parts, the first with enough trailing zeros that an integer times it is exact.
pub(super) const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
pub(super) const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// The polynomial of FreeBSD's `e_log.c`, even and odd powers of s² apart.
const EVEN: [f64; 3] = [0.399_999_999_994_094_2, 0.222_221_984_321_497_84, 0.153_138_376_992_093_73];
const ODD: [f64; 4] =
    [0.666_666_666_666_673_5, 0.285_714_287_436_623_9, 0.181_835_721_616_180_5, 0.147_981_986_051_165_86];

/// 2^52, whose low bits are an integer's.
const TWO_52: f64 = 4_503_599_627_370_496.0;

/// The first stage of ln x for normal positive x: k, f and s of x = 2^k (1 + f) with √½ ≤ 1 + f < √2, s = f / (2 + f).
#[inline(always)]
pub(crate) fn reduce(x: f64) -> [f64; 3] {
    /// The upper half of √½, where the mantissas begin.
    const ROOT: u64 = 0x3fe6_a09e << 32;
    const ONE: u64 = 0x3ff0_0000 << 32;
    let from_root = x.to_bits().wrapping_add(ONE - ROOT);
    let f = f64::from_bits((from_root & ((1 << 52) - 1)) + ROOT) - 1.0;
    [integer_above(from_root >> 52, 1023.0), f, f / (2.0 + f)]
}

/// The second stage: ln x, bit for bit that of `libm::log`, so within 1 ulp.
///
/// Source: FreeBSD's `e_log.c`, operation by operation as in `libm`, whose order is part of the result. Cost of both
/// stages: some 30 operations and a division.
#[inline(always)]
pub(crate) fn ln([k, f, s]: [f64; 3]) -> f64 {
    let half_square = 0.5 * f * f;
    let z = s * s;
    let w = z * z;
    let even = w * (EVEN[0] + w * (EVEN[1] + w * EVEN[2]));
    let odd = z * (ODD[0] + w * (ODD[1] + w * (ODD[2] + w * ODD[3])));
    s * (half_square + (odd + even)) + k * LN_2_LOW - half_square + f + k * LN_2_HIGH
}

/// 2 artanh(s) / (s ln 2) in powers of s², within 1.5e-17 for s² ≤ 0.0295: the minimax polynomial of its relative error.
const LOG_2: [f64; 8] = [
    2.885_390_081_777_926_8,
    0.961_796_693_925_989_9,
    0.577_078_016_345_469_7,
    0.412_198_585_851_212_83,
    0.320_598_533_910_975_6,
    0.262_334_402_573_625_4,
    0.220_911_844_941_158_5,
    0.213_671_006_567_313_78,
];

/// The second stage of log₂ x, in a third less operations than [`ln`].
///
/// log₂ x = k + log₂(1 + f), and ln(1 + f) = 2 artanh s. Accuracy: relative 5e-16. A power of two has its exponent.
/// Cost of both stages: some 28 operations and a division.
#[inline(always)]
pub(crate) fn log2([k, _, s]: [f64; 3]) -> f64 {
    let z = s * s;
    let w = z * z;
    let [a, b, c, d, e, f, g, h] = LOG_2;
    // By Estrin's scheme, whose operations wait less for one another than Horner's.
    k + s * ((a + z * b) + w * ((c + z * d) + w * ((e + z * f) + w * (g + z * h))))
}

/// By how much an integer below 2^52 is above `zero`, a small integer, as a floating-point number.
#[inline(always)]
pub(crate) fn integer_above(x: u64, zero: f64) -> f64 {
    f64::from_bits(x | TWO_52.to_bits()) - (TWO_52 + zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_libm_to_the_last_bit() {
        let spread = (0..400_000_u64).map(|i| f64::from_bits(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).abs());
        let near = |x: f64| (0..2000).map(move |i| f64::from_bits(x.to_bits() - 1000 + i));
        let ends = [f64::MIN_POSITIVE, f64::MAX].into_iter();
        let numbers = spread.chain(near(core::f64::consts::FRAC_1_SQRT_2)).chain(near(1.0)).chain(ends);
        for x in numbers.filter(|x| x.is_normal()) {
            let found = ln(reduce(x));
            assert_eq!(found.to_bits(), libm::log(x).to_bits(), "ln({x}) = {found}, not {}", libm::log(x));
        }
    }

    #[test]
    fn binary_logarithms_are_within_their_bound_of_those_of_libm() {
        // Those of libm are within 1 ulp themselves.
        const BOUND: f64 = 5e-16 + f64::EPSILON;
        let spread = (0..400_000_u64).map(|i| f64::from_bits(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).abs());
        let near_one = (0..400_000_u32).map(|i| 0.5 + f64::from(i) * 3.7e-6);
        for x in spread.chain(near_one).filter(|x| x.is_normal()) {
            let (found, exact) = (log2(reduce(x)), libm::log2(x));
            assert!((found - exact).abs() <= BOUND * exact.abs(), "log2({x}) = {found}, not {exact}");
        }
        for k in -1022..1024 {
            assert_eq!(log2(reduce(libm::ldexp(1.0, k))), f64::from(k));
        }
    }
}
