//! The figures of the lab and what they say.

use crate::charts::figure::Figure;
use crate::figures::code_lengths::{self, code_lengths};
use crate::figures::contributions::{self, Sum, contributions};
use crate::formulas::DECOMPOSITION;
use crate::i18n::distributions::Distributions;
use crate::labs::distributions::Pair;
use crate::labs::distributions::measured::Measured;
use crate::state::distributions::Terms;
use crate::state::preferences::{label, text, use_preferences};
use crate::widgets::choice::{Choice, Look, Options};
use crate::widgets::control::Control;
use crate::widgets::figure_view::{FigureView, Shape};
use crate::widgets::math::Math;
use crate::widgets::number::information;
use crate::widgets::readout::unit_name;
use infoplane_core::measures::units::Unit;
use leptos::prelude::*;

/// Below this KL (in nats) q is p for any eye: the smallest step of a bar changes more.
const SAME: f64 = 1e-9;

/// What the two distributions amount to, below the bars.
#[component]
pub fn BarsCaption(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let caption = move || {
        let m = &lang.get().messages().distributions;
        pair.measured.with(|measured| match (measured.excluded_by_q(), measured.excluded_by_p()) {
            (Some(outcome), _) => (m.infinite.to_string(), (m.infinite_more)(&pair.name(outcome))),
            (None, _) if measured.kl_pq < SAME => (m.equal.to_string(), m.equal_more.to_string()),
            (None, Some(outcome)) => {
                ((m.dearest)(&pair.name(measured.dearest())), (m.infinite_reverse)(&pair.name(outcome)))
            }
            (None, None) => ((m.dearest)(&pair.name(measured.dearest())), m.dearest_more.to_string()),
        })
    };
    let caption = Memo::new(move |_| caption());
    view! {
        <Show when=move || pair.editor.refused.get()>
            <p class="note" role="alert">{text(|m| m.distributions.nothing_free)}</p>
        </Show>
        <p class="caption"><b>{Signal::derive(move || caption.get().0)}</b>" "{Signal::derive(move || caption.get().1)}</p>
    }
}

/// H(p,q) as areas.
#[component]
pub fn CodeLengths(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let preferences = use_preferences();
    let figure = move || -> Figure {
        let unit = preferences.unit.get();
        let m = preferences.lang.get().messages();
        let y_axis = format!("{}, {}", m.distributions.code_length, unit_name(unit, m));
        let words = code_lengths::Words {
            title: m.distributions.code_lengths,
            x_axis: m.distributions.probability,
            y_axis: &y_axis,
            floor: "H(p)",
            surcharge: m.distributions.surcharge,
            saving: m.distributions.saving,
        };
        pair.measured.with(|measured| {
            let (p, q) = (measured.p.as_slice(), measured.q.as_slice());
            pair.names.with(|names| code_lengths(names, p, q, unit.from_nats(1.0), &words))
        })
    };
    let summary = move || pair.measured.with(|measured| sum_in_words(measured, preferences.unit.get()));
    view! {
        <FigureView figure=Memo::new(move |_| figure()) shape=Shape::Wide summary=Signal::derive(summary)>
            <b>{text(|m| m.distributions.area_is_cost)}</b>
            " "
            {text(|m| m.distributions.area_more)}
        </FigureView>
    }
}

/// The terms of KL, cross-entropy or entropy, outcome by outcome.
#[component]
pub fn Contributions(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let preferences = use_preferences();
    let settings = pair.editor.settings;
    let terms = Memo::new(move |_| settings.with(|settings| settings.terms));
    let figure = move || -> Figure {
        let (unit, m) = (preferences.unit.get(), preferences.lang.get().messages());
        let words = contributions::Words { title: m.distributions.contributions, y_axis: unit_name(unit, m) };
        let factor = unit.from_nats(1.0);
        pair.measured.with(|measured| {
            let pq = (measured.p.as_slice(), measured.q.as_slice());
            pair.names.with(|names| contributions(sum_of(terms.get()), names, pq, factor, &words))
        })
    };
    let options = Signal::derive(move || -> Options {
        let m = &preferences.lang.get().messages().distributions;
        let title = |terms| match terms {
            Terms::Kl => "KL(p‖q)",
            Terms::CrossEntropy => m.cross_entropy,
            Terms::Entropy => m.entropy,
        };
        Terms::ALL.iter().map(|terms| (terms.name(), title(*terms).to_string())).collect()
    });
    let choose = move |name: &'static str| {
        if let Some(terms) = Terms::from_name(name) {
            settings.update(|settings| settings.terms = terms);
        }
    };
    let summary =
        Signal::derive(move || pair.measured.with(|measured| sum_in_words(measured, preferences.unit.get())));
    view! {
        <div class="card-head">
            <h2 class="kicker">{text(|m| m.distributions.contributions)}</h2>
            <Control name="terms">
                <Choice
                    label=label(|m| m.distributions.contributions_of)
                    look=Look::Segmented
                    options
                    chosen=Signal::derive(move || terms.get().name())
                    choose
                />
            </Control>
        </div>
        <FigureView figure=Memo::new(move |_| figure()) shape=Shape::Low summary>
            <b>{text(move |m| take_away(terms.get(), &m.distributions).0)}</b>
            " "
            {text(move |m| take_away(terms.get(), &m.distributions).1)}
        </FigureView>
    }
}

const fn sum_of(terms: Terms) -> Sum {
    match terms {
        Terms::Kl => Sum::Kl,
        Terms::CrossEntropy => Sum::CrossEntropy,
        Terms::Entropy => Sum::Entropy,
    }
}

/// What the terms of a sum show, and more about it.
const fn take_away(terms: Terms, m: &Distributions) -> (&'static str, &'static str) {
    match terms {
        Terms::Kl => (m.contributions_takeaway, m.contributions_more),
        Terms::CrossEntropy => (m.contributions_cross, m.contributions_cross_more),
        Terms::Entropy => (m.contributions_entropy, m.contributions_entropy_more),
    }
}

/// H(p,q) = H(p) + KL(p‖q), and the same with the present numbers.
#[component]
pub fn Equation(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let preferences = use_preferences();
    let statement = move || DECOMPOSITION.statement(preferences.unit.get());
    let numbers = move || {
        let unit = preferences.unit.get();
        let terms =
            pair.measured.with(|m| [m.cross_pq, m.entropy_p, m.kl_pq].map(|x| information(x, unit)).to_vec());
        DECOMPOSITION.substituted(&[terms], unit).concat()
    };
    view! {
        <div class="equation">
            <Math mathml=Signal::derive(statement) />
            <Math mathml=Signal::derive(numbers) />
        </div>
    }
}

fn sum_in_words(measured: &Measured, unit: Unit) -> String {
    let [sum, floor, kl] =
        [measured.cross_pq, measured.entropy_p, measured.kl_pq].map(|nats| information(nats, unit));
    format!("H(p,q) = {sum} = {floor} + {kl} = H(p) + KL(p‖q)")
}
