//! One unit of a run, looked at again and again: the samples stay, the parameters change.

use super::said::{Look, NeuronRun};
use infoplane_core::experiments::neuron::{Neuron, look};
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::learner::dataset::{self, Dataset};
use infoplane_core::learner::spec::{Asset, SpecError};

/// A run and its samples.
#[derive(Clone, Debug)]
pub struct Watched {
    training: TrainingSpec,
    data: Dataset,
}

impl Watched {
    /// The samples of a run; `file` is what its data source needs, if it needs one that the site has.
    ///
    /// # Errors
    /// [`SpecError`] for a run that cannot be.
    pub fn new(run: NeuronRun, file: Option<Vec<u8>>) -> Result<Self, SpecError> {
        run.training.validate()?;
        let asset = match Asset::of_source(run.training.data.source) {
            Some(Asset::Own) => Some(run.samples),
            _ => file,
        };
        let data = dataset::samples(&run.training.data, run.training.seeds(), asset.as_deref())?;
        Ok(Self { training: run.training, data })
    }

    /// Looks at a unit of the network with these parameters.
    ///
    /// # Errors
    /// [`SpecError`] for parameters of another network, and those of [`look`].
    pub fn look(&self, at: Look) -> Result<Neuron, SpecError> {
        let network = self.training.network_with(at.snapshot)?;
        look(&network, (self.training.data.source, &self.data), at.unit, at.part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::estimator_bench::Part;
    use infoplane_core::experiments::neuron::Unit;
    use infoplane_core::learner::dataset::Source;

    fn run(training: TrainingSpec) -> NeuronRun {
        NeuronRun { training, assets: String::new(), samples: Vec::new() }
    }

    #[test]
    fn the_samples_stay_while_the_parameters_change() {
        let training = TrainingSpec::default();
        let watched = Watched::new(run(training.clone()), None).expect("valid");
        let unit = Unit { layer: 0, index: 2 };
        let mean = |snapshot| watched.look(Look { snapshot, unit, part: Part::All }).map(|seen| seen.mean);
        let first = training.first_network().expect("valid").parameters().to_vec();
        assert_eq!(mean(vec![0.0; 123]), Ok(0.0));
        assert!(mean(first).is_ok_and(|mean| mean != 0.0));
        assert_eq!(mean(vec![0.0; 5]), Err(SpecError::SnapshotLength { expected: 123, found: 5 }));
    }

    #[test]
    fn samples_that_are_missing_are_named() {
        let mut training = TrainingSpec::default();
        training.data.source = Source::Digits;
        let refused = Watched::new(run(training), None).map(|_| ());
        assert_eq!(refused, Err(SpecError::MissingAsset(Asset::Digits)));
    }
}
