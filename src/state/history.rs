//! Undo and redo of settings.

/// How many states are kept; the oldest are dropped, since nobody walks back further.
const DEPTH: usize = 200;

/// The states before and after the present one.
#[derive(Clone, Debug, Default)]
pub struct History<S> {
    past: Vec<S>,
    future: Vec<S>,
}

impl<S: Clone + PartialEq> History<S> {
    /// Nothing to undo.
    pub const fn new() -> Self {
        Self { past: Vec::new(), future: Vec::new() }
    }

    /// Remembers the state before an edit; a repeated call with the same state counts once.
    pub fn remember(&mut self, before: &S) {
        if self.past.last() == Some(before) {
            return;
        }
        if self.past.len() == DEPTH {
            self.past.remove(0);
        }
        self.past.push(before.clone());
        self.future.clear();
    }

    /// The state before the last edit that changed something.
    pub fn undo(&mut self, present: &S) -> Option<S> {
        let before = loop {
            let before = self.past.pop()?;
            if before != *present {
                break before;
            }
        };
        self.future.push(present.clone());
        Some(before)
    }

    /// The state that the last undo left.
    pub fn redo(&mut self, present: &S) -> Option<S> {
        let after = self.future.pop()?;
        self.past.push(present.clone());
        Some(after)
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redo_takes_back_an_undo() {
        let mut history = History::new();
        history.remember(&1);
        assert_eq!(history.undo(&2), Some(1));
        assert_eq!(history.redo(&1), Some(2));
        assert_eq!(history.redo(&2), None);
    }

    #[test]
    fn an_edit_after_undo_forgets_the_future() {
        let mut history = History::new();
        history.remember(&1);
        assert_eq!(history.undo(&2), Some(1));
        history.remember(&1);
        assert!(!history.can_redo());
    }

    #[test]
    fn edits_that_changed_nothing_are_skipped() {
        let mut history = History::new();
        history.remember(&1);
        history.remember(&2);
        assert_eq!(history.undo(&2), Some(1));
    }
}
