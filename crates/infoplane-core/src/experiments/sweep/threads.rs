//! A sweep on the threads of this machine.

use crate::experiments::{Experiment, Progress};
use crate::learner::spec::SpecError;
use core::num::NonZeroUsize;
use std::sync::Mutex;
use std::thread;

/// Runs the experiment of every spec to its end; the last frames, in the order of the specs.
///
/// Each of `n_workers` threads takes the next spec when it is done with one. The results do not depend on their number
/// nor on who is done first. Without an `asset` for specs that need one, each of these gives its error.
///
/// ```
/// use infoplane_core::experiments::sweep::{self, Spread};
/// use infoplane_core::experiments::training::{Training, TrainingSpec};
/// let spec = TrainingSpec { n_epochs: 3, ..TrainingSpec::default() };
/// let frames = sweep::run::<Training>(&sweep::seeds(&spec, 1..=4), None, 2.try_into().expect("2 is not 0"));
/// let losses: Vec<f64> = frames.iter().flatten().map(|frame| frame.test.cross_entropy).collect();
/// assert!(Spread::of(&losses).deviation > 0.0 && losses.len() == 4);
/// ```
pub fn run<E: Experiment>(
    specs: &[E::Spec],
    asset: Option<&[u8]>,
    n_workers: NonZeroUsize,
) -> Vec<Result<E::Frame, SpecError>>
where
    E::Spec: Sync,
    E::Frame: Send,
{
    let (queue, results) = (Mutex::new(specs.iter().enumerate()), Mutex::new(Vec::new()));
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let work = || {
        while let Some((index, spec)) = next() {
            let result = finish::<E>(spec, asset);
            if let Ok(mut results) = results.lock() {
                results.push((index, result));
            }
        }
    };
    thread::scope(|scope| (0..n_workers.get().min(specs.len())).for_each(|_| _ = scope.spawn(work)));
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

fn finish<E: Experiment>(spec: &E::Spec, asset: Option<&[u8]>) -> Result<E::Frame, SpecError> {
    let mut experiment = E::start(spec, asset)?;
    while experiment.step() == Progress::Running {}
    Ok(experiment.frame())
}
