//! The figures of the lab and what they say.

use crate::figures::code_lengths::{self, code_lengths};
use crate::figures::contributions::{self, Sum, contributions};
use crate::formulas::DECOMPOSITION;
use crate::i18n::Messages;
use crate::i18n::distributions::Distributions;
use crate::labs::distributions::Pair;
use crate::labs::distributions::measured::Measured;
use crate::reactive::*;
use crate::state::bars::Refusal;
use crate::state::decimal;
use crate::state::distributions::Terms;
use crate::state::preferences::{label, text, text_by, use_preferences};
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::control::control;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::math::math;
use crate::widgets::number::information;
use crate::widgets::readout::unit_name;
use infoplane_core::measures::units::Unit;

/// Below this KL (in nats) q is p for any eye: the smallest step of a bar changes more.
const SAME: f64 = 1e-9;

/// Appends what the two distributions amount to, to the card with the bars.
pub fn with_bars_caption(card: El, pair: Pair) -> El {
    let lang = use_preferences().lang;
    let words = move || {
        let m = lang.get().messages().distributions();
        pair.measured.with(|measured| in_words(pair, measured, m))
    };
    let refusal = move || {
        let m = lang.get().messages().distributions();
        match pair.editor.refused.get() {
            Some(Refusal::TooMuch { room }) => (m.too_much)(&decimal::text(room)),
            _ => m.nothing_free.to_string(),
        }
    };
    let refused = move || el("p").class("note").attr("role", "alert").text(refusal);
    let caption = el("p").class("caption").child(el("b").text(move || words().0));
    card.when(move || pair.editor.refused.get().is_some(), refused)
        .child(caption.text(" ").text(move || words().1))
}

/// What the two distributions amount to, and more about it.
fn in_words(pair: Pair, measured: &Measured, m: &Distributions) -> (String, String) {
    match (measured.excluded_by_q(), measured.excluded_by_p()) {
        (Some(outcome), _) => (m.infinite.to_string(), (m.infinite_more)(&pair.name(outcome))),
        (None, _) if measured.kl_pq < SAME => (m.equal.to_string(), m.equal_more.to_string()),
        (None, Some(outcome)) => {
            ((m.dearest)(&pair.name(measured.dearest())), (m.infinite_reverse)(&pair.name(outcome)))
        }
        (None, None) => ((m.dearest)(&pair.name(measured.dearest())), m.dearest_more.to_string()),
    }
}

/// H(p,q) as areas.
pub fn code_lengths_view(pair: Pair) -> El {
    let preferences = use_preferences();
    let y_axis = move |m: &'static Messages| {
        (m.shell().quantity_in)(m.distributions().code_length, unit_name(preferences.unit.get(), m))
    };
    let factor = move || preferences.unit.get().from_nats(1.0);
    let figure = move || {
        let m = preferences.lang.get().messages();
        let y_axis = y_axis(m);
        let words = code_lengths_words(m, &y_axis, preferences.unit.get());
        pair.see(|names, p, q| code_lengths(names, p, q, factor(), &words))
    };
    let table = move || {
        let m = preferences.lang.get().messages();
        let y_axis = y_axis(m);
        let words = code_lengths_words(m, &y_axis, preferences.unit.get());
        pair.see(|names, p, q| code_lengths::table(names, p, q, factor(), &words))
    };
    let caption = caption(text(|m| m.distributions().area_is_cost), text(|m| m.distributions().area_more));
    figure_view(Source::new(figure, table), Shape::Wide, summary(pair), caption)
}

fn code_lengths_words<'a>(m: &'static Messages, y_axis: &'a str, unit: Unit) -> code_lengths::Words<'a> {
    code_lengths::Words {
        title: m.distributions().code_lengths,
        x_axis: m.distributions().probability,
        y_axis,
        outcome: m.distributions().outcome,
        unit: unit_name(unit, m),
        quantity_in: m.shell().quantity_in,
        surcharge: m.distributions().surcharge,
        saving: m.distributions().saving,
    }
}

/// The terms of KL, cross-entropy or entropy, outcome by outcome: their heading, then the figure.
pub fn contributions_view(pair: Pair) -> Vec<El> {
    let preferences = use_preferences();
    let settings = pair.editor.settings;
    let terms = move || settings.with(|settings| settings.terms);
    let words = move || {
        let (unit, m) = (preferences.unit.get(), preferences.lang.get().messages());
        contributions::Words {
            title: m.distributions().contributions,
            outcome: m.distributions().outcome,
            unit: unit_name(unit, m),
            quantity_in: m.shell().quantity_in,
        }
    };
    let factor = move || preferences.unit.get().from_nats(1.0);
    let figure =
        move || pair.see(|names, p, q| contributions(sum_of(terms()), names, (p, q), factor(), &words()));
    let table = move || {
        pair.see(|names, p, q| contributions::table(sum_of(terms()), names, (p, q), factor(), &words()))
    };
    let caption = caption(
        text_by(move |m| take_away(terms(), m.distributions()).0),
        text_by(move |m| take_away(terms(), m.distributions()).1),
    );
    let head = el("div")
        .class("card-head")
        .child(el("h2").class("kicker").text(text(|m| m.distributions().contributions)))
        .child(control("terms").child(terms_choice(pair)));
    vec![head, figure_view(Source::new(figure, table), Shape::Low, summary(pair), caption)]
}

fn terms_choice(pair: Pair) -> El {
    let lang = use_preferences().lang;
    let settings = pair.editor.settings;
    let options = move || -> Options {
        let m = lang.get().messages().distributions();
        let title = |terms| match terms {
            Terms::Kl => "KL(p‖q)",
            Terms::CrossEntropy => m.cross_entropy,
            Terms::Entropy => m.entropy,
        };
        Terms::ALL.iter().map(|terms| (terms.name(), title(*terms).to_string())).collect()
    };
    let chosen = derived(move || settings.with(|settings| settings.terms.name()));
    choice(label(|m| m.distributions().contributions_of), Look::Segmented, options, chosen, move |name| {
        if let Some(terms) = Terms::from_name(name) {
            settings.update(|settings| settings.terms = terms);
        }
    })
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
pub fn equation(pair: Pair) -> El {
    let preferences = use_preferences();
    let statement = move || DECOMPOSITION.statement(preferences.unit.get());
    let numbers = move || {
        let unit = preferences.unit.get();
        let terms =
            pair.measured.with(|m| [m.cross_pq, m.entropy_p, m.kl_pq].map(|x| information(x, unit)).to_vec());
        DECOMPOSITION.substituted(&[terms], unit).concat()
    };
    el("div").class("equation").child(math(statement)).child(math(numbers))
}

/// What both figures show, in a line.
fn summary(pair: Pair) -> Signal<String> {
    let unit = use_preferences().unit;
    derived(move || pair.measured.with(|measured| sum_in_words(measured, unit.get())))
}

fn sum_in_words(measured: &Measured, unit: Unit) -> String {
    let [sum, floor, kl] =
        [measured.cross_pq, measured.entropy_p, measured.kl_pq].map(|nats| information(nats, unit));
    format!("H(p,q) = {sum} = {floor} + {kl} = H(p) + KL(p‖q)")
}
