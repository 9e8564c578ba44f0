//! The exponential without branches, so that a loop over many numbers takes several in one instruction.

use super::ln_vector::{LN_2_HIGH, LN_2_LOW};

/// The polynomial of FreeBSD's `e_exp.c`, in powers of r².
const P: [f64; 5] = [
    0.166_666_666_666_666_02,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];

/// 1.5 · 2^52: added to a small number, it leaves the nearest integer in the low bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// Below it e^x is taken as 0: it may be subnormal, whose bits a power of two does not shift.
const SMALLEST: f64 = -708.0;

/// e^x for x ≤ 0, within 1 ulp of `libm::exp`; 0 below −708, where e^x is less than 4e-308.
///
/// Source: FreeBSD's `e_exp.c`, with x = n ln 2 + r, |r| ≤ ln 2 / 2. Cost: some 25 operations and a division.
#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    let shifted = x * core::f64::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let (high, low) = (x - n * LN_2_HIGH, n * LN_2_LOW);
    let r = high - low;
    let z = r * r;
    let c = r - z * (P[0] + z * (P[1] + z * (P[2] + z * (P[3] + z * P[4]))));
    let power = 1.0 + (r * c / (2.0 - c) - low + high);
    let scaled = f64::from_bits(power.to_bits().wrapping_add(shifted.to_bits() << 52));
    if x >= SMALLEST { scaled } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_within_one_ulp_of_libm() {
        for i in 0..=1_416_000 {
            let x = -f64::from(i) * 0.000_5;
            let (found, exact) = (exp(x), libm::exp(x));
            let ulps = found.to_bits().abs_diff(exact.to_bits());
            assert!(ulps <= 1, "exp({x}) = {found}, not {exact}");
        }
    }

    #[test]
    fn limits_are_exact() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-0.0), 1.0);
        assert_eq!(exp(-1e-300), 1.0);
        for x in [-708.1, -745.0, -1e250, f64::MIN, f64::NEG_INFINITY] {
            assert_eq!(exp(x), 0.0, "{x}");
        }
    }
}
