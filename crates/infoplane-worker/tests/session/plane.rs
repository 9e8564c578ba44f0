//! A whole run in the plane, as a session drives it.

use super::scripted::*;
use infoplane_core::experiments::information_plane::{
    InformationPlane, InformationPlaneFrame, InformationPlaneSpec,
};
use infoplane_core::experiments::layer_information::DEFAULT_NOISE_VARIANCE;
use infoplane_core::experiments::sweep;
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_worker::protocol::{FromWorker, TaskFrame, ToWorker, decode, encode};
use infoplane_worker::session::{Effect, Session};
use infoplane_worker::work::{CoreWork, Work};

/// How far every frame among the effects is.
fn progress(effects: &[Effect]) -> Vec<usize> {
    effects.iter().filter_map(plane_frame).map(|frame| frame.n_estimated).collect()
}

fn plane_frame(effect: &Effect) -> Option<&InformationPlaneFrame> {
    match effect {
        Effect::Send(FromWorker::Frame { frame: TaskFrame::InformationPlane(frame), .. }) => Some(frame),
        _ => None,
    }
}

#[test]
fn a_whole_run_tells_how_far_it_is_and_then_its_end() {
    let task = whole_plane(TrainingSpec { n_epochs: 100, ..TrainingSpec::default() });
    let mut stage = Stage::with(FIRST, task);
    stage.say(ToWorker::Run { job: FIRST });
    let mut effects = Vec::new();
    while stage.session.is_busy() {
        effects.extend(stage.work());
        effects.extend(stage.say(ToWorker::Taken { job: FIRST }));
    }
    let told = progress(&effects);
    assert!(told.len() > 3 && told.is_sorted() && told.last() == Some(&400), "{told:?}");
    assert_eq!(effects.last(), Some(&Effect::Send(FromWorker::Finished { job: FIRST })));
}

#[test]
fn a_canceled_run_is_over_at_once_and_the_next_begins_anew() {
    let task = || whole_plane(TrainingSpec { n_epochs: 100, ..TrainingSpec::default() });
    let mut stage = Stage::with(FIRST, task());
    stage.say(ToWorker::Run { job: FIRST });
    stage.work();
    assert_eq!(stage.say(ToWorker::Cancel { job: FIRST }), []);
    assert!(!stage.session.is_busy());
    stage.say(ToWorker::Start { job: SECOND, task: task() });
    assert_eq!(progress(&stage.work()), [0]);
}

/// What the run of this seed sends last, through the bytes of its messages.
fn last_frame<W: Work>(mut session: Session<W>, spec: &InformationPlaneSpec) -> InformationPlaneFrame {
    let start = ToWorker::Start { job: FIRST, task: whole_plane(spec.training.clone()) };
    session.handle_bytes(&encode(&start), 0.0);
    session.handle(ToWorker::Run { job: FIRST }, 0.0);
    let mut last = None;
    for now_ms in 0.. {
        let mut effects = session.slice(f64::from(now_ms));
        effects.extend(session.handle(ToWorker::Taken { job: FIRST }, f64::from(now_ms)));
        for effect in effects {
            let Effect::Send(message) = effect else { continue };
            match decode(&encode(&message)) {
                Ok(FromWorker::Frame { frame: TaskFrame::InformationPlane(frame), .. }) => last = Some(frame),
                Ok(FromWorker::Finished { .. }) => return last.expect("a frame comes before the end"),
                other => panic!("{other:?}"),
            }
        }
    }
    unreachable!("it ends")
}

#[test]
fn what_a_worker_sends_of_every_seed_is_what_a_sweep_gives() {
    let training = TrainingSpec { n_epochs: 3, ..TrainingSpec::default() };
    let specs: Vec<InformationPlaneSpec> = sweep::seeds(&training, 5..8)
        .into_iter()
        .map(|training| InformationPlaneSpec { training, noise_variance: DEFAULT_NOISE_VARIANCE })
        .collect();
    let swept = sweep::run::<InformationPlane>(&specs, None, 2.try_into().expect("not 0"));
    for (spec, swept) in specs.iter().zip(swept) {
        let sent = last_frame(Session::<CoreWork>::default(), spec);
        assert_eq!(sent.plane.len(), 4);
        assert_eq!(Ok(sent), swept);
    }
}
