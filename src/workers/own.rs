//! The page's end of the line to a worker that estimates a reader's own activations, or one layer in every way, or looks at
//! one unit.

use crate::workers::address;
use infoplane_worker::message::bytes_of;
use infoplane_worker::own::said::{NAME, Said, Task};
use infoplane_worker::protocol::{decode, encode};
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{ErrorEvent, Event, File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// One worker; dropping it terminates the worker.
pub struct OwnWorker {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl OwnWorker {
    /// Starts a worker and hands it the files, of which only handles travel; `tell` hears what it says, or in the
    /// browser's words why it is gone.
    ///
    /// # Errors
    /// What the browser says when it cannot even try.
    pub fn spawn(
        task: &Task,
        files: &[File],
        tell: impl Fn(Result<Said, String>) + 'static,
    ) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(NAME);
        let worker = Worker::new_with_options(&address::of_worker(), &options)
            .map_err(|thrown| String::from(js_sys::Error::from(thrown).message()))?;
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
                Ok(said) => heard(Ok(said)),
                Err(error) => heard(Err(error.to_string())),
            });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            tell(Err(event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default()));
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
