//! Every number of the lab, from its settings.

use crate::state::distributions::DistributionsSettings;
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::{divergence, entropy};

/// The two distributions and the measures between them; information in nats.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The distribution that outcomes follow.
    pub p: Pmf,
    /// The distribution that the model believes.
    pub q: Pmf,
    /// H(p).
    pub entropy_p: f64,
    /// H(q).
    pub entropy_q: f64,
    /// H(p,q).
    pub cross_pq: f64,
    /// H(q,p).
    pub cross_qp: f64,
    /// KL(p‖q).
    pub kl_pq: f64,
    /// KL(q‖p).
    pub kl_qp: f64,
    /// Jensen–Shannon divergence.
    pub js: f64,
    /// KL of p and of q to their mean.
    pub kl_to_mean: [f64; 2],
    /// Total variation.
    pub total_variation: f64,
    /// Perplexity of p.
    pub perplexity_p: f64,
    /// Perplexity of q on p.
    pub perplexity_q: f64,
}

const SAME_LENGTH: &str = "the settings keep p and q at the same number of outcomes";

impl Measured {
    /// Measures the distributions of the settings.
    pub fn of(settings: &DistributionsSettings) -> Self {
        let (p, q) = (settings.p_pmf(), settings.q_pmf());
        let mean: Vec<f64> = p.as_slice().iter().zip(q.as_slice()).map(|(p, q)| (p + q) / 2.0).collect();
        let mean = Pmf::normalized(&mean).expect("the mean of two distributions is one");
        let kl = |p: &Pmf, q: &Pmf| divergence::kl(p, q).expect(SAME_LENGTH);
        Self {
            entropy_p: entropy::entropy(&p),
            entropy_q: entropy::entropy(&q),
            cross_pq: entropy::cross_entropy(&p, &q).expect(SAME_LENGTH),
            cross_qp: entropy::cross_entropy(&q, &p).expect(SAME_LENGTH),
            kl_pq: kl(&p, &q),
            kl_qp: kl(&q, &p),
            js: divergence::js(&p, &q).expect(SAME_LENGTH),
            kl_to_mean: [kl(&p, &mean), kl(&q, &mean)],
            total_variation: divergence::total_variation(&p, &q).expect(SAME_LENGTH),
            perplexity_p: entropy::perplexity(&p),
            perplexity_q: entropy::model_perplexity(&p, &q).expect(SAME_LENGTH),
            p,
            q,
        }
    }

    /// The first outcome that happens under p and that q excludes: the reason why KL(p‖q) is infinite.
    pub fn excluded_by_q(&self) -> Option<usize> {
        excluded(&self.p, &self.q)
    }

    /// The first outcome that q believes in and that p excludes: the reason why KL(q‖p) is infinite.
    pub fn excluded_by_p(&self) -> Option<usize> {
        excluded(&self.q, &self.p)
    }

    /// The outcome with the largest term of KL(p‖q).
    pub fn dearest(&self) -> usize {
        let terms = divergence::kl_terms(&self.p, &self.q).expect(SAME_LENGTH);
        (0..terms.len()).max_by(|&a, &b| terms[a].total_cmp(&terms[b])).unwrap_or(0)
    }
}

fn excluded(p: &Pmf, q: &Pmf) -> Option<usize> {
    p.as_slice().iter().zip(q.as_slice()).position(|(&p, &q)| p > 0.0 && q == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::bars::Bars;

    fn measured(p: &[f64], q: &[f64]) -> Measured {
        let settings = DistributionsSettings {
            p: Bars::from_weights(p),
            q: Bars::from_weights(q),
            ..Default::default()
        };
        Measured::of(&settings)
    }

    #[test]
    fn cross_entropy_is_entropy_plus_kl() {
        let m = Measured::of(&DistributionsSettings::default());
        assert!((m.cross_pq - m.entropy_p - m.kl_pq).abs() < 1e-12);
    }

    #[test]
    fn the_defaults_show_the_numbers_of_the_design() {
        let m = Measured::of(&DistributionsSettings::default());
        let bits = |nats: f64| nats / core::f64::consts::LN_2;
        assert!((bits(m.entropy_p) - 2.247).abs() < 5e-4);
        assert!((bits(m.kl_pq) - 0.0917).abs() < 5e-5);
        assert!((bits(m.kl_qp) - 0.0799).abs() < 5e-5);
        assert!((m.perplexity_q - 5.057).abs() < 5e-4);
    }

    #[test]
    fn an_excluded_outcome_makes_kl_infinite_and_is_named() {
        let m = measured(&[0.5, 0.25, 0.25], &[0.5, 0.5, 0.0]);
        assert_eq!((m.kl_pq, m.excluded_by_q()), (f64::INFINITY, Some(2)));
        assert!(m.kl_qp.is_finite() && m.excluded_by_p().is_none());
    }

    #[test]
    fn js_is_the_mean_of_the_two_kl_to_the_mean() {
        let m = measured(&[0.7, 0.3], &[0.2, 0.8]);
        assert!((m.js - (m.kl_to_mean[0] + m.kl_to_mean[1]) / 2.0).abs() < 1e-12);
    }
}
