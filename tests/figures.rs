//! The figures as they are drawn: snapshots in both themes and two sizes, and what is said about them.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test figures` writes `tests/snapshots/*.svg` anew.

use infoplane::charts::figure::{Face, Figure, Mark};
use infoplane::charts::layout::Layout;
use infoplane::charts::palette::Theme;
use infoplane::charts::svg::to_svg;
use infoplane::charts::{annotations, csv, hover, table};
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
            std::fs::write(&path, &drawn).expect("it is there");
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
fn contributions_look_as_kept() {
    assert_snapshot("contributions", &samples::contributions());
}

#[test]
fn accuracy_looks_as_kept() {
    assert_snapshot("accuracy", &samples::accuracy());
}

#[test]
fn predictive_entropy_looks_as_kept() {
    assert_snapshot("predictive-entropy", &samples::predictive_entropy());
}

#[test]
fn confusion_looks_as_kept() {
    assert_snapshot("confusion", &samples::confusion());
}

#[test]
fn digits_look_as_kept() {
    assert_snapshot("digits", &samples::digits());
}

#[test]
fn network_looks_as_kept() {
    assert_snapshot("network", &samples::network());
}

/// Runs a claim on every sample, at sizes from a phone to a projector.
fn for_all_sizes(claim: impl Fn(&Figure, &Layout)) {
    for figure in samples::all() {
        for (width, height, font_scale) in
            [(300.0, 220.0, 1.0), (340.0, 280.0, 1.0), (560.0, 380.0, 1.0), (900.0, 600.0, 1.5)]
        {
            claim(&figure, &Layout::new(&figure, width, height, font_scale));
        }
    }
}

#[test]
fn labels_stay_inside_and_apart_at_every_size() {
    for_all_sizes(|figure, layout| {
        let placed = annotations::place(figure, layout);
        let free: Vec<_> = placed.iter().filter(|l| l.face != Face::Fixed).collect();
        for (i, label) in free.iter().enumerate() {
            let frame = label.frame;
            assert!(frame.left >= 0.0 && frame.right <= layout.width, "{}: {}", figure.title, label.text);
            assert!(frame.top >= 0.0 && frame.bottom <= layout.height, "{}: {}", figure.title, label.text);
            assert!(free[i + 1..].iter().all(|other| !other.frame.overlaps(&frame)), "{}", figure.title);
        }
    });
}

#[test]
fn every_point_can_be_found_by_the_pointer() {
    for_all_sizes(|figure, layout| {
        for mark in &figure.marks {
            let Mark::Dots(series) = mark else { continue };
            for dot in series.dots.iter().step_by(7) {
                let (x, y) = layout.to_px(dot.at);
                let hit = hover::nearest(figure, layout, x, y).expect("it is there");
                assert!((hit.px.0 - x).hypot(hit.px.1 - y) < 1e-6, "{}", figure.title);
            }
        }
    });
}

#[test]
fn the_pointer_on_a_column_reads_its_numbers() {
    let figure = samples::code_lengths();
    let layout = Layout::new(&figure, 560.0, 380.0, 1.0);
    let (x, y) = layout.to_px((0.1, 0.5));
    let hit = hover::nearest(&figure, &layout, x, y).expect("it is there");
    assert_eq!(hit.lines[..2], ["sun: −log q", "p = 0.36, q = 0.46"]);
}

#[test]
fn the_pointer_over_curves_reads_all_of_them_at_one_epoch() {
    let figure = samples::accuracy();
    let layout = Layout::new(&figure, 560.0, 380.0, 1.0);
    let (x, y) = layout.to_px((600.0, 50.0));
    let hit = hover::nearest(&figure, &layout, x, y).expect("it is there");
    assert_eq!(hit.lines.len(), 3);
    assert!(hit.lines[0].starts_with("epoch (log): ") && hit.lines[1].starts_with("test: "));
}

#[test]
fn nothing_is_under_a_pointer_outside_the_plot() {
    let figure = samples::loss();
    let layout = Layout::new(&figure, 560.0, 380.0, 1.0);
    assert_eq!(hover::nearest(&figure, &layout, 0.0, 0.0), None);
}

#[test]
fn the_table_says_what_the_marks_say() {
    let figure = samples::code_lengths();
    let table = table::rows(&figure, 500);
    assert_eq!(table.headings, ["", "probability p(x)", "code length, bits", ""]);
    assert_eq!(table.rows[0][..3], ["sun: −log q", "0 – 0.36", "0 – 1.12"]);
    assert!(table.rows[0][3].starts_with("p = 0.36, q = 0.46; −log p = 1.474; −log q = 1.12; "));
}

#[test]
fn of_two_curves_the_upper_is_named_above_and_the_lower_below() {
    let figure = samples::accuracy();
    for_all_sizes(|_, layout| {
        let layout = Layout::new(&figure, layout.width, layout.height, layout.font_scale);
        let placed = annotations::place(&figure, &layout);
        let center = |word: &str| {
            let label = placed.iter().find(|l| l.text.starts_with(word)).expect("it is there");
            (label.frame.top + label.frame.bottom) / 2.0 - label.at.1
        };
        assert!(center("train") < 0.0 && center("test") > 0.0);
    });
}

/// Claims that the CSV file has these lines.
fn assert_lines(figure: &Figure, lines: &[&str]) {
    let text = csv::to_csv(figure);
    for line in lines {
        assert!(text.lines().any(|l| l == *line), "{line} is not in:\n{text}");
    }
}

#[test]
fn csv_of_the_plane_tells_the_epochs() {
    let text = csv::to_csv(&samples::plane());
    let epochs = |layer: &str| -> Vec<u32> {
        let lines = text.lines().filter(|l| l.starts_with(layer));
        lines.map(|l| l.rsplit_once("epoch ").expect("it is there").1.parse().expect("a number")).collect()
    };
    let expected: Vec<u32> = samples::frames().iter().map(|f| f.epoch).collect();
    assert_eq!(epochs("layer 1,"), expected);
    assert_eq!(epochs("layer 6,"), expected);
}

#[test]
fn csv_of_the_confusion_tells_the_shares() {
    assert_lines(&samples::confusion(), &["A → B,0.5,1.5,1.52,2.48,12 %", "C → C,1.5,2.5,-0.48,0.48,90 %"]);
}

#[test]
fn csv_of_the_digits_tells_the_predictions() {
    let text = csv::to_csv(&samples::digits());
    let fourth = text.lines().nth(5).expect("it is there");
    assert!(fourth.starts_with("digit 4,") && fourth.contains(",\"taken for 7; entropy, bits "), "{fourth}");
}

#[test]
fn csv_of_the_regions_tells_the_classes() {
    let text = csv::to_csv(&samples::regions());
    assert!(text.lines().any(|l| l.starts_with("train,") && l.ends_with(",class 2")));
    let cells: Vec<_> = text.lines().filter(|l| l.starts_with("class ")).collect();
    assert_eq!(cells.len(), 48 * 48);
    let share = |line: &str| line.rsplit(',').next()?.strip_suffix(" %")?.parse::<f64>().ok();
    assert!(cells.iter().all(|l| (33.3..=100.0).contains(&share(l).expect("a share"))));
}

#[test]
fn csv_of_the_network_tells_biases_and_weights() {
    let text = csv::to_csv(&samples::network());
    let notes = |layer: &str| -> Vec<_> {
        let lines = text.lines().filter(|l| l.starts_with(layer));
        lines.map(|l| l.rsplit(',').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(notes("layer 0"), ["", ""]);
    assert!(notes("layer 1").iter().all(|n| n.starts_with("bias ") && n.contains("; weights ")));
    assert_eq!(notes("layer 1")[0].split(' ').count(), "bias b; weights w w".split(' ').count());
}

#[test]
fn csv_of_curves_and_bars_tells_their_values() {
    assert_lines(&samples::loss(), &["series,epoch (log),end,\"cross-entropy, bits\",end,note"]);
    let record = &samples::records()[0];
    let percent = 100.0 * record.test.accuracy;
    assert_lines(&samples::accuracy(), &[&format!("test,0,,{percent},,")]);
    let nats = record.train.predictive_entropy;
    let bits = nats * std::f64::consts::LOG2_E;
    assert_lines(&samples::predictive_entropy(), &[&format!("train,0,,{bits},,")]);
    let text = csv::to_csv(&samples::contributions());
    assert!(text.lines().any(|l| l.starts_with("sun,") && l.contains(",p·log(p/q) = −0.127")), "{text}");
}

#[test]
fn accuracy_is_in_percent() {
    assert_eq!(samples::accuracy().y.label, "accuracy, %");
}

#[test]
fn a_long_table_is_cut_and_says_so() {
    let figure = samples::plane();
    let n_rows = table::data(&figure).len();
    let whole = table::rows(&figure, n_rows);
    assert_eq!((whole.rows.len(), whole.is_cut), (n_rows, false));
    let cut = table::rows(&figure, n_rows - 1);
    assert_eq!((&cut.rows[..], cut.is_cut), (&whole.rows[..n_rows - 1], true));
}
