//! Is the network right as often as it is sure, where is it in doubt, and by how much does it decide?

use super::seen::{Seen, bins, doubts, margins};
use super::titled;
use crate::charts::ticks::value_text;
use crate::figures::doubts::{self, Span, doubts as doubts_figure};
use crate::figures::reliability::{self, reliability};
use crate::i18n::Lang;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::state::run::Run;
use crate::widgets::element::El;
use crate::widgets::figure_view::Source;
use crate::widgets::readout::unit_name;

/// The reliability diagram, and the histograms of predictive entropy and of margins.
pub fn figures(run: Run) -> Vec<El> {
    let seen = Seen::of(run);
    vec![reliability_figure(seen), doubts_histogram(seen), margins_histogram(seen)]
}

fn reliability_figure(seen: Seen) -> El {
    let lang = use_preferences().lang;
    let ece = move || seen.get(|_, frame| frame.test.ece);
    let words = move || {
        let m = lang.get().closer();
        reliability::Words {
            title: m.reliability,
            confidence: m.confidence,
            accuracy: m.accuracy,
            n: m.n,
            calibrated: m.calibrated,
            ece: m.ece,
        }
    };
    let figure = move || reliability(&seen.get(bins), ece(), &words());
    let table = move || reliability::table(&seen.get(bins), &words());
    let summary = derived(move || (lang.get().closer().reliability_summary)(&value_text(ece())));
    titled(
        Source::new(figure, table),
        summary,
        [|m| m.reliability, |m| m.reliability_lead, |m| m.reliability_caption],
    )
}

fn doubts_histogram(seen: Seen) -> El {
    let preferences = use_preferences();
    let factor = move || preferences.unit.get().from_nats(1.0);
    let largest = move || seen.get(|data, _| (data.n_classes() as f64).ln()).max(f64::MIN_POSITIVE);
    let span = move || Span { low: 0.0, high: largest(), factor: factor() };
    let axis = move || {
        let (lang, unit) = (preferences.lang.get(), preferences.unit.get());
        (lang.messages().shell().quantity_in)(lang.closer().entropy, unit_name(unit, lang.messages()))
    };
    let figure = move || {
        let entropy = axis();
        doubts_figure(&seen.get(doubts), span(), &words(preferences.lang.get(), &entropy))
    };
    let table = move || {
        let entropy = axis();
        doubts::table(&seen.get(doubts), span(), &words(preferences.lang.get(), &entropy))
    };
    let summary = derived(move || {
        let doubts = seen.get(doubts);
        let n_wrong = doubts.iter().filter(|(_, is_right)| !is_right).count();
        (preferences.lang.get().closer().doubts_summary)(doubts.len(), n_wrong)
    });
    titled(Source::new(figure, table), summary, [|m| m.doubts, |m| m.doubts_lead, |m| m.doubts_caption])
}

/// By how much each prediction decides: the probability of the observed class less that of the likeliest other.
fn margins_histogram(seen: Seen) -> El {
    const SPAN: Span = Span { low: -1.0, high: 1.0, factor: 1.0 };
    let lang = use_preferences().lang;
    let words = move || {
        let m = lang.get().closer();
        doubts::Words { title: m.margins, ..words(lang.get(), m.margin) }
    };
    let figure = move || doubts_figure(&seen.get(margins), SPAN, &words());
    let table = move || doubts::table(&seen.get(margins), SPAN, &words());
    let summary = derived(move || {
        let mut margins: Vec<f64> = seen.get(margins).into_iter().map(|(margin, _)| margin).collect();
        margins.sort_by(f64::total_cmp);
        let median = margins.get(margins.len() / 2).copied().unwrap_or_default();
        (lang.get().closer().margins_summary)(&value_text(median))
    });
    titled(Source::new(figure, table), summary, [|m| m.margins, |m| m.margins_lead, |m| m.margins_caption])
}

fn words(lang: Lang, doubt: &str) -> doubts::Words<'_> {
    let m = lang.closer();
    doubts::Words { title: m.doubts, doubt, n: m.samples, right: m.right, wrong: m.wrong }
}
