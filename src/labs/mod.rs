//! The labs: their registry, and one module each.

use crate::i18n::Messages;
use crate::reactive::*;
use crate::state::distributions::DistributionsSettings;
use crate::state::share::{self, LinkNote};
use crate::widgets::part::Make;
use core::hint::black_box;
use infoplane_core::named_enum;
use training::Training;
use wasm_bindgen::JsValue;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

pub mod classifier;
pub mod distributions;
pub mod heading;
pub mod plane;
pub mod rooms;
pub mod training;

named_enum! {
    /// Every lab there is: menu, cards, titles and link tags come from here.
    pub enum Lab {
        /// Two distributions and the measures between them.
        Distributions = "distributions",
        /// A small network that learns in the page.
        Classifier = "classifier",
        /// The layers of the network in the information plane.
        Plane = "plane",
    }
}

/// What a lab is called and how it is announced.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// In the menu.
    pub menu: &'static str,
    /// Above the lab.
    pub title: &'static str,
    /// Below the title.
    pub lede: &'static str,
    /// On its card.
    pub card: &'static str,
}

impl Lab {
    /// What the lab is called.
    pub fn words(self, messages: &Messages) -> Words {
        let labs = messages.labs();
        match self {
            Self::Distributions => Words {
                menu: labs.distributions,
                title: labs.distributions_title,
                lede: labs.distributions_lede,
                card: labs.distributions_card,
            },
            Self::Classifier => Words {
                menu: labs.classifier,
                title: labs.classifier_title,
                lede: labs.classifier_lede,
                card: labs.classifier_card,
            },
            Self::Plane => Words {
                menu: labs.plane,
                title: labs.plane_title,
                lede: labs.plane_lede,
                card: labs.plane_card,
            },
        }
    }

    /// What makes the lab, as soon as its part of the program has been fetched.
    ///
    /// # Errors
    /// When the part cannot be fetched.
    pub async fn part(self) -> Result<Make, SplitLoaderError> {
        match self {
            Self::Distributions => distributions_part().await,
            Self::Classifier => classifier_part().await,
            Self::Plane => plane_part().await,
        }
    }
}

/// Names all labs and what workers begin with, though it is there already, in a part of the program that is fetched later.
///
/// What several parts need is put into chunks, one for each set of parts that need it, and each chunk costs half a kilobyte
/// beside what is in it. Parts that need all that a first visit does make no sets of their own.
pub fn name_all() {
    black_box([distributions::distributions_lab as Make, classifier::classifier_lab, plane::plane_lab]);
    black_box(infoplane_worker::host::serve as fn() -> Result<(), JsValue>);
}

#[wasm_split(distributions, fallible)]
fn distributions_part() -> Result<Make, SplitLoaderError> {
    Ok(distributions::distributions_lab)
}

#[wasm_split(classifier, fallible)]
fn classifier_part() -> Result<Make, SplitLoaderError> {
    Ok(classifier::classifier_lab)
}

#[wasm_split(plane, fallible)]
fn plane_part() -> Result<Make, SplitLoaderError> {
    Ok(plane::plane_lab)
}

/// The settings of every lab, kept while the page is open.
#[derive(Clone, Copy)]
pub struct LabStates {
    /// Of the Distributions lab, and of the front page's bars.
    pub distributions: RwSignal<DistributionsSettings>,
    /// Of the labs that share a training run.
    pub training: Training,
}

impl LabStates {
    /// All defaults.
    pub fn new() -> Self {
        Self { distributions: RwSignal::new(DistributionsSettings::default()), training: Training::new() }
    }

    /// What a link to the lab, as it stands now, has to hold.
    pub fn pairs(self, lab: Lab) -> Vec<(String, String)> {
        match lab {
            Lab::Distributions => self.distributions.with(share::write),
            Lab::Classifier | Lab::Plane => self.training.settings.with(share::write),
        }
    }

    /// Puts a lab into the state that a link holds; says what could not be followed.
    pub fn open(self, lab: Lab, pairs: Vec<(String, String)>) -> Vec<LinkNote> {
        match lab {
            Lab::Distributions => open(self.distributions, pairs),
            Lab::Classifier | Lab::Plane => {
                self.training.n_links.update(|n| *n += 1);
                open(self.training.settings, pairs)
            }
        }
    }
}

impl Default for LabStates {
    fn default() -> Self {
        Self::new()
    }
}

fn open<S: share::Settings + Send + Sync + 'static>(
    state: RwSignal<S>,
    pairs: Vec<(String, String)>,
) -> Vec<LinkNote> {
    let (settings, notes) = share::read(pairs);
    if settings != state.get_untracked() {
        state.set(settings);
    }
    notes
}
