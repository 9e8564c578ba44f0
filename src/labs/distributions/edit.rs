//! Edits of the settings, with undo: what hands, keys and fields do to p and q.

use crate::labs::distributions::presets::{self, Series};
use crate::reactive::*;
use crate::state::bars::{Bars, Refusal};
use crate::state::distributions::{DistributionsSettings, MAX_LOGIT};
use crate::state::history::History;
use crate::widgets::undo::Undo;

/// How a bar is put somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By hand or key: it goes as far as the locks allow.
    Hand,
    /// By a typed number, which is kept or refused.
    Number,
}

/// Moves one bar of `before`; while q is given by logits, the logit that puts the bar there is set instead.
///
/// # Errors
/// [`Refusal`] if every other bar is locked, or a typed number is more than the locks leave.
pub fn with_bar(
    before: &DistributionsSettings,
    (series, outcome): (Series, usize),
    probability: f64,
    by: By,
) -> Result<DistributionsSettings, Refusal> {
    let mut after = before.clone();
    let put = if by == By::Hand { Bars::dragged } else { Bars::moved };
    match series {
        Series::P => after.p = put(&before.p, outcome, probability, &before.p_locked)?,
        Series::Q if before.logits.is_empty() => {
            after.q = put(&before.q, outcome, probability, &before.q_locked)?;
        }
        Series::Q => after.logits[outcome] = logit_for(before, outcome, probability),
    }
    Ok(after)
}

/// The logit that gives an outcome this probability while the other logits stay: T ln(q / (1 − q) · Σ e^(l/T)).
fn logit_for(settings: &DistributionsSettings, outcome: usize, probability: f64) -> f64 {
    let t = settings.temperature;
    let others = settings.logits.iter().enumerate().filter(|(i, _)| *i != outcome).map(|(_, logit)| *logit);
    let largest = others.clone().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        // The others are excluded, so this one is certain whatever its logit.
        return settings.logits[outcome];
    }
    let rest = largest / t + others.map(|logit| ((logit - largest) / t).exp()).sum::<f64>().ln();
    let q = probability.clamp(0.0, 1.0);
    hundredths((t * ((q / (1.0 - q)).ln() + rest)).clamp(-MAX_LOGIT, MAX_LOGIT))
}

/// Gives q by logits that produce its present bars at T = 1, ln q; or by the bars that its logits produce.
pub fn with_logits(before: &DistributionsSettings, by_logits: bool) -> DistributionsSettings {
    let mut after = before.clone();
    let q = before.q_pmf();
    if by_logits && before.logits.is_empty() {
        after.logits = q.as_slice().iter().map(|q| q.ln()).collect();
        after.temperature = 1.0;
    } else if !by_logits {
        // The bars from before come back to the bit if the logits are still theirs.
        let are_same = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-12 * b;
        if !q.as_slice().iter().zip(before.q.probabilities()).all(are_same) {
            after.q = Bars::from_probabilities(q.as_slice());
        }
        after.logits.clear();
    }
    after
}

/// One outcome more or less.
pub fn with_outcomes(before: &DistributionsSettings, n: usize) -> DistributionsSettings {
    let mut after = before.clone();
    after.p = before.p.resized(n);
    after.q = before.q.resized(n);
    if !before.logits.is_empty() {
        after.logits.resize(after.p.len(), 0.0);
    }
    for locks in [&mut after.p_locked, &mut after.q_locked] {
        locks[after.p.len()..].fill(false);
    }
    after
}

fn hundredths(x: f64) -> f64 {
    // Adding zero turns −0 into 0.
    (x * 100.0).round() / 100.0 + 0.0
}

/// The settings as something that is edited: remembers, refuses, undoes.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The settings.
    pub settings: RwSignal<DistributionsSettings>,
    /// Why the last edit was refused, if it was.
    pub refused: RwSignal<Option<Refusal>>,
    history: RwSignal<History<DistributionsSettings>>,
    /// The state at the start of a drag: every position of the hand is an edit of it, so that
    /// dragging up and down again leaves the other bars where they were.
    grabbed: StoredValue<Option<DistributionsSettings>>,
}

impl Editor {
    /// An editor without history.
    pub fn new(settings: RwSignal<DistributionsSettings>) -> Self {
        Self {
            settings,
            refused: RwSignal::new(None),
            history: RwSignal::new(History::new()),
            grabbed: StoredValue::new(None),
        }
    }

    /// Starts a drag.
    pub fn grab(self) {
        let before = self.settings.get_untracked();
        self.history.update(|history| history.remember(&before));
        self.grabbed.set_value(Some(before));
    }

    /// Ends a drag.
    pub fn release(self) {
        self.grabbed.set_value(None);
    }

    /// Moves a bar.
    pub fn move_bar(self, series: Series, outcome: usize, probability: f64, by: By) {
        let grabbed = self.grabbed.get_value();
        let before = grabbed.clone().unwrap_or_else(|| self.settings.get_untracked());
        match with_bar(&before, (series, outcome), probability, by) {
            Ok(after) if grabbed.is_some() => self.put(after),
            Ok(after) => self.commit(after),
            Err(refusal) => self.refused.set(Some(refusal)),
        }
    }

    /// Puts a preset.
    pub fn apply_preset(self, name: &str, series: Series) {
        self.change(|settings| presets::apply(settings, name, series));
    }

    /// Any other edit.
    pub fn change(self, edit: impl FnOnce(&mut DistributionsSettings)) {
        let mut after = self.settings.get_untracked();
        edit(&mut after);
        self.commit(after);
    }

    /// Whether q is given by logits.
    pub fn is_by_logits(self) -> bool {
        self.settings.with(|settings| !settings.logits.is_empty())
    }

    fn commit(self, after: DistributionsSettings) {
        let before = self.settings.get_untracked();
        self.history.update(|history| history.remember(&before));
        self.put(after);
    }

    fn put(self, settings: DistributionsSettings) {
        if self.refused.get_untracked().is_some() {
            self.refused.set(None);
        }
        self.settings.set(settings);
    }
}

impl Undo for Editor {
    fn undo(self) {
        let present = self.settings.get_untracked();
        if let Some(before) = self.history.try_update(|history| history.undo(&present)).flatten() {
            self.put(before);
        }
    }

    fn redo(self) {
        let present = self.settings.get_untracked();
        if let Some(after) = self.history.try_update(|history| history.redo(&present)).flatten() {
            self.put(after);
        }
    }

    fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }

    fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logits_reproduce_the_bars_they_were_made_from() {
        let q = Bars::parse("0.5,0.25,0.125,0.12499,0.00001,0").expect("a distribution");
        let before = DistributionsSettings { q, ..DistributionsSettings::default() };
        let after = with_logits(&before, true);
        for (q, bar) in after.q_pmf().as_slice().iter().zip(before.q.probabilities()) {
            assert!((q - bar).abs() <= 1e-15 * bar, "{q} is not {bar}");
        }
        assert_eq!(with_logits(&after, false), before);
    }

    #[test]
    fn what_q_excludes_stays_excluded_by_its_logit_at_every_temperature() {
        let mut before = DistributionsSettings::default();
        before.q = before.q.moved(5, 0.0, &before.q_locked).expect("nothing is locked");
        let mut after = with_logits(&before, true);
        after.temperature = 20.0;
        assert_eq!((after.logits[5], after.q_pmf().as_slice()[5]), (f64::NEG_INFINITY, 0.0));
    }

    #[test]
    fn a_typed_number_is_kept_or_refused_and_a_hand_goes_as_far_as_it_can() {
        let mut before = DistributionsSettings::default();
        before.p_locked[1] = true;
        let bar = (Series::P, 0);
        assert_eq!(with_bar(&before, bar, 0.9, By::Number), Err(Refusal::TooMuch { room: 0.75 }));
        assert_eq!(with_bar(&before, bar, 0.9, By::Hand).map(|s| s.p.probability(0)), Ok(0.75));
        assert_eq!(with_bar(&before, bar, 1e-9, By::Number).map(|s| s.p.probability(0)), Ok(1e-9));
    }

    #[test]
    fn a_dragged_bar_under_softmax_gets_its_probability() {
        let mut before = with_logits(&DistributionsSettings::default(), true);
        before.temperature = 2.0;
        let after = with_bar(&before, (Series::Q, 2), 0.5, By::Hand).unwrap();
        assert!((after.q_pmf().as_slice()[2] - 0.5).abs() < 0.005);
        let certain = with_bar(&before, (Series::Q, 2), 1.0, By::Hand).unwrap();
        assert_eq!(certain.logits[2], MAX_LOGIT);
    }

    #[test]
    fn removing_outcomes_forgets_their_locks() {
        let mut before = DistributionsSettings::default();
        before.p_locked[5] = true;
        assert!(!with_outcomes(&before, 5).p_locked[5]);
        assert_eq!(with_outcomes(&before, 5).n_outcomes(), 5);
    }
}
