//! How fast the run goes: as fast as it can, or slowly enough to talk over it.

use crate::labs::training::Training;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::El;

/// The speeds to choose from, in epochs per second: slow enough to talk over.
const LIMITS: [(&str, f64); 5] = [("0", 0.0), ("30", 30.0), ("10", 10.0), ("3", 3.0), ("1", 1.0)];

/// The choice of a speed.
pub(super) fn speed(training: Training) -> El {
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let m = lang.get().scrub();
        let name = |limit| if limit == "0" { m.full_speed.to_owned() } else { (m.epochs_per_second)(limit) };
        LIMITS.map(|(limit, _)| (limit, name(limit))).to_vec()
    };
    // A link may have another one, in whose place the next slower one comes.
    effect(move || {
        let limit = training.settings.with(|s| s.limit);
        let slower = LIMITS.iter().map(|(_, of)| *of).find(|of| *of > 0.0 && *of <= limit);
        if limit > 0.0 && slower != Some(limit) {
            training.settings.update(|s| s.limit = slower.unwrap_or(1.0));
        }
    });
    let label = derived(move || lang.get().scrub().speed.to_owned());
    let chosen = move || {
        let limit = training.settings.with(|s| s.limit);
        LIMITS.into_iter().find(|(_, of)| *of == limit).map_or("", |(name, _)| name)
    };
    choice(label, Look::Menu, options, derived(chosen), move |chosen| {
        let limit = LIMITS.into_iter().find(|(name, _)| *name == chosen);
        limit.into_iter().for_each(|(_, limit)| training.settings.update(|s| s.limit = limit));
    })
}
