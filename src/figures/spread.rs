//! The information plane of several seeds: the mean way of every layer, how far the seeds lie apart, and one of them.

use crate::charts::figure::{Area, Aspect, Body, Dot, Dots, Figure, Line, Mark, Shape, Stroke};
use crate::charts::palette::{Ink, Paint};
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::Table;
use crate::figures::plane::{self, Estimator, HEADROOM, Path};
use infoplane_core::experiments::layer_information::{LayerInformationFrame, PlanePoint};
use infoplane_core::experiments::sweep::Spread;

/// The way of one seed through the plane.
#[derive(Clone, Copy, Debug)]
pub struct Seed<'a> {
    /// The seed.
    pub seed: u64,
    /// Every recorded epoch, oldest first.
    pub plane: &'a [LayerInformationFrame],
}

/// What is shown of it, and how.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The estimator.
    pub estimator: Estimator,
    /// The last epoch of a whole run: the end of the colors.
    pub n_epochs: u32,
    /// Values are in nats times this.
    pub factor: f64,
    /// The seed that stands out.
    pub chosen: Option<u64>,
}

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Those of the plane of one run.
    pub plane: plane::Words<'a>,
    /// The word for a seed; its number is written after it.
    pub seed: &'a str,
    /// The word for the mean over the seeds.
    pub mean: &'a str,
    /// The word for the standard deviation; the quantity is written after it.
    pub deviation: &'a str,
}

/// All layers at one epoch over the seeds that have it, in nats.
#[derive(Clone, Debug, PartialEq)]
pub struct Mean {
    /// The epoch.
    pub epoch: u32,
    /// I(X;T) and I(T;Y) of each layer.
    pub layers: Vec<[Spread; 2]>,
    /// The mean of H(Y): the labels may depend on the seed.
    pub h_y: f64,
    /// ln of the number of samples.
    pub log_n: f64,
}

/// Corners of an ellipse, upper and lower half alike: with fewer it looks like a polygon on a projector.
const HALF_CORNERS: usize = 12;
/// An ellipse whose center has moved by less than this many standard deviations shows nothing new.
const MOVED: f64 = 0.25;
/// How near the pointer must be to a seed's way, as a share of the plot.
const REACH: f64 = 0.05;

/// The means over the seeds, epoch by epoch, in the order of the first seed's.
pub fn means(seeds: &[Seed<'_>], estimator: Estimator) -> Vec<Mean> {
    let Some(first) = seeds.first() else { return Vec::new() };
    first.plane.iter().map(|frame| mean(seeds, frame, estimator)).collect()
}

fn mean(seeds: &[Seed<'_>], first: &LayerInformationFrame, estimator: Estimator) -> Mean {
    let same = |seed: &Seed<'_>| seed.plane.iter().find(|frame| frame.epoch == first.epoch).cloned();
    let frames: Vec<LayerInformationFrame> = seeds.iter().filter_map(same).collect();
    let of = |layer: usize, pick: fn(PlanePoint) -> f64| {
        let values = frames.iter().filter_map(|f| f.layers.get(layer)).map(|l| pick(estimator.point(l)));
        Spread::of(&values.collect::<Vec<f64>>())
    };
    Mean {
        epoch: first.epoch,
        layers: (0..first.layers.len()).map(|layer| [of(layer, |p| p.i_xt), of(layer, |p| p.i_ty)]).collect(),
        h_y: Spread::of(&frames.iter().map(|f| f.h_y).collect::<Vec<f64>>()).mean,
        log_n: (first.n_samples as f64).ln(),
    }
}

/// A shade of one standard deviation around the mean way of every layer, the seeds as thin lines, the mean as dots
/// colored by log epoch with numbered badges at its end; the chosen seed stands out.
pub fn spread(seeds: &[Seed<'_>], view: View, words: &Words<'_>) -> Figure {
    let means = means(seeds, view.estimator);
    let (x_max, y_max) = reach(seeds, view.estimator);
    let paths: Vec<Path> = means.iter().map(|mean| mean_path(mean, view)).collect();
    let mut marks = ribbons(&means, view.factor);
    marks.extend(
        means
            .last()
            .map(|m| plane::ceilings(m.h_y, m.log_n, view.factor, &words.plane))
            .into_iter()
            .flatten(),
    );
    let faint = Ink::Muted.opacity(0.3);
    marks.extend(seeds.iter().flat_map(|seed| ways(seed, view, (faint, 0.8))));
    if let Some(chosen) = seeds.iter().find(|seed| Some(seed.seed) == view.chosen) {
        marks.extend(ways(chosen, view, (Ink::Text.into(), 1.8)));
        marks.extend(points(chosen, view, words));
    }
    marks.extend(paths.last().map(|path| path.join(true)));
    marks.extend(plane::trajectories(&paths, &format!(" · {}", words.mean), &words.plane));
    marks.extend(paths.last().map(Path::badges).unwrap_or_default());
    Figure {
        title: words.plane.title.into(),
        x: Axis::new(words.plane.x_axis, Scale::Linear { min: 0.0, max: x_max * view.factor }),
        y: Axis::new(words.plane.y_axis, Scale::Linear { min: 0.0, max: y_max * view.factor }),
        marks,
        aspect: Aspect::Free,
    }
}

/// The ends of the axes, in nats.
fn reach(seeds: &[Seed<'_>], estimator: Estimator) -> (f64, f64) {
    let (mut x_max, mut y_max) = (0.0_f64, 0.0_f64);
    for frame in seeds.iter().flat_map(|seed| seed.plane) {
        (x_max, y_max) = (x_max.max((frame.n_samples as f64).ln()), y_max.max(frame.h_y));
        for layer in &frame.layers {
            let PlanePoint { i_xt, i_ty } = estimator.point(layer);
            (x_max, y_max) = (x_max.max(i_xt), y_max.max(i_ty));
        }
    }
    let some = |max: f64| if max > 0.0 { max } else { 1.0 };
    (some(x_max) * HEADROOM.0, some(y_max) * HEADROOM.1)
}

fn mean_path(mean: &Mean, view: View) -> Path {
    let points = mean.layers.iter().map(|[x, y]| (x.mean * view.factor, y.mean * view.factor)).collect();
    Path::of(mean.epoch, view.n_epochs, points)
}

/// One ellipse per layer and epoch, with the standard deviations as half axes; as they are opaque, their union is a ribbon.
fn ribbons(means: &[Mean], factor: f64) -> Vec<Mark> {
    let n_layers = means.iter().map(|mean| mean.layers.len()).max().unwrap_or(0);
    let mut marks = Vec::new();
    for layer in 0..n_layers {
        let mut last: Option<[Spread; 2]> = None;
        for mean in means {
            let Some(now) = mean.layers.get(layer).copied() else { continue };
            let has_moved = |axis: usize| {
                last.is_none_or(|last| (now[axis].mean - last[axis].mean).abs() > MOVED * now[axis].deviation)
            };
            if now.iter().all(|spread| spread.deviation.is_finite()) && (has_moved(0) || has_moved(1)) {
                marks.push(ellipse(now, factor));
                last = Some(now);
            }
        }
    }
    marks
}

fn ellipse([x, y]: [Spread; 2], factor: f64) -> Mark {
    let corner = |i: usize| {
        // From the left end, -1, to the right one, 1; nearer to each other at the ends, where the ellipse is steep.
        let even = 2.0 * i as f64 / HALF_CORNERS as f64 - 1.0;
        let along = even * (1.5 - 0.5 * even * even);
        let (half_width, half_height) =
            (x.deviation * along, y.deviation * (1.0 - along * along).max(0.0).sqrt());
        let (center, place) = (y.mean * factor, (x.mean + half_width) * factor);
        (place, center - half_height * factor, center + half_height * factor)
    };
    let points = (0..=HALF_CORNERS).map(corner).collect();
    Mark::Area(Area { paint: Ink::MutualInformationFill.into(), points })
}

/// A line per layer.
fn ways(seed: &Seed<'_>, view: View, (paint, width): (Paint, f64)) -> Vec<Mark> {
    let n_layers = seed.plane.first().map_or(0, |frame| frame.layers.len());
    let way = |layer: usize| {
        let points = places(seed, layer, view).map(|(_, at)| at).collect();
        let (name, label) = (String::new(), String::new());
        Mark::Line(Line { name, paint, width, stroke: Stroke::Solid, points, label })
    };
    (0..n_layers).map(way).collect()
}

/// The points of a seed, to be found by the pointer.
fn points(seed: &Seed<'_>, view: View, words: &Words<'_>) -> Vec<Mark> {
    let n_layers = seed.plane.first().map_or(0, |frame| frame.layers.len());
    let of_layer = |layer: usize| {
        let dot = |(epoch, at)| {
            let note = format!("{} {epoch}", words.plane.epoch);
            Dot { at, paint: Ink::Text.into(), shape: Shape::Circle, note }
        };
        let name = format!("{} {} · {} {}", words.plane.layer, layer + 1, words.seed, seed.seed);
        let dots = places(seed, layer, view).map(dot).collect();
        Mark::Dots(Dots { name, dots, radius: 1.4, body: Body::Plain })
    };
    (0..n_layers).map(of_layer).collect()
}

/// Epoch and place of a layer.
fn places<'a>(
    seed: &Seed<'a>,
    layer: usize,
    view: View,
) -> impl Iterator<Item = (u32, (f64, f64))> + use<'a> {
    seed.plane.iter().filter_map(move |frame| {
        let PlanePoint { i_xt, i_ty } = view.estimator.point(frame.layers.get(layer)?);
        Some((frame.epoch, (i_xt * view.factor, i_ty * view.factor)))
    })
}

/// The seed one of whose layers comes nearest to a place of the plot, given as shares of its width and height.
pub fn nearest(seeds: &[Seed<'_>], estimator: Estimator, (x, y): (f64, f64)) -> Option<u64> {
    let (x_max, y_max) = reach(seeds, estimator);
    let mut best = (REACH * REACH, None);
    for seed in seeds {
        for layer in seed.plane.iter().flat_map(|frame| &frame.layers) {
            let PlanePoint { i_xt, i_ty } = estimator.point(layer);
            let (dx, dy) = (i_xt / x_max - x, i_ty / y_max - y);
            let distance = dx * dx + dy * dy;
            if distance < best.0 {
                best = (distance, Some(seed.seed));
            }
        }
    }
    best.1
}

/// The means with their standard deviations, then every seed: layer by layer, epoch by epoch.
pub fn table(seeds: &[Seed<'_>], view: View, words: &Words<'_>) -> Table {
    let plane::Words { layer, epoch, x_axis, y_axis, log_n, h_y, .. } = words.plane;
    let [x_deviation, y_deviation] = [x_axis, y_axis].map(|axis| format!("{} {axis}", words.deviation));
    let mut table =
        Table::new(&[words.seed, layer, epoch, x_axis, y_axis, &x_deviation, &y_deviation, log_n, h_y]);
    let means = means(seeds, view.estimator);
    for index in 0..means.first().map_or(0, |mean| mean.layers.len()) {
        for mean in &means {
            let Some([x, y]) = mean.layers.get(index) else { continue };
            table.row_of(words.mean);
            table.numbers(&[(index + 1) as f64, f64::from(mean.epoch)]);
            let nats = [x.mean, y.mean, x.deviation, y.deviation, mean.log_n, mean.h_y];
            table.numbers(&nats.map(|nats| nats * view.factor));
        }
    }
    for seed in seeds {
        for index in 0..seed.plane.first().map_or(0, |frame| frame.layers.len()) {
            for (epoch, (x, y)) in places(seed, index, view) {
                table.row(seed.seed as f64);
                table.numbers(&[(index + 1) as f64, f64::from(epoch), x, y]);
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::layer_information::LayerPoints;

    fn frame(epoch: u32, i_xt: f64, i_ty: f64) -> LayerInformationFrame {
        let point = PlanePoint { i_xt, i_ty };
        let layer = LayerPoints { bins_30: point, bins_007: point, kde_upper: point, kde_lower: point };
        LayerInformationFrame { epoch, layers: vec![layer], n_samples: 100, h_y: 0.5 }
    }

    #[test]
    fn the_mean_is_taken_over_the_seeds_that_have_the_epoch() {
        let (long, short) = ([frame(0, 1.0, 0.1), frame(5, 3.0, 0.3)], [frame(0, 3.0, 0.3)]);
        let seeds = [Seed { seed: 1, plane: &long }, Seed { seed: 2, plane: &short }];
        let means = means(&seeds, Estimator::KdeUpper);
        let [x, _] = means[0].layers[0];
        assert_eq!((x.n, x.mean, x.deviation), (2, 2.0, 2_f64.sqrt()));
        assert_eq!((means[1].epoch, means[1].layers[0][0].n), (5, 1));
    }

    #[test]
    fn the_nearest_seed_is_the_one_whose_way_passes_by() {
        let ways = [[frame(0, 1.0, 0.1)], [frame(0, 4.0, 0.4)]];
        let seeds = [Seed { seed: 7, plane: &ways[0] }, Seed { seed: 9, plane: &ways[1] }];
        let (x_max, y_max) = reach(&seeds, Estimator::Bins30);
        let at = |x: f64, y: f64| nearest(&seeds, Estimator::Bins30, (x / x_max, y / y_max));
        assert_eq!((at(1.1, 0.1), at(3.9, 0.41), at(2.5, 0.25)), (Some(7), Some(9), None));
    }
}
