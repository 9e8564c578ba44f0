//! One network on the samples of its run.

use infoplane_core::experiments::Experiment;
use infoplane_core::experiments::training::{Training, TrainingFrame, TrainingSpec};
use infoplane_core::learner::spec::SpecError;

/// What a network with these parameters makes of the samples of a run; without records and parameters, which whoever asks
/// has.
///
/// # Errors
/// Those of [`Training::start_from`].
pub fn network(
    training: &TrainingSpec,
    samples: Option<&[u8]>,
    parameters: Vec<f32>,
) -> Result<TrainingFrame, SpecError> {
    // The parameters are those after all changes of the run.
    let training = TrainingSpec { changes: Vec::new(), ..training.clone() };
    let frame = Training::start_from(&training, samples, parameters)?.frame();
    Ok(TrainingFrame { records: Vec::new(), snapshot: Vec::new(), ..frame })
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::Progress;
    use infoplane_core::experiments::training::{Change, What};

    #[test]
    fn the_network_at_the_end_of_a_run_is_as_the_run_has_it() {
        let changes = vec![
            Change { epoch: 0, what: What::Weight { index: 3, value: 2.0 } },
            Change { epoch: 2, what: What::LearningRate(0.03) },
        ];
        let spec = TrainingSpec { changes, n_epochs: 4, ..TrainingSpec::default() };
        let mut run = Training::start(&spec, None).expect("valid");
        while run.step() == Progress::Running {}
        let end = run.frame();
        let seen = network(&spec, None, end.snapshot.clone()).expect("valid");
        assert_eq!((&seen.regions, &seen.test_probabilities), (&end.regions, &end.test_probabilities));
        assert_eq!((seen.test, seen.train), (end.test, end.train));
    }
}
