//! One layer in numbers, with what the numbers are and are not.

use crate::figures::plane::Estimator;
use crate::labs::classifier::figures::LossFigure;
use crate::labs::plane::reading::{Reading, broken_inequality};
use crate::labs::training::quantities::{COMPRESSION, i_ty, i_xt};
use crate::labs::training::use_training;
use crate::state::preferences::{label, text, use_preferences};
use crate::state::run::Run;
use crate::widgets::choice::{Choice, Look, Options};
use crate::widgets::number::{grouped, information, readable};
use crate::widgets::readout::{Quantity, Readout, unit_name};
use leptos::prelude::*;

/// Names of the layers a network can have, hidden and softmax, as the menu lists them.
const LAYERS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The loss of the run, and one layer of it.
#[component]
pub fn LayerCard(
    /// The run.
    run: Run,
) -> impl IntoView {
    let settings = use_training().settings;
    let n_layers = Memo::new(move |_| settings.with(|s| s.spec.network.hidden.len() + 1));
    let chosen = RwSignal::new(None::<usize>);
    // Of several hidden layers the last one moves most.
    let layer =
        Memo::new(move |_| chosen.get().unwrap_or(n_layers.get().saturating_sub(2)).min(n_layers.get() - 1));
    view! {
        <div class="stack">
            <section class="card"><LossFigure run /></section>
            <section class="card">
                <h2 class="kicker">{text(|m| m.plane.layers)}</h2>
                <LayerChoice n_layers layer chosen />
                <LayerReadouts run layer />
                <Caveats run layer />
            </section>
        </div>
    }
}

/// Which layer.
#[component]
fn LayerChoice(
    /// Hidden layers and the softmax.
    n_layers: Memo<usize>,
    /// The layer shown, from 0.
    layer: Memo<usize>,
    /// The reader's choice, from 0.
    chosen: RwSignal<Option<usize>>,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let options = Signal::derive(move || -> Options {
        let (n, words) = (n_layers.get(), lang.get().messages().plane);
        let text = |index: usize| if index == n { (words.softmax)(n) } else { index.to_string() };
        LAYERS.iter().take(n).enumerate().map(|(index, name)| (*name, text(index + 1))).collect()
    });
    view! {
        <Choice
            label=label(|m| m.plane.layer_choice)
            look=Look::Chips
            options
            chosen=Signal::derive(move || LAYERS[layer.get()])
            choose=move |name| chosen.set(LAYERS.iter().position(|layer| *layer == name))
        />
    }
}

/// I(X;T), I(T;Y) and compression of the layer.
#[component]
fn LayerReadouts(
    /// The run.
    run: Run,
    /// The layer, from 0.
    layer: Memo<usize>,
) -> impl IntoView {
    let unit = use_preferences().unit;
    let settings = use_training().settings;
    let estimator = Memo::new(move |_| settings.with(|s| s.estimator));
    let reading = reading(run, estimator, layer);
    let value = move |pick: fn(&Reading) -> f64| {
        Signal::derive(move || reading.with(|r| r.as_ref().map_or(f64::NAN, pick)))
    };
    let terms = move |pick: fn(&Reading, Estimator) -> Vec<Number>| {
        Signal::derive(move || {
            let numbers = reading.with(|r| r.as_ref().map(|r| pick(r, estimator.get()))).unwrap_or_default();
            vec![numbers.into_iter().map(|number| number.text(unit.get())).collect()]
        })
    };
    let xt = move || {
        let of: &'static Quantity = i_xt(estimator.get());
        view! { <Readout of value=value(|r| r.i_xt) terms=terms(i_xt_terms) /> }
    };
    let ty = move || {
        let of: &'static Quantity = i_ty(estimator.get());
        let rest = |r: &Reading, _| vec![Number::Nats(r.i_xt), Number::Nats(r.i_xt - r.i_ty)];
        view! { <Readout of value=value(|r| r.i_ty) terms=terms(rest) /> }
    };
    view! {
        <div class="readouts small">
            {xt}
            {ty}
            <Readout
                of=&COMPRESSION
                value=value(|r| r.peak - r.i_xt)
                terms=terms(|r, _| vec![Number::Nats(r.peak), Number::Nats(r.i_xt)])
            />
        </div>
    }
}

/// A number that a formula is filled with.
enum Number {
    Nats(f64),
    Count(usize),
}

impl Number {
    fn text(&self, unit: infoplane_core::measures::units::Unit) -> String {
        match self {
            Self::Nats(nats) => information(*nats, unit),
            Self::Count(n) => grouped(*n as f64),
        }
    }
}

/// Bins: the entropy itself. KDE: log n less the mean overlap of the kernels.
fn i_xt_terms(reading: &Reading, estimator: Estimator) -> Vec<Number> {
    match estimator {
        Estimator::Bins30 | Estimator::Bins007 => vec![Number::Nats(reading.i_xt)],
        Estimator::KdeUpper | Estimator::KdeLower => {
            vec![Number::Count(reading.n_samples), Number::Nats(reading.ceiling() - reading.i_xt)]
        }
    }
}

fn reading(run: Run, estimator: Memo<Estimator>, layer: Memo<usize>) -> Memo<Option<Reading>> {
    Memo::new(move |_| run.plane.with(|frames| Reading::of(frames, estimator.get(), layer.get())))
}

/// What the numbers are not, and where they cannot be right.
#[component]
fn Caveats(
    /// The run.
    run: Run,
    /// The layer, from 0.
    layer: Memo<usize>,
) -> impl IntoView {
    let preferences = use_preferences();
    let settings = use_training().settings;
    let estimator = Memo::new(move |_| settings.with(|s| s.estimator));
    let reading = reading(run, estimator, layer);
    let nature = move || {
        let (m, unit) = (preferences.lang.get().messages(), preferences.unit.get());
        let n = reading.with(|r| r.as_ref().map_or(0, |r| r.n_samples));
        match estimator.get() {
            Estimator::Bins30 | Estimator::Bins007 => m.plane.deterministic_bins.to_string(),
            Estimator::KdeUpper | Estimator::KdeLower => {
                let variance = readable(settings.with(|s| s.noise_variance));
                let ceiling = format!("{} {}", information((n as f64).ln(), unit), unit_name(unit, m));
                (m.plane.deterministic_kde)(&variance, &grouped(n as f64), &ceiling)
            }
        }
    };
    let at_ceiling = Memo::new(move |_| reading.with(|r| r.as_ref().is_some_and(Reading::is_at_ceiling)));
    let broken = Memo::new(move |_| {
        run.plane.with(|frames| frames.last().and_then(|frame| broken_inequality(frame, estimator.get())))
    });
    let order = move || {
        broken
            .get()
            .map(|(earlier, later)| (preferences.lang.get().messages().plane.inequality)(earlier, later))
    };
    view! {
        <p class="note">{nature}</p>
        <Show when=move || at_ceiling.get()>
            <p class="note">{text(|m| m.plane.at_ceiling)}</p>
        </Show>
        {move || order().map(|text| view! { <p class="note">{text}</p> })}
    }
}
