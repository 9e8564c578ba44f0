//! One question at a time to a worker, about the latest of what is wanted.

use crate::reactive::*;
use crate::workers::own::{OwnWorker, Problem};
use core::time::Duration;
use infoplane_worker::own::said::{Said, Task};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// The time between an answer and the next question, so that a running run leaves the page time for all else: what is
/// asked about is drawn some four times a second.
const PAUSE: Duration = Duration::from_millis(240);

/// Makes what is asked, when it is asked: a question that a later one replaces costs nothing.
type Question = Box<dyn FnOnce() -> Task>;

/// Asks and hears; copied freely. Its worker lives as long as the owner in which it was made.
#[derive(Clone, Copy)]
pub struct Asker {
    line: StoredValue<Rc<Line>, LocalStorage>,
}

struct Line {
    worker: RefCell<Option<OwnWorker>>,
    wanted: RefCell<Option<Question>>,
    is_asked: Cell<bool>,
    hear: Box<dyn Fn(Result<Said, Problem>)>,
}

impl Asker {
    /// Has nothing to ask yet; `hear` is given every answer.
    pub fn new(hear: impl Fn(Result<Said, Problem>) + 'static) -> Self {
        let line = Line {
            worker: RefCell::default(),
            wanted: RefCell::default(),
            is_asked: Cell::new(false),
            hear: Box::new(hear),
        };
        Self { line: StoredValue::new_local(Rc::new(line)) }
    }

    /// Asks this, in place of what has been wanted and not been asked.
    pub fn ask(self, question: impl FnOnce() -> Task + 'static) {
        self.line.with_value(|line| {
            line.wanted.replace(Some(Box::new(question)));
            line.go_on();
        });
    }
}

impl Line {
    /// Asks for what is wanted, unless an answer is on its way.
    fn go_on(self: &Rc<Self>) {
        let question = if self.is_asked.get() { None } else { self.wanted.take() };
        let Some(question) = question else { return };
        self.is_asked.set(true);
        let task = question();
        if let Some(worker) = &*self.worker.borrow() {
            return worker.ask(&task);
        }
        let line = Rc::downgrade(self);
        let tell = move |said| {
            if let Some(line) = line.upgrade() {
                line.take(said);
            }
        };
        match OwnWorker::spawn(&task, &[], tell) {
            Ok(worker) => drop(self.worker.replace(Some(worker))),
            Err(problem) => self.take(Err(problem)),
        }
    }

    /// Takes in an answer. A worker that is gone is replaced by the next question.
    fn take(self: &Rc<Self>, said: Result<Said, Problem>) {
        let (line, is_gone) = (Rc::downgrade(self), matches!(said, Err(Problem::Lost(_))));
        (self.hear)(said);
        let go_on = move || {
            let Some(line) = Weak::upgrade(&line) else { return };
            if is_gone {
                line.worker.take();
            }
            line.is_asked.set(false);
            line.go_on();
        };
        set_timeout(go_on, PAUSE);
    }
}
