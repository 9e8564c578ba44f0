//! One layer of the reader's own network, with the formulas behind its numbers.

use crate::figures::plane::Estimator;
use crate::labs::plane::layer::{Number, i_xt_terms};
use crate::labs::plane::own::readings::Named;
use crate::labs::plane::reading::Reading;
use crate::labs::training::quantities::{ALL_I_TY, ALL_I_XT, COMPRESSION, i_ty, i_xt};
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::readout::{Present, Quantity, Terms, readout};
use std::rc::Rc;

/// A layer, chosen from the list; at first the last of them.
#[derive(Clone, Copy)]
struct Shown {
    all: Signal<Vec<Named>>,
    chosen: RwSignal<Option<usize>>,
    estimator: Signal<Estimator>,
    when: Signal<String>,
}

impl Shown {
    fn index(self) -> usize {
        let last = self.all.with(Vec::len).saturating_sub(1);
        self.chosen.get().map_or(last, |index| index.min(last))
    }

    fn reading(self) -> Option<Reading> {
        let index = self.index();
        self.all.with(|all| all.get(index).map(|layer| layer.reading))
    }

    fn readout(
        self,
        of: &'static Quantity,
        value: fn(&Reading) -> f64,
        terms: fn(&Reading, Estimator) -> Vec<Number>,
    ) -> El {
        let unit = use_preferences().unit;
        let value = derived(move || self.reading().as_ref().map_or(f64::NAN, value));
        let terms: Terms = Rc::new(move || {
            let numbers =
                self.reading().map(|reading| terms(&reading, self.estimator.get())).unwrap_or_default();
            vec![numbers.into_iter().map(|number| number.text(unit.get())).collect()]
        });
        readout(of, Present { value, terms, when: self.when })
    }
}

/// The list of layers, and I(X;T), I(T;Y) and compression of the one that is chosen.
pub(super) fn one_layer(all: Signal<Vec<Named>>, when: Signal<String>) -> El {
    let settings = use_training().settings;
    let estimator = derived(move || settings.with(|s| s.estimator));
    let shown = Shown { all, chosen: RwSignal::new(None), estimator, when };
    let readouts = ALL_I_XT.iter().fold(el("div").class("readouts small"), |readouts, of| {
        let is_it = move || core::ptr::eq(i_xt(estimator.get()), *of);
        readouts.when(is_it, move || shown.readout(of, |r| r.i_xt, i_xt_terms))
    });
    let rest = |r: &Reading, _| vec![Number::Nats(r.i_xt), Number::Nats(r.i_xt - r.i_ty)];
    let readouts = ALL_I_TY.iter().fold(readouts, |readouts, of| {
        let is_it = move || core::ptr::eq(i_ty(estimator.get()), *of);
        readouts.when(is_it, move || shown.readout(of, |r| r.i_ty, rest))
    });
    let of_peak = |r: &Reading, _| vec![Number::Nats(r.peak), Number::Nats(r.i_xt)];
    let readouts = readouts.child(shown.readout(&COMPRESSION, |r| r.peak - r.i_xt, of_peak));
    el("div").child(list(shown)).child(readouts)
}

fn list(shown: Shown) -> El {
    let option = |(index, layer): (usize, &Named)| {
        el("option").attr("value", index.to_string()).text(layer.title(index))
    };
    let options = move || shown.all.with(|all| all.iter().enumerate().map(option).collect());
    let list = el("select")
        .live(options)
        .prop("value", move || {
            shown.all.track();
            shown.index().to_string()
        })
        .on("change", move |event| shown.chosen.set(event_target_value(&event).parse().ok()));
    el("label").class("row").child(el("span").text(text(|m| m.plane().layer_choice))).child(list)
}
