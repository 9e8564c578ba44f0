//! How fast the run goes: as fast as it can, or slowly enough to talk over it.

use crate::labs::training::Training;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::state::training::LIMITS;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::El;

/// [`LIMITS`] in words.
const NAMES: [&str; 5] = ["0", "30", "10", "3", "1"];

/// The choice of a speed.
pub(super) fn speed(training: Training) -> El {
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let m = lang.get().scrub();
        let name = |limit| if limit == "0" { m.full_speed.to_owned() } else { (m.epochs_per_second)(limit) };
        NAMES.map(|limit| (limit, name(limit))).to_vec()
    };
    let label = derived(move || lang.get().scrub().speed.to_owned());
    let chosen = move || {
        let limit = training.settings.with(|s| s.limit);
        NAMES.into_iter().zip(LIMITS).find(|(_, of)| *of == limit).map_or("", |(name, _)| name)
    };
    choice(label, Look::Menu, options, derived(chosen), move |chosen| {
        let limit = NAMES.into_iter().zip(LIMITS).find(|(name, _)| *name == chosen);
        limit.into_iter().for_each(|(_, limit)| training.settings.update(|s| s.limit = limit));
    })
}
