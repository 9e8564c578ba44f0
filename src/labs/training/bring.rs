//! A reader's own files: opened, their columns mapped, and what is in them shown.

mod read;

use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::own_file::OwnFile;
use crate::state::preferences::{text, use_preferences};
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use infoplane_core::learner::dataset::own::OwnData;
use read::{Found, Labels, Wish, reader, with_features};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, HtmlInputElement};

/// Rows of the preview.
const N_ROWS: usize = 5;
/// Features of the preview, and as many can be chosen from.
const N_COLUMNS: usize = 12;

/// How the files stand.
#[derive(Clone, Default)]
enum Standing {
    #[default]
    Nothing,
    Reading,
    Failed(String),
    Read(Rc<Found>),
}

/// The files that were opened last.
#[derive(Clone, Copy)]
struct Files {
    training: Training,
    standing: RwSignal<Standing, LocalStorage>,
    wish: StoredValue<Option<(String, Wish)>, LocalStorage>,
    /// What the first line of a table calls its features.
    columns: RwSignal<Vec<String>>,
    chosen: RwSignal<Vec<bool>>,
}

impl Files {
    fn new() -> Self {
        Self {
            training: use_training(),
            standing: RwSignal::new_local(Standing::Nothing),
            wish: StoredValue::new_local(None),
            columns: RwSignal::default(),
            chosen: RwSignal::default(),
        }
    }

    /// Opens the files that an input has, or that were dropped.
    fn open(self, holder: &JsValue) {
        let files = js_sys::Reflect::get(holder, &"files".into()).unwrap_or_default();
        let files: Vec<JsValue> = js_sys::Array::from(&files).into_iter().collect();
        if files.is_empty() {
            return;
        }
        let name = |file: &JsValue| js_sys::Reflect::get(file, &"name".into()).ok()?.as_string();
        let names: Vec<String> = files.iter().filter_map(name).collect();
        let files = files.into_iter().map(JsCast::unchecked_into::<Blob>).collect();
        self.columns.set(Vec::new());
        self.wish.set_value(Some((names.join(", "), Wish { files, labels: Labels::Last })));
        self.read();
    }

    /// Reads the files once more, with the labels in another column.
    fn map(self, labels: Labels) {
        self.wish.update_value(|wish| {
            if let Some((_, wish)) = wish {
                wish.labels = labels;
            }
        });
        self.read();
    }

    fn read(self) {
        let Some((_, wish)) = self.wish.get_value() else { return };
        self.standing.set(Standing::Reading);
        spawn_local(async move {
            let read = match reader().await {
                Ok(read) => read(wish).await,
                Err(error) => Err(error.to_string()),
            };
            // Who has left the lab meanwhile hears nothing of it.
            match read {
                Ok(found) => self.take(found),
                Err(said) => {
                    self.standing.try_set(Standing::Failed(said));
                }
            }
        });
    }

    fn take(self, found: Found) {
        let data = &found.data;
        let all = vec![true; data.n_features()];
        if self.columns.try_with(Vec::is_empty) == Some(true) {
            self.columns.set(data.names().features.clone());
        }
        if self.chosen.try_set(all).is_none() {
            self.use_data(data);
            self.standing.set(Standing::Read(Rc::new(found)));
        }
    }

    fn use_data(self, data: &OwnData) {
        let name = self.wish.with_value(|wish| wish.as_ref().map(|(name, _)| name.clone()));
        let file = OwnFile::new(name.unwrap_or_default(), data);
        self.training.begin_edit();
        self.training.edit(|s| s.bring(file));
    }

    /// Takes a feature in or out; the last one stays.
    fn toggle(self, feature: usize) {
        let mut chosen = self.chosen.get_untracked();
        chosen[feature] = !chosen[feature];
        let Standing::Read(found) = self.standing.get_untracked() else { return };
        if let Ok(data) = with_features(&found.data, &chosen) {
            self.use_data(&data);
            self.chosen.set(chosen);
        }
    }
}

/// Where files are dropped or chosen, and what was found in them.
pub(super) fn bring() -> El {
    let files = Files::new();
    let stay = |event: Event| event.prevent_default();
    el("div")
        .class("bring")
        .on("dragover", stay)
        .on("drop", move |event| {
            event.prevent_default();
            files.open(&js_sys::Reflect::get(&event, &"dataTransfer".into()).unwrap_or_default());
        })
        .child(el("p").class("hint").text(text(|m| m.training().bring)))
        .child(chooser(files))
        .child(el("p").class("hint").text(text(|m| m.training().stays_here)))
        .live(move || match files.standing.get() {
            Standing::Nothing => Vec::new(),
            Standing::Reading => vec![el("p").attr("role", "status").text(text(|m| m.training().reading))],
            Standing::Failed(said) => vec![failure(said), label_choice(files)],
            Standing::Read(read) => found(files, &read),
        })
        .live(move || used(files))
}

fn chooser(files: Files) -> El {
    let input = el("input").attr("type", "file").attr("multiple", "").on("change", move |event| {
        let input: HtmlInputElement = event_target(&event);
        files.open(&input);
        // So that the same files can be chosen again.
        input.set_value("");
    });
    el("label")
        .class("btn small file")
        .child(input)
        .child(el("span").text(text(|m| m.training().choose_files)))
}

fn failure(said: String) -> El {
    let title = el("strong").text(text(|m| m.training().unread));
    el("p").class("run-note").attr("role", "alert").child(title).child(el("span").text(format!(" {said}.")))
}

/// Which samples are used, and a way back to painted points.
fn used(files: Files) -> Vec<El> {
    let lang = use_preferences().lang;
    let training = files.training;
    let Some(file) = training.settings.with(|s| s.file.clone()) else { return Vec::new() };
    let sentence = move || {
        let words = lang.get().messages().training();
        (words.file_used)(&file.name, file.n_samples, file.n_features, file.n_classes)
    };
    let back =
        el("button").class("btn small").text(text(|m| m.training().paint_instead)).on_click(move || {
            files.standing.set(Standing::Nothing);
            training.begin_edit();
            training.edit(TrainingSettings::paint);
        });
    vec![el("p").class("hint").attr("role", "status").text(sentence), back]
}

/// Which column of a table has the labels.
fn label_choice(files: Files) -> El {
    let lang = use_preferences().lang;
    let is_chosen = move |labels: &Labels| {
        files.wish.with_value(|wish| wish.as_ref().is_some_and(|(_, wish)| wish.labels == *labels))
    };
    let option = move |value: String, labels: &Labels, text: String| {
        let chosen = is_chosen(labels);
        el("option").attr("value", value).prop("selected", move || chosen).text(text)
    };
    let changed = move |event: Event| {
        let names = files.columns.get_untracked();
        let value = event_target_value(&event);
        files.map(match value.as_str() {
            "last" => Labels::Last,
            "first" => Labels::First,
            index => match index.parse::<usize>().ok().and_then(|index| names.get(index).cloned()) {
                Some(name) => Labels::Named(name),
                None => return,
            },
        });
    };
    let words = lang.get_untracked().messages().training();
    let named = files.columns.get_untracked();
    let named = named.into_iter().take(N_COLUMNS).enumerate();
    let list = el("select")
        .child(option("last".into(), &Labels::Last, words.last_column.into()))
        .child(option("first".into(), &Labels::First, words.first_column.into()))
        .children(named.map(|(index, name)| option(index.to_string(), &Labels::Named(name.clone()), name)))
        .on("change", changed);
    el("label").class("choice menu").child(el("span").text(text(|m| m.training().class_column))).child(list)
}

/// The mapping of the columns, and the first rows.
fn found(files: Files, found: &Found) -> Vec<El> {
    let mut shown = Vec::new();
    if found.is_table {
        shown.push(label_choice(files));
    }
    let features = &found.data.names().features;
    if (2..=N_COLUMNS).contains(&features.len()) {
        let boxes = features.iter().enumerate().map(|(index, name)| feature_box(files, index, name));
        let legend = el("legend").text(text(|m| m.training().features));
        shown.push(el("fieldset").class("choice chips").child(legend).children(boxes));
    }
    shown.push(preview(&found.data));
    shown
}

fn feature_box(files: Files, index: usize, name: &str) -> El {
    let is_on = move || files.chosen.with(|chosen| chosen.get(index) == Some(&true));
    let is_last = move || is_on() && files.chosen.with(|chosen| chosen.iter().filter(|on| **on).count() == 1);
    let input = el("input")
        .attr("type", "checkbox")
        .prop("checked", is_on)
        .flag("disabled", is_last)
        .on("change", move |_| files.toggle(index));
    el("label").class_when("on", is_on).child(input).child(el("span").text(name))
}

/// The first rows, with the label of each.
fn preview(data: &OwnData) -> El {
    let names = data.names();
    let cell = |tag: &'static str, text: &str| el(tag).text(text);
    let features = names.features.iter().take(N_COLUMNS);
    let head = el("tr")
        .child(el("th").attr("scope", "col").text(text(|m| m.training().class)))
        .children(features.map(|name| cell("th", name).attr("scope", "col")));
    let rows = data.inputs().chunks_exact(data.n_features()).zip(data.labels()).take(N_ROWS);
    let rows = rows.map(|(row, label)| {
        let values = row.iter().take(N_COLUMNS).map(|value| cell("td", &value.to_string()));
        el("tr").child(cell("td", &names.classes[usize::from(*label)])).children(values)
    });
    let table = el("table").child(el("thead").child(head)).child(el("tbody").children(rows));
    el("div").class("table-scroll").attr("tabindex", "0").attr("role", "group").child(table)
}
