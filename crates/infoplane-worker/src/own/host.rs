//! The browser around the estimates: files in, what is said out.

use super::estimates::tell_all;
use super::file::{n_bytes, path};
use super::said::Said;
use super::source::Files;
use crate::message::post;
use crate::protocol::{decode, encode};
use js_sys::{Array, ArrayBuffer, Function, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent};

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
    let wish = items.next().and_then(|bytes| decode(&Uint8Array::new(&bytes).to_vec()).ok());
    // Only the page of this worker sends to it, and what it sends is a wish and files.
    let (Some(wish), Ok(reader)) = (wish, FileReaderSync::new()) else { return };
    let files = items.map(JsCast::unchecked_into).collect();
    tell_all(&OfBrowser { files, reader }, wish, &mut |said| say(&said));
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
