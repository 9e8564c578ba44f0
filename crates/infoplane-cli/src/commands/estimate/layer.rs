//! Estimates of what a layer knows of the input and of the class.

use super::spread::SpreadOptions;
use super::table::Estimates;
use super::{categories, estimator, points};
use crate::failure::{About, Failure, fail};
use crate::input::{self, Array};
use crate::report::{Quantities, Table};
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::entropy_from_counts::EntropyEstimator;
use infoplane_core::estimators::equal_mass::{self, BinCount};
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::layer_estimates::{self, BoundedLayerEstimates, LayerEstimates};
use infoplane_core::estimators::{EstimateError, mixture_entropy};
use infoplane_core::math::rng::{Purpose, Stream};
use infoplane_core::measures::units::Unit;

/// Bins as a published code makes them.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Published {
    /// Shwartz-Ziv and Tishby 2017: 30 edges on [-1, 1].
    Idnns,
    /// Saxe et al. 2018: a width of 0.07.
    Ibsgd,
}

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Activations, one sample in each row.
    #[arg(long, allow_hyphen_values = true)]
    activations: String,
    /// The class of each sample, 0 to 255 or, in a table, a word.
    #[arg(long, allow_hyphen_values = true)]
    labels: String,
    /// Bins of published codes.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "idnns,ibsgd")]
    bins: Vec<Published>,
    /// Widths of more bins.
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true)]
    width: Vec<f64>,
    /// Numbers of edges of more bins on [-1, 1].
    #[arg(long, value_delimiter = ',')]
    edges: Vec<usize>,
    /// Numbers of bins of equal mass.
    #[arg(long, value_delimiter = ',', default_value = "30")]
    equal_mass: Vec<usize>,
    /// How the entropies of bins of equal mass are estimated: plug-in, miller-madow, grassberger-2003 and so on.
    #[arg(long, value_delimiter = ',', default_value = "plug-in", value_parser = estimator)]
    estimator: Vec<EntropyEstimator>,
    /// Variances of added noise.
    #[arg(long, value_delimiter = ',', default_value = "0.001", allow_hyphen_values = true)]
    noise: Vec<f64>,
    /// Draws for each sample, to find the information of a layer whose noise is its own. Their standard error is that of
    /// drawing; --interval has no part in it.
    #[arg(long)]
    draws: Option<usize>,
    #[command(flatten)]
    spread: SpreadOptions,
}

/// The estimates; returns the differential entropies that those with noise are differences of, and the labels' words.
pub(super) fn report(
    estimates: &mut Estimates,
    arguments: &Arguments,
    unit: Unit,
) -> Result<Vec<Table>, Failure> {
    let labels = input::read_categories("--labels", &arguments.labels)?;
    let read = Layer::read(&arguments.activations, &labels)?;
    let layer = read.activations()?;
    of_bins(estimates, &layer, arguments)?;
    of_equal_mass(estimates, &layer, arguments)?;
    let noises = arguments.noise.iter().map(|&variance| NoiseVariance::new(variance));
    let noises = noises.collect::<Result<Vec<_>, _>>().about("--noise")?;
    let mut entropies = Quantities::new(unit);
    for (noise, bounds) in noises.iter().zip(arguments.bounds(&layer, &noises)?) {
        of_noise(estimates, &mut entropies, &layer, *noise, &bounds);
        of_draws(estimates, &mut entropies, &layer, *noise, arguments)?;
    }
    Ok(vec![entropies.into(), categories::table([("--labels", Some(&labels))])])
}

/// I(X;T) of the layer with noise is h(T + noise) − h(noise).
fn of_noise(
    estimates: &mut Estimates,
    entropies: &mut Quantities,
    layer: &Activations<'_>,
    noise: NoiseVariance,
    bounds: &BoundedLayerEstimates,
) {
    let variance = noise.get();
    estimates.push_layer(&format!("upper bound, noise {variance}"), &bounds.upper);
    estimates.push_layer(&format!("lower bound, noise {variance}"), &bounds.lower);
    let h_noise = kde::noise_entropy(layer.n_units(), noise);
    let mut entropy = |name, nats| entropies.information(format!("{name}, noise {variance}"), nats);
    entropy("h(noise)", h_noise);
    entropy("h(T + noise), at least", h_noise + bounds.lower.i_xt.value);
    entropy("h(T + noise), at most", h_noise + bounds.upper.i_xt.value);
}

/// The same by drawing from the noisy layer, if that is asked for.
fn of_draws(
    estimates: &mut Estimates,
    entropies: &mut Quantities,
    layer: &Activations<'_>,
    noise: NoiseVariance,
    arguments: &Arguments,
) -> Result<(), Failure> {
    let Some(n_draws) = arguments.draws else { return Ok(()) };
    let mut stream = Stream::new(arguments.spread.seed, Purpose::Estimates);
    let drawn =
        mixture_entropy::about_input_and_label(layer, noise, n_draws, &mut stream).about("--draws")?;
    let (variance, h_noise) = (noise.get(), kde::noise_entropy(layer.n_units(), noise));
    entropies.information(format!("h(T + noise), drawn, noise {variance}"), h_noise + drawn.i_xt.value);
    estimates.push_layer(&format!("draws, noise {variance}"), &drawn);
    Ok(())
}

fn of_bins(estimates: &mut Estimates, layer: &Activations<'_>, arguments: &Arguments) -> Result<(), Failure> {
    let named = |name: String, bins: Result<Binning, EstimateError>, option: &str| {
        bins.about(option).map(|bins| (name, bins))
    };
    let widths =
        arguments.width.iter().map(|&w| named(format!("bins of width {w}"), Binning::width(w), "--width"));
    let edges =
        arguments.edges.iter().map(|&n| named(format!("bins by {n} edges"), Binning::edges(n), "--edges"));
    let published = arguments.bins.iter().map(|bins| Ok(bins.named()));
    for bins in published.chain(widths).chain(edges) {
        let (name, bins) = bins?;
        let of = |layer: &Activations<'_>| Ok(layer_estimates::binned(&bins.information(layer), layer));
        estimates.push_layer(&name, &arguments.estimate(layer, of)?);
    }
    Ok(())
}

fn of_equal_mass(
    estimates: &mut Estimates,
    layer: &Activations<'_>,
    arguments: &Arguments,
) -> Result<(), Failure> {
    for &n_bins in &arguments.equal_mass {
        let bins = BinCount::new(n_bins).about("--equal-mass")?;
        for &estimator in &arguments.estimator {
            let name = match estimator {
                EntropyEstimator::PlugIn => format!("{n_bins} bins of equal mass"),
                other => format!("{n_bins} bins of equal mass, {}", other.name()),
            };
            let of = |layer: &Activations<'_>| equal_mass::information(layer, bins, estimator);
            estimates.push_layer(&name, &arguments.estimate(layer, of)?);
        }
    }
    Ok(())
}

impl Published {
    fn named(self) -> (String, Binning) {
        match self {
            Self::Idnns => ("bins of idnns".to_owned(), Binning::idnns()),
            Self::Ibsgd => ("bins of ibsgd".to_owned(), Binning::ibsgd()),
        }
    }
}

impl Arguments {
    /// Both estimates, with the interval that is asked for.
    fn estimate(
        &self,
        layer: &Activations<'_>,
        of: impl Fn(&Activations<'_>) -> Result<LayerEstimates, EstimateError>,
    ) -> Result<LayerEstimates, Failure> {
        let both = |layer: &Activations<'_>| of(layer).map(<[_; 2]>::from);
        let estimates = self.spread.estimate(|| both(layer), |interval| interval.of_layer(layer, both))?;
        Ok(estimates.into())
    }

    /// The bounds at each noise variance: in one pass over the pairs of samples or, with an interval, one for each.
    fn bounds(
        &self,
        layer: &Activations<'_>,
        noises: &[NoiseVariance],
    ) -> Result<Vec<BoundedLayerEstimates>, Failure> {
        let alone = || {
            let at_each = kde::bounds_at_each(layer, noises);
            Ok(at_each.iter().map(|bounds| layer_estimates::kde(bounds, layer)).collect())
        };
        self.spread.estimate(alone, |interval| {
            let within = |&noise: &NoiseVariance| {
                let all = |l: &Activations<'_>| Ok(layer_estimates::kde(&kde::bounds(l, noise), l).into());
                interval.of_layer(layer, all).map(<[_; 4]>::into)
            };
            noises.iter().map(within).collect()
        })
    }
}

/// Share of the range of a unit up to which its values may be rounded: bins are rarely finer than a thousandth of it.
const BLUR: f64 = 1e-4;

/// Whether single precision takes away more than [`BLUR`] of the range of that one of so many units.
fn is_blurred(exact: &[f64], rounded: &[f32], (unit, n_units): (usize, usize)) -> bool {
    let values = || exact.iter().skip(unit).step_by(n_units).copied();
    let range = values().fold(f64::NEG_INFINITY, f64::max) - values().fold(f64::INFINITY, f64::min);
    let rounded = rounded.iter().skip(unit).step_by(n_units);
    let largest = values().zip(rounded).map(|(x, r)| (x - f64::from(*r)).abs()).fold(0.0, f64::max);
    largest > BLUR * range
}

/// A layer as it was read.
struct Layer {
    values: Vec<f32>,
    n_units: usize,
    labels: Vec<u8>,
}

impl Layer {
    fn read(activations: &str, labels: &Array) -> Result<Self, Failure> {
        let array = input::read("--activations", activations)?;
        // The same checks, and the place of an error, before single precision.
        points(&array)?;
        let n_units = array.n_columns()?;
        let values: Vec<f32> = array.values().iter().map(|&value| value as f32).collect();
        if let Some(unit) = (0..n_units).find(|&unit| is_blurred(array.values(), &values, (unit, n_units))) {
            fail!(
                "--activations: unit {} varies too little around too large a value: in single precision, in which layers are \
                 estimated, its values can hardly be told apart (subtract its mean first)",
                unit + 1
            );
        }
        labels.as_list()?;
        let small = |(at, label): (usize, u64)| match u8::try_from(label) {
            Ok(label) => Ok(label),
            Err(_) => Err(labels.said_of(at, &format!("{label} is no class from 0 to 255"))),
        };
        let labels = labels.whole()?.into_iter().enumerate().map(small).collect::<Result<Vec<u8>, _>>()?;
        Ok(Self { values, n_units, labels })
    }

    fn activations(&self) -> Result<Activations<'_>, Failure> {
        let n_classes = self.labels.iter().max().map_or(0, |&largest| usize::from(largest) + 1);
        if self.values.len() / self.n_units != self.labels.len() {
            fail!("--labels: {} labels for {} samples", self.labels.len(), self.values.len() / self.n_units);
        }
        Activations::new(&self.values, self.n_units, &self.labels, n_classes).about("--activations")
    }
}
