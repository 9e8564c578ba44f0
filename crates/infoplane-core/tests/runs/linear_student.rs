//! A linear student comes to know what its teacher can tell, and estimates find what is known.

use infoplane_core::estimators::EstimateError;
use infoplane_core::experiments::linear_student::{
    InformationError, LinearStudent, LinearStudentFrame, LinearStudentSpec,
};
use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::training::RunState;
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::dataset::student_teacher::StudentTeacherSpec;
use infoplane_core::learner::optimizer::Rule;
use infoplane_core::learner::spec::SpecError;

fn start(spec: &LinearStudentSpec) -> LinearStudent {
    LinearStudent::start(spec, None).expect("a valid spec")
}

fn finish(run: &mut LinearStudent) -> LinearStudentFrame {
    while run.step() == Progress::Running {}
    run.frame()
}

/// Few inputs and many samples, so that a student learns and neighbors are near.
fn small() -> LinearStudentSpec {
    LinearStudentSpec {
        teacher: StudentTeacherSpec { n_inputs: 4, weight_variance: 10.0, ..StudentTeacherSpec::default() },
        n_samples: 3_000,
        train_fraction: 0.9,
        hidden: vec![3],
        noise_variance: 0.1,
        optimizer: Rule::Adam.at(0.02),
        n_epochs: 300,
        recording: Recording::Every(50),
        ..LinearStudentSpec::default()
    }
}

/// The teacher adds noise of variance 1 to one answer, and no student foresees it.
#[test]
fn a_student_learns_all_but_the_noise() {
    let mut run = start(&LinearStudentSpec { noise_variance: 0.01, ..small() });
    let frame = finish(&mut run);
    assert_eq!((frame.state, frame.epoch, frame.records.len()), (RunState::Finished, 300, 7));
    assert!(frame.records[0].test.0 > 1.5, "{:?}", frame.records[0].test);
    // Of 300 test samples the mean of squares has a standard error of √(2/300) = 0.08.
    assert!((frame.test.0 - 1.0).abs() < 0.25 && (frame.train.0 - 1.0).abs() < 0.1, "{frame:?}");
    let told = |snapshot: &[f32]| run.information(snapshot).expect("finite");
    let (first, last) = (told(&frame.records[0].snapshot), told(&frame.snapshot));
    for (before, after) in first.iter().zip(&last) {
        assert!(after.exact.i_ty > before.exact.i_ty);
        assert!(
            after.exact.i_ty < frame.i_xy && after.exact.i_ty > 0.9 * frame.i_xy,
            "{after:?} {}",
            frame.i_xy
        );
        assert!(after.exact.i_ty < after.exact.i_xt);
    }
}

/// Bounds hold but for their error at 3,000 samples; neighbors find I(T;Y) to a few hundredths of a nat.
#[test]
fn estimates_agree_with_the_truth() {
    let mut run = start(&small());
    let frame = finish(&mut run);
    for record in [&frame.records[0].snapshot, &frame.snapshot] {
        for layer in run.information(record).expect("finite") {
            println!("{layer:?}");
            assert!(
                layer.i_xt_lower < layer.exact.i_xt + 0.05 && layer.exact.i_xt < layer.i_xt_upper + 0.05,
                "{layer:?}"
            );
            assert!((layer.i_ty - layer.exact.i_ty).abs() < 0.06, "{layer:?}");
        }
    }
}

/// The published task: as many samples as inputs, so that the student learns the noise of the training set.
#[test]
fn a_student_of_few_samples_learns_noise() {
    let frame = finish(&mut start(&LinearStudentSpec::default()));
    let best = frame.records.iter().map(|record| record.test.0).fold(f64::INFINITY, f64::min);
    assert!(frame.train.0 < 0.5, "{:?}", frame.train);
    assert!(frame.test.0 > best + 0.1 && frame.test.0 > 1.5, "{:?}, at best {best}", frame.test);
}

#[test]
fn a_student_rewinds_too() {
    let mut run = start(&LinearStudentSpec { n_epochs: 100, ..small() });
    let plain = finish(&mut run);
    assert_eq!(run.rewind(50), Ok(0));
    let again = finish(&mut run);
    assert_eq!((again.snapshot, &again.records[..]), (plain.snapshot, &plain.records[2..]));
}

#[test]
fn specs_that_cannot_be_are_refused_by_name() {
    type Change = fn(&mut LinearStudentSpec);
    let changes: [(&str, Change); 9] = [
        ("n", |spec| spec.n_samples = 3),
        ("size", |spec| spec.teacher.n_outputs = 0),
        ("size", |spec| spec.teacher.n_outputs = usize::MAX),
        ("features", |spec| spec.teacher.n_inputs = 0),
        ("variance", |spec| spec.teacher.noise_variance = 0.0),
        ("variance", |spec| spec.noise_variance = 1e-9),
        ("noise_variance", |spec| spec.noise_variance = f64::NAN),
        ("width", |spec| spec.hidden = vec![0]),
        ("train", |spec| spec.train_fraction = 1.0),
    ];
    for (name, change) in changes {
        let mut spec = small();
        change(&mut spec);
        let Err(SpecError::OutOfRange { field, .. }) = LinearStudent::start(&spec, None) else {
            panic!("{name}")
        };
        assert_eq!(field, name);
    }
    let run = start(&small());
    assert!(matches!(
        run.information(&[1.0]),
        Err(InformationError::Spec(SpecError::SnapshotLength { found: 1, .. }))
    ));
    assert!(matches!(
        run.information(&[f32::NAN; 19]),
        Err(InformationError::Spec(SpecError::OutOfRange { field, .. })) if field == "weight"
    ));
    // The last of the first three biases is the 15th parameter: it makes the third unit infinite, and no weight is wrong.
    let mut snapshot = [0.0; 19];
    snapshot[14] = f32::INFINITY;
    let refused = EstimateError::NonFinite { sample: 0, unit: 2, value: f64::INFINITY };
    assert_eq!(run.information(&snapshot), Err(InformationError::Estimate(refused)));
}
