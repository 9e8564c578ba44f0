//! Links: whatever the page writes it reads back, and whatever else it is given it survives.

use infoplane::state::bars::{Bars, OUTCOMES};
use infoplane::state::distributions::{DistributionsSettings, MAX_LOGIT, Names, Terms};
use infoplane::state::query::{MAX_FRAGMENT, Route};
use infoplane::state::share::{self, Instead, LinkNote};

/// A small generator of our own (Numerical Recipes' LCG), so that a failure can be repeated by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn share(&mut self) -> f64 {
        self.roll(1_000_001) as f64 / 1e6
    }

    fn settings(&mut self) -> DistributionsSettings {
        let n = OUTCOMES.start() + self.roll(11) as usize;
        let mut bars = || Bars::from_weights(&(0..n).map(|_| self.share()).collect::<Vec<_>>());
        let (p, q) = (bars(), bars());
        let by_logits = self.roll(2) == 1;
        let logit = |dice: &mut Self| ((dice.share() * 2.0 - 1.0) * MAX_LOGIT * 100.0).round() / 100.0;
        DistributionsSettings {
            names: Names::ALL[self.roll(3) as usize],
            p,
            q,
            logits: if by_logits { (0..n).map(|_| logit(self)).collect() } else { Vec::new() },
            temperature: 0.05 + self.share(),
            p_locked: core::array::from_fn(|i| i < n && self.roll(3) == 0),
            q_locked: core::array::from_fn(|i| i < n && self.roll(3) == 0),
            terms: Terms::ALL[self.roll(3) as usize],
        }
    }

    fn hostile_text(&mut self) -> String {
        const PIECES: [&str; 24] = [
            "#/",
            "distributions",
            "?",
            "&",
            "=",
            "v",
            "p",
            "q",
            "T",
            "1",
            "-1",
            "NaN",
            "inf",
            "1e999",
            ",",
            "%",
            "%00",
            "%ff",
            "%2",
            "\u{0}",
            "\u{202e}",
            "晴",
            "logits",
            "0.5,0.5",
        ];
        (0..self.roll(40)).map(|_| PIECES[self.roll(PIECES.len() as u64) as usize]).collect()
    }
}

fn link_of(settings: &DistributionsSettings) -> String {
    Route { tag: "distributions".into(), pairs: share::write(settings) }.to_fragment()
}

fn read(link: &str) -> (DistributionsSettings, Vec<LinkNote>) {
    let (route, mut notes) = Route::parse(link);
    let (settings, more) = share::read(route.pairs);
    notes.extend(more);
    (settings, notes)
}

fn bad(key: &str, value: &str) -> Vec<LinkNote> {
    vec![LinkNote::BadValue { key: key.into(), value: value.into() }]
}

#[test]
fn every_state_survives_its_link() {
    let mut dice = Dice(1);
    for _ in 0..2_000 {
        let settings = dice.settings();
        let link = link_of(&settings);
        assert_eq!(read(&link), (settings, vec![]), "{link}");
    }
}

#[test]
fn links_stay_under_two_thousand_characters() {
    let mut dice = Dice(2);
    let longest = (0..2_000).map(|_| link_of(&dice.settings()).len()).max();
    assert!(longest < Some(2_000), "{longest:?}");
}

#[test]
fn defaults_leave_nothing_in_the_link() {
    assert_eq!(link_of(&DistributionsSettings::default()), "#/distributions");
}

#[test]
fn a_link_is_readable() {
    let settings = DistributionsSettings {
        names: Names::Letters,
        p: Bars::from_weights(&[0.5, 0.25, 0.25]),
        q: Bars::from_weights(&[0.2, 0.3, 0.5]),
        ..Default::default()
    };
    assert_eq!(link_of(&settings), "#/distributions?v=1&names=letters&p=0.5,0.25,0.25&q=0.2,0.3,0.5");
}

#[test]
fn an_unknown_key_is_named_and_the_rest_followed() {
    let (settings, notes) = read("#/distributions?v=1&p=0.5,0.5&q=0.9,0.1&sparkle=1");
    assert_eq!(settings.p.to_string(), "0.5,0.5");
    assert_eq!(notes, vec![LinkNote::UnknownKey { key: "sparkle".into() }]);
}

#[test]
fn a_link_without_a_version_is_read_as_the_present_one() {
    assert_eq!(read("#/distributions?T=2").0.temperature, 2.0);
}

#[test]
fn a_newer_link_is_followed_as_far_as_known() {
    let (settings, notes) = read("#/distributions?v=7&T=2");
    assert_eq!((settings.temperature, notes), (2.0, vec![LinkNote::Newer { found: "7".into() }]));
}

#[test]
fn bad_values_leave_the_default_and_name_the_key() {
    for (key, value) in [
        ("p", "NaN,1"),
        ("p", "-0.5,1.5"),
        ("p", "0.5,0.7"),
        ("p", "1"),
        ("q", "inf,0"),
        ("T", "NaN"),
        ("T", "-1"),
        ("T", "1e999"),
        ("logits", "1,2,x"),
        ("logits", "1,2,999"),
        ("plock", "0"),
        ("plock", "13"),
        ("qlock", "-1"),
        ("names", "Weather"),
        ("terms", ""),
        ("v", "-3"),
        ("v", "1.5"),
    ] {
        let (settings, notes) = read(&format!("#/distributions?{key}={value}"));
        assert_eq!((settings, notes), (DistributionsSettings::default(), bad(key, value)), "{key}={value}");
    }
}

fn misfit(key: &str, value: &str, outcomes: usize, instead: Instead) -> Vec<LinkNote> {
    vec![LinkNote::Misfit { key: key.into(), value: value.into(), outcomes, instead }]
}

#[test]
fn a_q_that_does_not_fit_p_is_uniform_with_a_note() {
    let (settings, notes) = read("#/distributions?p=0.5,0.25,0.25&q=0.5,0.5");
    assert_eq!((settings.q, notes), (Bars::uniform(3), misfit("q", "0.5,0.5", 3, Instead::Uniform)));
    let (settings, notes) = read("#/distributions?p=0.5,0.5&logits=1,2,3");
    assert_eq!((settings.logits.len(), notes), (0, misfit("logits", "1,2,3", 2, Instead::Nothing)));
}

#[test]
fn a_refused_q_over_other_outcomes_is_not_said_to_be_the_default() {
    let (settings, notes) = read("#/distributions?p=0.5,0.25,0.25&q=0.5,0.6,0.1");
    assert_eq!((settings.q, notes), (Bars::uniform(3), misfit("q", "0.5,0.6,0.1", 3, Instead::Uniform)));
}

#[test]
fn a_shorter_p_alone_is_no_mistake() {
    let (settings, notes) = read("#/distributions?p=0.5,0.5");
    assert_eq!((settings.q, notes), (Bars::uniform(2), vec![]));
}

#[test]
fn linked_probabilities_are_kept_to_the_last_bit() {
    for text in ["0.00001,0.99999", "0.3333333333333333,0.6666666666666667", "1e-300,1"] {
        let (settings, notes) = read(&format!("#/distributions?p={text}&q=0.5,0.5"));
        assert_eq!((settings.p.to_string().as_str(), notes), (text, vec![]));
        assert_eq!(read(&link_of(&settings)), (settings, vec![]));
    }
}

#[test]
fn rounded_probabilities_are_scaled_with_a_note() {
    let (settings, notes) = read("#/distributions?p=0.33,0.33,0.33&q=0.5,0.25,0.25");
    assert_eq!(settings.p.to_string(), "0.3334,0.3333,0.3333");
    assert_eq!(notes, vec![LinkNote::Scaled { key: "p".into() }]);
}

#[test]
fn an_impossible_outcome_has_a_logit_in_a_link() {
    let (settings, notes) = read("#/distributions?p=0.5,0.5&q=0.5,0.5&logits=0,-inf");
    assert_eq!((settings.q_pmf().as_slice(), notes), (&[1.0, 0.0][..], vec![]));
    assert_eq!(read(&link_of(&settings)).0, settings);
    assert_eq!(read("#/distributions?p=0.5,0.5&logits=-inf,-inf").1, bad("logits", "-inf,-inf"));
}

#[test]
fn a_fragment_of_a_megabyte_is_refused_with_a_note() {
    let link = format!("#/distributions?p={}", "0.1,".repeat(262_144));
    let (settings, notes) = read(&link);
    assert_eq!(settings, DistributionsSettings::default());
    assert_eq!(notes, vec![LinkNote::TooLong { bytes: link.len() }]);
    const { assert!(MAX_FRAGMENT > 4 * 2_000) };
}

#[test]
fn control_characters_and_broken_escapes_are_left_out_with_a_note() {
    for link in
        ["#/distributions?T=2%00", "#/distributions?T=%", "#/distributions?T=%ff", "#/distributions?T=2\u{7}"]
    {
        let (settings, notes) = read(link);
        assert_eq!(settings, DistributionsSettings::default());
        assert!(matches!(notes[..], [LinkNote::BadEncoding { .. }]), "{link:?}: {notes:?}");
    }
}

#[test]
fn no_text_makes_the_reader_fail_and_what_it_reads_is_valid() {
    let mut dice = Dice(3);
    for _ in 0..20_000 {
        let link = dice.hostile_text();
        let (settings, notes) = read(&link);
        assert_eq!(settings.q_pmf().len(), settings.p_pmf().len(), "{link:?}");
        for note in notes {
            assert!(!format!("{note:?}").chars().any(char::is_control), "{link:?}");
        }
    }
}
