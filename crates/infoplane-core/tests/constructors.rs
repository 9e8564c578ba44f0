//! Every constructor of the crate, given any bits: an `Err`, or a value that is what its type promises.
//!
//! That none is forgotten is checked against the sources: every public function without `self` that makes a `Result`
//! of numbers or of a type proven here, and every `validate`, must be named in this file or in one of `constructors/` as
//! `Type::function` or `module::function`.

mod constructors {
    mod families;
    mod learner;
    mod parts;
    mod sources;
    mod specs;
}
mod generators;

use generators::{any_bits, is_pmf, nearly_joint, nearly_pair};
use infoplane_core::bottleneck::{
    Beta as TradeOff, accelerated::AcceleratedIb, annealing::Annealing, deterministic::DeterministicIb,
    encoder::Encoder, gaussian::GaussianIb, iterative::IterativeIb, search::Search, source::Source,
    squared::SquaredIb,
};
use infoplane_core::dist::channel::Channel;
use infoplane_core::dist::channels::{self, ChannelPreset};
use infoplane_core::dist::joint::Joint;
use infoplane_core::dist::joints;
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::dist::{catalogue, english};
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::counts::{Counts, JointCounts};
use infoplane_core::estimators::entropy_from_counts::{self as from_counts, EntropyEstimator};
use infoplane_core::estimators::equal_mass::BinCount;
use infoplane_core::estimators::estimate::Level;
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::nsb;
use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
use infoplane_core::losses::keras::{self, Version};
use infoplane_core::losses::rows::{Logits, Prediction, Probabilities, Rows, Smoothing};
use infoplane_core::losses::torch::{self, ClassWeights, Target};
use infoplane_core::math::rng::{Purpose, Stream};
use infoplane_core::measures::calibration::ensemble::Ensemble;
use infoplane_core::measures::calibration::reliability::Reliability;
use infoplane_core::measures::calibration::scores::{self, Predictions};
use infoplane_core::measures::codes::arithmetic::Model;
use infoplane_core::measures::codes::lengths::CodeLengths;
use infoplane_core::measures::codes::prefix::PrefixCode;
use infoplane_core::measures::codes::shannon_fano_elias::shannon_fano_elias;
use infoplane_core::measures::codes::{Radix, blocks};
use infoplane_core::measures::f_divergence::{Alpha, FDivergence};
use infoplane_core::measures::maximal_correlation::maximal_correlation;
use infoplane_core::measures::multivariate::{co_information, dual_total_correlation, total_correlation};
use infoplane_core::measures::rate_distortion::blahut::{Blahut, InteriorPoint, Slope};
use infoplane_core::measures::rate_distortion::curve::{distortion_at, rate_at};
use infoplane_core::measures::rate_distortion::distortion::Distortion;
use infoplane_core::measures::renyi_order::Order;
use infoplane_core::measures::{capacity, entropy, rate_distortion, renyi, tsallis};
use proptest::prelude::*;
use std::num::NonZeroU16;

pub(crate) fn any_list() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(any_bits(), 0..10)
}

/// Sizes as a caller may get them wrong.
pub(crate) fn any_size() -> impl Strategy<Value = usize> {
    prop_oneof![8 => 0..6_usize, 1 => Just(usize::MAX), 1 => any::<usize>()]
}

pub(crate) fn rows(values: &[f64], n_columns: usize) -> Vec<Vec<f64>> {
    values.chunks(n_columns.clamp(1, 10)).map(<[f64]>::to_vec).collect()
}

pub(crate) fn magnitudes(values: &[f64]) -> Vec<f64> {
    values.iter().map(|v| v.abs()).collect()
}

proptest! {
    #[test]
    fn pmfs(
        values in any_list(), parameter in any_bits(), n in any_size(), i in any_size(), near in nearly_pair(),
    ) {
        let named = catalogue::Preset::ALL.iter().map(|preset| preset.pmf(n));
        let candidates = [
            Pmf::new(values.clone()),
            Pmf::normalized(&values),
            Pmf::normalized(&magnitudes(&values)),
            Pmf::softmax(&values, parameter),
            Pmf::softmax(&values, parameter.abs()),
            catalogue::uniform(n),
            catalogue::zipf(n, parameter),
            catalogue::geometric(n, parameter),
            catalogue::bimodal(n),
            catalogue::binomial(n, parameter),
            catalogue::one_hot(n, i),
            english::letters_top(n).map(|labeled| labeled.pmf),
            Ok(near.0),
        ];
        for p in candidates.into_iter().chain(named).flatten() {
            prop_assert!(is_pmf(p.as_slice()), "{p:?}");
            // Below 0 only for a sum above one, and by no more than that.
            let excess = (p.as_slice().iter().sum::<f64>() - 1.0).max(0.0);
            prop_assert!(entropy::entropy(&p) >= -1.000001 * excess - 1e-15 && entropy::entropy(&p).is_finite());
            if let Ok(model) = Model::new(&p) {
                prop_assert!(model.worst_excess() >= 0.0 && model.worst_excess().is_finite());
            }
            if let Ok(code) = shannon_fano_elias(&p) {
                prop_assert!(code.lengths().kraft_sum() <= 1.0);
            }
            if let Ok(pairs) = blocks::blocks(&p, 2) {
                prop_assert!(is_pmf(pairs.as_slice()));
                prop_assert!(blocks::huffman_rate(&p, Radix::BINARY, 2)?.is_finite());
            }
        }
    }

    #[test]
    fn joints_and_channels(
        shape in prop::collection::vec(any_size(), 0..4), small in prop::collection::vec(0..4_usize, 0..4),
        values in prop::collection::vec(any_bits(), 0..28), noise in any_bits(), k in any_size(), near in nearly_joint(),
    ) {
        let cells: usize = small.iter().product();
        let fitting: Vec<f64> = values.iter().copied().cycle().take(if values.is_empty() { 0 } else { cells }).collect();
        let table = rows(&values, k);
        let marginals: Vec<Pmf> = table.iter().filter_map(|row| Pmf::normalized(&magnitudes(row)).ok()).take(3).collect();
        let made = [
            Joint::new(&shape, values.clone()).ok(),
            Joint::normalized(&shape, &values).ok(),
            Joint::normalized(&small, &fitting).ok(),
            Joint::normalized(&small, &magnitudes(&fitting)).ok(),
            Joint::from_rows(&table).ok(),
            Joint::normalized_rows(&table).ok(),
            Joint::independent(&marginals).ok(),
            joints::giant_bit(k).ok(),
            joints::parity(k).ok(),
            Some(near),
        ];
        for joint in made.into_iter().flatten() {
            prop_assert!(is_pmf(joint.as_slice()), "{joint:?}");
            prop_assert_eq!(joint.shape().iter().product::<usize>(), joint.as_slice().len());
            prop_assert!(total_correlation(&joint) >= 0.0 && dual_total_correlation(&joint) >= 0.0);
            prop_assert!(co_information(&joint).is_finite());
            if joint.n_variables() > 1 {
                prop_assert!(maximal_correlation(&joint, &[0], &[1])? <= 1.0);
            }
        }
        let made = [
            Channel::new(table.clone()).ok(),
            Channel::normalized(&table).ok(),
            Channel::normalized(&table.iter().map(|row| magnitudes(row)).collect::<Vec<_>>()).ok(),
            Channel::from_pmfs(marginals).ok(),
            Channel::deterministic(&shape, k).ok(),
            channels::binary_symmetric(noise).ok(),
            channels::binary_erasure(noise).ok(),
            channels::z_channel(noise).ok(),
            channels::symmetric(k, noise).ok(),
            channels::typewriter(k, noise).ok(),
            channels::noiseless(k).ok(),
            channels::useless(k, k).ok(),
        ];
        let presets = ChannelPreset::ALL.iter().map(|preset| preset.channel(noise).ok());
        for channel in made.into_iter().chain(presets).flatten() {
            prop_assert!(channel.rows().iter().all(|row| is_pmf(row.as_slice()) && row.len() == channel.n_outputs()));
        }
    }

    #[test]
    fn orders(number in any_bits()) {
        let (p, q) = (Pmf::new(vec![0.5, 0.5, 0.0])?, Pmf::new(vec![0.25, 0.0, 0.75])?);
        if let Ok(alpha) = Alpha::new(number) {
            let f = FDivergence::Alpha(alpha);
            let at = [1.5, 5e-324, f64::MAX, f64::INFINITY].map(|t| f.generator(t));
            prop_assert!(at.iter().all(|value| *value >= 0.0), "{at:?}");
        }
        for f in FDivergence::NAMED {
            prop_assert_eq!(f.generator(number) >= 0.0, number >= 0.0, "{:?}", f);
        }
        if let Ok(order) = Order::new(number) {
            let found = [
                renyi::renyi_entropy(&p, order), tsallis::tsallis_entropy(&p, order),
                renyi::renyi_divergence(&p, &q, order)?, tsallis::tsallis_divergence(&p, &q, order)?,
            ];
            prop_assert!(found.iter().all(|value| *value >= -1e-13), "{found:?}");
        }
    }

    #[test]
    fn losses_and_scores(
        values in prop::collection::vec(any_bits(), 0..7), targets in prop::collection::vec(any_bits(), 0..7),
        k in any_size(), label in any_size(), a in any_bits(), m in any_size(),
    ) {
        let smoothing = Smoothing::new(a);
        prop_assert_eq!(smoothing.is_ok(), (0.0..=1.0).contains(&a));
        let a = smoothing.unwrap_or(Smoothing::NONE);
        let probabilities = magnitudes(&values);
        let targets = magnitudes(&targets);
        let x: Result<Logits<'_, f64>, _> = Rows::new(&values, k);
        let (p, y) = (Probabilities::new(&probabilities, k), Probabilities::new(&targets, k));
        let labels = vec![label; values.len() / k.max(1)];
        let mut found = Vec::new();
        for prediction in [x.map(Prediction::Logits), p.map(Prediction::Probabilities)].into_iter().flatten() {
            found.push(keras::sparse_categorical_crossentropy(&labels, &prediction));
            if let Ok(y) = y {
                found.push(keras::categorical_crossentropy(&y, &prediction, a));
                found.push(keras::binary_crossentropy(&y, &prediction, a, Version::Keras3));
                found.push(keras::binary_crossentropy(&y, &prediction, a, Version::Legacy));
            }
        }
        if let Ok(x) = x {
            found.push(torch::cross_entropy(&x, &Target::Labels(&labels), ClassWeights::Each(&targets), a));
        }
        if let (Ok(x), Ok(y)) = (x, y) {
            found.push(torch::cross_entropy(&x, &Target::Probabilities(y), ClassWeights::Equal, a));
            found.push(torch::kl_div(&x, &y));
            found.push(torch::binary_cross_entropy_with_logits(&x, &y));
        }
        if let (Ok(p), Ok(y)) = (p, y) {
            found.push(keras::kl_divergence(&y, &p));
            found.push(torch::binary_cross_entropy(&p, &y));
        }
        for losses in found.into_iter().flatten() {
            prop_assert!(losses.values().iter().chain(losses.gradient()).all(|v| v.is_finite()), "{losses:?}");
        }
        if let Ok(predictions) = Predictions::new(&probabilities, k, &labels) {
            let reliability = Reliability::new(&predictions, NonZeroU16::MAX);
            prop_assert!(reliability.ece().is_finite() && scores::brier(&predictions).is_finite());
            prop_assert!(!scores::nll(&predictions).is_nan());
        }
        if let Ok(ensemble) = Ensemble::new(&probabilities, m, k) {
            prop_assert!(ensemble.information().all(|i| i.total.is_finite() && i.epistemic >= 0.0));
        }
    }

    #[test]
    fn codes_and_rates(
        values in any_list(), x in [any_bits(), any_bits(), any_bits(), any_bits()], k in any_size(),
        lengths in prop::collection::vec(prop::option::of(any::<u32>()), 0..6),
        words in prop::collection::vec(prop::option::of(prop::collection::vec(any::<u8>(), 0..4)), 0..5),
    ) {
        let [a, b, c, d] = x;
        let table = rows(&values, k);
        let made = [Distortion::new(&table), Distortion::hamming(k), Distortion::squared(&values, &[a, b])];
        let p = Pmf::new(vec![0.5, 0.25, 0.25])?;
        for distortion in made.into_iter().flatten() {
            let Ok(slope) = Slope::new(c) else { continue };
            if let Some(state) = Blahut::new(&p, &distortion, slope).ok().and_then(|mut states| states.next()) {
                prop_assert!(!state.distortion.is_nan() && !state.upper.is_nan() && !state.lower.is_nan(), "{state:?}");
            }
            let certified = [rate_at(&p, &distortion, a, 1e-3), distortion_at(&p, &distortion, b, 1e-3)];
            prop_assert!(certified.iter().flatten().all(|found| found.lower <= found.upper), "{certified:?}");
            prop_assert!(InteriorPoint::new(&p, &distortion, slope).is_ok() == Blahut::new(&p, &distortion, slope).is_ok());
        }
        let found = [
            capacity::closed_forms::binary_symmetric(a).ok(), capacity::closed_forms::binary_erasure(a).ok(),
            capacity::closed_forms::z(a).ok(), capacity::closed_forms::symmetric(k, a).ok(),
            rate_distortion::closed_forms::bernoulli_hamming(a, b).ok(), rate_distortion::closed_forms::uniform_hamming(k, a).ok(),
            rate_distortion::gaussian::gaussian(a, b).ok(),
            rate_distortion::gaussian::reverse_water_filling(&values, d).ok().map(|found| found.rate),
        ];
        prop_assert!(found.iter().flatten().all(|value| *value >= 0.0), "{found:?}");
        if let Ok(radix) = Radix::new(k) {
            if let Ok(lengths) = CodeLengths::new(radix, lengths) {
                prop_assert!(lengths.kraft_sum() <= 1.0);
                if let Ok(code) = PrefixCode::canonical(&lengths) {
                    prop_assert_eq!(code.lengths(), lengths);
                }
            }
            if let Ok(code) = PrefixCode::new(radix, words) {
                prop_assert!(code.lengths().kraft_sum() <= 1.0);
            }
        }
    }

    #[test]
    fn samples(
        values in any_list(), bits in prop::collection::vec(any::<u32>(), 0..9), number in any_bits(), k in any_size(),
        labels in prop::collection::vec(any::<u8>(), 0..9), n_classes in any_size(), counts in prop::collection::vec(any::<u64>(), 0..6),
        outcomes in prop::collection::vec(any_size(), 0..6), n_outcomes in any::<u64>(),
    ) {
        let activations: Vec<f32> = bits.iter().copied().map(f32::from_bits).collect();
        if let Ok(layer) = Activations::new(&activations, k, &labels, n_classes) {
            let noise = NoiseVariance::new(1e-3)?;
            let found = kde::bounds(&layer, noise);
            prop_assert!(found.i_xt_upper >= -1e-6 && found.i_ty_lower.is_finite());
            prop_assert!(Binning::ibsgd().information(&layer).i_xt.is_finite());
        }
        if let (Ok(layer), Ok(noise)) = (Activations::new(&values, k, &labels, n_classes), NoiseVariance::new(number)) {
            let found = kde::bounds_plain(&layer, noise);
            prop_assert!(found.i_xt_upper >= -1e-12 && found.i_ty_lower.is_finite(), "{found:?}");
            prop_assert!(kde::noise_entropy(k, noise).is_finite());
            prop_assert!(Binning::ibsgd().information(&layer).i_xt.is_finite());
        }
        prop_assert_eq!(NoiseVariance::new(number).is_ok(), number > 0.0 && number.is_finite());
        prop_assert!(Binning::width(number).is_err() || number > 0.0);
        prop_assert!(Binning::edges(k).is_err() || k >= 2);
        if let (Ok(bins), Ok(layer)) =
            (Binning::between(number, values.first().copied().unwrap_or(1.0), k), Activations::new(&activations, k, &labels, n_classes))
        {
            prop_assert!(bins.information(&layer).i_xt.is_finite());
        }
        prop_assert!(BinCount::new(k).is_err() || k >= 2);
        prop_assert_eq!(Level::new(number).is_ok(), number > 0.0 && number < 1.0);
        for counts in [Counts::new(counts.clone()), Counts::tally(outcomes, k)].into_iter().flatten() {
            for &estimator in EntropyEstimator::ALL {
                prop_assert!(from_counts::entropy(&counts, estimator).value.is_finite(), "{}", estimator.name());
            }
            if let Ok(h) = nsb::entropy(&counts, n_outcomes) {
                prop_assert!(h.value >= 0.0 && h.value <= h.ceiling.unwrap_or(0.0) + 1e-9, "{h:?}");
            }
        }
        if let Ok(table) = JointCounts::new(counts, k) {
            prop_assert!(from_counts::mutual_information(&table, EntropyEstimator::PlugIn).value.is_finite());
        }
        if let Ok(points) = Points::new(&values, k) {
            prop_assert_eq!(points.n_samples() * k, values.len());
        }
        if let Ok(scores) = Scores::new(&values) {
            for &bound in Bound::ALL {
                prop_assert!(!lower_bound(&scores, bound).value.is_nan());
            }
        }
    }

    #[test]
    fn bottlenecks(values in any_list(), number in any_bits(), k in any_size(), n_x in 0..4_usize) {
        let table = rows(&values, k);
        let sources = [
            Source::from_weights(&table).ok(),
            Source::from_weights(&table.iter().map(|row| magnitudes(row)).collect::<Vec<_>>()).ok(),
            Joint::normalized_rows(&table).ok().and_then(|joint| Source::new(&joint).ok()),
        ];
        let encoders = [
            Encoder::from_weights(&table),
            Encoder::random(n_x, k.min(6), &mut Stream::new(1, Purpose::Init)),
        ];
        for encoder in encoders.iter().flatten() {
            prop_assert!(encoder.rows().all(is_pmf));
        }
        for source in sources.iter().flatten() {
            let Ok(beta) = TradeOff::new(number.abs()) else { continue };
            let search = Search { tolerance: number, ..Search::default() };
            let mut stream = Stream::new(1, Purpose::Init);
            let annealing = Annealing::new(source, &[beta], &search, &mut stream);
            prop_assert_eq!(annealing.is_ok(), number >= 0.0);
            prop_assert!(annealing.ok().and_then(|mut found| found.next()).is_none_or(|first| !first.state.l.is_nan()));
            for encoder in encoders.iter().flatten() {
                let states = [
                    IterativeIb::new(source, beta, encoder.clone()).ok().and_then(|mut s| s.next()),
                    DeterministicIb::new(source, beta, encoder.clone()).ok().and_then(|mut s| s.next()),
                    SquaredIb::new(source, beta, encoder.clone()).ok().and_then(|mut s| s.next()),
                    AcceleratedIb::new(source, beta, encoder.clone(), &search).ok().and_then(|s| s.take(4).last()),
                ];
                prop_assert!(states.iter().flatten().all(|state| !state.l.is_nan()));
            }
        }
        if let Ok(gaussian) = GaussianIb::new(&table, k) {
            prop_assert!(gaussian.mutual_information() >= 0.0 && gaussian.eigenvalues().iter().all(|e| !e.is_nan()));
        }
    }
}
