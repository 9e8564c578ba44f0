//! Reading files piece by piece, so that the page answers meanwhile; in a part of the program of its own.

use crate::labs::name_all;
use core::future::Future;
use core::pin::Pin;
use infoplane_core::learner::dataset::own::{Names, OwnData, OwnDataError};
use infoplane_files::csv::{Columns, LabelColumn};
use infoplane_files::loader::{Loaded, Loader, Options};
use infoplane_files::problem::FileError;
use infoplane_files::samples::own_data;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::Blob;

/// Bytes that are read at once: more are read sooner, fewer keep the page more awake.
const PIECE: f64 = 65_536.0;

/// Where the labels of a table are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Labels {
    First,
    Last,
    Named(String),
}

/// What is read: files that belong together, and where the labels are if they are tables.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) files: Vec<Blob>,
    pub(super) labels: Labels,
}

/// What was read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) data: OwnData,
    /// Whether it was a text, whose columns can be mapped.
    pub(super) is_table: bool,
}

type Reading = Pin<Box<dyn Future<Output = Result<Found, String>>>>;

/// Reads files.
pub(super) type Read = fn(Wish) -> Reading;

/// What reads files, as soon as it has been fetched.
#[wasm_split(files, fallible)]
pub(super) fn reader() -> Result<Read, SplitLoaderError> {
    name_all();
    Ok(|wish| Box::pin(read(wish)))
}

async fn read(wish: Wish) -> Result<Found, String> {
    let mut loaded = Vec::new();
    for file in &wish.files {
        loaded.push(load(file, &wish.labels).await?);
    }
    let is_table = matches!(loaded[..], [Loaded::Table(_)]);
    own_data(loaded).map(|data| Found { data, is_table }).map_err(|error| error.to_string())
}

async fn load(file: &Blob, labels: &Labels) -> Result<Loaded<f32>, String> {
    let mut loader = Loader::new(options(labels));
    let said = |error: FileError| error.to_string();
    let mut at = 0.0;
    while at < file.size() {
        let end = (at + PIECE).min(file.size());
        let piece = file.slice_with_f64_and_f64(at, end).map_err(refused)?;
        let bytes = JsFuture::from(piece.array_buffer()).await.map_err(refused)?;
        loader.push(&Uint8Array::new(&bytes).to_vec()).map_err(said)?;
        at = end;
    }
    loader.finish().map_err(said)
}

fn options(labels: &Labels) -> Options {
    let column = match labels {
        Labels::First => LabelColumn::First,
        Labels::Last => LabelColumn::Last,
        Labels::Named(name) => LabelColumn::Named(name.clone()),
    };
    Options { columns: Columns::Samples(column), ..Options::samples() }
}

/// What the browser says when it does not give the bytes, as of a file that has changed since.
fn refused(thrown: JsValue) -> String {
    String::from(js_sys::Error::from(thrown).message())
}

/// The samples with the features that are chosen only.
pub(super) fn with_features(data: &OwnData, is_chosen: &[bool]) -> Result<OwnData, OwnDataError> {
    let chosen = |at: &usize| is_chosen.get(*at).copied().unwrap_or(false);
    let columns: Vec<usize> = (0..data.n_features()).filter(chosen).collect();
    let rows = data.inputs().chunks_exact(data.n_features());
    let inputs = rows.flat_map(|row| columns.iter().map(|column| row[*column])).collect();
    let labels: Vec<usize> = data.labels().iter().map(|label| usize::from(*label)).collect();
    let features = columns.iter().map(|column| data.names().features[*column].clone()).collect();
    OwnData::new(inputs, &labels, Names { classes: data.names().classes.clone(), features })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_that_are_not_chosen_are_left_out_of_every_row() {
        let names = Names::numbered(2, 3);
        let data = OwnData::new(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &[0, 1], names);
        let kept = data.and_then(|data| with_features(&data, &[true, false, true]));
        let kept = kept.map(|data| (data.inputs().to_vec(), data.names().features.clone()));
        assert_eq!(kept, Ok((vec![1.0, 3.0, 4.0, 6.0], vec!["x1".to_owned(), "x3".to_owned()])));
    }

    #[test]
    fn no_feature_at_all_is_refused() {
        let data = OwnData::new(vec![1.0, 2.0], &[0, 1], Names::numbered(2, 1));
        assert_eq!(data.and_then(|data| with_features(&data, &[false])), Err(OwnDataError::Features(0)));
    }
}
