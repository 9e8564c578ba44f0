//! The information plane of several seeds, and how much each layer has compressed in them.

use crate::figures::compression::{self, Compressions};
use crate::figures::spread::{self, Seed, View};
use crate::i18n::Messages;
use crate::labs::plane::picture::{axis, words};
use crate::labs::plane::reading::Reading;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::{Preferences, text, use_preferences};
use crate::state::seeds::{SeedRun, Seeds};
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Pointed, Shape, Source, caption, figure_view};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::RunState;
use std::sync::Arc;

/// The sweep of one card, and which of its seeds stands out.
#[derive(Clone, Copy)]
struct Shown {
    seeds: Seeds,
    settings: RwSignal<TrainingSettings>,
    preferences: Preferences,
    /// The activation.
    name: Signal<&'static str>,
    /// The seed chosen from the list, by its place there: 0 for none.
    chosen: RwSignal<usize>,
    pointed: Pointed,
    /// The seed nearest to the pointer, by the same place.
    near: Memo<usize>,
}

/// Whether there is a spread to show.
pub fn has_spread(seeds: Seeds) -> bool {
    use_training().settings.with(|s| s.n_seeds > 1) && seeds.runs().iter().any(is_whole)
}

/// Both figures; `name` is the activation, for their names.
pub fn spread_figures(seeds: Seeds, name: Signal<&'static str>) -> Vec<El> {
    let pointed = Pointed::new();
    let settings = use_training().settings;
    let near = number_of(move || {
        let Some(at) = pointed.get() else { return 0 };
        let (runs, estimator) = (seeds.runs(), settings.with(|s| s.estimator));
        let ways = ways(&runs);
        let near = spread::nearest(&ways, estimator, at);
        ways.iter().position(|way| Some(way.seed) == near).map_or(0, |index| index + 1)
    });
    let preferences = use_preferences();
    let shown = Shown { seeds, settings, preferences, name, chosen: RwSignal::new(0), pointed, near };
    vec![plane_figure(shown), compression_figure(shown)]
}

/// The runs that came to their end; those that diverged have no place in a mean.
fn ways(runs: &[Arc<SeedRun>]) -> Vec<Seed<'_>> {
    runs.iter().filter(|run| is_whole(run)).map(|run| Seed { seed: run.seed, plane: &run.plane }).collect()
}

fn is_whole(run: &Arc<SeedRun>) -> bool {
    run.state == RunState::Finished
}

impl Shown {
    fn view(self) -> View {
        let (estimator, n_epochs) = self.settings.with(|s| (s.estimator, s.spec.n_epochs));
        let factor = self.preferences.unit.get().from_nats(1.0);
        View { estimator, n_epochs, factor, chosen: self.seed(self.one()) }
    }

    /// What `read` makes of the runs.
    fn seeds_with<T>(self, read: impl FnOnce(&[Seed<'_>]) -> T) -> T {
        read(&ways(&self.seeds.runs()))
    }

    fn messages(self) -> &'static Messages {
        self.preferences.lang.get().messages()
    }

    fn axis(self, of: &str) -> String {
        axis(of, self.preferences, self.settings.with(|s| s.estimator))
    }

    /// The place of the seed that stands out.
    fn one(self) -> usize {
        match self.near.get() {
            0 => self.chosen.get(),
            near => near,
        }
    }

    fn seed(self, place: usize) -> Option<u64> {
        let runs = self.seeds.runs();
        ways(&runs).get(place.checked_sub(1)?).map(|way| way.seed)
    }

    fn title(self, of: &str) -> String {
        format!("{of} · {} · {}", self.name.get(), self.n_seeds())
    }

    fn n_seeds(self) -> String {
        let n = self.seeds_with(|ways| ways.len());
        (self.messages().plane().n_seeds)(n)
    }
}

fn plane_figure(shown: Shown) -> El {
    let axes = move || ["I(X;T)", "I(T;Y)"].map(|of| shown.axis(of));
    let figure = move || {
        let (m, axes) = (shown.messages(), axes());
        let title = shown.title(m.labs().plane);
        let words = spread_words(m, &title, &axes);
        shown.seeds_with(|ways| spread::spread(ways, shown.view(), &words))
    };
    let table = move || {
        let (m, axes) = (shown.messages(), axes());
        let words = spread_words(m, "", &axes);
        shown.seeds_with(|ways| spread::table(ways, shown.view(), &words))
    };
    let summary = derived(move || {
        let n = shown.seeds_with(|ways| ways.len());
        (shown.messages().plane().spread_summary)(n)
    });
    let mut parts = vec![standing(shown)];
    parts.extend(caption(text(|m| m.plane().spread_lead), text(|m| m.plane().spread_caption)));
    figure_view(Source::new(figure, table).pointed_at(shown.pointed), Shape::Square, summary, parts)
}

fn spread_words<'a>(m: &'static Messages, title: &'a str, axes: &'a [String; 2]) -> spread::Words<'a> {
    spread::Words {
        plane: words(m, title, axes),
        seed: m.plane().seed_word,
        mean: m.plane().mean,
        deviation: m.plane().deviation,
    }
}

/// The seed that stands out, by name, and what is left out.
fn standing(shown: Shown) -> El {
    let near = move || {
        let near =
            shown.seed(shown.near.get()).map(|seed| format!("{} {seed}", shown.messages().plane().seed_word));
        near.unwrap_or_default()
    };
    let diverged = move || shown.seeds.standing().diverged;
    let left_out = move || (shown.messages().plane().seeds_diverged)(diverged());
    el("div")
        .class("standing")
        .child(
            el("label")
                .class("row")
                .child(el("span").text(text(|m| m.plane().one_seed)))
                .child(seed_list(shown)),
        )
        .child(el("b").class("near").text(near))
        .when(move || diverged() > 0, move || el("p").class("note").text(left_out))
}

/// What the pointer does, for keys and fingers.
fn seed_list(shown: Shown) -> El {
    let option = |value: String, text: String| el("option").attr("value", value).text(text);
    let options = move || {
        let none = option("0".to_string(), shown.messages().plane().none.to_string());
        let seeds = shown.seeds_with(|ways| ways.iter().map(|way| way.seed).collect::<Vec<u64>>());
        let seed = |(place, seed): (usize, u64)| option(place.to_string(), seed.to_string());
        [none].into_iter().chain((1..).zip(seeds).map(seed)).collect()
    };
    el("select")
        .class("one-seed")
        .live(options)
        .prop("value", move || {
            shown.seeds.runs();
            shown.chosen.get().to_string()
        })
        .on("change", move |event| shown.chosen.set(event_target_value(&event).parse().unwrap_or_default()))
}

fn compression_figure(shown: Shown) -> El {
    let figure = move || {
        let (m, y_axis) = (shown.messages(), shown.axis(shown.messages().plane().compression));
        let title = shown.title(m.plane().compression);
        compression::compression(&compressions(shown), &compression_words(m, &title, &y_axis))
    };
    let table = move || {
        let (m, y_axis) = (shown.messages(), shown.axis(shown.messages().plane().compression));
        compression::table(&compressions(shown), &compression_words(m, "", &y_axis))
    };
    let summary = derived(move || compressed_in_words(shown));
    let caption = caption(text(|m| m.plane().compression_lead), text(|m| m.plane().compression_caption));
    figure_view(Source::new(figure, table), Shape::Low, summary, caption)
}

fn compression_words<'a>(m: &'static Messages, title: &'a str, y_axis: &'a str) -> compression::Words<'a> {
    compression::Words {
        title,
        y_axis,
        layer: m.plane().layer_choice,
        seed: m.plane().seed_word,
        mean: m.plane().mean,
        deviation: m.plane().deviation,
    }
}

/// Peak minus last I(X;T) of every seed in every layer, in the unit shown.
fn compressions(shown: Shown) -> Vec<Compressions> {
    let View { estimator, factor, .. } = shown.view();
    let of = |way: &Seed<'_>| {
        let readings = (0..).map_while(|layer| Reading::of(way.plane, estimator, layer));
        Compressions { seed: way.seed, layers: readings.map(|r| (r.peak - r.i_xt) * factor).collect() }
    };
    shown.seeds_with(|ways| ways.iter().map(of).collect())
}

fn compressed_in_words(shown: Shown) -> String {
    let (m, unit) = (shown.messages(), shown.preferences.unit.get());
    let spreads = compression::spreads(&compressions(shown));
    let sentence = |(layer, spread)| {
        let by = format!("{} {}", compression::written(spread), unit_name(unit, m));
        (m.plane().layer_compressed)(layer, &by)
    };
    (1..).zip(&spreads).map(sentence).collect::<Vec<_>>().join(" ")
}
