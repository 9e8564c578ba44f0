//! What a reader must be warned of, found in the estimates themselves: no layer has to be chosen for it.

use crate::figures::plane::Estimator;
use crate::i18n::training::Plane as Words;
use crate::labs::plane::reading::NOTICEABLE;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::number::{information, readable};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::layer_information::LayerInformationFrame;

/// An estimate within this share of its ceiling has saturated.
const AT_CEILING: f64 = 0.005;
/// Less than this, in nats, and nearly all inputs share one cell: a tenth of a bit.
const NEARLY_NOTHING: f64 = 0.07;
/// The bins that the code of Shwartz-Ziv and Tishby makes of each unit.
const N_BINS: f64 = 30.0;

/// One thing that is wrong, with the layers it is wrong in, counted from 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// A later layer seems to know more than the one before it, in nats; one entry per pair and quantity.
    Grows(Vec<Growth>),
    /// I(X;T) is at ln n, which is given.
    AtCeiling(Vec<usize>, f64),
    /// The assumed noise keeps all inputs apart.
    NoiseTooSmall(Vec<usize>),
    /// Nearly every input has a cell of its own.
    BinsTooFine(Vec<usize>),
    /// Nearly all inputs share one cell.
    BinsTooFew(Vec<usize>),
    /// There are more cells than samples, whose number is given.
    FewSamples(Vec<usize>, usize),
}

/// By how much an estimate grows from the layer before `later` to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// The quantity.
    pub of: &'static str,
    /// The later of two neighboring layers, counted from 1.
    pub later: usize,
    /// In nats.
    pub by: f64,
}

/// Everything that is wrong at this epoch; `widths` are those of the layers, from the first hidden one to the softmax.
pub fn of(frame: &LayerInformationFrame, estimator: Estimator, widths: &[usize]) -> Vec<Warning> {
    let ceiling = (frame.n_samples as f64).ln();
    let is_binned = matches!(estimator, Estimator::Bins30 | Estimator::Bins007);
    let i_xt: Vec<f64> = frame.layers.iter().map(|layer| estimator.point(layer).i_xt).collect();
    let layers = |is_meant: &dyn Fn(f64) -> bool| -> Vec<usize> {
        (1..).zip(&i_xt).filter(|(_, x)| is_meant(**x)).map(|(layer, _)| layer).collect()
    };
    let full = layers(&|x| x >= ceiling * (1.0 - AT_CEILING));
    let crowded = |(_, width): &(usize, &usize)| estimator == Estimator::Bins30 && cells(**width) > ceiling;
    let sparse = (1..).zip(widths).filter(crowded).map(|(layer, _)| layer).collect();
    let empty = if is_binned { layers(&|x| x < NEARLY_NOTHING) } else { Vec::new() };
    let counts = if is_binned { Warning::BinsTooFine } else { Warning::NoiseTooSmall };
    let found = [
        Warning::Grows(growths(frame, estimator)),
        Warning::AtCeiling(full.clone(), ceiling),
        counts(full),
        Warning::BinsTooFew(empty),
        Warning::FewSamples(sparse, frame.n_samples),
    ];
    found.into_iter().filter(|warning| !warning.is_empty()).collect()
}

/// ln of the number of cells that the bins make of a layer.
fn cells(width: usize) -> f64 {
    width as f64 * N_BINS.ln()
}

/// Where the data-processing inequality is broken noticeably.
fn growths(frame: &LayerInformationFrame, estimator: Estimator) -> Vec<Growth> {
    let of_pair = |(later, pair): (usize, &[_])| {
        let [before, after] = [estimator.point(&pair[0]), estimator.point(&pair[1])];
        [
            Growth { of: "I(X;T)", later, by: after.i_xt - before.i_xt },
            Growth { of: "I(T;Y)", later, by: after.i_ty - before.i_ty },
        ]
    };
    let all = (2..).zip(frame.layers.windows(2)).flat_map(of_pair);
    all.filter(|growth| growth.by > NOTICEABLE).collect()
}

impl Warning {
    fn is_empty(&self) -> bool {
        match self {
            Self::Grows(growths) => growths.is_empty(),
            Self::AtCeiling(layers, _)
            | Self::FewSamples(layers, _)
            | Self::NoiseTooSmall(layers)
            | Self::BinsTooFine(layers)
            | Self::BinsTooFew(layers) => layers.is_empty(),
        }
    }
}

/// Everything that is wrong with the estimates of an epoch, in sentences, for the chosen estimator and language.
pub fn in_words(frame: Option<&LayerInformationFrame>, widths: &[usize]) -> Vec<String> {
    let preferences = use_preferences();
    let (m, unit) = (preferences.lang.get().messages(), preferences.unit.get());
    let (estimator, variance) = use_training().settings.with(|s| (s.estimator, s.noise_variance));
    let shown = |nats: f64| format!("{} {}", information(nats, unit), unit_name(unit, m));
    let found = frame.map(|frame| of(frame, estimator, widths)).unwrap_or_default();
    found.iter().map(|warning| told(warning, m.plane(), &readable(variance), shown)).collect()
}

/// The warning as a sentence; `shown` writes information with its unit.
pub fn told(warning: &Warning, words: &Words, variance: &str, shown: impl Fn(f64) -> String) -> String {
    match warning {
        Warning::Grows(growths) => {
            let pair = |g: &Growth| (words.grows)(g.of, g.later - 1, g.later, &shown(g.by));
            (words.inequality)(&growths.iter().map(pair).collect::<Vec<_>>().join("; "))
        }
        Warning::AtCeiling(layers, ceiling) => (words.at_ceiling)(&list(layers), &shown(*ceiling)),
        Warning::NoiseTooSmall(layers) => (words.noise_too_small)(&list(layers), variance),
        Warning::BinsTooFine(layers) => (words.bins_too_fine)(&list(layers)),
        Warning::BinsTooFew(layers) => (words.bins_too_few)(&list(layers)),
        Warning::FewSamples(layers, n) => (words.few_samples)(&list(layers), &n.to_string()),
    }
}

fn list(layers: &[usize]) -> String {
    layers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::layer_information::{LayerPoints, PlanePoint};

    fn frame(points: &[(f64, f64)]) -> LayerInformationFrame {
        let layer = |&(i_xt, i_ty): &(f64, f64)| {
            let point = PlanePoint { i_xt, i_ty };
            LayerPoints { bins_30: point, bins_007: point, kde_upper: point, kde_lower: point }
        };
        let layers = points.iter().map(layer).collect();
        LayerInformationFrame { epoch: 0, layers, n_samples: 4096, h_y: 0.69 }
    }

    #[test]
    fn every_pair_that_breaks_the_inequality_is_named_with_its_excess() {
        let found = of(&frame(&[(5.0, 0.5), (4.0, 0.4), (4.5, 0.65)]), Estimator::KdeUpper, &[10, 5, 2]);
        let growth = |of, by| Growth { of, later: 3, by };
        assert_eq!(found, [Warning::Grows(vec![growth("I(X;T)", 0.5), growth("I(T;Y)", 0.25)])]);
        assert_eq!(of(&frame(&[(5.0, 0.5), (4.0, 0.5)]), Estimator::KdeUpper, &[10, 2]), []);
    }

    #[test]
    fn a_full_layer_is_blamed_on_the_noise_or_on_the_bins() {
        let ceiling = 4096_f64.ln();
        let full = frame(&[(ceiling, 0.5), (3.0, 0.5)]);
        let at_ceiling = Warning::AtCeiling(vec![1], ceiling);
        let kde = of(&full, Estimator::KdeUpper, &[2, 2]);
        assert_eq!(kde, [at_ceiling.clone(), Warning::NoiseTooSmall(vec![1])]);
        let bins = of(&full, Estimator::Bins007, &[2, 2]);
        assert_eq!(bins, [at_ceiling, Warning::BinsTooFine(vec![1])]);
    }

    #[test]
    fn bins_may_be_too_few_and_samples_too_few_for_the_bins() {
        let found = of(&frame(&[(4.0, 0.5), (0.01, 0.0)]), Estimator::Bins30, &[3, 2]);
        assert_eq!(found, [Warning::BinsTooFew(vec![2]), Warning::FewSamples(vec![1], 4096)]);
    }
}
