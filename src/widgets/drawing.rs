//! Drawing when something has changed: a few drawings per frame, so that no frame takes long.
//!
//! An effect would compute every figure in the task in which a signal changes, all of them in one. Here a
//! change only puts the drawing into a queue. Every animation frame works on the queue until its time is used
//! up, and leaves the rest to the next frame; what a drawing reads decides when it is queued again.
//!
//! What the browser does with a drawing after the frame's work cannot be timed, and takes twice as long where no
//! graphics processor helps. So a frame that has drawn for long is followed by one that draws nothing.

use crate::reactive::graph::{AnySource, AnySubscriber, ReactiveNode, Source, Subscriber, WithObserver};
use crate::reactive::*;
use core::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::{Arc, PoisonError, RwLock, Weak};

/// Time after which no further drawing of this frame begins and the next frame rests, in milliseconds. At 6, frames come
/// late while a run keeps eight charts busy; at 1, charts follow it half as often.
const BUDGET_MS: f64 = 2.0;

/// Names a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawing(usize);

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Drawing>,
    /// As few as there are figures on the page.
    drawings: Vec<Rc<Drawn>>,
    is_announced: bool,
    next: usize,
    /// Whether the next frame draws nothing.
    rests: bool,
}

impl Queue {
    fn position(&self, drawing: Drawing) -> Option<usize> {
        self.drawings.iter().position(|drawn| drawn.watch.drawing == drawing)
    }
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

struct Drawn {
    watch: Arc<Watch>,
    draw: Box<dyn Fn()>,
}

/// What a drawing has read: when some of it changes, the drawing is queued.
struct Watch {
    drawing: Drawing,
    sources: RwLock<Vec<AnySource>>,
}

/// Calls `draw` soon, and again soon after something it reads has changed, until the present owner is cleaned up.
pub fn draw_when_changed(draw: impl Fn() + 'static) -> Drawing {
    let drawing = QUEUE.with_borrow_mut(|queue| {
        queue.next += 1;
        let drawing = Drawing(queue.next);
        let watch = Arc::new(Watch { drawing, sources: RwLock::default() });
        queue.drawings.push(Rc::new(Drawn { watch, draw: Box::new(draw) }));
        drawing
    });
    on_cleanup(move || {
        // Dropped outside: what a drawing owns may have drawings of its own to clean up.
        drop(QUEUE.with_borrow_mut(|queue| queue.position(drawing).map(|i| queue.drawings.swap_remove(i))));
    });
    drawing.request();
    drawing
}

impl Drawing {
    /// Puts the drawing at the end of the queue, unless it waits there already.
    pub fn request(self) {
        let announce = QUEUE.with_borrow_mut(|queue| {
            if !queue.waiting.contains(&self) {
                queue.waiting.push_back(self);
            }
            !std::mem::replace(&mut queue.is_announced, true)
        });
        if announce {
            request_animation_frame(work);
        }
    }
}

/// Leaves the next frame to the browser, to show first what has been answered to an input.
pub fn rest() {
    QUEUE.with_borrow_mut(|queue| queue.rests = true);
}

/// Draws until the time of this frame is used up.
fn work() {
    let start = now_ms();
    let elapsed = || now_ms() - start;
    let is_resting = QUEUE.with_borrow_mut(|queue| std::mem::take(&mut queue.rests));
    while !is_resting && elapsed() < BUDGET_MS {
        let Some(drawn) = next() else { break };
        drawn.draw();
    }
    let goes_on = QUEUE.with_borrow_mut(|queue| {
        queue.rests = elapsed() >= BUDGET_MS;
        queue.is_announced = queue.rests || !queue.waiting.is_empty();
        queue.is_announced
    });
    if goes_on {
        request_animation_frame(work);
    }
}

/// The next drawing of the queue that has not been cleaned up.
fn next() -> Option<Rc<Drawn>> {
    QUEUE.with_borrow_mut(|queue| {
        loop {
            let drawing = queue.waiting.pop_front()?;
            if let Some(i) = queue.position(drawing) {
                return Some(Rc::clone(&queue.drawings[i]));
            }
        }
    })
}

impl Drawn {
    fn draw(&self) {
        let watch: Weak<Watch> = Arc::downgrade(&self.watch);
        let subscriber = AnySubscriber(Arc::as_ptr(&self.watch) as usize, watch);
        self.watch.clear_sources(&subscriber);
        subscriber.with_observer(|| (self.draw)());
    }
}

impl ReactiveNode for Watch {
    fn mark_dirty(&self) {
        self.drawing.request();
    }

    fn mark_check(&self) {
        self.drawing.request();
    }

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        false
    }
}

impl Subscriber for Watch {
    fn add_source(&self, source: AnySource) {
        let mut sources = self.sources.write().unwrap_or_else(PoisonError::into_inner);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }

    fn clear_sources(&self, subscriber: &AnySubscriber) {
        let sources = std::mem::take(&mut *self.sources.write().unwrap_or_else(PoisonError::into_inner));
        sources.iter().for_each(|source| source.remove_subscriber(subscriber));
    }
}

fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
