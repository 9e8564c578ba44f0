//! The predictions class by class: which classes are taken for which, and what each costs.

use super::seen::{Seen, class_means};
use super::titled;
use crate::figures::class_kl::{self, class_kl};
use crate::i18n::Lang;
use crate::labs::classifier::predictions::confusion_figure;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::Source;
use crate::widgets::number::information;
use crate::widgets::readout::unit_name;

/// The confusion matrix, and KL between labels and predictions of every class.
pub fn figures(run: Run) -> Vec<El> {
    let seen = Seen::of(run);
    let confusion = confusion_figure(run.frame, seen.data(), text(|m| m.classifier().confusion));
    vec![el("div").children(confusion), costs(seen)]
}

fn costs(seen: Seen) -> El {
    let (preferences, settings) = (use_preferences(), use_training().settings);
    let first_class = move || settings.with(TrainingSettings::first_class);
    let factor = move || preferences.unit.get().from_nats(1.0);
    let axis = move || {
        let (lang, unit) = (preferences.lang.get(), preferences.unit.get());
        (lang.messages().shell().quantity_in)(lang.closer().kl, unit_name(unit, lang.messages()))
    };
    let figure = move || {
        let kl = axis();
        class_kl(&seen.get(class_means), factor(), &words(preferences.lang.get(), &kl, first_class()))
    };
    let table = move || {
        let kl = axis();
        class_kl::table(&seen.get(class_means), factor(), &words(preferences.lang.get(), &kl, first_class()))
    };
    let summary = derived(move || {
        let (lang, unit) = (preferences.lang.get(), preferences.unit.get());
        let shown = |nats: f64| format!("{} {}", information(nats, unit), unit_name(unit, lang.messages()));
        let kls = seen
            .get(class_means)
            .into_iter()
            .enumerate()
            .filter_map(|(class, means)| Some((class, means.kl()?)));
        kls.map(|(class, kl)| (lang.closer().class_summary)(class + first_class(), &shown(kl)))
            .collect::<Vec<_>>()
            .join(" ")
    });
    titled(Source::new(figure, table), summary, [|m| m.class_kl, |m| m.class_kl_lead, |m| m.class_kl_caption])
}

fn words(lang: Lang, kl: &str, first: usize) -> class_kl::Words<'_> {
    let m = lang.closer();
    class_kl::Words {
        title: m.class_kl,
        class: lang.messages().training().class,
        first,
        kl,
        n: m.n,
        labels: m.labels,
        predictions: m.predictions,
    }
}
