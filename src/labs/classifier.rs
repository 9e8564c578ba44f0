//! The Classifier lab: a small network that learns in the page.

use crate::labs::{Lab, heading::Heading};
use leptos::prelude::*;

/// The Classifier lab.
#[component]
pub fn ClassifierLab() -> impl IntoView {
    view! { <Heading lab=Lab::Classifier /> }
}
