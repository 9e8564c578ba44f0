//! Distributions to start from.

use crate::i18n::distributions::Distributions;
use crate::state::bars::Bars;
use crate::state::distributions::{DistributionsSettings, Names};
use infoplane_core::dist::catalogue::Preset;
use infoplane_core::dist::english;

/// Which of the two distributions an edit changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// The distribution that outcomes follow.
    P,
    /// The distribution that the model believes.
    Q,
}

impl Series {
    /// The letter of the formulas, which is also its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::P => "p",
            Self::Q => "q",
        }
    }
}

/// The name of the preset that is no distribution of the catalogue: the weather of the first screen.
pub const WEATHER: &str = "weather";

/// The names of all presets, in the order the page offers them.
pub fn names() -> impl Iterator<Item = &'static str> {
    core::iter::once(WEATHER).chain(Preset::ALL.iter().map(|preset| preset.name()))
}

/// What a preset is called.
pub fn title(name: &str, messages: &Distributions) -> &'static str {
    match Preset::from_name(name) {
        None => messages.weather,
        Some(Preset::Uniform) => messages.uniform,
        Some(Preset::OneHot) => messages.one_hot,
        Some(Preset::Zipf) => messages.zipf,
        Some(Preset::Geometric) => messages.geometric,
        Some(Preset::Bimodal) => messages.bimodal,
        Some(Preset::Binomial) => messages.binomial,
        Some(Preset::English) => messages.english,
    }
}

/// The bars of a preset over n outcomes.
fn bars(name: &str, series: Series, n: usize) -> Option<Bars> {
    if name == WEATHER {
        let weather = DistributionsSettings::default();
        return Some(match series {
            Series::P => weather.p.resized(n),
            Series::Q => weather.q.resized(n),
        });
    }
    let pmf = Preset::from_name(name)?.pmf(n).ok()?;
    Some(Bars::from_weights(pmf.as_slice()))
}

/// Puts a preset into the settings; unlocks what it changes.
pub fn apply(settings: &mut DistributionsSettings, name: &str, series: Series) {
    let Some(bars) = bars(name, series, settings.n_outcomes()) else { return };
    match name {
        WEATHER => settings.names = Names::Weather,
        _ if Preset::from_name(name) == Some(Preset::English) => settings.names = Names::English,
        _ => {}
    }
    match series {
        Series::P => {
            settings.p = bars;
            settings.p_locked = Default::default();
        }
        Series::Q => {
            settings.q = bars;
            settings.q_locked = Default::default();
            settings.logits.clear();
        }
    }
}

/// The preset that a distribution is at present, if any.
pub fn present(settings: &DistributionsSettings, series: Series) -> &'static str {
    let now = match series {
        Series::P => &settings.p,
        Series::Q if settings.logits.is_empty() => &settings.q,
        Series::Q => return "",
    };
    names().find(|name| bars(name, series, settings.n_outcomes()).as_ref() == Some(now)).unwrap_or_default()
}

/// What the outcomes are called.
pub fn outcomes(settings: &DistributionsSettings, messages: &Distributions) -> Vec<String> {
    let n = settings.n_outcomes();
    match settings.names {
        Names::Weather => {
            let m = messages;
            let weather = [
                m.sun, m.cloud, m.rain, m.snow, m.fog, m.hail, m.wind, m.thunder, m.sleet, m.haze, m.frost,
                m.dust,
            ];
            weather.iter().take(n).map(ToString::to_string).collect()
        }
        Names::Letters => ('a'..='z').take(n).map(String::from).collect(),
        Names::English => english::letters_top(n)
            .map(|top| top.labels)
            .unwrap_or_default()
            .into_iter()
            .map(|label| if label == english::OTHER { messages.other.to_string() } else { label })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn an_applied_preset_is_the_present_one() {
        for series in [Series::P, Series::Q] {
            for name in names() {
                let mut settings = DistributionsSettings::default();
                apply(&mut settings, name, series);
                assert_eq!(present(&settings, series), name);
            }
        }
    }

    #[test]
    fn every_outcome_has_a_name() {
        for &names in Names::ALL {
            for n in 2..=12 {
                let mut settings = DistributionsSettings { names, ..Default::default() };
                settings.p = settings.p.resized(n);
                assert_eq!(outcomes(&settings, Lang::English.messages().distributions()).len(), n);
            }
        }
    }
}
