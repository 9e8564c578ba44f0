//! States of a run to go back to, in bounded memory.

/// States at some of the recorded epochs, evenly spaced among them and no more than fit; from the nearest one, any
/// epoch in between is reached again with the same bits by training on.
///
/// The states are whole, not deltas or half precision: a run that goes on must round as it did the first time.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints<S> {
    /// Those with the numbers `spacing`, 2 `spacing`, ... among all that were offered, with their epochs.
    kept: Vec<(u32, S)>,
    most: usize,
    spacing: usize,
    n_offered: usize,
    last_offered: u32,
}

impl<S> Checkpoints<S> {
    /// Room for as many states of `bytes` bytes as `budget` bytes hold, perhaps none. Epoch 0 needs none.
    pub(super) fn new(budget: usize, bytes: usize) -> Self {
        Self { kept: Vec::new(), most: budget / bytes.max(1), spacing: 1, n_offered: 0, last_offered: 0 }
    }

    /// Keeps the state at this epoch if it is the turn of it; epochs that were offered before change nothing.
    pub(super) fn offer(&mut self, epoch: u32, state: impl FnOnce() -> S) {
        if epoch <= self.last_offered || self.most == 0 {
            return;
        }
        self.last_offered = epoch;
        self.n_offered += 1;
        if self.n_offered.is_multiple_of(self.spacing) {
            self.kept.push((epoch, state()));
        }
        if self.kept.len() > self.most {
            self.thin_out();
        }
    }

    /// The last state that is not after this epoch.
    pub(super) fn up_to(&self, epoch: u32) -> Option<&S> {
        let n_up_to = self.kept.partition_point(|(kept, _)| *kept <= epoch);
        n_up_to.checked_sub(1).map(|index| &self.kept[index].1)
    }

    /// Keeps every other state, those whose numbers are multiples of twice the spacing.
    fn thin_out(&mut self) {
        let mut number = 0;
        self.kept.retain(|_| {
            number += 1;
            number % 2 == 0
        });
        self.spacing *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epochs(checkpoints: &Checkpoints<u32>) -> Vec<u32> {
        checkpoints.kept.iter().map(|(epoch, _)| *epoch).collect()
    }

    #[test]
    fn what_is_kept_is_evenly_spaced_and_never_more_than_fits() {
        let mut checkpoints = Checkpoints::new(4_000, 900);
        for epoch in 1..=100 {
            checkpoints.offer(epoch, || epoch);
            assert!(checkpoints.kept.len() <= 4, "{epoch}");
        }
        assert_eq!(epochs(&checkpoints), [32, 64, 96]);
        assert_eq!(
            [31, 32, 63, 99].map(|e| checkpoints.up_to(e).copied()),
            [None, Some(32), Some(32), Some(96)]
        );
    }

    #[test]
    fn an_epoch_is_taken_once() {
        let mut checkpoints = Checkpoints::new(4_000, 900);
        [1, 2, 1, 2, 3].iter().for_each(|epoch| checkpoints.offer(*epoch, || *epoch));
        assert_eq!(epochs(&checkpoints), [1, 2, 3]);
    }

    #[test]
    fn states_that_do_not_fit_are_not_made() {
        let mut checkpoints = Checkpoints::new(1_000, 1_001);
        checkpoints.offer(1, || panic!("made"));
        assert_eq!(checkpoints.up_to(u32::MAX), None::<&u32>);
    }
}
