//! The browser's side of links: the fragment, its changes, and writing it without leaving history behind.

use crate::reactive::*;
use std::time::Duration;
use wasm_bindgen::JsValue;

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

/// Calls `changed` whenever somebody else (a link, the back button, the reader) changes the fragment, as long as the page
/// lives.
pub fn on_change(changed: impl Fn(String) + 'static) {
    window_event_listener_untyped("hashchange", move |_| changed(fragment()));
}

/// Writes the fragment into the address bar some time after the last edit.
#[derive(Clone, Copy)]
pub struct AddressBar {
    pending: StoredValue<Option<Pending>>,
}

/// A fragment to be written, unless the reader has gone elsewhere meanwhile.
struct Pending {
    timer: TimeoutHandle,
    fragment: String,
    /// The fragment that it replaces. The address may change before the page hears of it.
    before: String,
}

impl AddressBar {
    /// An address bar with nothing to write.
    pub fn new() -> Self {
        Self { pending: StoredValue::new(None) }
    }

    /// Writes `fragment` soon, unless another one comes first.
    pub fn write_soon(self, fragment: String) {
        self.cancel();
        if let Ok(timer) = set_timeout_with_handle(move || self.write(), WRITE_DELAY) {
            self.pending.set_value(Some(Pending { timer, fragment, before: self::fragment() }));
        }
    }

    /// Writes what is pending at once: before a click leads elsewhere, for instance, from where the present entry of the
    /// history cannot be written any more.
    pub fn write(self) {
        if let Some(Pending { timer, fragment, before }) = self.take() {
            timer.clear();
            if before == self::fragment() && fragment != before {
                replace(&fragment);
            }
        }
    }

    /// Forgets what was to be written.
    pub fn cancel(self) {
        if let Some(pending) = self.take() {
            pending.timer.clear();
        }
    }

    fn take(self) -> Option<Pending> {
        self.pending.try_update_value(Option::take).flatten()
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
