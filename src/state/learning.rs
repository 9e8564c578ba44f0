//! The details of learning as a link has them: what differs from the usual ones, `loss:squared-error;drop:0.2;init:he-normal`.

pub mod choices;
pub mod numbers;

use crate::state::decimal;
use crate::state::knobs;
use crate::state::training::{MAX_LAYERS, MAX_SEED, change_layers};
use choices::Choice;
use infoplane_core::experiments::training::{Order, TrainingSpec};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::layer::{Noise, Units};
use infoplane_core::learner::optimizer::Rule;
use infoplane_core::learner::seeds::StreamSeed;
use infoplane_core::math::rng::Purpose;

/// The activation of a hidden layer.
pub fn activation(spec: &TrainingSpec, layer: usize) -> Activation {
    match spec.network.options.get(layer).map(|options| options.units) {
        Some(Units::Activation(own)) => own,
        _ => spec.network.activation,
    }
}

/// Gives a hidden layer an activation of its own, or that of the network.
pub fn set_activation(spec: &mut TrainingSpec, layer: usize, activation: Activation) {
    let is_shared = activation == spec.network.activation;
    let units = if is_shared { Units::Shared } else { Units::Activation(activation) };
    change_layers(spec, &mut |index, options| {
        if index == layer {
            options.units = units;
        }
    });
}

/// The streams that can have a seed of their own.
pub const STREAMS: [Purpose; 7] = [
    Purpose::Data,
    Purpose::Labels,
    Purpose::Split,
    Purpose::Init,
    Purpose::Batches,
    Purpose::Noise,
    Purpose::Dropout,
];

/// The seed of a stream, if it is its own.
pub fn stream_seed(spec: &TrainingSpec, purpose: Purpose) -> Option<u64> {
    spec.stream_seeds.iter().find(|stream| stream.purpose == purpose).map(|stream| stream.seed)
}

/// Gives a stream a seed of its own, or that of the run. They stand in the order of [`STREAMS`].
pub fn set_stream_seed(spec: &mut TrainingSpec, purpose: Purpose, seed: Option<u64>) {
    let of = |stream: Purpose| if stream == purpose { seed } else { stream_seed(spec, stream) };
    let seeds =
        STREAMS.into_iter().filter_map(|stream| Some(StreamSeed { purpose: stream, seed: of(stream)? }));
    spec.stream_seeds = seeds.collect();
}

/// The same run with the usual details.
fn usual(spec: &TrainingSpec) -> TrainingSpec {
    let mut usual = TrainingSpec {
        optimizer: spec.optimizer.rule.at(spec.optimizer.learning_rate),
        objective: TrainingSpec::default().objective,
        order: Order::Shuffled,
        stream_seeds: Vec::new(),
        ..spec.clone()
    };
    usual.objective.regularization.l2 = spec.objective.regularization.l2;
    usual.network.init = None;
    change_layers(&mut usual, &mut |_, options| {
        options.units = Units::Shared;
        if let Noise::Dropout { .. } = options.noise {
            options.noise = Noise::None;
        }
    });
    usual
}

/// The details that differ from the usual ones.
pub fn text(spec: &TrainingSpec) -> String {
    let mut usual = usual(spec);
    let mut texts = Vec::new();
    for Choice { key, read, write } in &choices::ALL {
        if read(spec) != read(&usual) {
            texts.push(format!("{key}:{}", read(spec)));
            // What depends on it is told as it differs from the usual with it.
            write(&mut usual, read(spec));
        }
    }
    texts.extend(knobs::texts(&numbers::ALL, spec, &usual));
    let layers = 0..spec.network.hidden.len().min(MAX_LAYERS);
    let own = layers.map(|layer| (layer, activation(spec, layer)));
    let own = own.filter(|(_, activation)| *activation != spec.network.activation);
    texts.extend(own.map(|(layer, activation)| format!("act{}:{}", layer + 1, activation.name())));
    let seeds = spec.stream_seeds.iter();
    texts.extend(seeds.map(|StreamSeed { purpose, seed }| format!("{}-seed:{seed}", purpose.name())));
    texts.join(";")
}

/// The run with the details that a text tells of, and the usual ones else; `None` for one that cannot be.
pub fn with(spec: &TrainingSpec, text: &str) -> Option<TrainingSpec> {
    let mut read = usual(spec);
    let is_read = text.split(';').filter(|part| !part.is_empty()).all(|part| turn(&mut read, part));
    (is_read && read.validate().is_ok()).then_some(read)
}

fn turn(spec: &mut TrainingSpec, part: &str) -> bool {
    let Some((key, value)) = part.split_once(':') else { return false };
    if let Some(choice) = choices::ALL.iter().find(|choice| choice.key == key) {
        return (choice.write)(spec, value);
    }
    if let Some(layer) = key.strip_prefix("act") {
        let layer =
            decimal::parse(layer).filter(|n| (1.0..=MAX_LAYERS as f64).contains(n) && n.fract() == 0.0);
        let (Some(layer), Some(activation)) = (layer, Activation::from_name(value)) else { return false };
        set_activation(spec, layer as usize - 1, activation);
        return true;
    }
    if let Some(purpose) = key.strip_suffix("-seed") {
        let purpose = STREAMS.into_iter().find(|stream| stream.name() == purpose);
        let seed = decimal::parse(value).filter(|x| *x >= 0.0 && *x <= MAX_SEED as f64 && x.fract() == 0.0);
        let (Some(purpose), Some(seed)) = (purpose, seed) else { return false };
        set_stream_seed(spec, purpose, Some(seed as u64));
        return true;
    }
    knobs::turn(&numbers::ALL, spec, part)
}

/// Whether a rule remembers gradients, so that β₁ means something to it.
pub const fn has_beta_1(rule: Rule) -> bool {
    !matches!(rule, Rule::Sgd | Rule::RmsProp | Rule::Adagrad)
}

/// Whether it remembers their squares by β₂.
pub const fn has_beta_2(rule: Rule) -> bool {
    matches!(rule, Rule::Adam | Rule::AdamW | Rule::Nadam | Rule::RmsProp)
}

/// Whether it divides by their size, which ε keeps from 0.
pub const fn has_epsilon(rule: Rule) -> bool {
    has_beta_2(rule) || matches!(rule, Rule::Adagrad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_survive_their_text() {
        assert_eq!(text(&TrainingSpec::default()), "");
        for details in [
            "loss:squared-error",
            "smooth:0.1;l1:0.001",
            "as:pytorch;eps:0.001;decay:0.01",
            "schedule:step;every:50;to:0.3;warm:10",
            "schedule:cosine;to:0.01",
            "init:he-normal;order:given",
            "clip:1;drop:0.2;act1:relu",
            "act2:sin;init-seed:5;batches-seed:9007199254740991",
            "confidence:0.1;beta1:0.8;beta2:0.99",
        ] {
            // The order is that of the tables.
            let spec = with(&TrainingSpec::default(), details).expect(details);
            let again = text(&spec);
            let sorted = |text: &str| {
                let mut parts: Vec<String> = text.split(';').map(str::to_owned).collect();
                parts.sort();
                parts
            };
            assert_eq!(sorted(&again), sorted(details));
            assert_eq!(with(&spec, &again), Some(spec));
        }
    }

    #[test]
    fn what_cannot_be_is_none() {
        for bad in [
            "loss",
            "loss:hinge",
            "smooth:2",
            "act0:relu",
            "act9:relu",
            "act1:cube",
            "rule-seed:1",
            "init-seed:9007199254740992",
            "schedule:step;every:0",
            "drop:1",
            "x:1",
        ] {
            assert_eq!(with(&TrainingSpec::default(), bad), None, "{bad}");
        }
    }

    #[test]
    fn no_details_are_the_usual_ones_whatever_there_was() {
        let spec =
            with(&TrainingSpec::default(), "drop:0.2;act1:relu;init:zeros;smooth:0.1").expect("details");
        assert_ne!(spec, TrainingSpec::default());
        assert_eq!(with(&spec, ""), Some(TrainingSpec::default()));
        // The noise in the layers and L2 have words of their own in a link.
        let mut noisy = TrainingSpec::default();
        noisy.objective.regularization.l2 = 0.1;
        change_layers(&mut noisy, &mut |_, options| options.noise = Noise::Gaussian { deviation: 0.5 });
        assert_eq!((text(&noisy), with(&noisy, "")), (String::new(), Some(noisy)));
    }
}
