//! The quantities of the lab, and the numbers that go into their formulas.

use crate::formulas;
use crate::labs::distributions::measured::Measured;
use crate::widgets::number::{information, probability};
use crate::widgets::readout::{Quantity, Scale};
use infoplane_core::measures::units::Unit;

/// Declares a quantity whose texts follow one naming scheme in the catalogue.
macro_rules! quantity {
    ($(#[$meta:meta])* $name:ident: $color:literal, $scale:ident, $formula:ident,
        $title:ident, $gist:ident, $definition:ident, $conventions:ident) => {
        $(#[$meta])*
        pub static $name: Quantity = Quantity {
            color: $color,
            scale: Scale::$scale,
            formula: &formulas::$formula,
            name: |m| m.measures().$title,
            gist: |m| m.measures().$gist,
            definition: |m| m.measures().$definition,
            conventions: |m| m.measures().$conventions,
        };
    };
}

quantity!(/// H(p).
    ENTROPY_P: "q-h", Information, ENTROPY_P, entropy_p, entropy_gist, entropy_definition, information_conventions);
quantity!(/// H(q).
    ENTROPY_Q: "q-h", Information, ENTROPY_Q, entropy_q, entropy_q_gist, entropy_q_definition, information_conventions);
quantity!(/// H(p,q).
    CROSS_PQ: "q-ce", Information, CROSS_PQ, cross_pq, cross_pq_gist, cross_definition, cross_conventions);
quantity!(/// H(q,p).
    CROSS_QP: "q-ce", Information, CROSS_QP, cross_qp, cross_qp_gist, cross_qp_definition, reverse_conventions);
quantity!(/// KL(p‖q).
    KL_PQ: "q-kl", Information, KL_PQ, kl_pq, kl_pq_gist, kl_definition, divergence_conventions);
quantity!(/// KL(q‖p).
    KL_QP: "q-kl", Information, KL_QP, kl_qp, kl_qp_gist, kl_qp_definition, reverse_conventions);
quantity!(/// Jensen–Shannon divergence.
    JENSEN_SHANNON: "q-kl", Information, JENSEN_SHANNON, js, js_gist, js_definition, information_conventions);
quantity!(/// Total variation.
    TOTAL_VARIATION: "q-kl", Plain, TOTAL_VARIATION, tv, tv_gist, tv_definition, plain_conventions);
quantity!(/// Perplexity of p.
    PERPLEXITY_P: "q-h", Plain, PERPLEXITY_P, perplexity_p, perplexity_p_gist, perplexity_p_definition,
    perplexity_conventions);
quantity!(/// Perplexity of q on p.
    PERPLEXITY_Q: "q-ce", Plain, PERPLEXITY_Q, perplexity_q, perplexity_q_gist, perplexity_q_definition,
    perplexity_conventions);

/// A readout of the lab: the quantity, its value, and the numbers of its formula's terms.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The quantity.
    pub quantity: &'static Quantity,
    /// Its value.
    pub value: fn(&Measured) -> f64,
    /// The numbers of each term.
    pub terms: fn(&Measured, Unit) -> Vec<Vec<String>>,
}

/// All readouts, in the order the page shows them.
pub const ENTRIES: [Entry; 10] = [
    Entry { quantity: &ENTROPY_P, value: |m| m.entropy_p, terms: |m, _| column(m.p.as_slice()) },
    Entry {
        quantity: &CROSS_PQ,
        value: |m| m.cross_pq,
        terms: |m, _| columns(m.p.as_slice(), m.q.as_slice()),
    },
    Entry { quantity: &KL_PQ, value: |m| m.kl_pq, terms: |m, _| columns(m.p.as_slice(), m.q.as_slice()) },
    Entry {
        quantity: &JENSEN_SHANNON,
        value: |m| m.js,
        terms: |m, unit| m.kl_to_mean.iter().map(|kl| vec![information(*kl, unit)]).collect(),
    },
    Entry {
        quantity: &PERPLEXITY_P,
        value: |m| m.perplexity_p,
        terms: |m, unit| vec![vec![information(m.entropy_p, unit)]],
    },
    Entry { quantity: &ENTROPY_Q, value: |m| m.entropy_q, terms: |m, _| column(m.q.as_slice()) },
    Entry {
        quantity: &CROSS_QP,
        value: |m| m.cross_qp,
        terms: |m, _| columns(m.q.as_slice(), m.p.as_slice()),
    },
    Entry { quantity: &KL_QP, value: |m| m.kl_qp, terms: |m, _| columns(m.q.as_slice(), m.p.as_slice()) },
    Entry {
        quantity: &TOTAL_VARIATION,
        value: |m| m.total_variation,
        terms: |m, _| both(m.p.as_slice(), m.q.as_slice()),
    },
    Entry {
        quantity: &PERPLEXITY_Q,
        value: |m| m.perplexity_q,
        terms: |m, unit| vec![vec![information(m.cross_pq, unit)]],
    },
];

/// The readouts of the front page: floor, sum, surcharge.
pub static FRONT_ENTRIES: [Entry; 3] = [ENTRIES[0], ENTRIES[1], ENTRIES[2]];

/// One number a term; outcomes without probability add nothing and are left out.
fn column(p: &[f64]) -> Vec<Vec<String>> {
    p.iter().filter(|p| **p > 0.0).map(|p| vec![probability(*p)]).collect()
}

/// Two numbers a term; outcomes that the first distribution excludes add nothing and are left out.
fn columns(p: &[f64], q: &[f64]) -> Vec<Vec<String>> {
    let pairs: (Vec<f64>, Vec<f64>) = p.iter().zip(q).filter(|(p, _)| **p > 0.0).unzip();
    both(&pairs.0, &pairs.1)
}

/// Two numbers a term, for every outcome.
fn both(p: &[f64], q: &[f64]) -> Vec<Vec<String>> {
    p.iter().zip(q).map(|(p, q)| vec![probability(*p), probability(*q)]).collect()
}
