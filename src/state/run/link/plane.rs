//! The plane of a run: which records the page's team is asked to estimate, and what comes of it.

use super::super::conversation::RunStatus;
use super::super::survey::Estimates;
use super::{Link, with};
use crate::reactive::*;
use crate::workers::pool::Load;
use crate::workers::team::{self, Outcome};
use infoplane_core::experiments::layer_information::LayerInformationSpec;
use infoplane_core::experiments::training::{Record, TrainingSpec};
use infoplane_worker::protocol::{Task, TaskFrame};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// How long a noise variance must stay before the plane is estimated at it. Longer keeps the reader
/// waiting; shorter starts estimates while a slider is still on its way.
const SETTLED: Duration = Duration::from_millis(250);

impl Link {
    /// How far the plane is, if somebody wants it.
    pub(super) fn estimates(&self) -> Option<Estimates> {
        let is_wanted = self.plane_wanted.get() > 0;
        is_wanted.then(|| {
            let (plane, records) = (self.board.plane.read_untracked(), self.board.records.read_untracked());
            self.survey.get().estimates(&plane, records.len(), self.lost.get())
        })
    }

    /// Counts who looks at the plane; the first brings the estimates, the last ends them.
    pub(in super::super) fn want_plane(self: &Rc<Self>, wanted: bool) {
        let before = self.plane_wanted.get();
        self.plane_wanted.set(if wanted { before + 1 } else { before.saturating_sub(1) });
        if before == 0 && wanted {
            self.ask_for_plane();
        } else if before == 1 && !wanted {
            self.forget_estimates(self.conversation.borrow().job());
        }
        self.publish();
    }

    /// Asks for the plane at every record for which that has not been done.
    pub(super) fn ask_for_plane(self: &Rc<Self>) {
        if self.plane_wanted.get() == 0 || !self.is_current() {
            return;
        }
        let (job, spec) = {
            let conversation = self.conversation.borrow();
            (conversation.job(), Arc::clone(conversation.spec()))
        };
        let records = self.board.records.read_untracked();
        let asked = self.change(|survey| survey.ask(records.len()));
        if asked.start == 0 && !asked.is_empty() {
            let link = Rc::downgrade(self);
            team::listen(job, move |_, outcome| with(&link, |link| link.hear_outcome(outcome)));
        }
        let survey = self.survey.get();
        let plane = self.board.plane.read_untracked();
        for index in asked {
            if !survey.has(&plane, records[index].epoch) {
                let (spec, record) = (Arc::clone(&spec), Arc::clone(&records[index]));
                let noise_variance = survey.noise_variance();
                team::submit(job, index, Load::Record, move || estimate(&spec, &record, noise_variance));
            }
        }
    }

    /// Drops what is pending, and asks for everything anew when the value has stayed for a moment.
    pub(in super::super) fn set_noise_variance(self: &Rc<Self>, noise_variance: f64) {
        let Some(change) = self.change(|survey| survey.change_noise_variance(noise_variance)) else { return };
        self.forget_estimates(self.conversation.borrow().job());
        // Before the run has begun, only epoch 0 is estimated twice.
        if *self.conversation.borrow().status() != RunStatus::Idle {
            self.do_not_time();
        }
        self.publish();
        let link = Rc::downgrade(self);
        set_timeout(move || with(&link, |link| link.settle(change)), SETTLED);
    }

    fn settle(self: &Rc<Self>, change: u32) {
        if self.change(|survey| survey.settle(change)) {
            self.ask_for_plane();
            self.publish();
        }
    }

    fn hear_outcome(self: &Rc<Self>, outcome: Outcome) {
        match outcome {
            Outcome::Frame(TaskFrame::LayerInformation(frame)) => {
                self.news.borrow_mut().estimates.push(frame);
                self.announce();
            }
            Outcome::Frame(_) | Outcome::Finished => {}
            Outcome::Lost => {
                self.lost.set(self.lost.get() + 1);
                self.publish();
            }
        }
    }
}

fn estimate(training: &TrainingSpec, record: &Record, noise_variance: f64) -> Task {
    Task::LayerInformation(Box::new(LayerInformationSpec {
        training: training.clone(),
        epoch: record.epoch,
        snapshot: record.snapshot.clone(),
        noise_variance,
    }))
}
