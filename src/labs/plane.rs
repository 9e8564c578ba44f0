//! The Information plane lab: every layer between input and label.

use crate::labs::{Lab, heading::Heading};
use leptos::prelude::*;

/// The Information plane lab.
#[component]
pub fn PlaneLab() -> impl IntoView {
    view! { <Heading lab=Lab::Plane /> }
}
