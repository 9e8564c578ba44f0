//! The browser around the estimates: a task and files in, what is said out.

use super::estimates::tell_all;
use super::file::{n_bytes, path};
use super::network::network;
use super::neuron::Watched;
use super::said::{Look, NeuronRun, Of, Said, Task};
use super::source::Files;
use crate::asset::fetch;
use crate::message::post;
use crate::protocol::{JobError, decode, encode};
use infoplane_core::experiments::estimator_bench::BenchSpec;
use infoplane_core::experiments::ground_truth::{GroundTruth, GroundTruthSpec};
use infoplane_core::experiments::shifted::{ShiftSpec, shifted};
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::experiments::{Experiment, Progress, estimator_bench};
use infoplane_core::learner::dataset::Source;
use infoplane_core::learner::spec::{Asset, SpecError};
use js_sys::{Array, ArrayBuffer, Function, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent};

thread_local! {
    /// The run whose units are looked at.
    static WATCHED: RefCell<Option<Watched>> = const { RefCell::new(None) };
    /// The last file of the site.
    static FETCHED: RefCell<Option<(Asset, Vec<u8>)>> = const { RefCell::new(None) };
}

/// Serves the page until it terminates the worker. Never inlined: it would be compiled for speed, as the program that
/// calls it, and not for size.
#[inline(never)]
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| answer(&event));
    let listener: Function = listener.into_js_value().unchecked_into();
    scope.set_onmessage(Some(&listener));
    say(&Said::Ready);
}

/// Does what a message asks for, in one go: there is nothing else for this worker to hear.
fn answer(event: &MessageEvent) {
    let mut items = Array::from(&event.data()).into_iter();
    let task = items.next().and_then(|bytes| decode(&Uint8Array::new(&bytes).to_vec()).ok());
    // Only the page of this worker sends to it, and what it sends is a task and files.
    let (Some(task), Ok(reader)) = (task, FileReaderSync::new()) else { return };
    match task {
        Task::Own(wish) => {
            let files = items.map(JsCast::unchecked_into).collect();
            tell_all(&OfBrowser { files, reader }, wish, &mut |said| say(&said));
        }
        Task::Bench(bench) => spawn_local(tell_bench(*bench)),
        Task::Shifted(wanted) => spawn_local(tell_shifted(*wanted)),
        Task::Network(wanted) => spawn_local(tell_network(*wanted)),
        Task::GroundTruth(spec) => say(&tell_truth(&spec)),
        Task::Neuron { run, look } => spawn_local(tell_neuron(run.map(|run| *run), look)),
    }
}

/// Every estimator of one layer, as soon as the samples are there.
async fn tell_bench(bench: Of<BenchSpec>) {
    let Of { spec, assets, samples } = bench;
    let samples = match samples_of(spec.training.data.source, &assets, samples).await {
        Ok(samples) => samples,
        Err(error) => return say(&Said::Refused(error)),
    };
    let tell = |line| say(&Said::Line(Box::new(line)));
    say(&match estimator_bench::tell_all(&spec, samples.as_deref(), tell) {
        Ok(()) => Said::Finished,
        Err(error) => refused(error),
    });
}

/// The network at every strength of the shift, in one go: it only passes through the network.
async fn tell_shifted(wanted: Of<ShiftSpec>) {
    let Of { spec, assets, samples } = wanted;
    let samples = match samples_of(spec.training.data.source, &assets, samples).await {
        Ok(samples) => samples,
        Err(error) => return say(&Said::Refused(error)),
    };
    say(&match shifted(&spec, samples.as_deref()) {
        Ok(points) => Said::Shifted(points),
        Err(error) => refused(error),
    });
}

/// What a network makes of the samples of its run.
async fn tell_network(wanted: Of<(TrainingSpec, Vec<f32>)>) {
    let Of { spec: (training, parameters), assets, samples } = wanted;
    let samples = match samples_of(training.data.source, &assets, samples).await {
        Ok(samples) => samples,
        Err(error) => return say(&Said::Refused(error)),
    };
    say(&match network(&training, samples.as_deref(), parameters) {
        Ok(frame) => Said::Network(Box::new(frame)),
        Err(error) => refused(error),
    });
}

/// The samples of a run that are not made by rule, the site's or the reader's own.
async fn samples_of(source: Source, assets: &str, own: Vec<u8>) -> Result<Option<Vec<u8>>, JobError> {
    let file = shipped(assets, source).await?;
    Ok(file.or((source == Source::Own).then_some(own)))
}

/// Every set of samples as soon as it has been looked at, and the last word.
fn tell_truth(spec: &GroundTruthSpec) -> Said {
    let mut run = match GroundTruth::start(spec, None) {
        Ok(run) => run,
        Err(error) => return refused(error),
    };
    say(&Said::Truth(Box::new(run.frame())));
    let mut progress = Progress::Running;
    while progress == Progress::Running {
        progress = run.step();
        say(&Said::Truth(Box::new(run.frame())));
    }
    Said::Finished
}

/// One unit, after the samples of its run if that is a new one.
async fn tell_neuron(run: Option<NeuronRun>, at: Look) {
    if let Some(run) = run {
        let file = match shipped(&run.assets, run.training.data.source).await {
            Ok(file) => file,
            Err(error) => return say(&Said::Refused(error)),
        };
        match Watched::new(run, file) {
            Ok(watched) => WATCHED.set(Some(watched)),
            Err(error) => return say(&refused(error)),
        }
    }
    // The page sends the run first.
    let Some(seen) = WATCHED.with_borrow(|watched| Some(watched.as_ref()?.look(at))) else { return };
    say(&match seen {
        Ok(seen) => Said::Neuron(Box::new(seen)),
        Err(error) => refused(error),
    });
}

/// The file of the site that a data source needs, if it needs one; the same one is fetched once.
async fn shipped(assets: &str, source: Source) -> Result<Option<Vec<u8>>, JobError> {
    let Some(asset) = Asset::of_source(source).filter(|asset| asset.is_shipped()) else { return Ok(None) };
    let before = FETCHED.with_borrow(|file| file.as_ref().filter(|(of, _)| *of == asset).cloned());
    if let Some((_, file)) = before {
        return Ok(Some(file));
    }
    let file = fetch(assets, asset).await.map_err(|message| JobError::Unreachable { asset, message })?;
    FETCHED.set(Some((asset, file.clone())));
    Ok(Some(file))
}

fn refused(error: SpecError) -> Said {
    Said::Refused(JobError::Spec(error))
}

fn say(said: &Said) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    post(&encode(said), |buffer, transfer| scope.post_message_with_transfer(buffer, transfer));
}

struct OfBrowser {
    files: Vec<File>,
    reader: FileReaderSync,
}

impl Files for OfBrowser {
    fn list(&self) -> Vec<(String, u64)> {
        self.files.iter().map(|file| (path(file), n_bytes(file))).collect()
    }

    fn read(&self, file: usize, from: u64, n_bytes: u64) -> Result<Vec<u8>, String> {
        let read = || {
            let piece = self.files[file].slice_with_f64_and_f64(from as f64, (from + n_bytes) as f64)?;
            self.reader.read_as_array_buffer(&piece)
        };
        let buffer: ArrayBuffer = read().map_err(|thrown: JsValue| message(&thrown))?;
        let bytes = Uint8Array::new(&buffer).to_vec();
        // A file that has become shorter would otherwise be read for ever.
        if bytes.is_empty() { Err("empty".to_owned()) } else { Ok(bytes) }
    }
}

fn message(thrown: &JsValue) -> String {
    let message = js_sys::Reflect::get(thrown, &"message".into()).ok().and_then(|text| text.as_string());
    message.unwrap_or_default()
}
