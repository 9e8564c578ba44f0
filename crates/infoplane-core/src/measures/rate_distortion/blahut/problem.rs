//! What is minimized for a slope: the weights, their factors, and the bounds that they give.

use super::{Distortion, Pmf, RateError, RateState, Slope};
use crate::math::x_log_x::x_log_x;

/// A source, its distortions and a slope.
#[derive(Clone, Debug)]
pub(super) struct Problem<'a> {
    p: &'a [f64],
    distortion: &'a Distortion,
    slope: Slope,
    /// exp(−s (d(x, y) − min d(x, ·))), so that no row vanishes.
    a: Vec<f64>,
}

impl<'a> Problem<'a> {
    pub(super) fn new(p: &'a Pmf, distortion: &'a Distortion, slope: Slope) -> Result<Self, RateError> {
        if p.len() != distortion.n_symbols() {
            return Err(RateError::Symbols { source: p.len(), rows: distortion.n_symbols() });
        }
        // Not −s · 0 where s is infinite.
        let weight = |excess: f64| if excess == 0.0 { 1.0 } else { libm::exp(-slope.0 * excess) };
        let a = distortion.rows().flat_map(|row| {
            let least = least(row);
            row.iter().map(move |d| weight(d - least))
        });
        Ok(Self { p: p.as_slice(), distortion, slope, a: a.collect() })
    }

    pub(super) fn n(&self) -> usize {
        self.distortion.n_reproductions()
    }

    /// Every possible source symbol: its probability, weights and Z = Σ q(y) a(x, y).
    fn symbols(&self, q: &[f64]) -> impl Iterator<Item = (usize, f64, &[f64], f64)> {
        let rows =
            self.p.iter().zip(self.a.chunks_exact(self.n())).enumerate().filter(|(_, (p, _))| **p > 0.0);
        rows.map(move |(x, (&p, a))| {
            let z: f64 = a.iter().zip(q).map(|(a, q)| a * q).sum();
            // Not below q of the nearest reproduction, where a is 1; but that q may have vanished, and a/Z is to be finite.
            (x, p, a, z.max(f64::MIN_POSITIVE))
        })
    }

    /// c(y) = Σ p(x) a(x, y) / Z(x): the derivative of Σ p ln Z by q(y), and Blahut's factor.
    pub(super) fn factors(&self, q: &[f64]) -> Vec<f64> {
        let mut c = vec![0.0; self.n()];
        for (_, p, a, z) in self.symbols(q) {
            c.iter_mut().zip(a).for_each(|(c, a)| *c += p * (a / z));
        }
        c
    }

    /// Minus the Hessian of Σ p ln Z: Σ p(x) a(x, y) a(x, y') / Z².
    pub(super) fn curvature(&self, q: &[f64]) -> Vec<f64> {
        let mut k = vec![0.0; self.n() * self.n()];
        for (_, p, a, z) in self.symbols(q) {
            for (row, b) in k.chunks_exact_mut(self.n()).zip(a) {
                row.iter_mut().zip(a).for_each(|(k, a)| *k += p * (a / z) * (b / z));
            }
        }
        k
    }

    /// The point and its bounds at q, given its factors.
    pub(super) fn state(&self, q: &[f64], c: &[f64]) -> RateState {
        let (mut distortion, mut least_distortion, mut log_z) = (0.0, 0.0, 0.0);
        for (x, p, a, z) in self.symbols(q) {
            let d = self.distortion.row(x);
            distortion += p * a.iter().zip(q).zip(d).map(|((a, q), d)| q * a / z * d).sum::<f64>();
            least_distortion += p * least(d);
            log_z += p * libm::log(z);
        }
        // s (D − Dmin), which is 0 at the infinite slope, where D = Dmin.
        let tilt =
            if self.slope.0.is_infinite() { 0.0 } else { self.slope.0 * (distortion - least_distortion) };
        let above: f64 = q.iter().zip(c).map(|(q, &c)| q * x_log_x(c)).sum();
        let largest = c.iter().copied().fold(0.0, f64::max);
        let base = 0.0 - tilt - log_z;
        // No rate is negative, but what is left of the terms of one near 0 is rounding.
        let upper = (base - above).max(0.0);
        RateState {
            slope: self.slope,
            output: Pmf::normalized(q).expect("iterates are finite, not negative and not all zero"),
            distortion,
            upper,
            lower: base - libm::log(largest),
        }
    }
}

fn least(row: &[f64]) -> f64 {
    row.iter().copied().fold(f64::INFINITY, f64::min)
}
