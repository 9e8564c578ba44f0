//! What the browser remembers for us. A browser that refuses (private windows, sandboxed frames) is not
//! an error: the page then simply starts with its defaults the next time.

const PREFIX: &str = "infoplane.";

/// The remembered value of a key.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Remembers a value, if the browser lets us.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage costs the memory, nothing else.
        let _ = storage.set_item(&format!("{PREFIX}{key}"), value);
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
