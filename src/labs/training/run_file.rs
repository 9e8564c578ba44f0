//! The run as a file: its spec, what was recorded, and fingerprints to check another machine's run by.

use crate::labs::rooms::{Rooms, room};
use crate::labs::training::{Training, use_training};
use crate::labs::{Lab, LabStates};
use crate::reactive::*;
use crate::state::location;
use crate::state::preferences::text;
use crate::state::query::Route;
use crate::widgets::element::{El, el};
use crate::widgets::export::save_text;
use crate::widgets::number::grouped;
use crate::widgets::part::Make;
use infoplane_core::experiments::digest;
use infoplane_core::experiments::layer_information::LayerInformationFrame;
use infoplane_core::experiments::training::{Evaluation, LayerRecord, Record, TrainingFrame, TrainingSpec};
use serde::Serialize;

/// A run, as far as it has come. Information in nats.
#[derive(Serialize)]
struct RunFile<'a> {
    program: &'static str,
    version: &'static str,
    /// Leads to the same run.
    link: String,
    unit: &'static str,
    spec: TrainingSpec,
    epoch: u32,
    /// Of the weights: FNV-1a over the bytes of their bits, 64 bits, in hexadecimal.
    digest: String,
    /// Layer by layer: weights (output-major), then biases.
    weights: &'a [f32],
    records: Vec<RecordLine<'a>>,
    /// The estimates of the information plane, as far as they were asked for.
    plane: Vec<LayerInformationFrame>,
}

/// A recorded epoch, with the fingerprint of its weights in their place.
#[derive(Serialize)]
struct RecordLine<'a> {
    epoch: u32,
    digest: String,
    train: &'a Evaluation,
    test: &'a Evaluation,
    layers: &'a [LayerRecord],
}

impl<'a> From<&'a Record> for RecordLine<'a> {
    fn from(Record { epoch, train, test, layers, snapshot }: &'a Record) -> Self {
        Self { epoch: *epoch, digest: fingerprint(snapshot), train, test, layers }
    }
}

fn fingerprint(weights: &[f32]) -> String {
    format!("{:016x}", digest(weights))
}

/// A fold with the run as a file, which the room tells of.
pub fn run_file(pick: fn(Rooms) -> Make) -> El {
    fold("run-file", text(|m| m.training().run_file), pick)
}

/// A card that says its name, and is filled with the room when it is first opened.
pub fn fold(class: &str, name: Signal<&'static str>, pick: fn(Rooms) -> Make) -> El {
    let was_opened = RwSignal::new(false);
    let fold = el("details")
        .class("fold")
        .on("toggle", move |_| was_opened.set(true))
        .child(el("summary").text(name))
        .when(move || was_opened.get(), move || room("div", "", pick));
    el("section").class(&format!("card folded {class}")).child(fold)
}

/// Seed, epoch and digest, and what saves the run with a link to this lab.
pub fn facts_and_button(lab: Lab) -> Vec<El> {
    let training = use_training();
    let states = expect_context::<LabStates>();
    let run = training.run();
    let of_frame = move |read: fn(&TrainingFrame) -> String| {
        move || run.frame.with(|frame| frame.as_deref().map(read).unwrap_or_default())
    };
    let fact = |name, value: El| el("div").child(el("dt").text(name)).child(value);
    let seed = el("dd").text(move || training.settings.with(|s| s.spec.seed.to_string()));
    let epoch = el("dd").text(of_frame(|frame| grouped(f64::from(frame.epoch))));
    let digest = el("dd").child(el("code").text(of_frame(|frame| fingerprint(&frame.snapshot))));
    let facts = el("dl")
        .class("facts")
        .child(fact(text(|m| m.training().seed), seed))
        .child(fact(text(|m| m.training().epoch_word), epoch))
        .child(fact(text(|m| m.run_file().digest), digest));
    let save = el("button")
        .class("btn")
        .flag("disabled", move || run.frame.with(Option::is_none))
        .on_click(move || {
            let pairs = states.pairs(lab);
            let link = location::address(&Route { tag: lab.name().to_owned(), pairs }.to_fragment());
            if let Some(json) = json(training, link) {
                save_text("infoplane-run.json", "application/json", &json);
            }
        })
        .text(text(|m| m.run_file().save));
    vec![facts, el("p").class("hint").text(text(|m| m.run_file().hint)), save]
}

/// The file of the run; `None` before its first frame.
fn json(training: Training, link: String) -> Option<String> {
    let run = training.run();
    let records = run.records.get_untracked();
    run.frame.with_untracked(|frame| {
        let frame = frame.as_ref()?;
        let file = RunFile {
            program: "infoplane",
            version: env!("CARGO_PKG_VERSION"),
            link,
            unit: "nats",
            spec: training.settings.with_untracked(|s| s.spec.clone()),
            epoch: frame.epoch,
            digest: fingerprint(&frame.snapshot),
            weights: &frame.snapshot,
            records: records.iter().map(|record| RecordLine::from(&**record)).collect(),
            plane: run.plane.get_untracked(),
        };
        // Fails only for maps whose keys are no texts, and there are none.
        serde_json::to_string_pretty(&file).ok()
    })
}
