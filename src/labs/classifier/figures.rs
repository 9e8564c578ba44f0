//! The accuracy of the run.

use crate::charts::figure::Figure;
use crate::figures::accuracy::{self, accuracy};
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::element::El;
use crate::widgets::figure_view::{Shape, caption, figure_view};
use crate::widgets::number::percent;
use leptos::prelude::*;

/// Accuracy over the epochs.
pub fn accuracy_figure(run: Run) -> El {
    let lang = use_preferences().lang;
    let figure = move |_: Option<&Figure>| {
        let m = lang.get().messages();
        let words = accuracy::Words {
            title: m.classifier.accuracy_figure,
            x_axis: m.training.epoch_axis,
            y_axis: m.classifier.accuracy_figure,
            train: m.training.train,
            test: m.training.test,
        };
        run.records.with(|records| accuracy(records, &words))
    };
    let summary = Signal::derive(move || {
        let shares = run.frame.with(|frame| frame.as_ref().map(|f| (f.test.accuracy, f.train.accuracy)));
        let (test, train) = shares.unwrap_or_default();
        let share = |x: f64| format!("{} %", percent(x));
        (lang.get().messages().classifier.accuracy_summary)(&share(test), &share(train))
    });
    let caption = caption(text(|m| m.classifier.accuracy_lead), text(|m| m.classifier.accuracy_caption));
    figure_view(Memo::new(figure).into(), Shape::Low, summary, caption)
}
