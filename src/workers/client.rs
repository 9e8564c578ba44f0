//! The page's end of the line to one worker.
//!
//! Nothing is sent before the worker is ready; what is said earlier waits. A worker that does not
//! understand, or dies, says so once in its own words and is then terminated.

use crate::workers::address;
use crate::workers::samples::{self, Samples};
use infoplane_core::learner::spec::Asset;
use infoplane_worker::message::{bytes_of, post};
use infoplane_worker::protocol::{FromWorker, PROTOCOL_VERSION, ProtocolError, ToWorker, decode, encode};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// What happens on the line.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientEvent {
    /// The worker listens.
    Ready,
    /// The worker says something.
    Message(FromWorker),
    /// Page and worker do not understand each other.
    Misunderstood(ProtocolError),
    /// The worker is gone, with its job.
    Died {
        /// What the browser says about it, in its own words.
        message: String,
    },
}

/// One worker; dropping it terminates the worker.
pub struct Client {
    line: Rc<Line>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

struct Line {
    worker: Worker,
    state: Cell<State>,
    waiting: RefCell<Vec<ToWorker>>,
    /// The reader's own samples that the worker has.
    given: RefCell<Option<Samples>>,
    tell: Box<dyn Fn(ClientEvent)>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Starting,
    Ready,
    Closed,
}

impl Client {
    /// Starts a worker; `tell` hears of everything that happens.
    ///
    /// # Errors
    /// What the browser says when it cannot even try.
    pub fn spawn(tell: impl Fn(ClientEvent) + 'static) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(&address::of_assets());
        let worker = Worker::new_with_options(&address::of_worker(), &options)
            .map_err(|thrown| String::from(js_sys::Error::from(thrown).message()))?;
        let line = Rc::new(Line {
            worker,
            state: Cell::new(State::Starting),
            waiting: RefCell::default(),
            given: RefCell::default(),
            tell: Box::new(tell),
        });
        let heard = Rc::clone(&line);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event| heard.hear(&event));
        let broken = Rc::clone(&line);
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event| broken.break_off(&event));
        line.worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        line.worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        line.worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { line, _on_message: on_message, _on_error: on_error })
    }

    /// Says something to the worker, as soon as it is ready; before a task on a reader's own samples, gives it these.
    pub fn send(&self, message: ToWorker) {
        if let ToWorker::Start { task, .. } = &message
            && task.asset() == Some(Asset::Own)
        {
            self.line.give(samples::present());
        }
        self.line.say(message);
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.line.close();
    }
}

impl Line {
    fn hear(&self, event: &MessageEvent) {
        if self.state.get() == State::Closed {
            return;
        }
        match decode(&bytes_of(event)) {
            Ok(FromWorker::Ready { version: PROTOCOL_VERSION }) => self.open(),
            Ok(FromWorker::Ready { version: worker }) => {
                self.give_up(ProtocolError::VersionMismatch { page: PROTOCOL_VERSION, worker });
            }
            Ok(FromWorker::Refused { reason }) | Err(reason) => self.give_up(reason),
            Ok(message) => (self.tell)(ClientEvent::Message(message)),
        }
    }

    fn say(&self, message: ToWorker) {
        match self.state.get() {
            State::Starting => self.waiting.borrow_mut().push(message),
            State::Ready => self.post(&message),
            State::Closed => {}
        }
    }

    fn give(&self, samples: Samples) {
        let is_given = self.given.borrow().as_ref().is_some_and(|given| Arc::ptr_eq(given, &samples));
        if !is_given {
            self.say(ToWorker::Provide { asset: Asset::Own, bytes: samples.to_vec() });
            self.given.replace(Some(samples));
        }
    }

    fn open(&self) {
        self.state.set(State::Ready);
        for message in self.waiting.take() {
            self.post(&message);
        }
        (self.tell)(ClientEvent::Ready);
    }

    fn give_up(&self, reason: ProtocolError) {
        self.close();
        (self.tell)(ClientEvent::Misunderstood(reason));
    }

    fn break_off(&self, event: &Event) {
        if self.state.get() == State::Closed {
            return;
        }
        self.close();
        let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        let message = said.filter(|said| !said.is_empty()).unwrap_or_else(|| event.type_());
        (self.tell)(ClientEvent::Died { message });
    }

    fn post(&self, message: &ToWorker) {
        post(&encode(message), |buffer, transfer| self.worker.post_message_with_transfer(buffer, transfer));
    }

    fn close(&self) {
        self.state.set(State::Closed);
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
    }
}
