//! The self-consistent equations: what an encoder means, and the encoder that follows from it.

use super::{
    encoder::Encoder,
    source::Source,
    table::{Table, dot, greater},
};
use crate::math::exp_vector::exp;
use crate::math::lanes::LANES;
use crate::math::ln_vector::{ln, reduce};

/// Stands for ln 0. Finite, so that 0 · ln 0 is 0; exp of any visible share of it is 0.
pub(super) const LN_ZERO: f64 = -1e250;

/// The equations of a source at a trade-off, as two linear maps:
/// q(t, y) = Σ p(x, y) q(t|x), and the logits ln q(t) + β Σ p(y|x) ln q(y|t) of q(t|x).
///
/// β KL(p(y|x) ‖ q(y|t)) is that sum with the other sign, up to a constant for each x.
pub(super) struct Equations<'a> {
    source: &'a Source,
    pub(super) beta: f64,
    /// H(Y) in nats.
    h_y: f64,
    /// Row 0 is p(x), row 1 + y is p(x, y).
    joint: Vec<f64>,
    /// Row x is 1, then β p(y|x) for each y.
    exponents: Vec<f64>,
}

/// What an encoder means. Row 0 is for q(t), row 1 + y for y.
#[derive(Clone)]
pub(super) struct Decoder {
    /// q(t), q(t, y).
    pub(super) q: Table,
    /// ln q(t), ln q(y|t).
    pub(super) ln_q: Table,
}

/// q(t|x) with the normalizers of its logits.
#[derive(Clone)]
pub(super) struct Soft {
    /// q(t|x).
    pub(super) q: Table,
    /// What was subtracted from the logits of each x, at four places, and the sums of their exponentials.
    largest: Vec<[f64; LANES]>,
    sums: Vec<[f64; LANES]>,
    /// Σ p(x) ln Z(x).
    mean_ln_z: f64,
}

impl Decoder {
    pub(super) fn new(source: &Source, n_t: usize) -> Self {
        let table = Table::new(source.n_y() + 1, n_t);
        Self { q: table.clone(), ln_q: table }
    }
}

impl Soft {
    pub(super) fn new(encoder: &Encoder) -> Self {
        let n_x = encoder.rows().len();
        let per_x = || vec![[0.0; LANES]; n_x];
        Self { q: Table::of_encoder(encoder), largest: per_x(), sums: per_x(), mean_ln_z: 0.0 }
    }

    /// Logits in `q` to probabilities, those below e^−708 of the largest to 0.
    #[cfg_attr(infoplane_site, optimize(speed))]
    fn normalize(&mut self, p_x: &[f64]) {
        self.largest.fill([f64::NEG_INFINITY; LANES]);
        for block in self.q.blocks_mut() {
            let largest = self.largest.as_flattened_mut().iter_mut();
            largest.zip(block).for_each(|(largest, l)| *largest = greater(*l, *largest));
        }
        for largest in &mut self.largest {
            *largest = [greater(greater(largest[0], largest[2]), greater(largest[1], largest[3])); LANES];
        }
        self.sums.fill([0.0; LANES]);
        for block in self.q.blocks_mut() {
            let (largest, sums) = (self.largest.as_flattened(), self.sums.as_flattened_mut());
            for ((l, largest), sum) in block.iter_mut().zip(largest).zip(sums) {
                *l = exp(*l - largest);
                *sum += *l;
            }
        }
        self.mean_ln_z = 0.0;
        for ((sums, largest), p) in self.sums.iter_mut().zip(&self.largest).zip(p_x) {
            let sum = (sums[0] + sums[2]) + (sums[1] + sums[3]);
            self.mean_ln_z += p * (largest[0] + ln(reduce(sum)));
            *sums = [1.0 / sum; LANES];
        }
        for block in self.q.blocks_mut() {
            block.iter_mut().zip(self.sums.as_flattened()).for_each(|(q, share)| *q *= share);
        }
    }
}

impl<'a> Equations<'a> {
    pub(super) fn new(source: &'a Source, beta: f64) -> Self {
        let mut joint = source.p_x.clone();
        for y in 0..source.n_y() {
            joint.extend((0..source.n_x()).map(|x| source.p_x[x] * source.row(x)[y]));
        }
        let row = |x: usize| core::iter::once(1.0).chain(source.row(x).iter().map(move |p| beta * p));
        let h_y = -source.p_y.iter().zip(&source.ln_p_y).map(|(p, ln_p)| p * ln_p).sum::<f64>();
        Self { source, beta, h_y, joint, exponents: (0..source.n_x()).flat_map(row).collect() }
    }

    /// q(t), q(y|t) of an encoder.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn decode(&self, encoder: &Table, decoder: &mut Decoder) {
        decoder.q.set_product(&self.joint, encoder);
        lns(decoder.q.numbers(), decoder.ln_q.numbers_mut());
        for block in decoder.ln_q.blocks_mut() {
            let (ln_q_t, ln_q_ty) = block.split_at_mut(LANES);
            for row in ln_q_ty.as_chunks_mut::<LANES>().0 {
                // Where t is never used, ln 0 − ln 0 would be 0: keep it as impossible as it is.
                row.iter_mut().zip(&*ln_q_t).for_each(|(l, ln_t)| {
                    *l = if *l > LN_ZERO { *l - ln_t } else { LN_ZERO };
                });
            }
        }
    }

    /// ln q(t) − β KL(p(y|x) ‖ q(y|t)), up to a constant for each x.
    pub(super) fn set_logits(&self, ln_q: &Table, logits: &mut Table) {
        logits.set_product(&self.exponents, ln_q);
    }

    /// q(t|x) of a decoder.
    pub(super) fn encode(&self, ln_q: &Table, encoder: &mut Soft) {
        self.set_logits(ln_q, &mut encoder.q);
        encoder.normalize(&self.source.p_x);
    }

    /// Roots of what a change of ln q(t) or ln q(y|t) counts: √q(t), √(β q(t, y)).
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn set_roots(&self, decoder: &Decoder, roots: &mut Table) {
        let all = decoder.q.numbers().chunks_exact(LANES * (self.source.n_y() + 1));
        for (roots, q) in roots.blocks_mut().zip(all) {
            roots.iter_mut().zip(q).for_each(|(root, q)| *root = (self.beta * q).sqrt());
            roots.iter_mut().zip(q).take(LANES).for_each(|(root, q)| *root = q.sqrt());
        }
    }

    /// L = I(X;T) − β I(T;Y) of the encoder of a decoder: −Σ p(x) ln Z(x) − β H(Y) − Σ w f, with f for how ln q(t) and ln q(y|t)
    /// of the encoder differ from those of the decoder, and their weights w, the squares of the roots.
    ///
    /// It is Σ p(x) q(t|x) (ln q(t|x) − ln q(t)) − β Σ q(t, y) (ln q(y|t) − ln p(y)) with ln q(t|x) from the logits.
    pub(super) fn value(&self, encoder: &Soft, roots: &Table, rooted_difference: &Table) -> f64 {
        -encoder.mean_ln_z - self.beta * self.h_y - dot(roots, rooted_difference)
    }
}

/// The logarithms of some probabilities, with [`LN_ZERO`] at 0.
#[cfg_attr(infoplane_site, optimize(speed))]
fn lns(q: &[f64], lns: &mut [f64]) {
    let mut is_usual = true;
    for (ln_q, &q) in lns.iter_mut().zip(q) {
        *ln_q = if q < f64::MIN_POSITIVE { LN_ZERO } else { ln(reduce(q)) };
        is_usual &= (q >= f64::MIN_POSITIVE) | (q == 0.0);
    }
    if !is_usual {
        let subnormal = lns.iter_mut().zip(q).filter(|(_, q)| **q > 0.0 && **q < f64::MIN_POSITIVE);
        subnormal.for_each(|(ln_q, q)| *ln_q = libm::log(*q));
    }
}
