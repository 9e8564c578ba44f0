//! One update at a time, taken apart, by hand or in slow motion.

use super::figures::network_words;
use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::charts::ticks::value_text;
use crate::figures::network::{self, network, with_values};
use crate::i18n::update::Update as Texts;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::state::run::conversation::RunStatus;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::{grouped, information};
use crate::widgets::readout::unit_name;
use core::time::Duration;
use infoplane_core::experiments::training::{TracedUpdate, TrainingFrame};
use infoplane_core::named_enum;
use std::sync::Arc;

/// How long a stage stays in slow motion: long enough to read its sentence.
const STAGE: Duration = Duration::from_millis(1_600);

named_enum! {
    /// What is seen of the update.
    pub enum Stage {
        /// The samples.
        Forward = "forward",
        /// The gradient.
        Backward = "backward",
        /// What the optimizer makes of it.
        Step = "step",
    }
}

/// What the room shows.
#[derive(Clone, Copy)]
struct Motion {
    training: Training,
    stage: RwSignal<Stage>,
    is_slow: RwSignal<bool>,
    /// When the next stage comes.
    next: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

/// The buttons, the stages, and the network in the present one.
pub fn update() -> Vec<El> {
    let motion = Motion {
        training: use_training(),
        stage: RwSignal::new(Stage::Forward),
        is_slow: RwSignal::new(false),
        next: StoredValue::new_local(None),
    };
    let has_update = move || motion.frame().is_some();
    let row =
        el("div").class("row update-row").child(motion.one()).child(motion.slow()).child(motion.stages());
    let sentence =
        el("p").class("hint update-stage").attr("aria-live", "polite").text(move || motion.sentence());
    vec![el("div").child(row).child(sentence).when(has_update, move || motion.figure())]
}

impl Motion {
    /// The frame after an update that was made by itself.
    fn frame(self) -> Option<Arc<TrainingFrame>> {
        self.training.run().frame.get().filter(|frame| frame.update.is_some())
    }

    fn is_over(self) -> bool {
        let status = self.training.run().status;
        status.with(|s| !matches!(s, RunStatus::Idle | RunStatus::Running | RunStatus::Paused))
    }

    fn make(self) {
        self.training.leave_epoch();
        self.stage.set(Stage::Forward);
        self.training.run().step_update();
    }

    fn one(self) -> El {
        let make = move || {
            self.is_slow.set(false);
            self.make();
        };
        el("button")
            .class("btn")
            .flag("disabled", move || self.is_over())
            .on_click(make)
            .text(text(|m| m.one))
    }

    fn slow(self) -> El {
        let toggle = move || {
            self.is_slow.update(|is_slow| *is_slow = !*is_slow);
            if self.is_slow.get_untracked() {
                self.make();
                self.wait();
            }
        };
        el("button")
            .class("btn")
            .attr("aria-pressed", move || self.is_slow.get().to_string())
            .flag("disabled", move || self.is_over())
            .on_click(toggle)
            .text(move || {
                let m = use_preferences().lang.get().update();
                if self.is_slow.get() { m.stop } else { m.slow }.to_owned()
            })
    }

    /// To the next stage after a while, as long as slow motion goes on and the room is there; in place of any other wait.
    fn wait(self) {
        let next = set_timeout_with_handle(move || self.go_on(), STAGE).ok();
        let before = self.next.try_update_value(|waiting| core::mem::replace(waiting, next)).flatten();
        before.into_iter().for_each(|before| before.clear());
    }

    fn go_on(self) {
        if self.is_slow.try_get_untracked() != Some(true) || untrack(|| self.is_over() || self.is_elsewhere())
        {
            self.is_slow.try_set(false);
            return;
        }
        match self.stage.get_untracked() {
            Stage::Forward => self.stage.set(Stage::Backward),
            Stage::Backward => self.stage.set(Stage::Step),
            Stage::Step => self.make(),
        }
        self.wait();
    }

    /// Whether the reader has let the run go on, or gone to another epoch.
    fn is_elsewhere(self) -> bool {
        let run = self.training.run();
        run.status.get() == RunStatus::Running || run.sought.get().is_some()
    }

    fn stages(self) -> El {
        let lang = use_preferences().lang;
        let options = move || -> Options {
            let m = lang.get().update();
            let names = [m.forward, m.backward, m.step];
            Stage::ALL.iter().zip(names).map(|(stage, name)| (stage.name(), name.to_owned())).collect()
        };
        let choose = move |name| {
            self.is_slow.set(false);
            self.stage.set(Stage::from_name(name).unwrap_or(Stage::Forward));
        };
        let label = derived(move || lang.get().update().stages.to_owned());
        choice(label, Look::Segmented, options, derived(move || self.stage.get().name()), choose)
    }

    fn sentence(self) -> String {
        let preferences = use_preferences();
        let (lang, unit) = (preferences.lang.get(), preferences.unit.get());
        let m = lang.update();
        let frame = self.frame();
        let Some((frame, update)) = frame.as_ref().and_then(|f| Some((f, f.update.as_ref()?))) else {
            return if self.is_over() { m.over } else { m.nothing }.to_owned();
        };
        let largest = || value_text(largest(&shown(self.stage.get(), update)));
        match self.stage.get() {
            Stage::Forward => {
                let loss = format!("{} {}", information(update.loss, unit), unit_name(unit, lang.messages()));
                (m.forwards)(&grouped(update.samples.len() as f64), &loss)
            }
            Stage::Backward => (m.backwards)(&largest()),
            Stage::Step => (m.steps)(&grouped(frame.steps as f64), &largest()),
        }
    }

    fn figure(self) -> El {
        let settings = self.training.settings;
        let lang = use_preferences().lang;
        let widths = move || settings.with(|s| s.spec.layer_widths());
        let drawn = move || -> Figure {
            let (widths, stage) = (widths(), self.stage.get());
            let words =
                network::Words { title: lang.get().update().figure, ..network_words(lang.get().messages()) };
            let frame = self.frame();
            let Some(update) = frame.as_ref().and_then(|f| f.update.as_ref()) else {
                return network(&widths, &[], None, &words);
            };
            let figure = network(&widths, &shown(stage, update), None, &words);
            if stage == Stage::Forward { with_values(figure, &widths, &update.means) } else { figure }
        };
        let table = move || -> Table {
            let words = network_words(lang.get().messages());
            let frame = self.frame();
            let values = frame.as_ref().and_then(|f| Some(shown(self.stage.get(), f.update.as_ref()?)));
            network::table(&widths(), &values.unwrap_or_default(), &words)
        };
        let summary = derived(move || self.sentence());
        let caption = caption(text(|m| m.lead), text(|m| m.caption));
        figure_view(Source::new(drawn, table), Shape::Wide, summary, caption)
    }
}

/// What is drawn in place of the weights.
fn shown(stage: Stage, update: &TracedUpdate) -> Vec<f32> {
    match stage {
        Stage::Forward => update.before.clone(),
        Stage::Backward => update.gradient.clone(),
        Stage::Step => update.step.clone(),
    }
}

/// The number farthest from zero.
fn largest(values: &[f32]) -> f64 {
    values.iter().fold(0.0_f64, |a, b| if f64::from(b.abs()) > a.abs() { f64::from(*b) } else { a })
}

fn text(pick: fn(&'static Texts) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().update()))
}
