//! A digit of the reader's own, and what the network makes of it.

mod bitmap;
mod board;
mod quantities;

use crate::figures::digits_grid;
use crate::figures::prediction::{self, prediction as bars};
use crate::i18n::Messages;
use crate::labs::rooms::room;
use crate::labs::training::{samples, use_training};
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::state::store;
use crate::widgets::choice::{Look, choice};
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::percent;
use bitmap::Bitmap;
use board::{Drawing, board};
use infoplane_core::experiments::training::{TrainingFrame, prediction};
use infoplane_core::learner::dataset::{self, Dataset};
use infoplane_core::learner::network::{Network, NetworkSpec};
use quantities::readouts;

/// Where the browser keeps the drawing.
const STORE_KEY: &str = "digit";

/// The classes, by name.
const NAMES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// A card for a digit of one's own, while the network learns digits.
pub fn draw_section() -> El {
    let settings = use_training().settings;
    let is_digits = move || settings.with(|s| s.spec.data.source == dataset::Source::Digits);
    el("div").when(is_digits, || room("section", "card draw", |rooms| rooms.draw))
}

/// The class that the reader means, and the probabilities of all, none before there is anything to predict.
#[derive(Clone, Copy)]
struct Shown {
    meant: RwSignal<Option<usize>>,
    probabilities: Memo<Vec<f32>>,
}

/// The board, and what the network makes of what is on it.
pub fn draw() -> Vec<El> {
    let kept = store::get(STORE_KEY).as_deref().and_then(Bitmap::parse).unwrap_or_default();
    let drawing = RwSignal::new(Drawing::of(kept));
    effect(move || store::set(STORE_KEY, &drawing.with(|d| d.bitmap.text())));
    let shown = Shown { meant: RwSignal::new(None), probabilities: probabilities(drawing) };
    let is_drawn = condition(move || shown.probabilities.with(|q| !q.is_empty()));
    let result = el("div").class("draw-result").live(move || {
        if is_drawn.get() {
            vec![meant(shown), readouts(shown.probabilities, shown.meant), figure(shown)]
        } else {
            vec![el("p").class("hint").text(text(|m| m.draw().help))]
        }
    });
    let is_black = condition(move || drawing.with(|d| !d.bitmap.is_empty()));
    let digit = el("div").class("draw-seen").when(move || is_black.get(), move || seen(drawing));
    let pen = el("div").class("draw-board").child(board(drawing)).child(tools(drawing));
    vec![
        el("h2").class("kicker").text(text(|m| m.draw().title)),
        el("div").class("draw-grid").child(pen).child(digit).child(result),
    ]
}

/// What the network that is shown predicts of the drawing.
fn probabilities(drawing: RwSignal<Drawing>) -> Memo<Vec<f32>> {
    let training = use_training();
    let (run, settings, data) = (training.run(), training.settings, samples::dataset());
    Memo::new(move |_| {
        let bitmap = drawing.with(|d| d.bitmap);
        let spec = settings.with(|s| s.spec.network.clone());
        run.frame
            .with(|frame| {
                data.with(|data| {
                    let (frame, data) = frame.as_ref().zip(data.as_ref())?;
                    (!bitmap.is_empty()).then(|| predicted(&spec, frame, data, &bitmap))?
                })
            })
            .unwrap_or_default()
    })
}

/// `None` while the frame is that of another network.
fn predicted(spec: &NetworkSpec, frame: &TrainingFrame, data: &Dataset, bitmap: &Bitmap) -> Option<Vec<f32>> {
    let input = data.to_scale(bitmap.intensities().to_vec());
    let network = Network::new(spec, input.len(), data.n_classes(), frame.snapshot.clone()).ok()?;
    Some(prediction(&network, &input))
}

fn tools(drawing: RwSignal<Drawing>) -> El {
    let eraser = el("button")
        .class("btn small")
        .attr("aria-pressed", move || drawing.with(|d| d.erases).to_string())
        .on_click(move || drawing.update(|d| d.erases = !d.erases))
        .text(text(|m| m.training().eraser));
    let clear = el("button")
        .class("btn small")
        .flag("disabled", move || drawing.with(|d| d.bitmap.is_empty()))
        .on_click(move || drawing.set(Drawing::of(Bitmap::default())))
        .text(text(|m| m.draw().clear));
    el("div").class("paint-tools").child(eraser).child(clear)
}

/// The 8 × 8 intensities of the drawing.
fn seen(drawing: RwSignal<Drawing>) -> El {
    let lang = use_preferences().lang;
    let intensities = move || drawing.with(|d| d.bitmap.intensities());
    let figure = move || digits_grid::small_digit(&intensities(), lang.get().messages().draw().seen);
    let table = move || digits_grid::intensities(&intensities());
    let summary = derived(move || lang.get().messages().draw().seen.to_owned());
    let caption = caption(text(|m| m.draw().seen_lead), text(|m| m.draw().seen_caption));
    el("div").child(figure_view(Source::new(figure, table), Shape::Square, summary, caption))
}

fn words(m: &'static Messages) -> prediction::Words<'static> {
    prediction::Words { title: m.draw().bars, class: m.training().class, probability: m.draw().probability }
}

/// The predicted distribution.
fn figure(shown: Shown) -> El {
    let lang = use_preferences().lang;
    let figure =
        move || shown.probabilities.with(|q| bars(q, shown.meant.get(), &words(lang.get().messages())));
    let table = move || shown.probabilities.with(|q| prediction::table(q, &words(lang.get().messages())));
    let summary = derived(move || {
        let (class, q) = shown.probabilities.with(|q| prediction::most_probable(q));
        (lang.get().messages().draw().summary)(class, &percent(q))
    });
    let caption = caption(text(|m| m.draw().bars_lead), text(|m| m.draw().bars_caption));
    figure_view(Source::new(figure, table), Shape::Low, summary, caption)
}

/// The digit that the reader means.
fn meant(shown: Shown) -> El {
    let lang = use_preferences().lang;
    choice(
        derived(move || lang.get().messages().draw().meant.to_owned()),
        Look::Chips,
        || NAMES.map(|name| (name, name.to_owned())).to_vec(),
        derived(move || shown.meant.get().map_or("", |class| NAMES[class])),
        move |name| shown.meant.set(name.parse().ok()),
    )
}
