//! The Distributions lab: two distributions, and the measures between them.

use crate::labs::{Lab, heading::Heading};
use leptos::prelude::*;

/// The Distributions lab.
#[component]
pub fn DistributionsLab() -> impl IntoView {
    view! { <Heading lab=Lab::Distributions /> }
}
