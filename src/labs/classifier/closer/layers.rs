//! Every layer over the epochs: its gradient, the gradient's signal to noise, and its weights.

use super::titled;
use crate::charts::figure::Stroke;
use crate::charts::ticks::value_text;
use crate::figures::curves::marked;
use crate::figures::layers::{self, Curves, Height};
use crate::i18n::closer::Closer as Texts;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::state::run::Run;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::Source;
use crate::widgets::number::grouped;
use infoplane_core::experiments::training::{LayerRecord, Record, diffusion_begins};
use std::sync::Arc;

/// A figure of all layers: what it shows, and how.
struct View {
    quantities: fn(&'static Texts) -> Vec<Quantity>,
    height: Height,
    axis: fn(&'static Texts) -> &'static str,
    texts: [fn(&'static Texts) -> &'static str; 3],
}

/// A number of a layer at an epoch; NaN where there is none, or none that a logarithmic axis can show.
struct Quantity {
    name: &'static str,
    stroke: Stroke,
    of: fn(&LayerRecord) -> f64,
}

/// Gradients, their signal-to-noise ratio, and weights.
pub fn figures(run: Run) -> Vec<El> {
    let views = [
        View {
            quantities: |m| {
                vec![
                    Quantity {
                        name: m.mean,
                        stroke: Stroke::Solid,
                        of: |r| positive(r.gradient.map(|g| g.mean)),
                    },
                    Quantity {
                        name: m.deviation,
                        stroke: Stroke::Dashed,
                        of: |r| positive(r.gradient.map(|g| g.spread)),
                    },
                ]
            },
            height: Height::Log(None),
            axis: |m| m.norm,
            texts: [|m| m.gradients, |m| m.gradients_lead, |m| m.gradients_caption],
        },
        snr(),
        View {
            quantities: |_| vec![alone(|r| r.weight_norm)],
            height: Height::Linear,
            axis: |m| m.weight_norm,
            texts: [|m| m.norms, |m| m.norms_lead, |m| m.norms_caption],
        },
    ];
    views.map(|view| view_of(run, view)).into()
}

fn snr() -> View {
    View {
        quantities: |_| vec![alone(|r| positive(r.gradient.and_then(|g| g.snr())))],
        height: Height::Log(Some(1.0)),
        axis: |m| m.ratio,
        texts: [|m| m.snr, |m| m.snr_lead, |m| m.snr_caption],
    }
}

/// The signal-to-noise ratio of every layer in the run of the plane, and where each turns from drift to diffusion.
pub fn drift() -> Vec<El> {
    let run = use_training().run();
    let lang = use_preferences().lang;
    let sentences = move || {
        let m = lang.get().closer();
        let sentence = |(layer, begins): (usize, Option<u32>)| match begins {
            Some(epoch) => (m.diffuses_from)(layer + 1, &grouped(f64::from(epoch))),
            None => (m.no_transition)(layer + 1),
        };
        run.records
            .with(|records| transitions(records))
            .into_iter()
            .enumerate()
            .map(sentence)
            .map(|text| el("li").text(text))
            .collect()
    };
    vec![view_of(run, snr()), el("ul").class("transitions").live(sentences)]
}

/// Of each layer the epoch at which its gradient begins to diffuse.
fn transitions(records: &[Arc<Record>]) -> Vec<Option<u32>> {
    let n_layers = records.first().map_or(0, |record| record.layers.len());
    let of_layer = |layer: usize| {
        let gradient = |record: &Arc<Record>| Some((record.epoch, record.layers.get(layer)?.gradient?));
        diffusion_begins(records.iter().filter_map(gradient))
    };
    (0..n_layers).map(of_layer).collect()
}

fn alone(of: fn(&LayerRecord) -> f64) -> Quantity {
    Quantity { name: "", stroke: Stroke::Solid, of }
}

fn positive(number: Option<f64>) -> f64 {
    number.filter(|number| *number > 0.0).unwrap_or(f64::NAN)
}

fn view_of(run: Run, View { quantities, height, axis, texts }: View) -> El {
    let lang = use_preferences().lang;
    let curves = move || {
        let quantities = quantities(lang.get().closer());
        run.records
            .with(|records| quantities.iter().map(|quantity| curves(records, quantity)).collect::<Vec<_>>())
    };
    let [title, ..] = texts;
    let words = move || {
        let (m, closer) = (lang.get().messages(), lang.get().closer());
        layers::Words {
            title: title(closer),
            x_axis: m.training().epoch_axis,
            epoch: m.training().epoch_word,
            y_axis: axis(closer),
            layer: closer.layer,
        }
    };
    let figure = move || marked(layers::layers(&curves(), height, &words()), run.past.get());
    let table = move || layers::table(&curves(), &words());
    let summary = derived(move || {
        let m = lang.get().closer();
        let shown = run.past.get().unwrap_or(f64::INFINITY);
        let first = curves().into_iter().next().map_or(Vec::new(), |curves| curves.layers);
        let last = |(index, points): (usize, &Vec<(f64, f64)>)| {
            points
                .iter()
                .rfind(|(epoch, _)| *epoch <= shown)
                .map(|(_, y)| (m.layer_summary)(index + 1, &value_text(*y)))
        };
        first.iter().enumerate().filter_map(last).collect::<Vec<_>>().join(" ")
    });
    titled(Source::new(figure, table), summary, texts)
}

/// A quantity of every layer at every recorded epoch.
fn curves(records: &[Arc<Record>], quantity: &Quantity) -> Curves {
    let n_layers = records.first().map_or(0, |record| record.layers.len());
    let points = |layer: usize| {
        let point = |record: &Arc<Record>| {
            (f64::from(record.epoch), record.layers.get(layer).map_or(f64::NAN, quantity.of))
        };
        records.iter().map(point).collect()
    };
    Curves {
        name: quantity.name.to_owned(),
        stroke: quantity.stroke,
        layers: (0..n_layers).map(points).collect(),
    }
}
