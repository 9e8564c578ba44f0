//! Which page is on screen, and the link that leads to it.

use crate::labs::{Lab, LabStates};
use crate::reactive::*;
use crate::state::preferences::Preferences;
use crate::state::query::{Route, excerpt};
use crate::state::share::LinkNote;

/// The lab whose settings the front page shows, and hence its link holds.
const FRONT: Lab = Lab::Distributions;

/// What is on screen.
#[derive(Clone, Copy)]
pub struct Page {
    /// The lab; `None` for the front page.
    pub lab: RwSignal<Option<Lab>>,
    /// What could not be followed of the last link.
    pub notes: RwSignal<Vec<LinkNote>>,
    preferences: Preferences,
    states: LabStates,
}

impl Page {
    /// The front page.
    pub fn new(preferences: Preferences, states: LabStates) -> Self {
        Self { lab: RwSignal::new(None), notes: RwSignal::new(Vec::new()), preferences, states }
    }

    /// Follows a fragment: preferences, lab and settings come from it.
    pub fn open(self, fragment: &str) {
        let (mut route, mut notes) = Route::parse(fragment);
        notes.extend(self.preferences.follow(&mut route));
        let lab = Lab::from_name(&route.tag);
        match lab {
            Some(lab) => notes.extend(self.states.open(lab, route.pairs)),
            None if route.tag.is_empty() => notes.extend(self.states.open(FRONT, route.pairs)),
            None => notes.push(LinkNote::UnknownLab { tag: excerpt(&route.tag) }),
        }
        if self.lab.get_untracked() != lab {
            self.lab.set(lab);
        }
        self.notes.set(notes);
    }

    /// The fragment of what is on screen, outside an iframe.
    pub fn full_page(self) -> String {
        let (mut route, _) = Route::parse(&self.fragment_of(self.lab.get()));
        route.take("embed");
        route.to_fragment()
    }

    /// The fragment that leads to a lab as it stands now; `None` is the front page.
    pub fn fragment_of(self, lab: Option<Lab>) -> String {
        let mut pairs = self.states.pairs(lab.unwrap_or(FRONT));
        pairs.extend(self.preferences.pairs());
        Route { tag: lab.map(Lab::name).unwrap_or_default().to_string(), pairs }.to_fragment()
    }
}

/// The page a component is in.
///
/// # Panics
/// Never inside the app, which provides it before it renders anything.
pub fn use_page() -> Page {
    expect_context::<Page>()
}
