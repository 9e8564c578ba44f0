//! Elements of the page, built by calls on one type.
//!
//! Leptos' `view!` gives every element and every closure in it a type of its own, and the program a copy
//! of the rendering code for each: half of this page's size, measured. Here closures are boxed and all
//! elements share one type, so that a control costs what it says and no more. Reactivity is Leptos' own:
//! what a closure reads decides when it runs again, and everything ends with the component it belongs to.

use crate::reactive::*;
use core::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlInputElement, Node};

/// An element, to be filled and then put into another.
#[derive(Clone, Debug)]
pub struct El(Element);

impl From<Element> for El {
    fn from(element: Element) -> Self {
        Self(element)
    }
}

/// A text that is fixed, or that follows signals.
pub enum Text {
    /// Never changes.
    Fixed(String),
    /// Runs again when a signal it reads has changed.
    Live(Box<dyn Fn() -> String>),
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Fixed(text.to_string())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Fixed(text)
    }
}

impl From<Signal<String>> for Text {
    fn from(text: Signal<String>) -> Self {
        Self::Live(Box::new(move || text.get()))
    }
}

impl From<Signal<&'static str>> for Text {
    fn from(text: Signal<&'static str>) -> Self {
        Self::Live(Box::new(move || text.get().to_string()))
    }
}

impl<F: Fn() -> String + 'static> From<F> for Text {
    fn from(text: F) -> Self {
        Self::Live(Box::new(text))
    }
}

/// An element with this tag name, empty.
///
/// # Panics
/// Never for the tag names of HTML.
pub fn el(tag: &'static str) -> El {
    El(document().create_element(tag).expect("tag names are written here, not typed by a reader"))
}

/// The document's body, to be filled.
///
/// # Panics
/// Never: the program is started from the body.
pub fn body() -> El {
    El(document().body().expect("a document that runs a program has a body").into())
}

impl El {
    /// The element itself.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The element as what it is, such as a canvas.
    ///
    /// # Panics
    /// Only when the tag given to [`el`] does not make such an element.
    pub fn cast<T: JsCast>(&self) -> T {
        self.0.clone().dyn_into().expect("the tag decides what the element is")
    }

    /// Sets the class names.
    pub fn class(self, names: &str) -> Self {
        self.0.set_class_name(names);
        self
    }

    /// Has this class while `is_on`.
    pub fn class_when(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        self.put_class(name, Box::new(is_on));
        self
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.put(value.into(), name, |node, name, value| put_attribute(node, name, Some(value)));
        self
    }

    /// Has this attribute while there is a value for it.
    pub fn attr_if(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.put_if(name, Box::new(value));
        self
    }

    /// Has this attribute, without a value, while `is_on`: `hidden`, `disabled`, `inert`.
    pub fn flag(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        self.attr_if(name, move || is_on().then(String::new))
    }

    /// Sets a property, such as `value` or `checked`, which a reader may have changed since.
    pub fn prop<T: Into<JsValue>>(self, name: &'static str, value: impl Fn() -> T + 'static) -> Self {
        self.put_property(name, Box::new(move || value().into()));
        self
    }

    /// What an input shows, unless a reader is typing something else into it.
    pub fn shows(self, text: Signal<String>) -> Self {
        let (input, last) = (self.cast::<HtmlInputElement>(), RefCell::new(String::new()));
        follow(Box::new(move || {
            let (text, last) = (text.get(), &mut *last.borrow_mut());
            if input.value() == *last {
                input.set_value(&text);
            }
            *last = text;
        }));
        self
    }

    /// Sets a style property, custom ones (`--share`) included.
    pub fn style(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.put(value.into(), name, |node, name, value| {
            if let Some(styled) = node.dyn_ref::<web_sys::HtmlElement>() {
                // Fails only for styles that cannot be changed, which an element's own can.
                let _ = styled.style().set_property(name, value);
            }
        });
        self
    }

    /// Appends a text.
    pub fn text(self, text: impl Into<Text>) -> Self {
        self.append_text(text.into());
        self
    }

    /// Fills the element with markup that the build has made; never with text from outside.
    pub fn markup(self, markup: impl Into<Text>) -> Self {
        self.put(markup.into(), "", |node, _, markup| node.set_inner_html(markup));
        self
    }

    /// Appends an element.
    pub fn child(self, child: Self) -> Self {
        self.append(&child.0);
        self
    }

    /// Appends elements.
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Appends elements that are made anew, in the same place, whenever a signal that `make` reads changes.
    pub fn live(self, make: impl Fn() -> Vec<Self> + 'static) -> Self {
        self.append_live(Box::new(make));
        self
    }

    /// Appends an element while `is_on`.
    pub fn when(
        self,
        is_on: impl Fn() -> bool + Send + Sync + 'static,
        make: impl Fn() -> Self + 'static,
    ) -> Self {
        self.append_when(Box::new(is_on), Box::new(make));
        self
    }

    /// Calls `handle` at every event of this name.
    pub fn on(self, event: &'static str, handle: impl Fn(Event) + 'static) -> Self {
        self.listen(event, Box::new(handle));
        self
    }

    /// Calls `handle` at every click.
    pub fn on_click(self, handle: impl Fn() + 'static) -> Self {
        self.on("click", move |_| handle())
    }

    // What is below has no type parameters, so that it exists once.

    fn put(&self, value: Text, name: &'static str, put: fn(&Element, &str, &str)) {
        let node = self.0.clone();
        set(value, Box::new(move |value| put(&node, name, value)));
    }

    fn put_if(&self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) {
        let node = self.0.clone();
        follow(Box::new(move || put_attribute(&node, name, value().as_deref())));
    }

    fn put_class(&self, name: &'static str, is_on: Box<dyn Fn() -> bool>) {
        let list = self.0.class_list();
        follow(Box::new(move || {
            // Fails only for names with white space.
            let _ = list.toggle_with_force(name, is_on());
        }));
    }

    fn put_property(&self, name: &'static str, value: Box<dyn Fn() -> JsValue>) {
        let node = self.0.clone();
        follow(Box::new(move || {
            // Elements accept every property.
            let _ = js_sys::Reflect::set(&node, &name.into(), &value());
        }));
    }

    fn listen(&self, event: &str, handle: Box<dyn Fn(Event)>) {
        let callback = Closure::wrap(handle);
        // Fails only for an element without a document.
        let _ = self.0.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
        keep(Box::new(callback));
    }

    fn append_text(&self, text: Text) {
        let node = document().create_text_node("");
        self.append(&node);
        set(text, Box::new(move |text| node.set_data(text)));
    }

    fn append_when(&self, is_on: Box<dyn Fn() -> bool + Send + Sync>, make: Box<dyn Fn() -> Self>) {
        // A memo tells of changes only.
        let is_on = condition(is_on);
        self.append_live(Box::new(move || if is_on.get() { vec![make()] } else { Vec::new() }));
    }

    fn append(&self, node: &Node) {
        // Fails only for a node that contains this one.
        let _ = self.0.append_child(node);
    }

    fn append_live(&self, make: Box<dyn Fn() -> Vec<Self>>) {
        let end = document().create_comment("");
        self.append(&end);
        let parent = self.0.clone();
        let present = StoredValue::new_local(Vec::<Self>::new());
        follow(Box::new(move || {
            let next = make();
            for old in present.try_update_value(std::mem::take).unwrap_or_default() {
                old.0.remove();
            }
            for new in &next {
                // The end is a child of the parent as long as both exist.
                let _ = parent.insert_before(&new.0, Some(&end));
            }
            present.try_set_value(next);
        }));
    }
}

fn set(text: Text, put: Box<dyn Fn(&str)>) {
    match text {
        Text::Fixed(text) => put(&text),
        Text::Live(text) => {
            // What has not changed is not written again: readers' selections and announcements depend on it.
            let last = RefCell::new(None);
            follow(Box::new(move || {
                let text = text();
                if last.borrow().as_ref() != Some(&text) {
                    put(&text);
                    *last.borrow_mut() = Some(text);
                }
            }));
        }
    }
}

fn put_attribute(node: &Element, name: &str, value: Option<&str>) {
    // Fails only for names that are no attribute names.
    let _ = match value {
        Some(value) => node.set_attribute(name, value),
        None => node.remove_attribute(name),
    };
}

/// Runs `act` now and whenever a signal it reads changes, until the present owner is cleaned up.
fn follow(act: Box<dyn Fn()>) {
    keep(Box::new(render_effect(act)));
}

/// Keeps something alive until the present owner is cleaned up.
fn keep(kept: Box<dyn std::any::Any>) {
    StoredValue::new_local(kept);
}
