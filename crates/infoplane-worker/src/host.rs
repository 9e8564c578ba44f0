//! The browser around a [`Session`]: messages in, slices of work, effects out.
//!
//! The page names the worker after the folder of the assets, whose address the worker could not know:
//! its own is relative to its program, not to the page.
//!
//! Between batches of slices the host posts a message to itself. Unlike a timer that is not
//! delayed, and messages of the page that came meanwhile are heard first.

use crate::asset::fetch;
use crate::message::{bytes_of, post};
use crate::protocol::encode;
use crate::session::{Effect, Session};
use crate::work::CoreWork;
use infoplane_core::learner::spec::Asset;
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// How long slices go on before the host listens again. Longer delays a pause or cancel;
/// shorter spends more of the time on passing messages (about 20 µs each).
const BATCH_MS: f64 = 8.0;

struct Host {
    scope: DedicatedWorkerGlobalScope,
    session: RefCell<Session<CoreWork>>,
    to_itself: MessageChannel,
    posted: Cell<bool>,
}

/// Serves the page until it terminates the worker. Never inlined: it would be compiled for speed, as the program that
/// calls it, and not for size.
///
/// # Errors
/// What the browser throws when it has no message channels.
#[inline(never)]
pub fn serve() -> Result<(), JsValue> {
    let host = Rc::new(Host {
        scope: js_sys::global().unchecked_into(),
        session: RefCell::default(),
        to_itself: MessageChannel::new()?,
        posted: Cell::new(false),
    });
    let listener = Rc::clone(&host);
    host.scope.set_onmessage(Some(&forever(move |event| listener.hear(&event))));
    let worker = Rc::clone(&host);
    host.to_itself.port2().set_onmessage(Some(&forever(move |_| worker.work())));
    host.carry_out(vec![Effect::Send(Session::<CoreWork>::greeting())]);
    Ok(())
}

/// A handler that lives as long as the worker.
fn forever(handler: impl FnMut(MessageEvent) + 'static) -> Function {
    Closure::<dyn FnMut(MessageEvent)>::new(handler).into_js_value().unchecked_into()
}

impl Host {
    fn hear(self: &Rc<Self>, event: &MessageEvent) {
        let effects = self.session.borrow_mut().handle_bytes(&bytes_of(event), self.now_ms());
        self.carry_out(effects);
    }

    fn work(self: &Rc<Self>) {
        self.posted.set(false);
        let end_ms = self.now_ms() + BATCH_MS;
        loop {
            let now_ms = self.now_ms();
            if now_ms >= end_ms || !self.session.borrow().is_busy() {
                break;
            }
            let effects = self.session.borrow_mut().slice(now_ms);
            self.carry_out(effects);
        }
        self.go_on();
    }

    fn carry_out(self: &Rc<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(message) => post(&encode(&message), |buffer, transfer| {
                    self.scope.post_message_with_transfer(buffer, transfer)
                }),
                Effect::Fetch(asset) => self.fetch(asset),
            }
        }
        self.go_on();
    }

    /// Sees to it that [`Host::work`] is called soon if there is something to do.
    fn go_on(&self) {
        if self.session.borrow().is_busy() && !self.posted.replace(true) {
            // Posting `null` on an open channel cannot fail.
            let _ = self.to_itself.port1().post_message(&JsValue::NULL);
        }
    }

    fn fetch(self: &Rc<Self>, asset: Asset) {
        let host = Rc::clone(self);
        spawn_local(async move {
            let content = fetch(&host.scope.name(), asset).await;
            let effects = host.session.borrow_mut().provide(asset, content);
            host.carry_out(effects);
        });
    }

    fn now_ms(&self) -> f64 {
        self.scope.performance().map_or(0.0, |performance| performance.now())
    }
}
