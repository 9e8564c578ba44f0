//! The figures as they are drawn: snapshots in both themes and two sizes, and what is said about them.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test figures` writes `tests/snapshots/*.svg` anew.

use infoplane::charts::figure::Figure;
use infoplane::charts::palette::Theme;
use infoplane::charts::svg::to_svg;
use infoplane::charts::{csv, table};
use std::path::Path;

#[path = "figures/samples.rs"]
mod samples;

/// Compares the figure with its snapshots: wide and light, narrow and dark.
fn assert_snapshot(name: &str, figure: &Figure) {
    for (theme, word, width, height) in
        [(Theme::Light, "light", 560.0, 380.0), (Theme::Dark, "dark", 340.0, 280.0)]
    {
        let drawn = to_svg(figure, theme, width, height);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/{name}-{word}.svg"));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&path, &drawn).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(drawn == kept, "{} differs; look at it, then run with UPDATE_SNAPSHOTS=1", path.display());
    }
}

#[test]
fn code_lengths_look_as_kept() {
    assert_snapshot("code-lengths", &samples::code_lengths());
}

#[test]
fn code_lengths_with_an_excluded_outcome_look_as_kept() {
    assert_snapshot("code-lengths-infinite", &samples::code_lengths_infinite());
}

#[test]
fn loss_looks_as_kept() {
    assert_snapshot("loss", &samples::loss());
}

#[test]
fn plane_looks_as_kept() {
    assert_snapshot("plane", &samples::plane());
}

#[test]
fn regions_look_as_kept() {
    assert_snapshot("regions", &samples::regions());
}

#[test]
fn csv_has_one_line_per_named_datum() {
    for figure in samples::all() {
        let lines = csv::to_csv(&figure).lines().count();
        assert_eq!(lines, table::data(&figure).len() + 1, "{}", figure.title);
    }
}
