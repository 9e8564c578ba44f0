//! A closer look at the run, each when it is asked for: calibration, classes, layers, shifted data, the kept run beside it.

use crate::i18n::closer::{Closer as Texts, CloserDoor};
use crate::labs::rooms::room;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::state::training::View;
use crate::widgets::choice::{Look, choice};
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};

pub mod beside;
pub mod calibration;
pub mod classes;
pub mod layers;
pub mod seen;
pub mod shifted;

/// What there is to look at, and below it the figures of the chosen view.
pub fn closer_section() -> El {
    let settings = use_training().settings;
    let lang = use_preferences().lang;
    let view = Memo::new(move |_| settings.with(|s| s.view));
    let title = derived(move || lang.get().closer_door().title.to_owned());
    let options = move || {
        let words = lang.get().closer_door();
        [View::Calibration, View::Classes, View::Layers, View::Shifted, View::Beside]
            .map(|view| (view.name(), name(view, words)))
            .to_vec()
    };
    let choose = move |name| settings.update(|s| s.view = View::from_name(name).unwrap_or(s.view));
    let choice = choice(title, Look::Segmented, options, derived(move || view.get().name()), choose);
    let inside = move || match view.get() {
        View::None => Vec::new(),
        _ => vec![room("div", "closer-figures", |rooms| rooms.closer)],
    };
    let heading = el("h2").class("kicker").text(title);
    el("section").class("card closer").child(heading).child(choice).child(el("div").live(inside))
}

fn name(view: View, words: &CloserDoor) -> String {
    match view {
        View::None => "",
        View::Calibration => words.calibration,
        View::Classes => words.classes,
        View::Layers => words.layers,
        View::Shifted => words.shifted,
        View::Beside => words.beside,
    }
    .to_owned()
}

/// The figures of the view that is chosen.
pub fn chosen() -> Vec<El> {
    let training = use_training();
    let run = training.run();
    match training.settings.with_untracked(|s| s.view) {
        View::None => Vec::new(),
        View::Calibration => calibration::figures(run),
        View::Classes => classes::figures(run),
        View::Layers => layers::figures(run),
        View::Shifted => shifted::figures(training),
        View::Beside => beside::figures(training),
    }
}

fn text(pick: fn(&'static Texts) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().closer()))
}

/// A figure with its title and caption: the title, then what the caption begins with, then the rest.
fn titled(
    source: Source,
    summary: Signal<String>,
    [title, lead, rest]: [fn(&'static Texts) -> &'static str; 3],
) -> El {
    let view = figure_view(source, Shape::Low, summary, caption(text(lead), text(rest)));
    el("div").child(el("h2").class("kicker").text(text(title))).child(view)
}
