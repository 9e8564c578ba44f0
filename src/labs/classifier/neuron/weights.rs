//! The weights that come into a neuron, and its bias, in numbers.

use super::{Shown, kicker, text};
use crate::labs::training::data_details::feature_name;
use crate::labs::training::network::parameter_name;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::run::conversation::RunStatus;
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use crate::widgets::number::readable;
use crate::widgets::number_field::{Allowed, number_field};
use infoplane_core::experiments::neuron::{Incoming, Unit};
use infoplane_core::experiments::training::{TrainingSpec, What};
use infoplane_core::learner::dataset::{Source, digits::SIDE};

/// Rows of the table; a layer of more inputs is cut, with a word.
const MAX_ROWS: usize = 500;

/// The table: where from, how much, and a bar that shows it among the others; the bias comes last.
pub(super) fn weights(shown: Shown) -> El {
    let incoming = Memo::new(move |_| {
        shown.settings.with(|s| {
            let layers = s.spec.network.layers(s.spec.data.n_features(), s.spec.data.n_classes());
            shown.unit.get().incoming(&layers).ok()
        })
    });
    let heaviest = Memo::new(move |_| {
        incoming.with(|incoming| incoming.as_ref().map_or(0.0, |incoming| heaviest(shown, incoming)))
    });
    let rows = move || {
        let Some(Incoming { weights, bias }) = incoming.get() else { return Vec::new() };
        let n_left = weights.len().saturating_sub(MAX_ROWS);
        let rows = weights.take(MAX_ROWS).enumerate();
        let rows = rows.map(|(input, index)| row(shown, index, move || source(shown, input), heaviest));
        let bias = row(shown, bias, move || shown.lang().neuron().bias.to_owned(), heaviest).class("bias");
        let body = el("tbody").children(rows).child(bias);
        let cut = (n_left > 0).then(|| el("caption").class("hint").text(text(|m| m.cut)));
        cut.into_iter().chain([heading(), body]).collect()
    };
    let table =
        el("div").class("figure-table neuron-weights").attr("tabindex", "0").child(el("table").live(rows));
    el("div").class("neuron-incoming").child(kicker(|m| m.incoming)).child(table)
}

fn heading() -> El {
    let column = |name| el("th").attr("scope", "col").text(name);
    let sizes = el("th").attr("aria-hidden", "true");
    el("thead").child(el("tr").child(column(text(|m| m.from))).child(column(text(|m| m.weight))).child(sizes))
}

/// The parameter at an index of the snapshot; 0 in that of another network.
fn parameter(shown: Shown, index: usize) -> f64 {
    shown.watch.frame.with(|frame| {
        frame.as_ref().and_then(|frame| frame.snapshot.get(index)).map_or(0.0, |weight| f64::from(*weight))
    })
}

/// The largest size of the weights and the bias.
fn heaviest(shown: Shown, incoming: &Incoming) -> f64 {
    let indices = incoming.weights.clone().chain([incoming.bias]);
    indices.map(|index| parameter(shown, index).abs()).fold(0.0, f64::max)
}

/// One weight or bias, whose sign is the side of its bar, too.
fn row(shown: Shown, index: usize, from: impl Fn() -> String + 'static, heaviest: Memo<f64>) -> El {
    let share = move || (parameter(shown, index).abs() / heaviest.get().max(f64::MIN_POSITIVE)).min(1.0);
    let bar = el("td").class("weight-bar").attr("aria-hidden", "true").child(
        el("i")
            .class_when("negative", move || parameter(shown, index) < 0.0)
            .style("--share", move || format!("{:.3}", share())),
    );
    el("tr").child(el("th").attr("scope", "row").text(from)).child(weight_cell(index, shown)).child(bar)
}

/// The number of the weight or bias at this index of the snapshot; it can be typed over while the run rests, which makes a
/// branch there.
fn weight_cell(index_in_snapshot: usize, shown: Shown) -> El {
    let training = use_training();
    let status = training.run().status;
    let can_branch = move || shown.settings.with(TrainingSettings::can_branch);
    let rests = condition(move || can_branch() && status.with(|status| *status != RunStatus::Running));
    let number = move || readable(parameter(shown, index_in_snapshot));
    let name = move || shown.settings.with(|s| parameter_name(s, index_in_snapshot));
    let change = move |value| {
        let epoch = shown.watch.frame.with_untracked(|frame| frame.as_ref().map(|frame| frame.epoch));
        let what = What::Weight { index: index_in_snapshot, value };
        epoch.into_iter().for_each(|epoch| training.branch(epoch, what));
    };
    let allowed = Allowed::numbers(TrainingSpec::WEIGHT.min, TrainingSpec::WEIGHT.max);
    el("td").attr("data-index", index_in_snapshot.to_string()).live(move || {
        if rests.get() {
            vec![number_field(derived(name), derived(number), allowed, change)]
        } else {
            vec![el("span").text(number)]
        }
    })
}

/// Where the weight comes from: a unit of the layer before, or a feature of the input.
fn source(shown: Shown, input: usize) -> String {
    let texts = shown.lang().neuron();
    let Unit { layer, .. } = shown.unit.get();
    if layer > 0 {
        return format!("{} {}", texts.unit, input + 1).to_lowercase();
    }
    shown.settings.with(|s| match s.spec.data.features.iter().nth(input) {
        Some(feature) if s.spec.data.is_plane() => feature_name(feature).to_owned(),
        _ if s.spec.data.source == Source::Digits => (texts.at)(input / SIDE + 1, input % SIDE + 1),
        _ => format!("{} {}", texts.input, input + 1),
    })
}
