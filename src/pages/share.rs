//! The share button: copies the link to what is on screen, and says so.

use crate::pages::navigation::use_page;
use crate::state::location;
use crate::state::preferences::text;
use core::time::Duration;
use leptos::{html::Input, prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

/// How long the confirmation stays: long enough to be read twice.
const SHOWN_FOR: Duration = Duration::from_secs(6);

/// What has become of the link.
#[derive(Clone, Debug, PartialEq)]
enum Sharing {
    Idle,
    Copied,
    /// The browser does not let us copy (an iframe, no permission): here it is, selected.
    ByHand(String),
}

/// A button that copies the link; where it may not, it shows the link to be copied by hand.
#[component]
pub fn ShareButton() -> impl IntoView {
    let page = use_page();
    let sharing = RwSignal::new(Sharing::Idle);
    let share = move |_| {
        let link = location::address(&page.fragment_of(page.lab.get_untracked()));
        spawn_local(async move {
            if copy(&link).await {
                sharing.set(Sharing::Copied);
                set_timeout(move || sharing.set(Sharing::Idle), SHOWN_FOR);
            } else {
                sharing.set(Sharing::ByHand(link));
            }
        });
    };
    view! {
        <div class="share">
            <button class="btn" on:click=share>{text(|m| m.shell.share)}</button>
            <div role="status">
                {move || match sharing.get() {
                    Sharing::Idle => ().into_any(),
                    Sharing::Copied => {
                        view! { <p class="toast">{text(|m| m.shell.share_copied)}</p> }.into_any()
                    }
                    Sharing::ByHand(link) => view! { <ByHand link sharing /> }.into_any(),
                }}
            </div>
        </div>
    }
}

#[component]
fn ByHand(link: String, sharing: RwSignal<Sharing>) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            field.select();
        }
    });
    view! {
        <div class="toast">
            <label>
                {text(|m| m.shell.share_by_hand)}
                <input node_ref=field type="text" readonly value=link />
            </label>
            <button class="btn" on:click=move |_| sharing.set(Sharing::Idle)>{text(|m| m.shell.close)}</button>
        </div>
    }
}

/// Copies a text; false where the browser does not allow it or has no clipboard.
async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Pages that are not served securely have no clipboard at all.
    let has_clipboard =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|c| !c.is_undefined());
    has_clipboard && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
