//! Tasks of known information: the truth against other formulas, and the estimators against the truth.

use core::f64::consts::{PI, TAU};
use infoplane_core::experiments::ground_truth::{
    AtSize, ClassMixture, DiscreteChannel, Found, GaussianChannel, GroundTruth, GroundTruthFrame,
    GroundTruthSpec, Method, Student, Task,
};
use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::dataset::student_teacher::{Rows, StudentTeacherSpec, Teacher};
use infoplane_core::learner::spec::SpecError;
use infoplane_core::math::digamma::digamma;
use infoplane_core::math::quadrature;

fn run(spec: &GroundTruthSpec) -> GroundTruthFrame {
    let mut run = GroundTruth::start(spec, None).expect("a valid spec");
    while run.step() == Progress::Running {}
    run.frame()
}

/// What has been found with n samples, and a number of repetitions.
fn at(task: Task, n: u32, n_repetitions: u32) -> AtSize {
    let spec = GroundTruthSpec { task, sizes: vec![n], n_repetitions, seed: 1 };
    run(&spec).rows.remove(0)
}

fn i_xt(row: &AtSize, method: Method) -> Found {
    row.line(method).and_then(|line| line.i_xt).unwrap_or_else(|| panic!("{method:?} of {row:?}"))
}

fn i_ty(row: &AtSize, method: Method) -> Found {
    row.line(method).and_then(|line| line.i_ty).unwrap_or_else(|| panic!("{method:?} of {row:?}"))
}

/// Standard errors within which a mean must lie: one in 16,000 does not.
const ERRORS: f64 = 4.0;

/// A scaled unit matrix.
fn diagonal(n: u32, value: f64) -> Rows {
    let row = |i| (0..n).map(|j| if i == j { value } else { 0.0 }).collect();
    (0..n).map(row).collect()
}

#[test]
fn the_gaussian_truth_is_that_of_a_linear_teacher() {
    for (n_dims, snr, rho) in [(1, 0.3, 0.9), (3, 10.0, -0.5), (10, 100.0, 0.99)] {
        // Inputs of variance 1/d, so both maps take them times √d.
        let scale = f64::from(n_dims).sqrt();
        let teacher = Teacher::with_weights(&diagonal(n_dims, rho * scale), 1.0 - rho * rho).expect("valid");
        let expected = teacher.information_of(&[diagonal(n_dims, scale)], 1.0 / snr).expect("valid")[0];
        let truth = GaussianChannel { n_dims, snr, rho }.truth();
        assert!((truth.i_xt - expected.i_xt).abs() < 1e-10, "{truth:?} {expected:?}");
        assert!((truth.i_ty - expected.i_ty).abs() < 1e-10, "{truth:?} {expected:?}");
    }
}

/// In pieces of length 1 or less.
fn integral(a: f64, b: f64, f: impl Fn(f64) -> f64) -> f64 {
    let n = (b - a).ceil();
    let end = |piece: u32| a + (b - a) * f64::from(piece) / n;
    (0..n as u32).map(|piece| quadrature::integral(end(piece), end(piece + 1), &f)).sum()
}

fn normal(x: f64, variance: f64) -> f64 {
    (-0.5 * x * x / variance).exp() / (TAU * variance).sqrt()
}

#[test]
fn the_gaussian_truth_is_the_integral_of_its_definition() {
    let (snr, rho) = (4.0, 0.7);
    let truth = GaussianChannel { n_dims: 1, snr, rho }.truth();
    let noise = 1.0 / snr;
    let p_t = |t: f64| normal(t, 1.0 + noise);
    let i_xt = integral(-9.0, 9.0, |x| {
        let inner = |t: f64| normal(t - x, noise) * (normal(t - x, noise) / p_t(t)).ln();
        normal(x, 1.0) * integral(x - 5.0, x + 5.0, inner)
    });
    assert!((truth.i_xt - i_xt).abs() < 1e-9, "{} {i_xt}", truth.i_xt);
    // Of the joint density of T and Y, with covariance ρ.
    let (v_t, det) = (1.0 + noise, 1.0 + noise - rho * rho);
    let joint = |t: f64, y: f64| {
        (-0.5 * (t * t - 2.0 * rho * t * y + v_t * y * y) / det).exp() / (2.0 * PI * det.sqrt())
    };
    let i_ty = integral(-9.0, 9.0, |t| {
        integral(-9.0, 9.0, |y| joint(t, y) * (joint(t, y) / (p_t(t) * normal(y, 1.0))).ln())
    });
    assert!((truth.i_ty - i_ty).abs() < 1e-9, "{} {i_ty}", truth.i_ty);
}

#[test]
fn the_truth_of_two_classes_is_the_difference_of_entropies() {
    for (snr, separation) in [(4.0, 0.5), (10.0, 2.0), (0.5, 6.0)] {
        let truth = ClassMixture { n_dims: 1, snr, separation }.truth();
        let variance = 1.0 + 1.0 / snr;
        let p =
            |t: f64| 0.5 * (normal(t - 0.5 * separation, variance) + normal(t + 0.5 * separation, variance));
        let h_t = integral(-30.0, 30.0, |t| if p(t) > 0.0 { -p(t) * p(t).ln() } else { 0.0 });
        let h_of = |variance: f64| 0.5 * (1.0 + (TAU * variance).ln());
        assert!((truth.i_ty - (h_t - h_of(variance))).abs() < 1e-12, "{truth:?} {h_t}");
        assert!((truth.i_xt - (h_t - h_of(1.0 / snr))).abs() < 1e-12, "{truth:?} {h_t}");
        // Other dimensions tell nothing of the class.
        let wide = ClassMixture { n_dims: 5, snr, separation }.truth();
        assert_eq!(wide.i_ty, truth.i_ty);
        assert!((wide.i_xt - truth.i_xt - 2.0 * (1.0 + snr).ln()).abs() < 1e-12, "{wide:?} {truth:?}");
    }
}

#[test]
fn drawing_and_neighbors_find_what_a_layer_tells_of_its_classes() {
    let row = at(Task::Classes(ClassMixture { n_dims: 1, snr: 10.0, separation: 2.0 }), 2048, 12);
    for method in [Method::NoisyNet, Method::Ross] {
        let found = i_ty(&row, method);
        assert!(found.bias().abs() < ERRORS * found.error_of_mean() + 3e-3, "{method:?} {found:?}");
    }
    let drawn = i_xt(&row, Method::NoisyNet);
    assert!(drawn.bias().abs() < ERRORS * drawn.error_of_mean() + 3e-3, "{drawn:?}");
    let bins = i_ty(&row, Method::EqualMass);
    assert!(bins.mean < bins.truth && bins.mean > 0.8 * bins.truth, "{bins:?}");
    assert!(row.line(Method::InfoNce).is_some_and(|line| line.i_ty.is_none()));
}

#[test]
fn a_fit_of_the_wrong_family_stays_wrong_however_many_samples_there_are() {
    let row = at(Task::Classes(ClassMixture { n_dims: 1, snr: 10.0, separation: 8.0 }), 4096, 4);
    // A Gaussian of the same variance, 1 + 4², tells ½ ln(1 + 17 · 10); two classes apart ln 2 + ½ ln 11.
    let expected = 0.5 * 171_f64.ln() - 2.0_f64.ln() - 0.5 * 11_f64.ln();
    let found = i_xt(&row, Method::Gaussian);
    assert!(
        (found.bias() - expected).abs() < 0.02 && found.bias() > 20.0 * found.error_of_mean(),
        "{found:?}"
    );
    let drawn = i_xt(&row, Method::NoisyNet);
    assert!(drawn.bias().abs() < 0.02, "{drawn:?}");
}

#[test]
fn the_discrete_truth_is_that_of_a_symmetric_channel() {
    let h = |p: f64| if p * (1.0 - p) == 0.0 { 0.0 } else { -p * p.ln() - (1.0 - p) * (1.0 - p).ln() };
    for (n_outcomes, error, label_error) in [(2, 0.1, 0.0), (8, 0.2, 0.1), (64, 0.5, 0.3), (5, 1.0, 0.0)] {
        let task = Task::Discrete(DiscreteChannel { n_outcomes, error, label_error });
        let truth =
            GroundTruth::start(&GroundTruthSpec { task, ..GroundTruthSpec::default() }, None).expect("valid");
        let truth = { truth }.frame().truth;
        let m = f64::from(n_outcomes);
        let expected = m.ln() - h(error) - error * (m - 1.0).ln();
        assert!((truth.i_xt - expected).abs() < 1e-12, "{n_outcomes}: {} {expected}", truth.i_xt);
        if n_outcomes % 2 == 0 {
            // T is in the wrong half with probability e (m/2) / (m − 1), and then Y is wrong or not: a binary symmetric channel.
            let wrong = error * 0.5 * m / (m - 1.0);
            let both = wrong * (1.0 - label_error) + (1.0 - wrong) * label_error;
            let expected = 2.0_f64.ln() - h(both);
            assert!((truth.i_ty - expected).abs() < 1e-12, "{n_outcomes}: {} {expected}", truth.i_ty);
        }
    }
}

#[test]
fn the_students_truth_is_that_of_the_run_and_its_samples_are_of_the_task() {
    let student = Student { n_inputs: 4, n_hidden: 3, n_epochs: 100, ..Student::default() };
    let linear = LinearStudentSpec {
        teacher: StudentTeacherSpec { n_inputs: 4, ..StudentTeacherSpec::default() },
        hidden: vec![3],
        noise_variance: student.noise_variance,
        n_epochs: 100,
        ..LinearStudentSpec::default()
    };
    let mut trained = LinearStudent::start(&linear, None).expect("valid");
    while trained.step() == Progress::Running {}
    let snapshot = trained.frame().snapshot;
    for layer in 0..2 {
        let task = Task::Student(Student { layer, ..student });
        let frame =
            run(&GroundTruthSpec { task, sizes: vec![4096], n_repetitions: 4, ..GroundTruthSpec::default() });
        let exact = trained.information(&snapshot).expect("valid")[layer as usize].exact;
        assert_eq!((frame.truth.i_xt, frame.truth.i_ty), (exact.i_xt, exact.i_ty));
        // The covariances of the samples are those that the truth was computed from.
        for found in [i_xt(&frame.rows[0], Method::Gaussian), i_ty(&frame.rows[0], Method::Gaussian)] {
            // Of four repetitions the deviation is itself uncertain by half.
            assert!(found.bias().abs() < 2.0 * ERRORS * found.error_of_mean() + 2e-3, "{layer} {found:?}");
        }
    }
}

#[test]
fn what_knows_the_family_is_right_in_ten_dimensions_but_for_its_bias() {
    let task = Task::Gaussian(GaussianChannel { n_dims: 10, snr: 10.0, rho: 0.8 });
    let (n, row) = (512, at(task, 512, 20));
    let b = |d: u32| -0.5 * (1..=d).map(|i| digamma(0.5 * f64::from(n - i))).sum::<f64>();
    for found in [i_xt(&row, Method::Gaussian), i_ty(&row, Method::Gaussian)] {
        let bias = b(20) - 2.0 * b(10);
        assert!((found.bias() - bias).abs() < ERRORS * found.error_of_mean(), "{bias} {found:?}");
    }
    // Nearest neighbors are nowhere near it.
    let ksg = i_xt(&row, Method::Ksg);
    assert!(ksg.bias() < -0.5 * ksg.truth, "{ksg:?}");
}

#[test]
fn consistent_estimators_come_nearer_with_more_samples() {
    let task = Task::Gaussian(GaussianChannel { n_dims: 1, snr: 3.0, rho: 0.8 });
    let spec =
        GroundTruthSpec { task, sizes: vec![64, 512, 4096], n_repetitions: 12, ..GroundTruthSpec::default() };
    let rows = run(&spec).rows;
    for method in [Method::NoisyNet, Method::InfoNce, Method::Ksg, Method::KsgRectangle, Method::Gaussian] {
        let distance = |row: &AtSize| {
            let found = i_xt(row, method);
            found.bias().hypot(found.deviation)
        };
        let distances: Vec<f64> = rows.iter().map(distance).collect();
        assert!(
            distances.is_sorted_by(|more, less| less < more) && distances[2] < 0.03,
            "{method:?}: {distances:?}"
        );
    }
    for method in [Method::NoisyNet, Method::Ksg, Method::Gaussian] {
        let found = i_xt(&rows[2], method);
        assert!(found.bias().abs() < ERRORS * found.error_of_mean() + 3e-3, "{method:?} {found:?}");
    }
}

#[test]
fn the_bounds_of_kde_enclose_what_there_are_samples_enough_for() {
    for (n_dims, snr) in [(1, 1.0), (1, 30.0), (2, 3.0)] {
        let row = at(Task::Gaussian(GaussianChannel { n_dims, snr, rho: 0.5 }), 2048, 6);
        let (lower, upper) = (i_xt(&row, Method::KdeLower), i_xt(&row, Method::KdeUpper));
        assert!(lower.mean < lower.truth && upper.truth < upper.mean, "{lower:?} {upper:?}");
        // The bounds are on the mixture of the samples, which drawing finds.
        let drawn = i_xt(&row, Method::NoisyNet);
        assert!(lower.mean < drawn.mean && drawn.mean < upper.mean, "{lower:?} {drawn:?} {upper:?}");
    }
}

#[test]
fn with_too_few_samples_even_the_upper_bound_is_below_the_truth() {
    let row = at(Task::Gaussian(GaussianChannel { n_dims: 10, snr: 100.0, rho: 0.5 }), 256, 3);
    for method in [Method::KdeUpper, Method::NoisyNet, Method::InfoNce, Method::EqualMass] {
        let found = i_xt(&row, method);
        assert!((found.mean - 256_f64.ln()).abs() < 0.05 && found.truth > 20.0, "{method:?} {found:?}");
    }
}

#[test]
fn nearest_neighbors_cannot_tell_a_strong_dependence() {
    // ½ ln 10⁶ = 6.9 nats, of which 128 samples show ψ(128) − ψ(3) at most.
    let row = at(Task::Gaussian(GaussianChannel { n_dims: 1, snr: 1e6, rho: 0.5 }), 128, 6);
    let found = i_xt(&row, Method::Ksg);
    let ceiling = digamma(128.0) - digamma(3.0);
    assert_eq!(found.ceiling, Some(ceiling));
    assert!(found.mean < ceiling && found.mean > 0.8 * ceiling && found.bias() < -3.0, "{found:?}");
}

#[test]
fn plug_in_is_too_high_by_what_miller_says_and_miller_madow_is_not() {
    let task = Task::Discrete(DiscreteChannel { n_outcomes: 6, error: 0.8, label_error: 0.2 });
    let row = at(task, 1024, 50);
    let first_order = [(i_xt(&row, Method::PlugIn), 25.0), (i_ty(&row, Method::PlugIn), 5.0)];
    for (found, cells) in first_order {
        let bias = cells / 2048.0;
        assert!((found.bias() - bias).abs() < ERRORS * found.error_of_mean(), "{bias} {found:?}");
    }
    // The bias is far above the error: what has none would have been found out.
    let plug_in = i_xt(&row, Method::PlugIn);
    assert!(plug_in.bias() > ERRORS * plug_in.error_of_mean(), "{plug_in:?}");
    let corrected = i_xt(&row, Method::MillerMadow);
    assert!(corrected.bias().abs() < ERRORS * corrected.error_of_mean(), "{corrected:?}");
}

#[test]
fn every_estimator_from_counts_arrives_at_the_truth() {
    let task = Task::Discrete(DiscreteChannel { n_outcomes: 4, error: 0.3, label_error: 0.1 });
    let row = at(task, 4096, 20);
    for method in Method::OF_COUNTS {
        for found in [i_xt(&row, *method), i_ty(&row, *method)] {
            // Beside the error, a bias of first order is left to some.
            assert!(
                found.bias().abs() < ERRORS * found.error_of_mean() + 9.0 / 8192.0,
                "{method:?} {found:?}"
            );
        }
    }
}

#[test]
fn no_repetition_passes_its_ceiling() {
    let tasks = [
        Task::Gaussian(GaussianChannel { n_dims: 3, snr: 1e4, rho: 0.99 }),
        Task::Classes(ClassMixture { n_dims: 2, snr: 1e4, separation: 20.0 }),
        Task::Discrete(DiscreteChannel { n_outcomes: 64, error: 0.0, label_error: 0.0 }),
        Task::Student(Student { n_epochs: 10, ..Student::default() }),
    ];
    for task in tasks {
        let row = at(task, 64, 2);
        let found = row.lines.iter().flat_map(|line| [line.i_xt, line.i_ty]).flatten();
        let with_ceiling: Vec<(Found, f64)> = found.filter_map(|f| Some((f, f.ceiling?))).collect();
        assert!(with_ceiling.len() >= 2, "{row:?}");
        for (found, ceiling) in with_ceiling {
            assert!(found.mean <= ceiling + 1e-12, "{found:?}");
        }
    }
}

#[test]
fn what_is_found_at_a_size_depends_neither_on_the_others_nor_on_how_it_is_looked_at() {
    let spec = GroundTruthSpec { sizes: vec![64, 128], n_repetitions: 3, ..GroundTruthSpec::default() };
    let both = run(&spec).rows;
    assert_eq!(both[1], run(&GroundTruthSpec { sizes: vec![128], ..spec.clone() }).rows[0]);
    let mut watched = GroundTruth::start(&spec, None).expect("valid");
    let mut rows = Vec::new();
    let mut done = Vec::new();
    loop {
        let progress = watched.step();
        let frame = watched.frame();
        rows.extend(frame.rows);
        done.push((frame.n_done, frame.n_wanted));
        if progress == Progress::Finished {
            break;
        }
    }
    assert_eq!(rows, both);
    assert_eq!(done, (1..=6).map(|n| (n, 6)).collect::<Vec<_>>());
    let other = run(&GroundTruthSpec { seed: 2, ..spec }).rows;
    assert_ne!(both, other);
}

#[test]
fn with_no_more_samples_than_dimensions_covariances_tell_nothing() {
    let task = Task::Student(Student { n_inputs: 32, n_hidden: 32, n_epochs: 1, ..Student::default() });
    let row = at(task, 64, 2);
    assert_eq!(row.line(Method::Gaussian).and_then(|line| line.i_xt), None);
    assert!(row.line(Method::Gaussian).is_some_and(|line| line.i_ty.is_some()));
}

#[test]
fn knobs_out_of_range_are_named_with_their_value() {
    let refused = |spec: GroundTruthSpec| match GroundTruth::start(&spec, None) {
        Err(SpecError::OutOfRange { field, value, .. }) => (field, value.to_string()),
        other => panic!("{:?}", other.map(|_| ())),
    };
    let named = |field: &str, value: &str| (field.to_owned(), value.to_owned());
    let spec = GroundTruthSpec::default;
    assert_eq!(refused(GroundTruthSpec { sizes: vec![], ..spec() }), named("number of sizes", "0"));
    assert_eq!(refused(GroundTruthSpec { sizes: vec![64, 5000], ..spec() }), named("sizes", "5000"));
    assert_eq!(refused(GroundTruthSpec { n_repetitions: 1, ..spec() }), named("n_repetitions", "1"));
    let of = |task| refused(GroundTruthSpec { task, ..spec() });
    let gaussian = GaussianChannel::default();
    assert_eq!(of(Task::Gaussian(GaussianChannel { n_dims: 11, ..gaussian })), named("n_dims", "11"));
    assert_eq!(of(Task::Gaussian(GaussianChannel { snr: f64::NAN, ..gaussian })), named("snr", "NaN"));
    assert_eq!(of(Task::Gaussian(GaussianChannel { rho: 1.0, ..gaussian })), named("rho", "1"));
    let classes = ClassMixture::default();
    assert_eq!(of(Task::Classes(ClassMixture { separation: -1.0, ..classes })), named("separation", "-1"));
    assert_eq!(of(Task::Classes(ClassMixture { n_dims: 0, ..classes })), named("n_dims", "0"));
    let discrete = DiscreteChannel::default();
    assert_eq!(of(Task::Discrete(DiscreteChannel { n_outcomes: 1, ..discrete })), named("n_outcomes", "1"));
    assert_eq!(of(Task::Discrete(DiscreteChannel { error: 1.5, ..discrete })), named("error", "1.5"));
    assert_eq!(
        of(Task::Discrete(DiscreteChannel { label_error: -0.5, ..discrete })),
        named("label_error", "-0.5")
    );
    let student = Student::default();
    assert_eq!(of(Task::Student(Student { n_inputs: 0, ..student })), named("n_inputs", "0"));
    assert_eq!(of(Task::Student(Student { n_hidden: 33, ..student })), named("n_hidden", "33"));
    assert_eq!(of(Task::Student(Student { n_epochs: 2001, ..student })), named("n_epochs", "2001"));
    assert_eq!(of(Task::Student(Student { layer: 2, ..student })), named("layer", "2"));
    assert_eq!(of(Task::Student(Student { noise_variance: 0.0, ..student })), named("noise_variance", "0"));
}

#[test]
fn no_student_within_the_ranges_diverges() {
    for (n_inputs, n_hidden) in [(1, 1), (1, 32), (32, 1), (32, 32)] {
        for seed in 1..=4 {
            let student = Student { n_inputs, n_hidden, n_epochs: 300, seed, ..Student::default() };
            let spec = GroundTruthSpec { task: Task::Student(student), ..GroundTruthSpec::default() };
            let truth = GroundTruth::start(&spec, None).map(|mut run| run.frame().truth);
            assert!(truth.as_ref().is_ok_and(|truth| truth.i_ty.is_finite()), "{student:?}: {truth:?}");
        }
    }
}
