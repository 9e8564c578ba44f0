//! Estimates of what a layer knows of the input and of the class.

use super::spread::SpreadOptions;
use super::table::Estimates;
use super::{estimator, points};
use crate::failure::{About, Failure, fail};
use crate::input;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::entropy_from_counts::EntropyEstimator;
use infoplane_core::estimators::equal_mass::{self, BinCount};
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::{
    EstimateError, layer_estimates, layer_estimates::LayerEstimates, mixture_entropy,
};
use infoplane_core::math::rng::{Purpose, Stream};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Activations, one sample in each row.
    #[arg(long, allow_hyphen_values = true)]
    activations: String,
    /// The class of each sample, 0 to 254.
    #[arg(long, allow_hyphen_values = true)]
    labels: String,
    /// Widths of bins.
    #[arg(long, value_delimiter = ',', default_value = "0.07", allow_hyphen_values = true)]
    width: Vec<f64>,
    /// Numbers of edges of bins on [-1, 1].
    #[arg(long, value_delimiter = ',', default_value = "30")]
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
    /// Draws for each sample, to find the information of a layer whose noise is its own.
    #[arg(long)]
    draws: Option<usize>,
    #[command(flatten)]
    spread: SpreadOptions,
}

pub(super) fn report(estimates: &mut Estimates, arguments: &Arguments) -> Result<(), Failure> {
    let read = Layer::read(&arguments.activations, &arguments.labels)?;
    let layer = read.activations()?;
    of_bins(estimates, &layer, arguments)?;
    of_equal_mass(estimates, &layer, arguments)?;
    for &variance in &arguments.noise {
        let noise = NoiseVariance::new(variance).about("--noise")?;
        let upper =
            |layer: &Activations<'_>| Ok(layer_estimates::kde(&kde::bounds(layer, noise), layer).upper);
        let lower =
            |layer: &Activations<'_>| Ok(layer_estimates::kde(&kde::bounds(layer, noise), layer).lower);
        estimates.push_layer(&format!("upper bound, noise {variance}"), &arguments.estimate(&layer, upper)?);
        estimates.push_layer(&format!("lower bound, noise {variance}"), &arguments.estimate(&layer, lower)?);
        if let Some(n_draws) = arguments.draws {
            let mut stream = Stream::new(arguments.spread.seed, Purpose::Estimates);
            let drawn = mixture_entropy::information(&layer, noise, n_draws, &mut stream).about("--draws")?;
            estimates.push(format!("draws, noise {variance}"), "I(X;T)", &drawn);
        }
    }
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
    for bins in widths.chain(edges) {
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

impl Arguments {
    /// Both estimates, with the interval that is asked for.
    fn estimate(
        &self,
        layer: &Activations<'_>,
        of: impl Fn(&Activations<'_>) -> Result<LayerEstimates, EstimateError>,
    ) -> Result<LayerEstimates, Failure> {
        match self.spread.interval()? {
            None => Ok(of(layer)?),
            Some(interval) => interval.of_layer(layer, of).about("--interval"),
        }
    }
}

/// A layer as it was read.
struct Layer {
    values: Vec<f32>,
    n_units: usize,
    labels: Vec<u8>,
}

impl Layer {
    fn read(activations: &str, labels: &str) -> Result<Self, Failure> {
        let array = input::read("--activations", activations)?;
        // The same checks, and the place of an error, before single precision.
        points(&array)?;
        let values = array.values().iter().map(|&value| value as f32).collect();
        let label_array = input::read("--labels", labels)?;
        label_array.as_list()?;
        let small = |(at, label): (usize, u64)| match u8::try_from(label) {
            Ok(label) if label < u8::MAX => Ok(label),
            _ => Err(label_array.said_of(at, &format!("{label} is no class from 0 to 254"))),
        };
        let labels =
            label_array.whole()?.into_iter().enumerate().map(small).collect::<Result<Vec<u8>, _>>()?;
        Ok(Self { values, n_units: array.n_columns()?, labels })
    }

    fn activations(&self) -> Result<Activations<'_>, Failure> {
        let n_classes = self.labels.iter().max().map_or(0, |&largest| usize::from(largest) + 1);
        if self.values.len() / self.n_units != self.labels.len() {
            fail!("--labels: {} labels for {} samples", self.labels.len(), self.values.len() / self.n_units);
        }
        Activations::new(&self.values, self.n_units, &self.labels, n_classes).about("--activations")
    }
}
