//! A reader's own activations: the files, what has been found in them, and how far the estimates are.

use crate::reactive::*;
use crate::workers::own::{OwnWorker, Problem};
use infoplane_core::experiments::layer_information::{LayerInformationFrame, LayerPoints};
use infoplane_worker::own::failure::{Failure, Spot, Trouble};
use infoplane_worker::own::file::path;
use infoplane_worker::own::said::{Found, Inputs, Said, Task, Wish};
use std::cell::RefCell;
use std::collections::BTreeMap;
use web_sys::File;

/// What is known of the files at present.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activations {
    /// The first file, and how many others there are.
    pub name: (String, usize),
    /// What there is in them.
    pub found: Found,
    /// What the inputs say, if there are any.
    pub inputs: Option<Inputs>,
    /// The epochs of which all layers are estimated, in their order.
    pub frames: Vec<LayerInformationFrame>,
    /// Units of each layer; 0 before the first estimate.
    pub n_units: Vec<usize>,
    /// Estimates that have come.
    pub n_done: usize,
    /// The epochs that lack some layer.
    open: BTreeMap<u32, Vec<Option<LayerPoints>>>,
}

impl Activations {
    fn new(name: (String, usize), found: Found) -> Self {
        let n_units = vec![0; found.layers.len()];
        Self { name, found, n_units, ..Self::default() }
    }

    /// Estimates that there will be.
    pub fn n_wanted(&self) -> usize {
        self.found.epochs.len() * self.found.layers.len()
    }

    /// Takes in one estimate.
    fn take(&mut self, epoch: u32, layer: usize, n_units: usize, points: LayerPoints) {
        let n_layers = self.found.layers.len();
        if layer >= n_layers {
            return;
        }
        self.n_units[layer] = n_units;
        self.n_done += 1;
        let layers = self.open.entry(epoch).or_insert_with(|| vec![None; n_layers]);
        layers[layer] = Some(points);
        if let Some(layers) = layers.iter().copied().collect::<Option<Vec<LayerPoints>>>() {
            self.open.remove(&epoch);
            let (n_samples, h_y) = (self.found.n_samples, self.found.h_y);
            let place = self.frames.partition_point(|frame| frame.epoch < epoch);
            self.frames.insert(place, LayerInformationFrame { epoch, layers, n_samples, h_y });
        }
    }
}

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// There are no files.
    Nothing,
    /// This share of the files has been gone through for names and labels.
    Reading(f32),
    /// Estimates come.
    Estimating,
    /// All have come.
    Finished,
    /// They do not come any more.
    Failed,
}

/// The reader's own activations; copied freely.
#[derive(Clone, Copy)]
pub struct Own {
    /// How far the work is.
    pub standing: RwSignal<Standing>,
    /// What is shown.
    pub shown: RwSignal<Option<Activations>>,
    /// What is wrong with the last files.
    pub failure: RwSignal<Option<Failure>>,
    /// How the last estimates were asked for.
    pub wish: RwSignal<Wish>,
    files: StoredValue<Vec<File>, LocalStorage>,
    /// What was shown last and was complete, with its files: it comes back if the files after it are bad.
    good: StoredValue<Option<(Activations, Vec<File>)>, LocalStorage>,
    worker: StoredValue<Option<OwnWorker>, LocalStorage>,
}

thread_local! {
    /// Kept while the page is open, whatever is on screen.
    static KEPT: RefCell<Option<(Owner, Own)>> = const { RefCell::new(None) };
}

impl Own {
    /// The one of this page, which begins with that wish.
    pub fn kept(wish: Wish) -> Self {
        KEPT.with_borrow_mut(|kept| {
            kept.get_or_insert_with(|| {
                let owner = Owner::new();
                let own = owner.with(|| Self::new(wish));
                (owner, own)
            })
            .1
        })
    }

    fn new(wish: Wish) -> Self {
        Self {
            standing: RwSignal::new(Standing::Nothing),
            shown: RwSignal::new(None),
            failure: RwSignal::new(None),
            wish: RwSignal::new(wish),
            files: StoredValue::new_local(Vec::new()),
            good: StoredValue::new_local(None),
            worker: StoredValue::new_local(None),
        }
    }

    /// Takes up other files.
    pub fn open(self, files: Vec<File>) {
        if !files.is_empty() {
            self.files.set_value(files);
            self.begin();
        }
    }

    /// Estimates the same files once more if that is another wish.
    pub fn ask(self, wish: Wish) {
        if wish != self.wish.get_untracked() {
            self.wish.set(wish);
            if self.files.with_value(|files| !files.is_empty()) {
                self.begin();
            }
        }
    }

    fn begin(self) {
        self.failure.set(None);
        self.standing.set(Standing::Reading(0.0));
        let wish = self.wish.get_untracked();
        let tell = move |said| match said {
            Ok(said) => self.hear(said),
            Err(problem) => self.fail(died(&problem)),
        };
        match self.files.with_value(|files| OwnWorker::spawn(&Task::Own(wish), files, tell)) {
            Ok(worker) => self.worker.set_value(Some(worker)),
            Err(problem) => self.fail(died(&problem)),
        }
    }

    fn hear(self, said: Said) {
        let update = |change: &dyn Fn(&mut Activations)| {
            self.shown.update(|shown| shown.iter_mut().for_each(change));
        };
        match said {
            Said::Ready
            | Said::Line(_)
            | Said::Truth(_)
            | Said::Shifted(_)
            | Said::Network(_)
            | Said::Neuron(_)
            | Said::Refused(_) => {}
            Said::Read(share) => self.standing.set(Standing::Reading(share)),
            Said::Found(found) => {
                let name = self.files.with_value(|files| {
                    (files.first().map(path).unwrap_or_default(), files.len().saturating_sub(1))
                });
                self.shown.set(Some(Activations::new(name, found)));
                self.standing.set(Standing::Estimating);
            }
            Said::Inputs(inputs) => update(&|shown| shown.inputs = Some(inputs)),
            Said::Point { epoch, layer, n_units, points } => {
                update(&|shown| shown.take(epoch, layer, n_units, points));
            }
            Said::Finished => {
                self.standing.set(Standing::Finished);
                let files = self.files.get_value();
                self.good.set_value(self.shown.get_untracked().map(|shown| (shown, files)));
                self.end();
            }
            Said::Failed(failure) => self.fail(failure),
        }
    }

    /// Says what is wrong. What was complete before comes back; without that, what there is stays.
    fn fail(self, failure: Failure) {
        self.failure.set(Some(failure));
        self.standing.set(Standing::Failed);
        if let Some((shown, files)) = self.good.get_value() {
            self.shown.set(Some(shown));
            self.files.set_value(files);
            self.standing.set(Standing::Finished);
        }
        self.end();
    }

    /// Ends the worker, but not within its own message.
    fn end(self) {
        spawn_local(async move { self.worker.set_value(None) });
    }
}

fn died(problem: &Problem) -> Failure {
    let words = problem.to_string();
    Failure { file: String::new(), array: None, spot: Spot::Whole, trouble: Trouble::Unreadable(words) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::layer_information::PlanePoint;

    #[test]
    fn an_epoch_is_shown_when_all_its_layers_have_come_and_in_its_place() {
        let found = Found { epochs: vec![0, 9], layers: vec!["a".into(), "b".into()], ..Found::default() };
        let mut own = Activations::new((String::new(), 0), found);
        let point = PlanePoint { i_xt: 1.0, i_ty: 0.5 };
        let points = LayerPoints { bins_30: point, bins_007: point, kde_upper: point, kde_lower: point };
        own.take(9, 0, 4, points);
        own.take(0, 1, 2, points);
        assert_eq!((own.frames.len(), own.n_done, own.n_wanted()), (0, 2, 4));
        own.take(9, 1, 2, points);
        own.take(0, 0, 4, points);
        let epochs: Vec<u32> = own.frames.iter().map(|frame| frame.epoch).collect();
        assert_eq!((epochs, own.n_units), (vec![0, 9], vec![4, 2]));
    }
}
