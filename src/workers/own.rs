//! The page's end of the line to a worker that estimates a reader's own activations, or one layer in every way, or looks at
//! one unit or one network.

use crate::workers::address;
use infoplane_worker::message::bytes_of;
use infoplane_worker::own::said::{NAME, Said, Task};
use infoplane_worker::protocol::{JobError, decode, encode};
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{ErrorEvent, Event, File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Why something asked for does not come.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// It cannot be made, or a file for it did not arrive.
    Refused(JobError),
    /// The worker is gone or could not be started, in the browser's words.
    Lost(String),
}

impl core::fmt::Display for Problem {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Lost(words) => words.fmt(f),
        }
    }
}

impl core::error::Error for Problem {}

/// One worker; dropping it terminates the worker.
pub struct OwnWorker {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl OwnWorker {
    /// Starts a worker and hands it the files, of which only handles travel; `tell` hears what it says, or why nothing
    /// will come of it.
    ///
    /// # Errors
    /// [`Problem::Lost`] when the browser cannot even try.
    pub fn spawn(
        task: &Task,
        files: &[File],
        tell: impl Fn(Result<Said, Problem>) + 'static,
    ) -> Result<Self, Problem> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(NAME);
        let worker = Worker::new_with_options(&address::of_worker(), &options)
            .map_err(|thrown| Problem::Lost(js_sys::Error::from(thrown).message().into()))?;
        let message = message_of(task);
        files.iter().for_each(|file| {
            message.push(file);
        });
        let tell = Rc::new(tell);
        let (heard, line) = (Rc::clone(&tell), worker.clone());
        let on_message =
            Closure::<dyn FnMut(MessageEvent)>::new(move |event| match decode(&bytes_of(&event)) {
                // Posting fails only for what cannot be cloned, which files can.
                Ok(Said::Ready) => drop(line.post_message(&message)),
                Ok(Said::Refused(error)) => heard(Err(Problem::Refused(error))),
                Ok(said) => heard(Ok(said)),
                Err(error) => heard(Err(Problem::Lost(error.to_string()))),
            });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            let words = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            tell(Err(Problem::Lost(words)));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Asks for something more, of a worker that has answered.
    pub fn ask(&self, task: &Task) {
        // Bytes can be cloned.
        let _ = self.worker.post_message(&message_of(task));
    }
}

fn message_of(task: &Task) -> Array {
    Array::of1(&Uint8Array::from(&encode(task)[..]).buffer())
}

impl Drop for OwnWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
