//! How a reader wants the page: language, colors, unit. Remembered by the browser; a link may override them.

use crate::i18n::{Lang, Messages};
use crate::reactive::*;
use crate::state::query::{Route, excerpt};
use crate::state::share::LinkNote;
use crate::state::store;
use infoplane_core::{measures::units::Unit, named_enum};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::MediaQueryListEvent;

named_enum! {
    /// The color scheme.
    pub enum Theme {
        /// As the system says.
        System = "system",
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}

/// What a link says about the frame around a lab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// Without header and footer, for an iframe.
    pub embed: bool,
    /// Names of controls taken away.
    pub hide: Vec<String>,
    /// Names of controls that are shown but cannot be used.
    pub lock: Vec<String>,
    /// Preference keys that the link itself gave; they stay in it.
    linked: Vec<&'static str>,
}

/// A signal of one out of a few values, which is told by its place in the list of all: signals of every type of their own
/// would weigh more in the program than what they hold.
#[derive(Debug)]
pub struct Chosen<T: 'static> {
    place: RwSignal<usize>,
    all: &'static [T],
}

impl<T> Clone for Chosen<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Chosen<T> {}

impl<T: Copy + PartialEq> Chosen<T> {
    fn new(all: &'static [T], value: T) -> Self {
        Self { place: RwSignal::new(place_of(all, value)), all }
    }

    /// The value; what reads it follows it.
    pub fn get(self) -> T {
        self.all[self.place.get()]
    }

    /// The value at this moment.
    pub fn get_untracked(self) -> T {
        self.all[self.place.get_untracked()]
    }

    /// Another value.
    pub fn set(self, value: T) {
        self.place.set(place_of(self.all, value));
    }
}

/// The place of a value in the list of all, which has it.
fn place_of<T: PartialEq>(all: &[T], value: T) -> usize {
    all.iter().position(|other| *other == value).unwrap_or_default()
}

/// The preferences as signals; copied freely.
#[derive(Clone, Copy)]
pub struct Preferences {
    /// The language.
    pub lang: Chosen<Lang>,
    /// The color scheme.
    pub theme: Chosen<Theme>,
    /// The unit of every displayed amount of information.
    pub unit: Chosen<Unit>,
    /// What the link says about the frame.
    pub frame: RwSignal<Frame>,
    system_is_dark: RwSignal<bool>,
}

impl Preferences {
    /// The remembered preferences, or those of the browser.
    pub fn remembered() -> Self {
        let lang = store::get("lang").and_then(|name| Lang::from_name(&name));
        let theme = store::get("theme").and_then(|name| Theme::from_name(&name));
        let unit = store::get("unit").and_then(|name| Unit::from_name(&name));
        Self {
            lang: Chosen::new(Lang::ALL, lang.unwrap_or_else(browser_language)),
            theme: Chosen::new(Theme::ALL, theme.unwrap_or(Theme::System)),
            unit: Chosen::new(Unit::ALL, unit.unwrap_or(Unit::Bits)),
            frame: RwSignal::new(Frame::default()),
            system_is_dark: follow_system_colors(),
        }
    }

    /// Whether the page is light on dark at present.
    pub fn is_dark(self) -> bool {
        match self.theme.get() {
            Theme::System => self.system_is_dark.get(),
            theme => theme == Theme::Dark,
        }
    }

    /// Chooses a language and remembers it.
    pub fn choose_lang(self, lang: Lang) {
        self.lang.set(lang);
        store::set("lang", lang.name());
    }

    /// Chooses a color scheme and remembers it.
    pub fn choose_theme(self, theme: Theme) {
        self.theme.set(theme);
        store::set("theme", theme.name());
    }

    /// Chooses a unit and remembers it.
    pub fn choose_unit(self, unit: Unit) {
        self.unit.set(unit);
        store::set("unit", unit.name());
    }

    /// Takes the preference keys out of a link and follows them, without remembering them.
    pub fn follow(self, route: &mut Route) -> Vec<LinkNote> {
        let mut notes = Vec::new();
        let mut frame = Frame::default();
        let mut choose = |key: &'static str, accept: &dyn Fn(&str) -> bool| {
            let Some(value) = route.take(key) else { return };
            if accept(&value) {
                frame.linked.push(key);
            } else {
                notes.push(LinkNote::BadValue { key: key.to_string(), value: excerpt(&value) });
            }
        };
        choose("lang", &|name| Lang::from_name(name).map(|lang| self.lang.set(lang)).is_some());
        choose("theme", &|name| Theme::from_name(name).map(|theme| self.theme.set(theme)).is_some());
        choose("unit", &|name| Unit::from_name(name).map(|unit| self.unit.set(unit)).is_some());
        match route.take("embed").as_deref() {
            None | Some("0") => {}
            Some("1") => frame.embed = true,
            Some(other) => {
                notes.push(LinkNote::BadValue { key: "embed".to_string(), value: excerpt(other) });
            }
        }
        frame.hide = names(route.take("hide"));
        frame.lock = names(route.take("lock"));
        if frame != self.frame.get_untracked() {
            self.frame.set(frame);
        }
        notes
    }

    /// The preference keys that belong into the present link: those it came with, and the unit when it is
    /// not bits, so that the same link shows the same numbers.
    pub fn pairs(self) -> Vec<(String, String)> {
        let frame = self.frame.get();
        let mut pairs = Vec::new();
        let mut push = |key: &str, value: &str| pairs.push((key.to_string(), value.to_string()));
        if frame.linked.contains(&"lang") {
            push("lang", self.lang.get().name());
        }
        if frame.linked.contains(&"theme") {
            push("theme", self.theme.get().name());
        }
        if frame.linked.contains(&"unit") || self.unit.get() != Unit::Bits {
            push("unit", self.unit.get().name());
        }
        if frame.embed {
            push("embed", "1");
        }
        if !frame.hide.is_empty() {
            push("hide", &frame.hide.join(","));
        }
        if !frame.lock.is_empty() {
            push("lock", &frame.lock.join(","));
        }
        pairs
    }
}

/// The preferences of the page a component is in.
///
/// # Panics
/// Never inside the app, which provides them before it renders anything.
pub fn use_preferences() -> Preferences {
    expect_context::<Preferences>()
}

/// A text in the present language: `text(|m| m.shell().share)` follows the language switch.
///
/// A plain function picks it, so that all texts share one signal's code.
pub fn text(pick: fn(&'static Messages) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().messages()))
}

/// A text in the present language that depends on something else as well.
pub fn text_by(
    pick: impl Fn(&'static Messages) -> &'static str + Send + Sync + 'static,
) -> Signal<&'static str> {
    text_of(Box::new(pick))
}

fn text_of(pick: Box<dyn Fn(&'static Messages) -> &'static str + Send + Sync>) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().messages()))
}

/// A text in the present language as labels of controls take it: owned.
pub fn label(pick: fn(&'static Messages) -> &'static str) -> Signal<String> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().messages()).to_string())
}

/// Comma-separated names of controls; a name longer than any of ours is dropped.
fn names(text: Option<String>) -> Vec<String> {
    const LONGEST: usize = 24;
    let text = text.unwrap_or_default();
    text.split(',').filter(|name| (1..=LONGEST).contains(&name.len())).take(LONGEST).map(Into::into).collect()
}

/// Whether the system asks for light on dark; follows the system for as long as the page lives.
fn follow_system_colors() -> RwSignal<bool> {
    let dark = RwSignal::new(false);
    let query = web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok())
        .flatten();
    if let Some(query) = query {
        dark.set(query.matches());
        let changed = Closure::<dyn Fn(MediaQueryListEvent)>::new(move |event: MediaQueryListEvent| {
            dark.set(event.matches());
        });
        query.set_onchange(Some(changed.as_ref().unchecked_ref()));
        // The page listens as long as it lives.
        changed.forget();
    }
    dark
}

fn browser_language() -> Lang {
    let tags = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let tags: Vec<String> = tags.iter().filter_map(|tag| tag.as_string()).collect();
    Lang::preferred(tags.iter().map(String::as_str))
}
