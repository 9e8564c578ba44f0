//! Settings of the labs that share a training run: Classifier and Information plane.

use crate::figures::plane::Estimator;
use crate::state::changes;
use crate::state::claim::Claim;
use crate::state::own_file::OwnFile;
use crate::state::painted::Painted;
use crate::state::query::excerpt;
use crate::state::share::{Fields, LinkNote, Settings};
use crate::state::unit;
use crate::workers::samples::Samples;
use core::ops::RangeInclusive;
use infoplane_core::experiments::layer_information::DEFAULT_NOISE_VARIANCE;
use infoplane_core::experiments::neuron::Unit;
use infoplane_core::experiments::training::{Change, TrainingSpec, What};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::dataset::{DataSpec, Feature, Features, Scaling, Source, Split};
use infoplane_core::learner::layer::{LayerOptions, Noise, Units};
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::optimizer::{OptimizerSpec, Rule};
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::learner::spec::Range;
use infoplane_core::named_enum;

/// The most hidden layers a network may have.
pub const MAX_LAYERS: usize = NetworkSpec::LAYERS.max as usize;
/// The widest a hidden layer may be.
pub const MAX_WIDTH: usize = NetworkSpec::WIDTH.max as usize;
/// The largest seed: every whole number up to it is exact in a link and in a number field.
pub const MAX_SEED: u64 = (1 << 53) - 1;

/// The most seeds a spread is made of.
pub const MAX_SEEDS: usize = 50;

named_enum! {
    /// What is behind a fold or a door, with a text of its own in links.
    pub enum Room {
        /// The details of learning that are in the run, as [`learning`](crate::state::learning) has them.
        Learning = "learn",
        /// The knobs of the estimates against the truth, as [`Knobs`](crate::state::ground_truth::Knobs) has them.
        Truth = "truth",
        /// The knobs of the bench of estimators, as [`bench`](crate::state::bench) has them.
        Bench = "bench",
    }
}

named_enum! {
    /// What is looked at more closely in the Classifier lab.
    pub enum View {
        /// Nothing.
        None = "none",
        /// Whether the network is right as often as it is sure.
        Calibration = "calibration",
        /// The predictions class by class.
        Classes = "classes",
        /// Gradients and weights layer by layer.
        Layers = "layers",
        /// The predictions on data that are moved, and beside those of another network.
        Shifted = "shifted",
        /// The kept run and this one, side by side.
        Beside = "beside",
    }
}

/// The run and how it is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingSettings {
    /// The run.
    pub spec: TrainingSpec,
    /// The points painted by hand, which are the samples when the data are the reader's own.
    pub painted: Painted,
    /// The samples that the reader brought in files, in place of painted points; never in a link.
    pub file: Option<OwnFile>,
    /// The estimator the plane shows.
    pub estimator: Estimator,
    /// Variance of the noise that the KDE bounds assume.
    pub noise_variance: f64,
    /// Whether the same run with the other activation is shown beside it.
    pub compare: bool,
    /// How many seeds the spread of the plane is made of, from that of the run on; 1 for no spread.
    pub n_seeds: usize,
    /// What is looked at more closely in the Classifier lab.
    pub view: View,
    /// The unit that is looked at in the Classifier lab; see [`TrainingSettings::present_unit`].
    pub unit: Option<Unit>,
    /// Whether the run, and the seeds if there are several, start by themselves when the link is opened.
    pub starts: bool,
    /// The most epochs in a second; 0 for as many as there can be.
    pub limit: f64,
    /// The epoch at which the run is shown, when it is not to go on from there by itself; 0 for its latest.
    pub at: u32,
    /// The published claim that is told beside the plane.
    pub claim: Claim,
    /// What links say of what is behind a fold or a door, by [`Room`]; empty while that is closed. It is read there.
    pub rooms: [String; Room::ALL.len()],
}

impl Default for TrainingSettings {
    fn default() -> Self {
        Self {
            spec: TrainingSpec::default(),
            painted: Painted::default(),
            file: None,
            estimator: Estimator::KdeUpper,
            noise_variance: DEFAULT_NOISE_VARIANCE,
            compare: false,
            n_seeds: 1,
            view: View::None,
            unit: None,
            starts: false,
            limit: 0.0,
            at: 0,
            claim: Claim::None,
            rooms: Default::default(),
        }
    }
}

impl Settings for TrainingSettings {
    fn visit(&mut self, fields: &mut Fields) {
        let TrainingSpec { data, network, optimizer, batch_size, seed, n_epochs, .. } = &mut self.spec;
        fields.choice("data", &mut data.source, Source::ALL, Source::name);
        fields.field("points", &mut self.painted, &linked_points, &Painted::parse);
        // Files, which alone may have more classes, are not in a link.
        data.n_classes = data.n_classes.min(DataSpec::CLASSES.max as usize);
        fields.size(DataSpec::CLASSES.field, &mut data.n_classes, whole(DataSpec::CLASSES));
        fields.size(DataSpec::SAMPLES.field, &mut data.n_samples, whole(DataSpec::SAMPLES));
        fields.number(DataSpec::NOISE.field, &mut data.noise, span(DataSpec::NOISE));
        fields.number(DataSpec::IMBALANCE.field, &mut data.imbalance, span(DataSpec::IMBALANCE));
        fields.number(DataSpec::LABEL_NOISE.field, &mut data.label_noise, span(DataSpec::LABEL_NOISE));
        fields.number(DataSpec::TRAIN.field, &mut data.train_fraction, span(DataSpec::TRAIN));
        fields.number(DataSpec::SOFTNESS.field, &mut data.softness, span(DataSpec::SOFTNESS));
        fields.field(DataSpec::FEATURES.field, &mut data.features, &feature_names, &features_named);
        fields.choice("scaling", &mut data.scaling, Scaling::ALL, Scaling::name);
        fields.choice("split", &mut data.split, Split::ALL, Split::name);
        fields.sizes("net", &mut network.hidden, whole(NetworkSpec::WIDTH), whole(NetworkSpec::LAYERS));
        fields.choice("act", &mut network.activation, Activation::ALL, Activation::name);
        let mut rule = optimizer.rule;
        fields.choice("opt", &mut rule, Rule::ALL, Rule::name);
        optimizer.select(rule);
        let rate = OptimizerSpec::LEARNING_RATE;
        fields.number(rate.field, &mut optimizer.learning_rate, span(rate));
        fields.size(TrainingSpec::BATCH.field, batch_size, whole(TrainingSpec::BATCH));
        fields.integer("seed", seed, 0..=MAX_SEED);
        let mut epochs = *n_epochs as usize;
        fields.size(TrainingSpec::EPOCHS.field, &mut epochs, whole(TrainingSpec::EPOCHS));
        *n_epochs = epochs as u32;
        fields.choice("est", &mut self.estimator, Estimator::ALL, Estimator::name);
        fields.number("var", &mut self.noise_variance, 1e-6..=1.0);
        fields.flag("compare", &mut self.compare);
        fields.size("seeds", &mut self.n_seeds, 1..=MAX_SEEDS);
        fields.choice("view", &mut self.view, View::ALL, View::name);
        fields.flag("run", &mut self.starts);
        let l2 = &mut self.spec.objective.regularization.l2;
        fields.number("l2", l2, span(Regularization::WEIGHT));
        let mut noise = self.layer_noise();
        fields.number(Noise::DEVIATION.field, &mut noise, span(Noise::DEVIATION));
        self.set_layer_noise(noise);
        fields.field("then", &mut self.spec.changes, &|c| changes::text(c), &changes::parse);
        fields.number("speed", &mut self.limit, 0.0..=60.0);
        let mut at = self.at as usize;
        fields.size("epoch", &mut at, 0..=TrainingSpec::EPOCHS.max as usize);
        self.at = at as u32;
        for (room, text) in Room::ALL.iter().zip(&mut self.rooms) {
            fields.field(room.name(), text, &String::clone, &|text| Some(text.to_owned()));
        }
        fields.choice("claim", &mut self.claim, Claim::ALL, Claim::name);
        self.unit = self.present_unit();
        fields.field("neuron", &mut self.unit, &unit::text, &unit::parse);
    }

    /// Leaves out changes and a unit that this run cannot have, and an epoch after its end.
    fn reconcile(&mut self, notes: &mut Vec<LinkNote>) {
        if self.unit != self.present_unit() {
            notes.push(LinkNote::BadValue { key: "neuron".into(), value: unit::text(&self.unit) });
            self.unit = None;
        }
        let n_parameters = self.spec.n_parameters();
        let too_many = self.spec.changes.len() > TrainingSpec::CHANGES.max as usize;
        if too_many || !self.spec.changes.iter().all(|change| changes::fits(change, n_parameters)) {
            let value = excerpt(&changes::text(&core::mem::take(&mut self.spec.changes)));
            notes.push(LinkNote::BadValue { key: "then".to_owned(), value });
        }
        if self.at > self.spec.n_epochs {
            let value = core::mem::take(&mut self.at).to_string();
            notes.push(LinkNote::BadValue { key: "epoch".to_owned(), value });
        }
    }
}

impl TrainingSettings {
    /// The number of the first class: digits are called what they are, other classes are counted from 1.
    pub fn first_class(&self) -> usize {
        usize::from(self.spec.data.source != Source::Digits)
    }

    /// What the link says of a room.
    pub fn of_room(&self, room: Room) -> &str {
        &self.rooms[room as usize]
    }

    /// Says something of a room in the link.
    pub fn tell_room(&mut self, room: Room, text: String) {
        self.rooms[room as usize] = text;
    }

    /// After an edit: stays at its epoch if the run is still the same, and forgets weights of another network.
    pub fn leave_behind(&mut self, before: &TrainingSpec, at: u32) {
        if self.spec == *before {
            self.at = at;
        } else if self.spec.layer_widths() != before.layer_widths() {
            self.spec.changes.retain(|change| !matches!(change.what, What::Weight { .. }));
        }
    }

    /// After a step through the history: what is only looked at stays as it is at present.
    pub fn seen_as(mut self, present: &Self) -> Self {
        if self.spec == present.spec {
            self.at = present.at;
        }
        (self.view, self.unit, self.limit) = (present.view, present.unit, present.limit);
        // The details of learning are the run's.
        for room in [Room::Truth, Room::Bench] {
            self.tell_room(room, present.of_room(room).to_owned());
        }
        self
    }

    /// Whether there is room for one more change.
    pub fn can_branch(&self) -> bool {
        self.spec.changes.len() < TrainingSpec::CHANGES.max as usize
    }

    /// Another value from the epoch that is shown on, where the run then stays.
    pub fn change_at(&mut self, epoch: u32, what: What) {
        changes::put(&mut self.spec.changes, Change { epoch, what });
        self.at = epoch;
    }

    /// The unit that is looked at; where the network has become too small for it, the nearest one.
    pub fn present_unit(&self) -> Option<Unit> {
        Some(unit::nearest(self.unit?, &self.spec.network.hidden, self.spec.data.n_classes()))
    }

    /// Changes the data source, and with it the network and the learning to what suits that source.
    pub fn select_source(&mut self, source: Source) {
        let seed = self.spec.seed;
        let was_plane = self.spec.data.is_plane();
        match source {
            Source::Digits => self.spec = digits(),
            Source::TwelveBit => self.spec = TrainingSpec::saxe_2018(Activation::Tanh),
            _ if was_plane => {}
            _ => self.spec = TrainingSpec::default(),
        }
        self.spec.data.source = source;
        self.spec.seed = seed;
        self.paint();
    }

    /// The reader's own samples, packed; no bytes unless the data are these, and there are enough.
    pub fn own_samples(&self) -> Samples {
        let data = &self.spec.data;
        match &self.file {
            _ if data.source != Source::Own => Samples::default(),
            Some(file) => Samples::clone(&file.packed),
            None => Samples::new(self.painted.pack(data.n_classes).unwrap_or_default()),
        }
    }

    /// Takes the samples of files.
    pub fn bring(&mut self, file: OwnFile) {
        self.select_source(Source::Own);
        self.spec.data.n_own_features = file.n_features;
        self.spec.data.n_classes = file.n_classes;
        self.file = Some(file);
    }

    /// Takes the painted points, instead of files.
    pub fn paint(&mut self) {
        self.file = None;
        let data = &mut self.spec.data;
        data.n_own_features = DataSpec::default().n_own_features;
        data.n_classes = data.n_classes.min(DataSpec::CLASSES.max as usize);
    }

    /// The 12-bit task of Shwartz-Ziv & Tishby with the protocol of Saxe et al., and that activation.
    pub fn select_twelve_bit(&mut self, activation: Activation) {
        self.spec = TrainingSpec { seed: self.spec.seed, ..TrainingSpec::saxe_2018(activation) };
    }

    /// Standard deviation of the Gaussian noise that every hidden layer adds while it learns; 0 for none.
    pub fn layer_noise(&self) -> f64 {
        match self.spec.network.options.first() {
            Some(LayerOptions { noise: Noise::Gaussian { deviation }, .. }) => *deviation,
            _ => 0.0,
        }
    }

    /// The same noise in every hidden layer that a network may have, so that adding a layer keeps it.
    pub fn set_layer_noise(&mut self, deviation: f64) {
        if deviation != self.layer_noise() {
            let noise = if deviation > 0.0 { Noise::Gaussian { deviation } } else { Noise::None };
            change_layers(&mut self.spec, &mut |_, options| options.noise = noise);
        }
    }

    /// Takes a hidden layer away; those after it keep their options.
    pub fn remove_layer(&mut self, index: usize) {
        let network = &mut self.spec.network;
        if index < network.hidden.len() {
            network.hidden.remove(index);
            if index < network.options.len() {
                let gone = network.options.remove(index);
                network.options.push(LayerOptions { units: Units::Shared, ..gone });
            }
            change_layers(&mut self.spec, &mut |_, _| {});
        }
    }

    /// The activation shown beside the present one: ReLU beside everything but itself, tanh beside ReLU.
    pub fn other_activation(&self) -> Activation {
        match self.spec.network.activation {
            Activation::Relu => Activation::Tanh,
            _ => Activation::Relu,
        }
    }

    /// The same run with the other activation.
    pub fn other_spec(&self) -> TrainingSpec {
        let mut spec = self.spec.clone();
        spec.network.activation = self.other_activation();
        spec
    }
}

/// Changes the options of all layers that a network may have, layer by layer; options that do nothing are none.
pub(super) fn change_layers(spec: &mut TrainingSpec, change: &mut dyn FnMut(usize, &mut LayerOptions)) {
    let options = &mut spec.network.options;
    options.resize(MAX_LAYERS, LayerOptions::default());
    options.iter_mut().enumerate().for_each(|(layer, options)| change(layer, options));
    if options.iter().all(|of| matches!(of, LayerOptions { units: Units::Shared, noise: Noise::None })) {
        options.clear();
    }
}

/// A network that reads handwritten digits within seconds.
fn digits() -> TrainingSpec {
    TrainingSpec {
        data: DataSpec { source: Source::Digits, train_fraction: 0.7, ..DataSpec::default() },
        network: NetworkSpec { hidden: vec![32, 16], activation: Activation::Relu, ..NetworkSpec::default() },
        optimizer: Rule::Adam.at(0.003),
        batch_size: 64,
        n_epochs: 300,
        ..TrainingSpec::default()
    }
}

/// The points as a link has them: more than it can hold are left out like the default ones.
fn linked_points(painted: &Painted) -> String {
    if painted.fits_link() { painted.text() } else { Painted::default().text() }
}

/// The names of features as a link has them: `x,y,xy`.
fn feature_names(features: &Features) -> String {
    features.iter().map(Feature::name).collect::<Vec<_>>().join(",")
}

/// The features of these names; none is not allowed.
fn features_named(names: &str) -> Option<Features> {
    let features: Option<Vec<Feature>> = names.split(',').map(Feature::from_name).collect();
    features.filter(|features| !features.is_empty()).map(|features| Features::of(&features))
}

/// The numbers of a range.
fn span(range: Range) -> RangeInclusive<f64> {
    range.min..=range.max
}

/// The whole numbers of a range.
fn whole(range: Range) -> RangeInclusive<usize> {
    range.min as usize..=range.max as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::share::{read, write};

    #[test]
    fn the_twelve_bit_preset_survives_its_link() {
        let mut settings = TrainingSettings::default();
        settings.select_twelve_bit(Activation::Relu);
        settings.compare = true;
        assert_eq!(read(write(&settings)), (settings, vec![]));
    }

    #[test]
    fn a_new_source_keeps_the_seed() {
        let mut settings = TrainingSettings::default();
        settings.spec.seed = 77;
        settings.select_source(Source::Digits);
        assert_eq!((settings.spec.seed, settings.spec.data.source), (77, Source::Digits));
    }

    #[test]
    fn generated_sources_keep_the_network() {
        let mut settings = TrainingSettings::default();
        settings.spec.network.hidden = vec![3];
        settings.select_source(Source::Moons);
        assert_eq!(settings.spec.network.hidden, [3]);
    }

    #[test]
    fn a_step_through_the_history_leaves_what_is_looked_at() {
        let before = TrainingSettings::default();
        let mut present = TrainingSettings { at: 40, limit: 3.0, view: View::Layers, ..before.clone() };
        present.unit = Some(Unit { layer: 0, index: 1 });
        present.compare = true;
        let undone = before.clone().seen_as(&present);
        assert_eq!(undone, TrainingSettings { compare: false, ..present.clone() });
        // Another run is at its own epoch.
        present.spec.seed = 9;
        assert_eq!(before.seen_as(&present).at, 0);
    }

    #[test]
    fn no_hidden_layer_survives_its_link() {
        let mut settings = TrainingSettings::default();
        settings.spec.network.hidden = vec![];
        assert_eq!(read(write(&settings)), (settings, vec![]));
    }
}
