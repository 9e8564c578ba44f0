//! Integrals of densities: double-exponential quadrature, which does not mind singular ends.

use core::f64::consts::FRAC_PI_2;

/// Steps of the trapezoidal rule per unit, and how far it goes: beyond 4.5 the weights of an interval are no numbers.
const STEPS_PER_UNIT: i32 = 32;
const REACH: f64 = 4.5;

/// ∫ f over the range of the breaks, piece by piece; the ends may be infinite, and `width` is where tails begin.
///
/// Takahasi and Mori's substitutions: x = tanh(π/2 sinh t) between two numbers, exp(π/2 sinh t) beyond one.
pub(crate) fn integral(mut breaks: Vec<f64>, width: f64, f: impl Fn(f64) -> f64) -> f64 {
    breaks.sort_by(f64::total_cmp);
    breaks.dedup();
    breaks.windows(2).map(|ends| piece(ends[0], ends[1], width, &f)).sum()
}

/// First and last number that a sum from low to high takes in, each with its distance from its finite end or from zero.
pub(crate) fn ends(low: f64, high: f64, width: f64) -> [(f64, f64); 2] {
    let far = width * (FRAC_PI_2 * REACH.sinh()).exp();
    let next_to = |end: f64, next: f64| {
        if end == 0.0 { (width * width / far, width * width / far) } else { (next, (next - end).abs()) }
    };
    [
        if low.is_finite() { next_to(low, low.next_up()) } else { (-far, far) },
        if high.is_finite() { next_to(high, high.next_down()) } else { (far, far) },
    ]
}

fn piece(low: f64, high: f64, width: f64, f: &impl Fn(f64) -> f64) -> f64 {
    let h = 1.0 / f64::from(STEPS_PER_UNIT);
    let last = (REACH * f64::from(STEPS_PER_UNIT)) as i32;
    let term = |step: i32| {
        let t = h * f64::from(step);
        let (s, slope) = (FRAC_PI_2 * t.sinh(), FRAC_PI_2 * t.cosh());
        let (x, dx) = match (low.is_finite(), high.is_finite()) {
            (true, true) => {
                // Distances to the nearer end, which keep their digits.
                let share = 1.0 / (1.0 + (2.0 * s.abs()).exp());
                let x = if s < 0.0 { low + (high - low) * share } else { high - (high - low) * share };
                (x, (high - low) * 0.5 * slope / (s.cosh() * s.cosh()))
            }
            (true, false) => (low + width * s.exp(), width * s.exp() * slope),
            (false, true) => (high - width * s.exp(), width * s.exp() * slope),
            (false, false) => (width * s.sinh(), width * s.cosh() * slope),
        };
        if x == low || x == high || dx == 0.0 { 0.0 } else { dx * f(x) }
    };
    h * (-last..=last).map(term).sum::<f64>()
}
