//! The browser's side of links: the fragment, its changes, and writing it without leaving history behind.

use crate::reactive::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Edits arrive faster than browsers allow the address to change (WebKit: 100 times in 30 s).
const WRITE_DELAY: Duration = Duration::from_millis(250);

/// The fragment of the present address, with its `#`.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The present address with another fragment.
pub fn address(fragment: &str) -> String {
    let href = window().location().href().unwrap_or_default();
    let base = href.split('#').next().unwrap_or_default();
    format!("{base}{fragment}")
}

/// Calls `changed` whenever somebody else (a link, the back button, the reader) changes the fragment.
pub fn on_change(changed: impl Fn(String) + 'static) {
    let callback = Closure::<dyn Fn()>::new(move || changed(fragment()));
    let added = window().add_event_listener_with_callback("hashchange", callback.as_ref().unchecked_ref());
    if added.is_ok() {
        // The page listens as long as it lives.
        callback.forget();
    }
}

/// Writes the fragment into the address bar some time after the last edit.
#[derive(Clone, Copy)]
pub struct AddressBar {
    pending: StoredValue<Option<TimeoutHandle>>,
}

impl AddressBar {
    /// An address bar with nothing to write.
    pub fn new() -> Self {
        Self { pending: StoredValue::new(None) }
    }

    /// Writes `fragment` soon, unless another one comes first, or the reader has gone elsewhere meanwhile: the
    /// address may have changed before the page hears of it.
    pub fn write_soon(self, fragment: String) {
        self.cancel();
        let before = self::fragment();
        let write = move || {
            self.pending.set_value(None);
            if before == self::fragment() && fragment != before {
                replace(&fragment);
            }
        };
        self.pending.set_value(set_timeout_with_handle(write, WRITE_DELAY).ok());
    }

    /// Forgets what was to be written.
    pub fn cancel(self) {
        if let Some(handle) = self.pending.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}

impl Default for AddressBar {
    fn default() -> Self {
        Self::new()
    }
}

fn replace(fragment: &str) {
    if let Ok(history) = window().history() {
        // Refused in some sandboxed frames: the share button still has the link.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}
