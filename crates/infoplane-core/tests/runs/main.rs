//! What is recorded of runs, the way back to any epoch, and what bottlenecks and autoencoders reach.

mod beginnings;
mod beta_vae;
mod bottleneck;
mod changes;
mod divergence;
mod evaluation;
mod information_plane;
mod linear_student;
mod recording;
mod rewinding;
mod seeds;
mod sweep;

use infoplane_core::experiments::training::{Training, TrainingFrame, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};

const DIGITS: &[u8] = include_bytes!("../../../../assets/digits/digits.bin");

fn start(spec: &TrainingSpec) -> Training {
    Training::start(spec, Some(DIGITS)).expect("a valid spec")
}

fn finish(run: &mut Training) -> TrainingFrame {
    while run.step() == Progress::Running {}
    run.frame()
}
