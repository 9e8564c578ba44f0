//! Anderson's mixing: the next iterate is the combination of the last few whose steps cancel best.

use super::equations::LN_ZERO;
use super::table::{Table, dot};
use nalgebra::{SMatrix, SVector};

/// How many steps are remembered: more find the way in fewer steps, and take longer to weigh.
const MEMORY: usize = 8;

/// What is added to the squares of the steps, relative to the largest: smaller, and nearly parallel steps blow up.
const REGULARIZATION: f64 = 1e-12;

/// The last images g(x) of an iteration x → g(x) and its last steps r, as differences.
///
/// Source: [WALKER_NI_2011](crate::citations::WALKER_NI_2011), algorithm AA.
pub(super) struct Mixing {
    last: Option<(Table, Table)>,
    /// Differences of images and of steps; the oldest is overwritten.
    differences: Vec<(Table, Table)>,
    /// How many there have been.
    n: usize,
    /// The inner products of the steps' differences.
    gram: SMatrix<f64, MEMORY, MEMORY>,
}

impl Mixing {
    pub(super) fn new() -> Self {
        Self { last: None, differences: Vec::with_capacity(MEMORY), n: 0, gram: SMatrix::zeros() }
    }

    /// `next` becomes g − Σ γ Δg, with γ for the least ‖r − Σ γ Δr‖; says if that is more than g.
    pub(super) fn extrapolate(&mut self, g: &Table, r: &Table, next: &mut Table) -> bool {
        let Some((last_g, last_r)) = &mut self.last else {
            self.last = Some((g.clone(), r.clone()));
            next.copy_from(g);
            return false;
        };
        let at = self.n % MEMORY;
        if self.differences.len() < MEMORY {
            self.differences.push((g.clone(), r.clone()));
        }
        let (dg, dr) = &mut self.differences[at];
        dg.set_difference(g, last_g);
        dr.set_difference(r, last_r);
        last_g.copy_from(g);
        last_r.copy_from(r);
        self.n += 1;
        let gamma = self.coefficients(at, r);
        next.copy_from(g);
        for (gamma, (dg, _)) in gamma.iter().zip(&self.differences) {
            next.subtract(*gamma, dg);
        }
        // What is impossible stays so: a share of its stand-in for −∞ would be no logarithm.
        next.keep_at_most(LN_ZERO, g);
        true
    }

    /// The solution of the normal equations, of which those at a place are new; zeros if they have none.
    fn coefficients(&mut self, new: usize, r: &Table) -> SVector<f64, MEMORY> {
        for (i, (_, dr)) in self.differences.iter().enumerate() {
            let product = dot(dr, &self.differences[new].1);
            (self.gram[(i, new)], self.gram[(new, i)]) = (product, product);
        }
        let scale = self.gram.diagonal().max();
        let regular = self.gram + SMatrix::from_diagonal_element(REGULARIZATION * scale);
        let right = SVector::from_fn(|i, _| self.differences.get(i).map_or(0.0, |(_, dr)| dot(dr, r)));
        regular.cholesky().map_or_else(SVector::zeros, |factor| factor.solve(&right))
    }
}
