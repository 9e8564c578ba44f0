//! The worker's side of the conversation, driven by a scripted job and a clock of our own.

mod plane;
mod scripted;

use infoplane_core::experiments::layer_information::{DEFAULT_NOISE_VARIANCE, LayerInformationSpec};
use infoplane_core::experiments::training::{TrainingFrame, TrainingSpec};
use infoplane_core::learner::dataset::own::OwnData;
use infoplane_core::learner::dataset::{DataSpec, Source};
use infoplane_core::learner::spec::{Asset, SpecError};
use infoplane_worker::protocol::{
    FromWorker, JobError, JobId, PROTOCOL_VERSION, ProtocolError, Task, TaskFrame, ToWorker, encode,
};
use infoplane_worker::session::{Effect, FRAME_INTERVAL_MS, Session};
use infoplane_worker::work::CoreWork;

use scripted::*;

#[test]
fn the_greeting_carries_the_version() {
    assert_eq!(Session::<Scripted>::greeting(), FromWorker::Ready { version: PROTOCOL_VERSION });
}

#[test]
fn a_started_run_shows_its_first_frame_and_waits() {
    let mut session = Session::<Scripted>::default();
    assert_eq!(session.handle(ToWorker::Start { job: FIRST, task: train(9) }, 0.0), []);
    assert_eq!(frames(&session.slice(0.0)), [(FIRST, 0)]);
    assert!(!session.is_busy());
    assert_eq!(session.slice(1.0), []);
}

#[test]
fn of_many_starts_in_a_row_only_the_last_is_built() {
    let mut stage = Stage { session: Session::default(), now_ms: 0.0 };
    for number in 1..=5 {
        stage.say(ToWorker::Start { job: JobId(number), task: train(9) });
    }
    assert_eq!(frames(&stage.work_until_idle()), [(JobId(5), 0)]);
}

#[test]
fn a_frame_waits_until_the_last_one_is_taken() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.say(ToWorker::Run { job: FIRST });
    let sent = (0..500).flat_map(|_| stage.work()).count();
    assert_eq!(sent, 1);
    assert_eq!(frames(&stage.say(ToWorker::Taken { job: FIRST })), [(FIRST, 500)]);
}

#[test]
fn frames_come_no_faster_than_the_interval() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.say(ToWorker::Run { job: FIRST });
    let mut times = vec![0.0];
    for _ in 0..1_000 {
        let now_ms = stage.now_ms;
        let mut effects = stage.work();
        if !effects.is_empty() {
            times.push(now_ms);
            effects = stage.say(ToWorker::Taken { job: FIRST });
        }
        assert_eq!(effects, []);
    }
    assert_eq!(times.len(), 16);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= FRAME_INTERVAL_MS));
}

#[test]
fn no_record_is_lost_or_repeated_between_frames() {
    let mut stage = Stage::with(FIRST, train(100));
    let mut seen = vec![0];
    stage.say(ToWorker::Run { job: FIRST });
    while stage.session.is_busy() {
        seen.extend(epochs_recorded(&stage.work()));
        seen.extend(epochs_recorded(&stage.say(ToWorker::Taken { job: FIRST })));
    }
    assert_eq!(seen, (0..=100).collect::<Vec<_>>());
}

#[test]
fn a_paused_run_sends_the_state_it_stopped_in() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.say(ToWorker::Run { job: FIRST });
    stage.work();
    stage.work();
    assert_eq!(frames(&stage.say(ToWorker::Pause { job: FIRST })), [(FIRST, 2)]);
    assert!(!stage.session.is_busy());
}

#[test]
fn a_run_paused_while_a_frame_is_on_its_way_sends_its_state_afterwards() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.now_ms = 100.0;
    stage.say(ToWorker::Run { job: FIRST });
    assert_eq!(frames(&stage.work()), [(FIRST, 1)]);
    stage.work();
    assert_eq!(stage.say(ToWorker::Pause { job: FIRST }), []);
    assert_eq!(frames(&stage.say(ToWorker::Taken { job: FIRST })), [(FIRST, 2)]);
}

#[test]
fn a_step_stops_at_the_end_of_the_epoch() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.say(ToWorker::Run { job: FIRST });
    stage.work();
    stage.say(ToWorker::Step { job: FIRST, n_epochs: 1 });
    assert_eq!(frames(&stage.work_until_idle()), [(FIRST, 4)]);
}

#[test]
fn an_epoch_is_done_in_slices_and_a_pause_is_heard_between_them() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.say(ToWorker::Step { job: FIRST, n_epochs: 1 });
    stage.work();
    assert!(stage.session.is_busy(), "one slice of {SLICES_PER_EPOCH}");
    assert_eq!(frames(&stage.say(ToWorker::Pause { job: FIRST })), [(FIRST, 1)]);
    assert!(!stage.session.is_busy());
}

#[test]
fn steps_asked_for_in_a_row_add_up() {
    let mut stage = Stage::with(FIRST, train(1_000));
    for _ in 0..3 {
        stage.say(ToWorker::Step { job: FIRST, n_epochs: 1 });
    }
    assert_eq!(frames(&stage.work_until_idle()), [(FIRST, 12)]);
}

#[test]
fn the_last_frame_comes_before_the_end_and_late_words_change_nothing() {
    let mut stage = Stage::with(FIRST, train(2));
    stage.now_ms = 100.0;
    stage.say(ToWorker::Run { job: FIRST });
    assert_eq!(frames(&stage.work_until_idle()), [(FIRST, 1)]);
    for late in [ToWorker::Run { job: FIRST }, ToWorker::Step { job: FIRST, n_epochs: 1 }] {
        assert_eq!(stage.say(late), []);
        assert!(!stage.session.is_busy());
    }
    let end = stage.say(ToWorker::Taken { job: FIRST });
    assert_eq!(frames(&end), [(FIRST, 8)]);
    assert_eq!(end.last(), Some(&Effect::Send(FromWorker::Finished { job: FIRST })));
    assert_eq!(stage.say(ToWorker::Run { job: FIRST }), []);
    assert!(!stage.session.is_busy());
}

#[test]
fn a_superseded_job_is_never_heard_of_again() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.say(ToWorker::Run { job: FIRST });
    stage.work();
    stage.say(ToWorker::Start { job: SECOND, task: train(1_000) });
    let late = stage.say(ToWorker::Pause { job: FIRST });
    assert_eq!(late, []);
    stage.say(ToWorker::Run { job: SECOND });
    let effects: Vec<_> = (0..500).flat_map(|_| stage.work()).collect();
    assert_eq!(frames(&effects), [(SECOND, 0)]);
}

#[test]
fn a_late_taken_of_the_old_job_does_not_release_the_new_one() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.say(ToWorker::Start { job: SECOND, task: train(1_000) });
    stage.say(ToWorker::Run { job: SECOND });
    assert_eq!(stage.work().len(), 1);
    stage.say(ToWorker::Taken { job: FIRST });
    assert_eq!((0..500).flat_map(|_| stage.work()).count(), 0);
}

#[test]
fn cancelling_ends_the_work() {
    let mut stage = Stage::with(FIRST, train(1_000));
    stage.say(ToWorker::Run { job: FIRST });
    assert_eq!(stage.say(ToWorker::Cancel { job: FIRST }), []);
    assert!(!stage.session.is_busy());
}

#[test]
fn cancelling_an_old_job_leaves_the_present_one() {
    let mut stage = Stage::with(SECOND, train(1_000));
    stage.say(ToWorker::Run { job: SECOND });
    stage.say(ToWorker::Cancel { job: FIRST });
    assert!(stage.session.is_busy());
}

#[test]
fn an_estimate_sends_one_frame_at_its_end() {
    let mut stage = Stage { session: Session::default(), now_ms: 0.0 };
    stage.say(ToWorker::Start { job: FIRST, task: plane(50) });
    stage.say(ToWorker::Run { job: FIRST });
    let effects = stage.work_until_idle();
    assert!(matches!(
        effects.as_slice(),
        [
            Effect::Send(FromWorker::Frame { job: FIRST, frame: TaskFrame::LayerInformation(_) }),
            Effect::Send(FromWorker::Finished { job: FIRST }),
        ]
    ));
}

#[test]
fn a_file_is_fetched_once_and_the_job_waits_for_it() {
    let mut stage = Stage { session: Session::default(), now_ms: 0.0 };
    assert_eq!(stage.say(ToWorker::Start { job: FIRST, task: digits() }), [Effect::Fetch(Asset::Digits)]);
    assert_eq!(stage.say(ToWorker::Start { job: SECOND, task: digits() }), []);
    stage.say(ToWorker::Step { job: SECOND, n_epochs: 1 });
    assert!(!stage.session.is_busy());
    assert_eq!(stage.session.provide(Asset::Digits, Ok(vec![1])), []);
    assert_eq!(frames(&stage.work_until_idle()), [(SECOND, 0)]);
    assert_eq!(frames(&stage.say(ToWorker::Taken { job: SECOND })), [(SECOND, 4)]);
    assert_eq!(stage.say(ToWorker::Start { job: JobId(3), task: digits() }), []);
    assert_eq!(frames(&stage.work_until_idle()), [(JobId(3), 0)]);
}

#[test]
fn a_file_that_does_not_arrive_fails_the_job_and_is_fetched_again() {
    let mut stage = Stage { session: Session::default(), now_ms: 0.0 };
    stage.say(ToWorker::Start { job: FIRST, task: digits() });
    let error = JobError::Unreachable { asset: Asset::Digits, message: "status 404".into() };
    let failed = Effect::Send(FromWorker::Failed { job: FIRST, error });
    assert_eq!(stage.session.provide(Asset::Digits, Err("status 404".into())), [failed]);
    assert_eq!(stage.say(ToWorker::Start { job: SECOND, task: digits() }), [Effect::Fetch(Asset::Digits)]);
}

#[test]
fn a_file_that_does_not_arrive_leaves_other_jobs_alone() {
    let mut stage = Stage { session: Session::default(), now_ms: 0.0 };
    stage.say(ToWorker::Start { job: FIRST, task: digits() });
    stage.say(ToWorker::Start { job: SECOND, task: train(9) });
    assert_eq!(stage.session.provide(Asset::Digits, Err("offline".into())), []);
    assert_eq!(frames(&stage.work_until_idle()), [(SECOND, 0)]);
}

#[test]
fn own_samples_are_provided_and_never_fetched() {
    let mut stage = Stage { session: Session::default(), now_ms: 0.0 };
    let own = || ToWorker::Start { job: FIRST, task: train_on(Source::Own) };
    assert_eq!(stage.say(own()), []);
    let error = JobError::Spec(SpecError::MissingAsset(Asset::Own));
    assert_eq!(stage.work_until_idle(), [Effect::Send(FromWorker::Failed { job: FIRST, error })]);
    assert_eq!(stage.say(ToWorker::Provide { asset: Asset::Own, bytes: vec![1] }), []);
    assert_eq!(stage.say(own()), []);
    assert_eq!(frames(&stage.work_until_idle()), [(FIRST, 0)]);
}

#[test]
fn the_file_provided_last_is_the_one_that_counts() {
    let mut stage = Stage { session: Session::default(), now_ms: 0.0 };
    for bytes in [vec![1], vec![]] {
        stage.say(ToWorker::Provide { asset: Asset::Own, bytes });
    }
    stage.say(ToWorker::Start { job: FIRST, task: train_on(Source::Own) });
    let error = JobError::Spec(SpecError::DamagedAsset(Asset::Own));
    assert_eq!(stage.work_until_idle(), [Effect::Send(FromWorker::Failed { job: FIRST, error })]);
}

#[test]
fn a_real_run_learns_points_painted_by_hand() {
    let points: Vec<([f32; 2], usize)> =
        (0..40_u8).map(|i| ([f32::from(i) / 20.0 - 1.0, 0.5], usize::from(i >= 20))).collect();
    let painted = OwnData::painted(&points, 2).expect("finite points of two classes");
    let mut spec = TrainingSpec { n_epochs: 50, ..TrainingSpec::default() };
    spec.data = DataSpec { source: Source::Own, n_classes: 2, ..DataSpec::default() };
    let mut session = Session::<CoreWork>::default();
    let mut effects = Vec::new();
    for message in [
        ToWorker::Provide { asset: Asset::Own, bytes: painted.pack() },
        ToWorker::Start { job: FIRST, task: Task::Train(Box::new(spec)) },
        ToWorker::Run { job: FIRST },
    ] {
        effects.extend(session.handle_bytes(&encode(&message), 0.0));
    }
    while session.is_busy() {
        effects.extend(session.slice(0.0));
    }
    effects.extend(session.handle(ToWorker::Taken { job: FIRST }, 0.0));
    let last = last_training_frame(effects).expect("a frame comes before the end");
    assert_eq!((last.epoch, last.train.accuracy), (50, 1.0));
}

#[test]
fn a_refused_spec_fails_the_job_and_the_session_lives_on() {
    let mut stage = Stage { session: Session::default(), now_ms: 0.0 };
    let spec = TrainingSpec { batch_size: 0, ..TrainingSpec::default() };
    stage.say(ToWorker::Start { job: FIRST, task: Task::Train(Box::new(spec)) });
    let failed = FromWorker::Failed { job: FIRST, error: JobError::Spec(no_batch()) };
    assert_eq!(stage.work(), [Effect::Send(failed)]);
    stage.say(ToWorker::Start { job: SECOND, task: train(9) });
    assert_eq!(frames(&stage.work()), [(SECOND, 0)]);
}

#[test]
fn malformed_bytes_are_refused_and_the_job_goes_on() {
    let mut stage = Stage::with(FIRST, train(1_000));
    let run = encode(&ToWorker::Run { job: FIRST });
    assert_eq!(stage.session.handle_bytes(&run, stage.now_ms), []);
    let mut trailing = run.clone();
    trailing.push(0);
    for bytes in [&[][..], &[255; 40], &[0, 1], &trailing] {
        let reason = ProtocolError::Malformed { length: bytes.len() };
        let refused = Effect::Send(FromWorker::Refused { reason });
        assert_eq!(stage.session.handle_bytes(bytes, stage.now_ms), [refused]);
    }
    assert!(stage.session.is_busy());
}

/// Drives a small run of the core to its end; `interrupt` may speak before every slice.
fn last_frame_of_a_real_run(interrupt: impl Fn(u32) -> Option<ToWorker>) -> TrainingFrame {
    let mut session = Session::<CoreWork>::default();
    let start = ToWorker::Start { job: FIRST, task: train(5) };
    let mut effects = session.handle_bytes(&encode(&start), 0.0);
    effects.extend(session.handle(ToWorker::Run { job: FIRST }, 0.0));
    for slice in 0.. {
        let now_ms = f64::from(slice);
        effects.extend(session.slice(now_ms));
        effects.extend(session.handle(ToWorker::Taken { job: FIRST }, now_ms));
        if effects.contains(&Effect::Send(FromWorker::Finished { job: FIRST })) {
            break;
        }
        effects.extend(interrupt(slice).map(|word| session.handle(word, now_ms)).unwrap_or_default());
        effects.extend(session.handle(ToWorker::Run { job: FIRST }, now_ms));
    }
    let last = last_training_frame(effects).expect("a frame comes before the end");
    TrainingFrame { records: Vec::new(), ..last }
}

#[test]
fn pauses_and_frames_do_not_change_a_number_of_a_run() {
    let undisturbed = last_frame_of_a_real_run(|_| None);
    let paused = last_frame_of_a_real_run(|_| Some(ToWorker::Pause { job: FIRST }));
    assert_eq!(undisturbed.epoch, 5);
    assert_eq!(undisturbed, paused);
}

#[test]
fn a_snapshot_of_a_real_run_has_its_place_in_the_plane() {
    let training = TrainingSpec { n_epochs: 5, ..TrainingSpec::default() };
    let frame = last_frame_of_a_real_run(|_| None);
    let spec = LayerInformationSpec {
        training: training.clone(),
        epoch: frame.epoch,
        snapshot: frame.snapshot,
        noise_variance: DEFAULT_NOISE_VARIANCE,
    };
    let mut session = Session::<CoreWork>::default();
    session.handle(ToWorker::Start { job: SECOND, task: Task::LayerInformation(Box::new(spec)) }, 0.0);
    session.handle(ToWorker::Run { job: SECOND }, 0.0);
    let mut effects = Vec::new();
    while session.is_busy() {
        effects.extend(session.slice(0.0));
    }
    let Some(Effect::Send(FromWorker::Frame { frame: TaskFrame::LayerInformation(plane), .. })) =
        effects.first()
    else {
        panic!("no frame but {effects:?}")
    };
    assert_eq!((plane.epoch, plane.layers.len()), (5, training.network.hidden.len() + 1));
    assert!(plane.layers.iter().all(|layer| layer.kde_lower.i_ty <= plane.h_y + 1e-9));
}

#[test]
fn a_rewound_run_pauses_at_its_epoch_and_goes_on_from_there() {
    let mut stage = Stage::with(FIRST, train(6));
    stage.say(ToWorker::Run { job: FIRST });
    stage.work_until_idle();
    stage.say(ToWorker::Taken { job: FIRST });
    // Epoch 4 is kept; epoch 3 is one epoch of work from epoch 2.
    assert_eq!(frames(&stage.say(ToWorker::Rewind { job: FIRST, epoch: 4 })), [(FIRST, 16)]);
    assert!(!stage.session.is_busy());
    stage.say(ToWorker::Taken { job: FIRST });
    stage.now_ms += 100.0;
    stage.say(ToWorker::Rewind { job: FIRST, epoch: 3 });
    stage.work_until_idle();
    assert_eq!(frames(&stage.say(ToWorker::Taken { job: FIRST })), [(FIRST, 12)]);
    stage.say(ToWorker::Run { job: FIRST });
    stage.work_until_idle();
    let end = stage.say(ToWorker::Taken { job: FIRST });
    assert_eq!(
        (frames(&end), end.last()),
        (vec![(FIRST, 24)], Some(&Effect::Send(FromWorker::Finished { job: FIRST })))
    );
}

#[test]
fn a_run_does_not_go_where_it_has_not_been() {
    let mut stage = Stage::with(FIRST, train(6));
    let failed = FromWorker::Failed { job: FIRST, error: JobError::Spec(no_batch()) };
    assert_eq!(stage.say(ToWorker::Rewind { job: FIRST, epoch: 1 }), [Effect::Send(failed)]);
    assert_eq!(stage.say(ToWorker::Rewind { job: SECOND, epoch: 0 }), []);
    stage.say(ToWorker::Run { job: FIRST });
    assert!(stage.session.is_busy(), "the job lives on");
}

#[test]
fn a_real_run_that_went_back_ends_with_the_same_bits() {
    let plain = last_frame_of_a_real_run(|_| None);
    let rewound =
        last_frame_of_a_real_run(|slice| (slice == 3).then_some(ToWorker::Rewind { job: FIRST, epoch: 0 }));
    assert_eq!(plain, rewound);
}
