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

/// A handle to one run. The worker behind it lives as long as the owner in which it was created.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// How the run stands.
    pub status: ReadSignal<RunStatus>,
    /// The latest state; its `records` have been moved to [`Run::records`]. `None` until the first one.
    pub frame: ReadSignal<Option<Arc<TrainingFrame>>>,
    /// Every record of the run so far, oldest first.
    pub records: ReadSignal<Vec<Arc<Record>>>,
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
            plane: board.plane.read_only(),
            estimates: board.estimates.read_only(),
            samples_per_second: board.samples_per_second.read_only(),
            seconds: board.seconds.read_only(),
            link: StoredValue::new_local(Link::open(board, spec)),
        }
    }

    /// A run of whatever spec and own samples of the reader are `wanted` at present; other samples begin it anew as
    /// another spec does.
    pub fn following(wanted: impl Fn() -> (TrainingSpec, Samples) + 'static) -> Self {
        let (spec, samples) = untrack(&wanted);
        samples::provide(&samples);
        let run = Self::new(spec);
        let known = RefCell::new(samples);
        effect(move || {
            let (spec, samples) = wanted();
            if *known.borrow() == samples {
                run.load(spec);
            } else {
                samples::provide(&samples);
                known.replace(samples);
                run.act(|conversation| conversation.load(spec));
            }
        });
        run
    }

    /// Another spec, from epoch 0; a running run goes on running. The same spec changes nothing.
    pub fn load(self, spec: TrainingSpec) {
        self.act(
            |conversation| {
                if spec == **conversation.spec() { Vec::new() } else { conversation.load(spec) }
            },
        );
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

    /// Goes on for exactly one epoch.
    pub fn step_epoch(self) {
        self.link.with_value(|link| link.do_not_time());
        self.act(Conversation::step_epoch);
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
