//! How to export the activations: the lines for each library, which the fixtures of the tests were made with.

use crate::labs::plane::own::room::words;
use crate::reactive::*;
use crate::state::own::Own;
use crate::state::preferences::use_preferences;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::clipboard::copy;
use crate::widgets::element::{El, el};
use infoplane_core::named_enum;

named_enum! {
    /// A library whose networks can be brought.
    pub enum Library {
        /// PyTorch.
        Torch = "torch",
        /// Keras 3, with any backend.
        Keras = "keras",
    }
}

impl Library {
    const fn title(self) -> &'static str {
        match self {
            Self::Torch => "PyTorch",
            Self::Keras => "Keras",
        }
    }

    const fn lines(self) -> &'static str {
        match self {
            Self::Torch => include_str!("snippets/torch.py"),
            Self::Keras => include_str!("snippets/keras.py"),
        }
    }
}

/// The lines that export activations; folded away as soon as some are there.
pub fn export(own: Own) -> El {
    let lang = use_preferences().lang;
    let library = RwSignal::new(Library::Torch);
    let options = || -> Options {
        [Library::Torch, Library::Keras].map(|library| (library.name(), library.title().to_owned())).into()
    };
    let label = derived(move || lang.get().own().library.to_owned());
    let chosen = derived(move || library.get().name());
    let libraries = choice(label, Look::Segmented, options, chosen, move |name| {
        library.set(Library::from_name(name).unwrap_or(Library::Torch));
    });
    let code = el("pre")
        .attr("tabindex", "0")
        .attr("aria-label", move || library.get().title().to_owned())
        .child(el("code").text(move || library.get().lines().to_owned()));
    el("details")
        .class("card own-export")
        .prop("open", move || own.shown.with(Option::is_none))
        .child(el("summary").child(el("b").text(words(|w| w.export_title))))
        .child(el("p").class("hint").text(words(|w| w.export_lede)))
        .child(el("div").class("row").child(libraries).child(copy_button(library)))
        .child(code)
}

fn copy_button(library: RwSignal<Library>) -> El {
    let lang = use_preferences().lang;
    let copied = RwSignal::new(None::<bool>);
    let outcome = move || {
        let w = lang.get().own();
        copied.get().map_or("", |done| if done { w.copied } else { w.not_copied }).to_owned()
    };
    let click = move || {
        let lines = library.get_untracked().lines();
        spawn_local(async move { copied.set(Some(copy(lines).await)) });
    };
    el("div")
        .class("row")
        .child(el("button").class("btn small").text(words(|w| w.copy)).on_click(click))
        .child(el("span").class("hint").attr("role", "status").text(outcome))
}
