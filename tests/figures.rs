//! The figures as they are drawn: snapshots in both themes and two sizes, and what is said about them.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test figures` writes `tests/snapshots/*.svg` anew.

use infoplane::charts::figure::{Face, Figure, Mark};
use infoplane::charts::layout::Layout;
use infoplane::charts::palette::Theme;
use infoplane::charts::svg::to_svg;
use infoplane::charts::table::Table;
use infoplane::charts::{annotations, csv, hover};
use std::path::Path;

#[path = "figures/closer.rs"]
mod closer;
#[path = "figures/neuron.rs"]
mod neuron;
#[path = "figures/samples.rs"]
mod samples;
#[path = "figures/truth.rs"]
mod truth;

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
fn spread_looks_as_kept() {
    assert_snapshot("spread", &samples::spread());
}

#[test]
fn compression_looks_as_kept() {
    assert_snapshot("compression", &samples::compression());
}

#[test]
fn figures_of_the_closer_look_look_as_kept() {
    assert_snapshot("reliability", &closer::reliability_diagram());
    assert_snapshot("doubts", &closer::doubts_histogram());
    assert_snapshot("shifted", &closer::cost_of_a_shift());
    assert_snapshot("class-kl", &closer::costs_of_classes());
    assert_snapshot("layers", &closer::gradients_of_layers());
}

#[test]
fn estimates_against_the_truth_look_as_kept() {
    assert_snapshot("ground-truth", &truth::estimates());
}

#[test]
fn the_truth_is_a_line_from_the_start_and_log_n_one_where_it_is_within_reach() {
    let line_of = |figure: &Figure, label: &str| {
        figure.marks.iter().find_map(|mark| match mark {
            Mark::Line(line) if line.label.starts_with(label) => Some(line.points.clone()),
            _ => None,
        })
    };
    let truth = line_of(&truth::nothing_yet(1.0), "truth 1.44").expect("it is there");
    assert!(truth.len() == 2 && truth.iter().all(|(_, y)| *y == std::f64::consts::LOG2_E));
    // Of 64 samples log N is six bits, far above a truth of 1 nat, and below one of 9.
    assert_eq!(line_of(&truth::nothing_yet(1.0), "log N"), None);
    let log_n = line_of(&truth::nothing_yet(9.0), "log N").expect("it is there");
    assert!(log_n.iter().all(|(n, bits)| (n.log2() - bits).abs() < 1e-12), "{log_n:?}");
}

#[test]
fn nine_names_stay_inside_and_apart_in_the_order_of_the_ends_of_their_curves() {
    let figure = truth::estimates();
    let named = |mark: &Mark| match mark {
        Mark::Line(line) if !line.label.is_empty() => Some((line.label.clone(), line.points.last()?.1)),
        _ => None,
    };
    let ends: Vec<(String, f64)> = figure.marks.iter().filter_map(named).collect();
    assert_eq!(ends.len(), 9, "eight estimators and the truth: {ends:?}");
    for (width, height) in [(300.0, 220.0), (340.0, 280.0), (560.0, 380.0), (900.0, 600.0)] {
        let layout = Layout::new(&figure, width, height, 1.0);
        let placed = annotations::place(&figure, &layout);
        let found = |name: &String| placed.iter().find(|label| label.text == *name);
        let mut names: Vec<_> = ends.iter().map(|(name, end)| (found(name), *end)).collect();
        names.sort_by(|a, b| b.1.total_cmp(&a.1));
        let frames: Vec<_> =
            names.iter().map(|(label, _)| label.expect("every name is placed").frame).collect();
        assert!(frames.iter().all(|f| f.left >= layout.plot.right && f.right <= width && f.bottom <= height));
        assert!(frames.windows(2).all(|pair| pair[0].bottom <= pair[1].top + 0.5), "{width}: {frames:?}");
    }
}

#[test]
fn estimates_against_the_truth_are_told_by_estimator_and_size() {
    let lines = lines(&truth::estimates_table());
    let heading = "estimator,samples N (log scale),\"mean, I(X;T), bits\",\"standard deviation, I(X;T), bits\",\
        \"truth, I(X;T), bits\",\"bias, I(X;T), bits\",\"ceiling, I(X;T), bits\"";
    assert_eq!((lines[0].as_str(), lines.len()), (heading, 1 + 8 * 4));
    let fields: Vec<&str> = lines[1].split(',').collect();
    assert_eq!(fields[..2], ["kde-upper", "64"]);
    let numbers: Vec<f64> = fields[2..].iter().map(|field| field.parse().expect("a number")).collect();
    // Two dimensions at a ratio of 10: log₂ 11. Of 64 samples six bits at most.
    assert!((numbers[2] - 11.0_f64.log2()).abs() < 1e-12 && (numbers[4] - 6.0).abs() < 1e-12, "{numbers:?}");
    assert!((numbers[0] - numbers[2] - numbers[3]).abs() < 1e-12, "{numbers:?}");
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
fn contributions_with_an_excluded_outcome_look_as_kept() {
    assert_snapshot("contributions-infinite", &samples::contributions_infinite());
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
    assert_snapshot("network-forward", &samples::network_forward());
    assert_snapshot("network-chosen", &samples::network_with_a_chosen_unit());
}

#[test]
fn figures_of_one_neuron_look_as_kept() {
    assert_snapshot("response-map", &neuron::response());
    assert_snapshot("receptive-field", &neuron::field());
    assert_snapshot("unit-histogram", &neuron::histogram());
    assert_snapshot("unit-histogram-constant", &neuron::constant());
    assert_snapshot("unit-histogram-digits", &neuron::ten_classes());
}

#[test]
fn the_pointer_on_a_bin_reads_every_class_in_it() {
    let figure = neuron::histogram();
    let layout = Layout::new(&figure, 560.0, 380.0, 1.0);
    let (x, y) = layout.to_px((0.03, 2.0));
    let hit = hover::nearest(&figure, &layout, x, y).expect("it is there");
    assert_eq!(
        (hit.lines.as_slice(), hit.dot),
        (&["0 – 0.06667", "class 1: 32", "class 2: 20", "class 3: 18"].map(String::from)[..], None)
    );
}

#[test]
fn the_pointer_on_a_unit_of_the_network_says_where_it_is() {
    let figure = samples::network();
    let layout = Layout::new(&figure, 560.0, 380.0, 1.0);
    let unit = figure.marks.iter().rev().find_map(|mark| match mark {
        Mark::Dots(dots) => dots.dots.last(),
        _ => None,
    });
    let at = unit.expect("there are some").at;
    let (x, y) = layout.to_px(at);
    assert_eq!(hover::nearest(&figure, &layout, x + 5.0, y - 3.0).and_then(|hit| hit.dot), Some(at));
}

#[test]
fn the_figures_of_a_neuron_are_told_in_full() {
    let histogram = lines(&neuron::histogram_table());
    assert_eq!(histogram[0], "activation ≥,activation <,class 1,class 2,class 3");
    assert_eq!(histogram.len(), 31);
    assert!(histogram[1].starts_with("-1,-0.93333") && histogram[1].ends_with(",58,0,0"), "{}", histogram[1]);
    let map = lines(&neuron::response_table());
    assert_eq!((map[0].as_str(), map.len()), ("x₁,x₂,activation", 257));
    assert!(map[1].starts_with("-0.9375,0.9375,-0.99"), "{}", map[1]);
    let field = lines(&neuron::field_table());
    assert_eq!((field[0].split(',').count(), field[2].as_str()), (9, "2,0,-0.5,0,1,1,0,-0.5,0"));
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
fn a_bar_without_end_fills_the_plot_and_is_broken_and_marked() {
    for figure in [samples::contributions_infinite(), samples::code_lengths_infinite()] {
        let layout = Layout::new(&figure, 560.0, 380.0, 1.0);
        let endless = |mark: &Mark| match mark {
            Mark::Rect(rect) if rect.y.1 == f64::INFINITY => Some(layout.y_px(rect.y.0) - layout.plot.top),
            _ => None,
        };
        let height = figure.marks.iter().find_map(endless).expect("an outcome is excluded");
        assert!(height > 0.3 * layout.plot.height(), "{}: a stub of {height} pixels", figure.title);
        assert!(annotations::place(&figure, &layout).iter().any(|label| label.text == "∞"));
    }
}

#[test]
fn curves_are_named_beside_their_ends_and_not_on_the_axis() {
    for_all_sizes(|figure, layout| {
        for label in annotations::place(figure, layout) {
            let is_name = figure.marks.iter().any(|m| matches!(m, Mark::Line(l) if l.label == label.text));
            if is_name {
                let middle = (label.frame.top + label.frame.bottom) / 2.0;
                assert!(label.frame.left >= layout.plot.right, "{}: {}", figure.title, label.text);
                assert!(label.frame.bottom <= layout.plot.bottom, "{}: {}", figure.title, label.text);
                assert!((middle - label.at.1).abs() < 40.0, "{}: {}", figure.title, label.text);
            }
        }
    });
}

#[test]
fn layers_at_the_same_place_of_the_plane_share_a_badge() {
    let mut frames = samples::frames();
    let last = frames.last_mut().expect("there are some");
    for layer in 0..3 {
        last.layers[layer] = last.layers[0];
    }
    let figure = samples::plane_of(&frames);
    let layout = Layout::new(&figure, 560.0, 380.0, 1.0);
    let placed = annotations::place(&figure, &layout);
    let badges: Vec<_> = placed.iter().filter(|l| l.face == Face::Badge).map(|l| l.text.as_str()).collect();
    assert_eq!(badges, ["6", "5", "4", "1–3"]);
}

/// The lines of the CSV file.
fn lines(table: &Table) -> Vec<String> {
    csv::to_csv(table).lines().map(str::to_owned).collect()
}

#[test]
fn code_lengths_are_told_by_outcome() {
    let lines = lines(&samples::code_lengths_table());
    assert_eq!(lines[0], "outcome,p,q,\"−log p, bits\",\"−log q, bits\",\"p·log(p/q), bits\"");
    assert!(lines[1].starts_with("sun,0.36,0.46,1.473"), "{}", lines[1]);
    assert_eq!(lines.len(), 7);
}

#[test]
fn contributions_are_told_by_outcome() {
    let lines = lines(&samples::contributions_table());
    assert_eq!(lines[0], "outcome,p,q,\"p·log(p/q), bits\"");
    assert!(lines[1].starts_with("sun,0.36,0.46,-0.127"), "{}", lines[1]);
}

#[test]
fn the_plane_is_told_by_layer_and_epoch() {
    let table = samples::plane_table();
    let lines = lines(&table);
    assert_eq!(lines[0], "layer,epoch,\"I(X;T), bits, KDE upper bound\",\"I(T;Y), bits\",log₂ n,H(Y)");
    let epochs = |layer: &str| -> Vec<u32> {
        let lines = lines.iter().filter_map(|line| line.strip_prefix(layer));
        lines.map(|rest| rest.split(',').next().and_then(|e| e.parse().ok()).expect("a number")).collect()
    };
    let expected: Vec<u32> = samples::frames().iter().map(|f| f.epoch).collect();
    assert_eq!((epochs("1,"), epochs("6,")), (expected.clone(), expected));
    let ceilings: Vec<f64> = lines[1].split(',').skip(4).filter_map(|field| field.parse().ok()).collect();
    assert!((ceilings[0] - 12.0).abs() < 1e-12 && (ceilings[1] - 1.0).abs() < 1e-12, "{}", lines[1]);
}

#[test]
fn the_confusion_is_told_in_counts_with_the_entropy_of_each_row() {
    let lines = lines(&samples::confusion_table());
    assert_eq!(lines[0], "observed,predicted A,predicted B,predicted C,\"entropy, bits\"");
    // H(0.86, 0.12, 0.02) = 0.66707 bits.
    assert!(lines[1].starts_with("A,86,12,2,0.66707"), "{}", lines[1]);
}

#[test]
fn the_digits_are_told_with_all_probabilities() {
    let lines = lines(&samples::digits_table());
    assert!(lines[0].starts_with("digit,taken for,\"entropy, bits\",q(0|x),q(1|x)"), "{}", lines[0]);
    assert!(lines[5].starts_with("4,7,"), "{}", lines[5]);
    assert_eq!(lines[5].split(',').count(), 13);
}

#[test]
fn the_regions_are_told_as_samples_and_predictions() {
    let lines = lines(&samples::regions_table());
    assert_eq!(lines[0], ",x₁,x₂,class,q(class 1|x),q(class 2|x),q(class 3|x)");
    assert!(lines.iter().any(|l| l.starts_with("train,") && l.ends_with(",2,,,")));
    let cells: Vec<_> = lines.iter().filter(|l| l.starts_with("predicted,")).collect();
    assert_eq!(cells.len(), 48 * 48);
    for cell in cells {
        let q: Vec<f64> = cell.split(',').skip(4).map(|q| q.parse().expect("a number")).collect();
        assert!((q.iter().sum::<f64>() - 1.0).abs() < 1e-6, "{cell}");
    }
}

#[test]
fn the_network_is_told_to_its_last_weight() {
    let lines = lines(&samples::network_table());
    assert_eq!(
        (lines[0].as_str(), lines.len()),
        ("layer,unit,input,weights", 1 + samples::parameters().len())
    );
    let parameters = samples::parameters();
    // Of the first unit: the bias follows the 16 weights of its layer, the weights come first.
    assert_eq!(lines[1], format!("1,1,bias,{}", f64::from(parameters[16])));
    assert_eq!(lines[2], format!("1,1,1,{}", f64::from(parameters[0])));
}

#[test]
fn curves_are_told_by_epoch() {
    let loss = lines(&samples::loss_table());
    assert_eq!(
        loss[0],
        "epoch,\"test: cross-entropy, bits\",\"train: cross-entropy, bits\",H(Y|X),KL above it"
    );
    let record = &samples::records()[0];
    let [test, train] = [record.test, record.train].map(|e| 100.0 * e.accuracy);
    assert_eq!(lines(&samples::accuracy_table())[1], format!("0,{test},{train}"));
    let [test, train] = [record.test, record.train].map(|e| e.predictive_entropy * std::f64::consts::LOG2_E);
    assert_eq!(lines(&samples::predictive_entropy_table())[1], format!("0,{test},{train}"));
}

#[test]
fn accuracy_is_in_percent() {
    assert_eq!(samples::accuracy().y.label, "accuracy, %");
}

#[test]
fn before_anything_is_seen_of_a_neuron_its_figures_are_empty() {
    for figure in neuron::empty() {
        assert!(to_svg(&figure, Theme::Light, 560.0, 380.0).starts_with("<svg"), "{}", figure.title);
        let layout = Layout::new(&figure, 560.0, 380.0, 1.0);
        assert_eq!(hover::nearest(&figure, &layout, 200.0, 100.0), None, "{}", figure.title);
    }
}
