//! The settings of the Distributions lab.

use crate::state::bars::{Bars, OUTCOMES};
use crate::state::decimal;
use crate::state::query::excerpt;
use crate::state::share::{Fields, Instead, LinkNote, Settings};
use infoplane_core::{dist::pmf::Pmf, named_enum};

/// The ends of a logit's slider: e^12 against 1 is as good as certain.
pub const MAX_LOGIT: f64 = 12.0;

/// The logits that can be typed: those of every positive number that a double holds. Beside them there is −∞,
/// the logit of an outcome that q excludes.
pub const LOGITS: core::ops::RangeInclusive<f64> = -745.0..=745.0;

/// The coldest and the hottest temperature: sharp as one-hot, flat as uniform.
pub const TEMPERATURES: core::ops::RangeInclusive<f64> = 0.05..=20.0;

/// Locks of up to twelve outcomes.
pub type Locks = [bool; *OUTCOMES.end()];

named_enum! {
    /// What the outcomes are called.
    pub enum Names {
        /// Sun, cloud, rain …
        Weather = "weather",
        /// The most frequent letters of English.
        English = "english",
        /// a, b, c …
        Letters = "letters",
    }
}

named_enum! {
    /// The sum whose terms are shown.
    pub enum Terms {
        /// KL(p‖q).
        Kl = "kl",
        /// H(p,q).
        CrossEntropy = "cross-entropy",
        /// H(p).
        Entropy = "entropy",
    }
}

/// Two distributions, and what is shown of them.
#[derive(Clone, Debug, PartialEq)]
pub struct DistributionsSettings {
    /// What the outcomes are called.
    pub names: Names,
    /// The distribution that outcomes follow.
    pub p: Bars,
    /// The distribution that the model believes, when it is given by bars.
    pub q: Bars,
    /// The logits of q, some of them finite; empty when q is given by bars.
    pub logits: Vec<f64>,
    /// The temperature that divides the logits.
    pub temperature: f64,
    /// Outcomes whose p keeps its value.
    pub p_locked: Locks,
    /// Outcomes whose q keeps its value.
    pub q_locked: Locks,
    /// The sum whose terms are shown.
    pub terms: Terms,
}

impl Default for DistributionsSettings {
    fn default() -> Self {
        Self {
            names: Names::Weather,
            p: Bars::from_weights(&[0.36, 0.25, 0.18, 0.11, 0.07, 0.03]),
            q: Bars::from_weights(&[0.46, 0.30, 0.13, 0.06, 0.04, 0.01]),
            logits: Vec::new(),
            temperature: 1.0,
            p_locked: [false; 12],
            q_locked: [false; 12],
            terms: Terms::Kl,
        }
    }
}

impl DistributionsSettings {
    /// The number of outcomes.
    pub fn n_outcomes(&self) -> usize {
        self.p.len()
    }

    /// The distribution that outcomes follow.
    pub fn p_pmf(&self) -> Pmf {
        Pmf::new(self.p.probabilities().to_vec()).expect("bars are not negative and sum to one")
    }

    /// The distribution that the model believes: its bars, or the softmax of its logits.
    pub fn q_pmf(&self) -> Pmf {
        let pmf = if self.logits.is_empty() {
            Pmf::new(self.q.probabilities().to_vec())
        } else {
            Pmf::softmax(&self.logits, self.temperature)
        };
        pmf.expect("bars sum to one; some logit is finite, none is +∞, and the temperature is positive")
    }
}

impl Settings for DistributionsSettings {
    fn visit(&mut self, fields: &mut Fields) {
        fields.choice("names", &mut self.names, Names::ALL, Names::name);
        fields.field("p", &mut self.p, &Bars::to_string, &Bars::parse);
        fields.field("q", &mut self.q, &Bars::to_string, &Bars::parse);
        fields.field("logits", &mut self.logits, &|logits| write_logits(logits), &parse_logits);
        fields.number("T", &mut self.temperature, TEMPERATURES);
        fields.field("plock", &mut self.p_locked, &write_locks, &parse_locks);
        fields.field("qlock", &mut self.q_locked, &write_locks, &parse_locks);
        fields.choice("terms", &mut self.terms, Terms::ALL, Terms::name);
    }

    /// Probabilities are scaled to one. p decides how many outcomes there are; a q that does not fit, or that was
    /// refused, is uniform, and logits that do not fit are left out.
    fn reconcile(&mut self, notes: &mut Vec<LinkNote>) {
        for (key, bars) in [("p", &mut self.p), ("q", &mut self.q)] {
            if let Some(scaled) = bars.scaled() {
                *bars = scaled;
                notes.push(LinkNote::Scaled { key: key.into() });
            }
        }
        let outcomes = self.n_outcomes();
        if self.q.len() != outcomes {
            let refused =
                notes.iter().position(|n| matches!(n, LinkNote::BadValue { key, .. } if key == "q"));
            let value = match refused.map(|at| notes.remove(at)) {
                Some(LinkNote::BadValue { value, .. }) => Some(value),
                _ => (self.q != Self::default().q).then(|| excerpt(&self.q.to_string())),
            };
            let misfit =
                |value| LinkNote::Misfit { key: "q".into(), value, outcomes, instead: Instead::Uniform };
            notes.extend(value.map(misfit));
            self.q = Bars::uniform(outcomes);
        }
        if !self.logits.is_empty() && self.logits.len() != outcomes {
            let value = excerpt(&write_logits(&self.logits));
            notes.push(LinkNote::Misfit { key: "logits".into(), value, outcomes, instead: Instead::Nothing });
            self.logits.clear();
        }
    }
}

/// Logits as a list, `-inf` among them; `none` if q is given by bars.
fn write_logits(logits: &[f64]) -> String {
    let texts: Vec<String> = logits.iter().map(|logit| decimal::text(*logit)).collect();
    if texts.is_empty() { "none".to_string() } else { texts.join(",") }
}

fn parse_logits(text: &str) -> Option<Vec<f64>> {
    let logit = |text: &str| match text {
        "-inf" => Some(f64::NEG_INFINITY),
        _ => decimal::parse(text).filter(|x| LOGITS.contains(x)),
    };
    let logits: Option<Vec<f64>> =
        if text == "none" { Some(Vec::new()) } else { text.split(',').map(logit).collect() };
    let possible = |logits: &Vec<f64>| logits.is_empty() || logits.iter().any(|logit| logit.is_finite());
    logits.filter(|logits| logits.len() <= *OUTCOMES.end() && possible(logits))
}

/// Locked outcomes counted from 1, as people count: `1,3`; `none` if there are none.
fn write_locks(locks: &Locks) -> String {
    let numbers: Vec<String> = (1..)
        .zip(locks)
        .filter(|(_, locked)| **locked)
        .map(|(number, _): (usize, _)| number.to_string())
        .collect();
    if numbers.is_empty() { "none".to_string() } else { numbers.join(",") }
}

fn parse_locks(text: &str) -> Option<Locks> {
    let mut locks = [false; *OUTCOMES.end()];
    if text != "none" {
        for number in text.split(',') {
            *locks.get_mut(number.parse::<usize>().ok()?.checked_sub(1)?)? = true;
        }
    }
    Some(locks)
}
