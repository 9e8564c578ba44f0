//! A training run as the page sees it: signals that a worker fills, and methods for the hand.
//!
//! [`conversation`] and [`survey`] decide; `link` connects them to a worker, to the page's team for the
//! information plane, and to signals, which change at most once per animation frame.

mod board;
pub mod conversation;
mod link;
pub mod overshoot;
mod speed;
mod stopwatch;
pub mod survey;

use crate::reactive::*;
use crate::workers::samples::{self, Samples};
use board::Board;
use conversation::{Command, Conversation, RunStatus};
use infoplane_core::experiments::layer_information::LayerInformationFrame;
use infoplane_core::experiments::training::{Record, TrainingFrame, TrainingSpec};
use link::Link;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use survey::Estimates;

/// A run that is kept for comparison.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its spec, and the reader's own samples at the time.
    pub of: (Arc<TrainingSpec>, Samples),
    /// Its last record.
    pub last: Arc<Record>,
}

/// A handle to one run. The worker behind it lives as long as the owner in which it was created.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// How the run stands.
    pub status: ReadSignal<RunStatus>,
    /// The latest state; its `records` have been moved to [`Run::records`]. `None` until the first one.
    pub frame: ReadSignal<Option<Arc<TrainingFrame>>>,
    /// Every record of the run so far, oldest first.
    pub records: ReadSignal<Vec<Arc<Record>>>,
    /// The epoch shown, when there are records of later ones; a number as the others, to weigh no more in the program.
    pub past: ReadSignal<Option<f64>>,
    /// The epoch that is on its way to be shown.
    pub sought: ReadSignal<Option<f64>>,
    /// The records of a run kept for comparison, whose curves stand behind this one's; empty for none.
    pub kept_records: RwSignal<Vec<Arc<Record>>>,
    /// The spec and the reader's own samples of the kept run.
    kept_of: StoredValue<Option<(Arc<TrainingSpec>, Samples)>>,
    /// The information plane by epoch; filled while somebody wants it.
    pub plane: ReadSignal<Vec<LayerInformationFrame>>,
    /// How far the plane is; `None` while nobody wants it.
    pub estimates: ReadSignal<Option<Estimates>>,
    /// Training speed over about the last second; `None` unless running.
    pub samples_per_second: ReadSignal<Option<f64>>,
    /// How long a finished run has taken, training and estimates, without pauses; `None` before, and when part of it was
    /// stepped through or made again.
    pub seconds: ReadSignal<Option<f64>>,
    link: StoredValue<Rc<Link>, LocalStorage>,
}

impl Run {
    /// A run of this spec, at epoch 0 as soon as its worker is there.
    pub fn new(spec: TrainingSpec) -> Self {
        let board = Board::new();
        Self {
            status: board.status.read_only(),
            frame: board.frame.read_only(),
            records: board.records.read_only(),
            kept_records: RwSignal::default(),
            kept_of: StoredValue::new(None),
            past: board.past.read_only(),
            sought: board.sought.read_only(),
            plane: board.plane.read_only(),
            estimates: board.estimates.read_only(),
            samples_per_second: board.samples_per_second.read_only(),
            seconds: board.seconds.read_only(),
            link: StoredValue::new_local(Link::open(board, spec)),
        }
    }

    /// A run of whatever spec and own samples of the reader are `wanted` at present; other samples begin it anew as
    /// another spec does.
    /// Begins at the epoch that `at` says then, if not at 0.
    pub fn following(
        wanted: impl Fn() -> (TrainingSpec, Samples) + 'static,
        at: impl Fn() -> u32 + 'static,
    ) -> Self {
        let (spec, samples) = untrack(&wanted);
        samples::provide(&samples);
        let run = Self::new(spec);
        run.run_to(untrack(&at));
        let known = RefCell::new(samples);
        effect(move || {
            let (spec, samples) = wanted();
            let is_other = *known.borrow() != samples;
            if is_other {
                samples::provide(&samples);
                known.replace(samples);
            }
            if run.load(spec, is_other) { run.run_to(untrack(&at)) } else { run.show(at()) }
        });
        run
    }

    /// Begins anew and pauses at an epoch, if that is not the first.
    fn run_to(self, epoch: u32) {
        if epoch > 0 {
            self.act(|conversation| conversation.run_to(epoch));
        }
    }

    /// Goes to an epoch, if that is not the first and the run is not there or on its way; back if it has been recorded.
    fn show(self, epoch: u32) {
        let is_shown = || self.frame.with_untracked(|frame| frame.as_ref().is_some_and(|f| f.epoch == epoch));
        let is_recorded =
            || self.records.with_untracked(|all| all.iter().any(|record| record.epoch == epoch));
        if epoch == 0 || is_shown() || self.link.with_value(|link| link.is_on_its_way_to(epoch)) {
            return;
        }
        if !(is_recorded() && self.go_to(epoch)) {
            self.run_to(epoch);
        }
    }

    /// Another spec, or the same on other samples, from epoch 0; a running run goes on running. The same spec on the same
    /// samples changes nothing. Whether it is another run.
    fn load(self, spec: TrainingSpec, has_other_samples: bool) -> bool {
        let mut is_other = has_other_samples;
        self.act(|conversation| {
            is_other |= spec != **conversation.spec();
            if is_other { conversation.load(spec) } else { Vec::new() }
        });
        is_other
    }

    /// How many records the plane still waits for.
    pub fn waiting(self) -> usize {
        self.estimates.get().map_or(0, Estimates::waiting)
    }

    /// Goes on; from epoch 0 if the run is over.
    pub fn run(self) {
        self.act(Conversation::run);
    }

    /// Stops; the state shown is the one in which the run goes on.
    pub fn pause(self) {
        self.act(Conversation::pause);
    }

    /// From now on at most so many epochs in a second; 0 for as many as there can be.
    pub fn set_limit(self, epochs_per_second: f64) {
        self.link.with_value(|link| link.set_limit(epochs_per_second));
    }

    /// Goes on for exactly one epoch.
    pub fn step_epoch(self) {
        self.link.with_value(|link| link.do_not_time());
        self.act(Conversation::step_epoch);
    }

    /// Goes on for exactly one update.
    pub fn step_update(self) {
        self.link.with_value(|link| link.do_not_time());
        self.act(Conversation::step_update);
    }

    /// Shows a recorded epoch, with the run paused there. The records after it stay, and the run goes on from it with the
    /// same bits. Whether the run can go there.
    pub fn go_to(self, epoch: u32) -> bool {
        self.link.with_value(|link| link.go_to(epoch))
    }

    /// Keeps the records of the run for comparison, in place of any others.
    pub fn keep(self) {
        if let Some(spec) = self.link.with_value(|link| link.shown_spec()) {
            self.kept_of.set_value(Some((spec, samples::present())));
            self.kept_records.set(self.records.get_untracked());
        }
    }

    /// The kept run.
    pub fn kept(self) -> Option<Kept> {
        let last = self.kept_records.with(|kept| kept.last().cloned())?;
        self.kept_of.get_value().map(|of| Kept { of, last })
    }

    /// Back to epoch 0 and the same weights.
    pub fn reset(self) {
        self.act(Conversation::reset);
    }

    /// Tells that somebody looks at the plane, or has stopped to; estimates are made while anybody does.
    pub fn want_plane(self, wanted: bool) {
        // A component may be cleaned up after the run it looked at.
        let _ = self.link.try_with_value(|link| link.want_plane(wanted));
    }

    /// Another noise variance for the estimates of the plane; the same one changes nothing. What is
    /// pending is dropped, and every record is estimated anew once the value has stayed for a moment;
    /// the old points are shown until the first new one is there.
    pub fn set_noise_variance(self, noise_variance: f64) {
        self.link.with_value(|link| link.set_noise_variance(noise_variance));
    }

    fn act(self, act: impl FnOnce(&mut Conversation) -> Vec<Command>) {
        self.link.with_value(|link| link.act(act));
    }
}
