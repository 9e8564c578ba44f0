//! Integrals of smooth functions over an interval.

/// The positive nodes of the Gauss-Legendre rule of 16 points on [−1, 1], and their weights.
const GAUSS_LEGENDRE: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

/// ∫ f(x) dx from a to b, by the Gauss-Legendre rule of 16 points.
///
/// Source: [ABRAMOWITZ_STEGUN_1964](crate::citations::ABRAMOWITZ_STEGUN_1964), equation 25.4.30 and table 25.4.
/// Accuracy: exact for polynomials of degree 31; a few 1e-16 where f is analytic within one and a half
/// lengths of the interval around it. Cost: 16 values of f.
///
/// ```
/// use infoplane_core::math::quadrature::integral;
/// assert!((integral(0.0, 2.0, |x| x * x * x) - 4.0).abs() < 1e-14);
/// ```
pub fn integral(a: f64, b: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (center, half) = (0.5 * (a + b), 0.5 * (b - a));
    let pair = |&(node, weight): &(f64, f64)| weight * (f(center - half * node) + f(center + half * node));
    half * GAUSS_LEGENDRE.iter().rev().map(pair).sum::<f64>()
}

/// f(b) − f(a) − f′(a) (b − a) from the second derivative of f: how far f is above its tangent at a, seen at b.
///
/// It is the Bregman divergence of a convex f, which is what the Kullback-Leibler divergence between
/// members of an exponential family is. Taken as ∫ (b − x) f″(x) dx from a to b, it has no cancellation where a and b are
/// close, and is never negative for convex f.
///
/// Source: [BANERJEE_2005](crate::citations::BANERJEE_2005), definition 1 for Bregman divergences, section 4 for
/// exponential families. Accuracy and cost: of [`integral`].
///
/// ```
/// use infoplane_core::math::quadrature::tangent_gap;
/// // x² has the second derivative 2, and (b − a)² above its tangent.
/// assert!((tangent_gap(3.0, 5.0, |_| 2.0) - 4.0).abs() < 1e-14);
/// ```
pub fn tangent_gap(a: f64, b: f64, second_derivative: impl Fn(f64) -> f64) -> f64 {
    tangent_gap_after(a, b - a, second_derivative)
}

/// [`tangent_gap`] for b = a + h, of which h may be known to more digits than a + h has.
///
/// ```
/// use infoplane_core::math::quadrature::tangent_gap_after;
/// assert!((tangent_gap_after(3.0, 1e-20, |_| 2.0) / 1e-40 - 1.0).abs() < 1e-14);
/// ```
pub fn tangent_gap_after(a: f64, h: f64, second_derivative: impl Fn(f64) -> f64) -> f64 {
    // In parts t of the way, as b − x would lose the digits of b − a.
    h * h * integral(0.0, 1.0, |t| (1.0 - t) * second_derivative(a + t * h))
}

/// Up to how much of the peak an integrand is left out at either end: e⁻⁴⁵ is 3e-20.
const NEGLIGIBLE: f64 = 45.0;

/// Change of a moment, relative, at which it counts as found: the rule's error is then far below it. Smaller is
/// below rounding, and would refine in vain.
const CONVERGED: f64 = 1e-12;

/// Nodes after which [`peaked_moments`] takes what it has. At most 0.8 standard deviations lie between two of them in a normal peak that is as
/// narrow as is stated there, as the ends may be half as far again from the peak as they need; the error of the trapezoidal rule, 2 exp(−2 (π/0.8)²), is 4e-14 of it.
const MOST_NODES: usize = 1 << 12;

/// Mean and variance of an uncertain quantity whose moments (mean, variance) depend on u, where u has a density
/// given by its logarithm up to a constant.
///
/// The density must have one peak in the range and fall off on both sides. The peak is found first, then
/// the ends where the density is negligible, and between them the trapezoidal rule is refined until nothing changes:
/// for an analytic integrand that vanishes at both ends its error falls exponentially with the number of nodes
/// ([TREFETHEN_WEIDEMAN_2014](crate::citations::TREFETHEN_WEIDEMAN_2014)).
///
/// Accuracy: 1e-13 relative to what the density and the moments allow, for a peak whose standard deviation is at least 1/2,000 of
/// the range in which the density is above e⁻⁴⁵ of its largest; narrower ones would need more nodes than are spent, and are not
/// found to their last digits. A peak alone is never that narrow, as its range is 19 standard deviations; only skirts reach so
/// far. Cost: a few hundred values of both, and 8,192 at most.
///
/// ```
/// use infoplane_core::math::quadrature::peaked_moments;
/// // Of a normal density with mean 3 and standard deviation 0.1, and a quantity known to be u.
/// let (mean, variance) = peaked_moments((-50.0, 50.0), |u| -50.0 * (u - 3.0) * (u - 3.0), |u| (u, 0.0));
/// assert!((mean - 3.0).abs() < 1e-13 && (variance - 0.01).abs() < 1e-13);
/// ```
pub fn peaked_moments(
    range: (f64, f64),
    log_density: impl Fn(f64) -> f64,
    moments: impl Fn(f64) -> (f64, f64),
) -> (f64, f64) {
    let peak = peak(range, &log_density);
    let top = log_density(peak);
    let (from, to) = (end(peak, -1.0, top, &log_density), end(peak, 1.0, top, &log_density));
    let mut n_nodes = 64;
    let mut found = (f64::NAN, f64::NAN);
    loop {
        let step = (to - from) / n_nodes as f64;
        let nodes = (0..=n_nodes).map(|i| from + step * i as f64);
        let weighted: Vec<(f64, (f64, f64))> =
            nodes.map(|u| (libm::exp(log_density(u) - top), moments(u))).collect();
        let next = mixture_moments(&weighted);
        let is_close = |a: f64, b: f64| (a - b).abs() <= CONVERGED * b.abs();
        if n_nodes >= MOST_NODES || (is_close(found.0, next.0) && is_close(found.1, next.1)) {
            return next;
        }
        found = next;
        n_nodes *= 2;
    }
}

/// Where f is largest, if it has one peak: by a coarse scan, and thirds of the interval around its best.
fn peak((from, to): (f64, f64), f: impl Fn(f64) -> f64) -> f64 {
    let n = libm::ceil(to - from) as usize;
    let step = (to - from) / n as f64;
    let values: Vec<f64> = (0..=n).map(|i| f(from + step * i as f64)).collect();
    let best = super::ranking::first_largest(&values).unwrap_or(0);
    let (mut low, mut high) = (from + step * (best as f64 - 1.0), from + step * (best as f64 + 1.0));
    // (2/3)⁶⁰ of two steps is 5e-11, nearer than the narrowest peak is wide.
    for _ in 0..60 {
        let third = (high - low) / 3.0;
        if f(low + third) < f(high - third) { low += third } else { high -= third }
    }
    0.5 * (low + high)
}

/// From the peak outwards by ever larger steps until the density is negligible.
fn end(peak: f64, direction: f64, top: f64, log_density: impl Fn(f64) -> f64) -> f64 {
    let mut reach = 1e-9;
    while log_density(peak + direction * reach) > top - NEGLIGIBLE && reach < 1e3 {
        reach *= 1.5;
    }
    peak + direction * reach
}

/// Mean and variance of a mixture, from the weights, means and variances of its parts.
fn mixture_moments(parts: &[(f64, (f64, f64))]) -> (f64, f64) {
    let total: f64 = parts.iter().map(|(w, _)| w).sum();
    let mean = parts.iter().map(|(w, (mean, _))| w * mean).sum::<f64>() / total;
    let around = |m: f64| (m - mean) * (m - mean);
    let variance = parts.iter().map(|(w, (m, v))| w * (v + around(*m))).sum::<f64>() / total;
    (mean, variance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_of_degree_31_are_exact() {
        let found = integral(-1.0, 3.0, |x| x.powi(31));
        let expected = (3.0_f64.powi(32) - 1.0) / 32.0;
        assert!((found / expected - 1.0).abs() < 2e-15);
    }

    #[test]
    fn the_gap_of_close_points_keeps_its_digits() {
        let (a, h) = (2.0_f64, 1e-9);
        // e^(a+h) − e^a − h e^a = e^a h²/2 (1 + h/3 + ...).
        let b = a + h;
        let exact_h = b - a;
        let found = tangent_gap(a, b, f64::exp);
        assert!((found / (a.exp() * 0.5 * exact_h * exact_h) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_narrowest_peak_that_is_promised_is_seen_to_its_last_digits() {
        // Skirts 1e-12 below the top of the peak, to ±45 + ln 1e-12 = ±17.4 lengths, where they end; the peak has all the mass.
        let deviation = 2.0 * 17.4 / 2_000.0;
        let density = |u: f64| (-0.5 * (u / deviation).powi(2)).exp() + 1e-12 * (-u.abs()).exp();
        let (mean, variance) = peaked_moments((-40.0, 40.0), |u| density(u).ln(), |u| (u, 0.0));
        let peak_mass = deviation * (2.0 * core::f64::consts::PI).sqrt();
        let (mass, squares) = (peak_mass + 2e-12, peak_mass * deviation * deviation + 4e-12);
        assert!(mean.abs() < 1e-13, "{mean}");
        assert!((variance / (squares / mass) - 1.0).abs() < 1e-12, "{variance}");
    }

    #[test]
    fn a_narrow_peak_with_long_skirts_is_seen_whole() {
        // A peak of width 0.1 on skirts e^−|u|, which are negligible from 48 on.
        let density = |u: f64| 3.0 * (-50.0 * u * u).exp() - (1.0 + u * u).sqrt() + 1.0;
        let (mean, variance) = peaked_moments((-60.0, 60.0), density, |u| (u, 1.0));
        let fine: Vec<f64> = (-60_000..=60_000).map(|i| f64::from(i) * 1e-3).collect();
        let mass: f64 = fine.iter().map(|u| density(*u).exp()).sum();
        let squares: f64 = fine.iter().map(|u| u * u * density(*u).exp()).sum();
        assert!(mean.abs() < 1e-13, "{mean}");
        assert!((variance / (1.0 + squares / mass) - 1.0).abs() < 1e-12, "{variance}");
    }
}
