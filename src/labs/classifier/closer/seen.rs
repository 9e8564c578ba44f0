//! What the latest frame says of the test set.

use crate::figures::class_kl::ClassMeans;
use crate::figures::doubts::Doubt;
use crate::labs::training::samples;
use crate::reactive::*;
use crate::state::run::Run;
use infoplane_core::experiments::training::{ECE_BINS, TrainingFrame};
use infoplane_core::learner::dataset::Dataset;
use infoplane_core::math::ranking::first_largest;
use infoplane_core::measures::calibration::reliability::{Reliability, ReliabilityBin};
use infoplane_core::measures::calibration::scores::Predictions;
use infoplane_core::measures::entropy::predictive_entropy;
use std::sync::Arc;

/// The samples, and the latest frame of the run on them.
#[derive(Clone, Copy)]
pub struct Seen {
    data: Memo<Option<Arc<Dataset>>>,
    run: Run,
}

impl Seen {
    /// Of that run.
    pub fn of(run: Run) -> Self {
        Self { data: samples::dataset(), run }
    }

    /// The samples.
    pub fn data(self) -> Memo<Option<Arc<Dataset>>> {
        self.data
    }

    /// Something of the test set; the default before the first frame, and while the data change.
    pub fn get<T: Default>(self, see: impl FnOnce(&Dataset, &TrainingFrame) -> T) -> T {
        self.data.with(|data| {
            self.run.frame.with(|frame| match (data, frame) {
                (Some(data), Some(frame)) if fit(data, frame) => see(data, frame),
                _ => T::default(),
            })
        })
    }
}

/// Whether the frame is one of these data.
fn fit(data: &Dataset, frame: &TrainingFrame) -> bool {
    frame.test_probabilities.len() == data.test.len() * data.n_classes()
}

/// Label and prediction of every test sample.
fn predictions<'a>(data: &'a Dataset, frame: &'a TrainingFrame) -> impl Iterator<Item = (usize, &'a [f32])> {
    let labels = data.test.iter().map(|sample| data.labels[*sample]);
    labels.zip(frame.test_probabilities.chunks_exact(data.n_classes()))
}

/// The bins of the reliability diagram.
pub fn bins(data: &Dataset, frame: &TrainingFrame) -> Vec<ReliabilityBin> {
    let labels: Vec<usize> = predictions(data, frame).map(|(label, _)| label).collect();
    // In single precision they miss 1 by more than a distribution may.
    let normalized = |q: &[f32]| {
        let sum: f64 = q.iter().map(|q| f64::from(*q)).sum();
        q.iter().map(move |q| f64::from(*q) / sum).collect::<Vec<f64>>()
    };
    let q: Vec<f64> = predictions(data, frame).flat_map(|(_, q)| normalized(q)).collect();
    match Predictions::new(&q, data.n_classes(), &labels) {
        Ok(predictions) => Reliability::new(&predictions, ECE_BINS).bins().to_vec(),
        Err(_) => Vec::new(),
    }
}

/// How doubtful every prediction is, and whether it is right.
pub fn doubts(data: &Dataset, frame: &TrainingFrame) -> Vec<Doubt> {
    predictions(data, frame)
        .map(|(label, q)| (predictive_entropy(q), first_largest(q) == Some(label)))
        .collect()
}

/// The margin of every prediction: the probability of the observed class less that of the likeliest other, and whether it
/// is right. It is right where that is above 0; of a tie, where the observed class comes first.
pub fn margins(data: &Dataset, frame: &TrainingFrame) -> Vec<Doubt> {
    let margin = |(label, q): (usize, &[f32])| {
        let others = q.iter().enumerate().filter(|(class, _)| *class != label).map(|(_, q)| *q);
        let likeliest = others.fold(0.0_f32, f32::max);
        (f64::from(q[label]) - f64::from(likeliest), first_largest(q) == Some(label))
    };
    predictions(data, frame).map(margin).collect()
}

/// The mean label distribution and the mean prediction of every class. Where nobody knows how the labels of a sample are
/// distributed, its own label stands for that.
pub fn class_means(data: &Dataset, frame: &TrainingFrame) -> Vec<ClassMeans> {
    let n_classes = data.n_classes();
    let empty = ClassMeans { n: 0, labels: vec![0.0; n_classes], predictions: vec![0.0; n_classes] };
    let mut classes = vec![empty; n_classes];
    for (sample, (label, q)) in data.test.iter().zip(predictions(data, frame)) {
        let class = &mut classes[label];
        class.n += 1;
        match data.posterior_of(*sample) {
            Some(p) => class.labels.iter_mut().zip(p).for_each(|(sum, p)| *sum += p),
            None => class.labels[label] += 1.0,
        }
        class.predictions.iter_mut().zip(q).for_each(|(sum, q)| *sum += f64::from(*q));
    }
    for class in &mut classes {
        let n = class.n.max(1) as f64;
        class.labels.iter_mut().chain(&mut class.predictions).for_each(|sum| *sum /= n);
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::Experiment;
    use infoplane_core::experiments::training::{Training, TrainingSpec};

    fn start() -> (Dataset, TrainingFrame) {
        let spec = TrainingSpec::default();
        let data = infoplane_core::learner::dataset::samples(&spec.data, spec.seed, None).expect("generated");
        (data, Training::start(&spec, None).expect("valid").frame())
    }

    #[test]
    fn the_bins_give_the_calibration_error_of_the_frame() {
        let (data, frame) = start();
        assert!(fit(&data, &frame));
        let n = data.test.len() as f64;
        let contents = bins(&data, &frame).into_iter().filter_map(|bin| bin.content);
        let ece: f64 = contents.map(|bin| bin.n_inputs.get() as f64 / n * bin.overconfidence().abs()).sum();
        assert!((ece - frame.test.ece).abs() < 1e-6, "{ece}, not {}", frame.test.ece);
    }

    #[test]
    fn doubts_have_the_mean_and_the_accuracy_of_the_frame() {
        let (data, frame) = start();
        let (doubts, n) = (doubts(&data, &frame), data.test.len() as f64);
        let mean = doubts.iter().map(|(entropy, _)| entropy).sum::<f64>() / n;
        assert!((mean - frame.test.predictive_entropy).abs() < 1e-6);
        let n_right = doubts.iter().filter(|(_, is_right)| *is_right).count();
        assert_eq!(n_right as f64 / n, frame.test.accuracy);
    }

    #[test]
    fn margins_are_above_zero_where_the_prediction_is_right() {
        let (data, frame) = start();
        let margins = margins(&data, &frame);
        assert!(margins.iter().all(|(margin, is_right)| (*margin > 0.0) == *is_right && margin.abs() <= 1.0));
        let n_right = margins.iter().filter(|(_, is_right)| *is_right).count();
        assert_eq!(n_right as f64 / data.test.len() as f64, frame.test.accuracy);
        // Of two classes with 0.7 and 0.3 the second one was right.
        let mut two = frame.clone();
        two.test_probabilities[..3].copy_from_slice(&[0.7, 0.3, 0.0]);
        let mut relabeled = data.clone();
        relabeled.labels[data.test[0]] = 1;
        assert!((super::margins(&relabeled, &two)[0].0 + 0.4).abs() < 1e-6);
    }

    #[test]
    fn class_means_are_distributions_over_all_samples() {
        let (data, frame) = start();
        let classes = class_means(&data, &frame);
        assert_eq!(classes.iter().map(|class| class.n).sum::<usize>(), data.test.len());
        for class in &classes {
            let sum = |p: &[f64]| p.iter().sum::<f64>();
            assert!((sum(&class.labels) - 1.0).abs() < 1e-9 && (sum(&class.predictions) - 1.0).abs() < 1e-6);
            assert!(class.kl().is_some_and(|kl| kl >= 0.0));
        }
    }
}
