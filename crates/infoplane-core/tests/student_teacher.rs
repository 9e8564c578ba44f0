//! The exact information of linear students, against other formulas and against samples.

use infoplane_core::dist::families::multivariate::Multivariate;
use infoplane_core::dist::families::multivariate_normal::MultivariateNormal;
use infoplane_core::learner::dataset::student_teacher::{Rows, StudentTeacherSpec, Teacher};
use infoplane_core::math::rng::{Purpose, Stream};

/// W of so many rows and columns.
fn random(n_rows: usize, n_columns: usize, seed: u64) -> Rows {
    let mut stream = Stream::new(seed, Purpose::Init);
    (0..n_rows).map(|_| (0..n_columns).map(|_| stream.normal()).collect()).collect()
}

fn product(a: &Rows, b: &Rows) -> Rows {
    let column = |j: usize| b.iter().map(move |row| row[j]);
    let cell = |row: &Vec<f64>, j| row.iter().zip(column(j)).map(|(x, y)| x * y).sum();
    a.iter().map(|row| (0..b[0].len()).map(|j| cell(row, j)).collect()).collect()
}

/// Covariance of (A X, B X, ...) stacked, plus the noise variance of each row, for X ~ N(0, I/d).
fn entropy(rows: &[(Vec<f64>, f64)]) -> f64 {
    let d = rows[0].0.len() as f64;
    let cell = |i: usize, j: usize| {
        let shared: f64 = rows[i].0.iter().zip(&rows[j].0).map(|(x, y)| x * y).sum::<f64>() / d;
        shared + if i == j { rows[i].1 } else { 0.0 }
    };
    let covariance: Rows = (0..rows.len()).map(|i| (0..rows.len()).map(|j| cell(i, j)).collect()).collect();
    MultivariateNormal::from_covariance(vec![0.0; rows.len()], &covariance)
        .expect("positive definite")
        .entropy()
}

#[test]
fn information_agrees_with_the_entropies_of_the_joint_distribution() {
    let (n_inputs, noise) = (6, 0.3);
    let teacher_weights = random(2, n_inputs, 1);
    let teacher = Teacher::with_weights(&teacher_weights, 0.7).expect("valid");
    let layers = [random(5, n_inputs, 2), random(3, 5, 3), random(2, 3, 4)];
    let found = teacher.information_of(&layers, noise).expect("valid");
    let mut w = layers[0].clone();
    for (depth, found) in found.iter().enumerate() {
        if depth > 0 {
            w = product(&layers[depth], &w);
        }
        let with =
            |rows: &Rows, variance: f64| rows.iter().map(|row| (row.clone(), variance)).collect::<Vec<_>>();
        let (t, y) = (with(&w, noise), with(&teacher_weights, 0.7));
        let h_noise = w.len() as f64 * 0.5 * (1.0 + (core::f64::consts::TAU * noise).ln());
        assert!((found.i_xt - (entropy(&t) - h_noise)).abs() < 1e-11, "{depth}");
        let expected = entropy(&t) + entropy(&y) - entropy(&[t, y].concat());
        assert!((found.i_ty - expected).abs() < 1e-11, "{depth}: {} {expected}", found.i_ty);
    }
}

#[test]
fn no_layer_tells_more_of_the_answer_than_the_input_or_than_it_knows() {
    for seed in 0..10 {
        let teacher =
            Teacher::new(&StudentTeacherSpec { n_inputs: 20, ..StudentTeacherSpec::default() }, seed);
        let teacher = teacher.expect("valid");
        for layer in teacher.information_of(&[random(8, 20, seed), random(4, 8, seed)], 0.1).expect("valid") {
            assert!(layer.i_ty >= 0.0 && layer.i_ty <= teacher.information() && layer.i_ty <= layer.i_xt);
        }
    }
}

#[test]
fn a_layer_that_keeps_everything_tells_all_there_is() {
    let teacher = Teacher::new(&StudentTeacherSpec { n_inputs: 3, ..StudentTeacherSpec::default() }, 5);
    let teacher = teacher.expect("valid");
    let identity = vec![vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
    let layer = teacher.information_of(&[identity], 1e-6).expect("valid")[0];
    assert!((layer.i_ty - teacher.information()).abs() < 1e-5);
    // Three inputs of variance 1/3 under noise of variance 1e-6: 3/2 ln(1 + 1e6/3).
    assert!((layer.i_xt - 1.5 * (1.0 + 1e6_f64 / 3.0).ln()).abs() < 1e-9);
}

#[test]
fn lessons_have_the_moments_of_their_task() {
    let teacher = Teacher::with_weights(&vec![vec![2.0, -1.0, 0.5, 1.0]], 0.5).expect("valid");
    let lessons = teacher.lessons(100_000, 3).expect("valid");
    let n = lessons.targets.len() as f64;
    let mean = |f: &dyn Fn(usize) -> f64| (0..lessons.targets.len()).map(f).sum::<f64>() / n;
    let (x, y) =
        (|s: usize, i: usize| f64::from(lessons.inputs[4 * s + i]), |s: usize| f64::from(lessons.targets[s]));
    // Var X = 1/4, Var Y = (4 + 1 + 1/4 + 1)/4 + 1/2, Cov(X₀, Y) = 2/4.
    assert!((mean(&|s| x(s, 2) * x(s, 2)) - 0.25).abs() < 0.005);
    assert!((mean(&|s| y(s) * y(s)) - 2.0625).abs() < 0.04);
    assert!((mean(&|s| x(s, 0) * y(s)) - 0.5).abs() < 0.01);
    assert!(mean(&y).abs() < 0.02 && mean(&|s| x(s, 1)).abs() < 0.01);
}

#[test]
fn wrong_tasks_are_refused_by_name() {
    let said = |result: Result<Teacher, infoplane_core::learner::spec::SpecError>| {
        result.expect_err("refused").to_string()
    };
    let spec = StudentTeacherSpec::default();
    assert_eq!(
        said(Teacher::new(&StudentTeacherSpec { n_inputs: 0, ..spec.clone() }, 1)),
        "invalid size: 0 (allowed: 1 to 1024)"
    );
    assert_eq!(
        said(Teacher::new(&StudentTeacherSpec { noise_variance: 0.0, ..spec }, 1)),
        "invalid variance: 0 (allowed: 0.000001 to 1000000)"
    );
    assert_eq!(
        said(Teacher::with_weights(&vec![vec![f64::NAN]], 1.0)),
        "invalid weight: NaN (allowed: -1000000 to 1000000)"
    );
    assert_eq!(
        said(Teacher::with_weights(&vec![vec![1.0, 2.0], vec![1.0]], 1.0)),
        "invalid weights of a unit: 1 (allowed: 2 to 2)"
    );
    assert_eq!(said(Teacher::with_weights(&Vec::new(), 1.0)), "invalid size: 0 (allowed: 1 to 1024)");
    let teacher = Teacher::with_weights(&vec![vec![1.0, 2.0]], 1.0).expect("valid");
    let misfit = teacher.information_of(&[vec![vec![1.0]]], 1.0).expect_err("refused");
    assert_eq!(misfit.to_string(), "invalid weights of a unit: 1 (allowed: 2 to 2)");
    assert!(teacher.lessons(0, 1).is_err() && teacher.information_of(&[], f64::NAN).is_err());
}
