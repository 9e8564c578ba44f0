//! Maximizing a smooth concave function over all pmfs, by a primal-dual interior-point method.
//!
//! Multiplicative updates (Blahut, Arimoto) are simple and never lose ground, but their steps
//! shrink where the function is nearly flat. Newton's do not.

/// How much of the way to the boundary a step may go. Nearer to 1 and a point may land where
/// the next step is blocked; smaller, and more steps are needed.
const TO_BOUNDARY: f64 = 0.95;

/// By how much a step tries to reduce the complementarity r·s. Smaller, and steps leave the central path.
const CENTERING: f64 = 0.1;

/// A point inside the simplex and its slacks, moving to the maximum along the central path r s = μ.
///
/// At the maximum of f, f's derivatives are equal (to some ν) where r > 0 and not larger where r = 0: the slacks
/// s = ν − ∇f are not negative, and r s = 0. Source: [WRIGHT_1997](crate::citations::WRIGHT_1997), chapter 1.
#[derive(Clone, Debug)]
pub(crate) struct CentralPath {
    r: Vec<f64>,
    /// Empty until the first step knows the derivatives.
    s: Vec<f64>,
}

impl CentralPath {
    /// Starts at the uniform pmf over n outcomes.
    pub(crate) fn new(n: usize) -> Self {
        Self { r: vec![1.0 / n as f64; n], s: Vec::new() }
    }

    /// Where it is: all positive, with sum one up to rounding.
    pub(crate) fn point(&self) -> &[f64] {
        &self.r
    }

    /// One Newton step, given gradient g and *minus* the Hessian K (row by row) at the point. Cost: n³ / 6.
    ///
    /// With dr = r u the step solves (R K R + diag(r s)) u + ν r = r g + σμ, Σ r u = 0, where R = diag(r).
    pub(crate) fn step(&mut self, g: &[f64], curvature: &[f64]) {
        let n = self.r.len();
        if self.s.is_empty() {
            self.s = first_slacks(&self.r, g);
        }
        let target = CENTERING * dot(&self.r, &self.s) / n as f64;
        let mut matrix = curvature.to_vec();
        for (i, row) in matrix.chunks_exact_mut(n).enumerate() {
            row.iter_mut().zip(&self.r).for_each(|(k, r)| *k *= self.r[i] * r);
            row[i] += self.r[i] * self.s[i];
        }
        cholesky(&mut matrix, n);
        let wanted: Vec<f64> = self.r.iter().zip(g).map(|(r, g)| r * g + target).collect();
        let a = solve(&matrix, wanted);
        let b = solve(&matrix, self.r.clone());
        let nu = dot(&self.r, &a) / dot(&self.r, &b);
        let u: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - nu * b).collect();
        self.advance(&u, target);
    }

    /// Moves by u as far as both r and s stay positive; stays where rounding has left no direction.
    fn advance(&mut self, u: &[f64], target: f64) {
        let pairs = || self.r.iter().zip(&self.s).zip(u);
        let ds: Vec<f64> = pairs().map(|((r, s), u)| target / r - s - s * u).collect();
        if !u.iter().chain(&ds).all(|change| change.is_finite()) {
            return;
        }
        let relative = u.iter().copied().chain(ds.iter().zip(&self.s).map(|(ds, s)| ds / s));
        let steepest = relative.fold(0.0, |steepest: f64, change| steepest.max(-change));
        // A whole step, unless it would end too near the boundary; products that vanish are kept positive, as r and s divide.
        let length = (TO_BOUNDARY / steepest).min(1.0);
        self.r.iter_mut().zip(u).for_each(|(r, u)| *r = (*r * (1.0 + length * u)).max(f64::MIN_POSITIVE));
        self.s.iter_mut().zip(&ds).for_each(|(s, ds)| *s = (*s + length * ds).max(f64::MIN_POSITIVE));
        let sum: f64 = self.r.iter().sum();
        self.r.iter_mut().for_each(|r| *r /= sum);
    }
}

/// ν − g with ν above the largest derivative by what the uniform point is short of it.
fn first_slacks(r: &[f64], g: &[f64]) -> Vec<f64> {
    let largest = g.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Not negative but for rounding, and 0 where all derivatives are equal; a slack must be positive.
    let short = (largest - dot(r, g)).max(f64::EPSILON);
    g.iter().map(|g| largest - g + short).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The lower factor L of a positive definite matrix L Lᵀ, in its lower triangle.
fn cholesky(matrix: &mut [f64], n: usize) {
    for i in 0..n {
        for j in 0..=i {
            let rest = matrix[i * n + j] - dot(&matrix[i * n..i * n + j], &matrix[j * n..j * n + j]);
            matrix[i * n + j] = if i == j {
                // The diagonal is positive; what rounding has left of it must be, too.
                rest.max(f64::EPSILON * matrix[i * n + i]).max(f64::MIN_POSITIVE).sqrt()
            } else {
                rest / matrix[j * n + j]
            };
        }
    }
}

/// x with L Lᵀ x = b.
fn solve(factor: &[f64], mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        b[i] = (b[i] - dot(&factor[i * n..i * n + i], &b[..i])) / factor[i * n + i];
    }
    for i in (0..n).rev() {
        let above: f64 = (i + 1..n).map(|j| factor[j * n + i] * b[j]).sum();
        b[i] = (b[i] - above) / factor[i * n + i];
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weighted_sum_of_logarithms_is_largest_at_the_weights() {
        // f = Σ w ln r, with derivatives w / r and curvature w / r².
        let w = [0.7, 0.3 - 1e-6, 1e-6];
        let mut path = CentralPath::new(3);
        for _ in 0..40 {
            let g: Vec<f64> = w.iter().zip(path.point()).map(|(w, r)| w / r).collect();
            let mut curvature = vec![0.0; 9];
            (0..3).for_each(|i| curvature[4 * i] = g[i] / path.point()[i]);
            path.step(&g, &curvature);
        }
        assert!(path.point().iter().zip(w).all(|(r, w)| (r / w - 1.0).abs() < 1e-9), "{path:?}");
    }
}
