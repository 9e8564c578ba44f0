//! Runs that no plain spec has: of a reader's own points, with changes and streams of their own, and of a linear student.

use super::{N_EPOCHS, ReferenceRun, ReferenceSpec, run};
use crate::experiments::linear_student::LinearStudentSpec;
use crate::experiments::training::{Change, What};
use crate::learner::activation::Activation;
use crate::learner::dataset::own::OwnData;
use crate::learner::dataset::{Scaling, Source};
use crate::learner::loss::ClassMean;
use crate::learner::optimizer::Rule;
use crate::learner::seeds::StreamSeed;
use crate::learner::spec::{Asset, SpecError};
use crate::math::rng::Purpose;

/// A reader's own points, changes in the middle, streams of their own, and the narrowest and widest layers.
pub(super) fn runs() -> Vec<ReferenceRun> {
    let start = |name, expected, source| run(name, expected, source, (Rule::Adam, 0.01), Activation::Tanh);
    let change = |epoch, what| Change { epoch, what };
    vec![
        start("own points, mean by weights", 0x7e87_b362_924f_48c5, Source::Own).with(|spec| {
            (spec.data.n_classes, spec.data.n_own_features, spec.data.scaling) = (2, 2, Scaling::Standard);
            spec.objective.loss.class_weights = vec![1.0, 2.0];
            spec.objective.loss.class_mean = ClassMean::Weights;
        }),
        start("changes", 0x073f_d96f_3a80_c0a6, Source::Spirals).with(|spec| {
            spec.changes = vec![
                change(0, What::Weight { index: 1, value: 0.5 }),
                change(5, What::LearningRate(0.003)),
                change(8, What::BatchSize(50)),
                change(10, What::Rule(Rule::Momentum)),
                change(12, What::L2(0.01)),
            ];
        }),
        start("streams, narrow and wide layers", 0x0644_c532_ed31_6a10, Source::Moons).with(|spec| {
            let streams = [Purpose::Data, Purpose::Split, Purpose::Init, Purpose::Batches];
            spec.stream_seeds =
                streams.into_iter().zip(2..).map(|(purpose, seed)| StreamSeed { purpose, seed }).collect();
            spec.network.hidden = vec![1024, 1];
            spec.n_epochs = 5;
        }),
    ]
}

/// Points of two classes, packed as a reader's own.
pub(super) fn own_points() -> Result<Vec<u8>, SpecError> {
    let point = |k: u8| ([f32::from(k) * 0.25, f32::from(k % 7)], usize::from(k.is_multiple_of(5)));
    let points: Vec<_> = (0..60).map(point).collect();
    Ok(OwnData::painted(&points, 2).map_err(|_| SpecError::DamagedAsset(Asset::Own))?.pack())
}

pub(super) fn linear_student() -> ReferenceRun {
    let spec = LinearStudentSpec { n_epochs: N_EPOCHS, batch_size: 25, ..LinearStudentSpec::default() };
    ReferenceRun {
        name: "linear student",
        spec: ReferenceSpec::LinearStudent(spec),
        expected: 0xa684_ee6b_d675_f2e9,
    }
}
