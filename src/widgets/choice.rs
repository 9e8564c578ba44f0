//! One out of a few.

use crate::reactive::*;
use crate::widgets::element::{El, el};
use core::sync::atomic::{AtomicUsize, Ordering};
use std::rc::Rc;
use web_sys::Event;

/// How the options are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Joined buttons: two to four short options.
    Segmented,
    /// Separate rounded buttons that wrap: more options.
    Chips,
    /// A drop-down list.
    Menu,
}

/// The options of a choice: the stable name of each (see `named_enum!`) and what it is called here.
pub type Options = Vec<(&'static str, String)>;

/// One out of a few named options, as native radio buttons or a native list.
///
/// `label` says what is chosen: it is read by screen readers and shown above chips and lists. `choose` gets
/// the name of the option chosen. No option is marked when `chosen` is none of them, as for presets after
/// an edit.
pub fn choice(
    label: Signal<String>,
    look: Look,
    options: impl Fn() -> Options + 'static,
    chosen: Signal<&'static str>,
    choose: impl Fn(&'static str) + 'static,
) -> El {
    let (options, choose): (MakeOptions, Choose) = (Rc::new(options), Rc::new(choose));
    match look {
        Look::Menu => menu(label, options, chosen, choose),
        Look::Segmented => radios(label, "choice seg", options, chosen, choose),
        Look::Chips => radios(label, "choice chips", options, chosen, choose),
    }
}

type MakeOptions = Rc<dyn Fn() -> Options>;
type Choose = Rc<dyn Fn(&'static str)>;

fn menu(label: Signal<String>, options: MakeOptions, chosen: Signal<&'static str>, choose: Choose) -> El {
    let known = Rc::clone(&options);
    let changed = move |event: Event| {
        let value = event_target_value(&event);
        let name = untrack(&*known).into_iter().map(|(name, _)| name).find(|name| *name == value);
        if let Some(name) = name {
            choose(name);
        }
    };
    let option = move |(name, text): (&'static str, String)| {
        el("option").attr("value", name).prop("selected", move || chosen.get() == name).text(text)
    };
    let list = el("select")
        .live(move || options().into_iter().map(option).collect())
        .prop("value", move || chosen.get())
        .on("change", changed);
    el("label").class("choice menu").child(el("span").text(label)).child(list)
}

fn radios(
    label: Signal<String>,
    class: &'static str,
    options: MakeOptions,
    chosen: Signal<&'static str>,
    choose: Choose,
) -> El {
    let group = unique_group();
    let all = move || {
        let options = options().into_iter();
        options.map(|(name, text)| radio(&group, name, text, chosen, Rc::clone(&choose))).collect()
    };
    el("fieldset").class(class).child(el("legend").text(label)).live(all)
}

fn radio(group: &str, name: &'static str, text: String, chosen: Signal<&'static str>, choose: Choose) -> El {
    let is_on = move || chosen.get() == name;
    // A preset that was edited since is still checked for the browser, and can be chosen again.
    let choose = Rc::new(move |_: Event| {
        if chosen.get_untracked() != name {
            choose(name);
        }
    });
    let input = el("input")
        .attr("type", "radio")
        .attr("name", group)
        .attr("value", name)
        .prop("checked", is_on)
        .on("change", {
            let choose = Rc::clone(&choose);
            move |event| choose(event)
        })
        .on("click", move |event| choose(event));
    el("label").class_when("on", is_on).child(input).child(el("span").text(text))
}

/// A name that no other group of radio buttons in the page has.
fn unique_group() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("choice-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
