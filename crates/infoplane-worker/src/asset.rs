//! Fetching the files that experiments need, from a page or from a worker.

use infoplane_core::learner::spec::Asset;
use js_sys::{ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The bytes of a file in `folder`, the address of the site's assets with its final slash.
///
/// # Errors
/// What the browser says: no such file, or no connection.
pub async fn fetch(folder: &str, asset: Asset) -> Result<Vec<u8>, String> {
    fetch_bytes(&format!("{folder}{}", asset.path()))
        .await
        .map_err(|thrown| thrown.as_string().unwrap_or_else(|| js_sys::Error::from(thrown).message().into()))
}

async fn fetch_bytes(address: &str) -> Result<Vec<u8>, JsValue> {
    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &"fetch".into())?.dyn_into()?;
    let answer: Promise = fetch.call1(&global, &address.into())?.dyn_into()?;
    let response: Response = JsFuture::from(answer).await?.dyn_into()?;
    if !response.ok() {
        return Err(format!("status {}", response.status()).into());
    }
    let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
