//! The information plane: I(X;T) against I(T;Y), one trajectory per layer.

use crate::charts::figure::{
    Aspect, Body, Dimension, Dot, Dots, Face, Figure, Label, Line, Mark, Rule, Shape, Side, Stroke,
};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::Table;
use infoplane_core::experiments::layer_information::{LayerInformationFrame, LayerPoints, PlanePoint};

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis: I(X;T), its estimator and unit.
    pub x_axis: &'a str,
    /// The vertical axis: I(T;Y), its estimator and unit.
    pub y_axis: &'a str,
    /// The word for a layer; its number is written after it.
    pub layer: &'a str,
    /// The word for an epoch; its number is written after it.
    pub epoch: &'a str,
    /// The ceiling of I(T;Y).
    pub h_y: &'a str,
    /// The ceiling of I(X;T): the logarithm of the number of samples.
    pub log_n: &'a str,
}

infoplane_core::named_enum! {
    /// Which of the estimates is shown.
    pub enum Estimator {
        /// 30 equal bins on [-1, 1].
        Bins30 = "bins-30",
        /// Bins of width 0.07.
        Bins007 = "bins-007",
        /// Kernel density, upper bound.
        KdeUpper = "kde-upper",
        /// Kernel density, lower bound.
        KdeLower = "kde-lower",
    }
}

impl Estimator {
    /// The estimate of one layer.
    pub fn point(self, layer: &LayerPoints) -> PlanePoint {
        match self {
            Self::Bins30 => layer.bins_30,
            Self::Bins007 => layer.bins_007,
            Self::KdeUpper => layer.kde_upper,
            Self::KdeLower => layer.kde_lower,
        }
    }
}

/// How the plane is seen.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Which of the estimates.
    pub estimator: Estimator,
    /// The epoch of the last color.
    pub n_epochs: u32,
    /// What amounts in nats are multiplied with.
    pub factor: f64,
    /// The layers that are not shown, of the first 32: of the first the lowest bit.
    pub hidden: usize,
}

impl View {
    fn shows(&self, layer: usize) -> bool {
        layer >= 32 || self.hidden >> layer & 1 == 0
    }
}

/// The axes reach beyond the largest value by this factor, so that rules and badges have room.
pub(super) const HEADROOM: (f64, f64) = (1.05, 1.1);

/// One dot per layer and epoch, colored by log epoch; thin lines join the layers of an
/// epoch, numbered badges stand at the last one. Frames are in order of epochs.
pub fn plane(frames: &[LayerInformationFrame], view: &View, words: &Words<'_>) -> Figure {
    let factor = view.factor;
    let paths: Vec<Path> = frames.iter().map(|frame| Path::new(frame, view)).collect();
    let log_n = frames.last().map(|f| (f.n_samples as f64).ln() * factor);
    let h_y = frames.last().map(|f| f.h_y * factor);
    let reach = |ceiling: Option<f64>, pick: fn(&(f64, f64)) -> f64| {
        let values = paths.iter().flat_map(|p| &p.points).map(pick).filter(|v| v.is_finite());
        let largest = values.chain(ceiling).fold(0.0, f64::max);
        if largest > 0.0 { largest } else { factor }
    };
    let (x_max, y_max) = (reach(log_n, |p| p.0) * HEADROOM.0, reach(h_y, |p| p.1) * HEADROOM.1);
    let last = frames.last().map(|f| ceilings(f.h_y, (f.n_samples as f64).ln(), factor, words));
    let mut marks: Vec<Mark> = last.into_iter().flatten().collect();
    marks.extend(paths.iter().enumerate().map(|(i, path)| path.join(i + 1 == paths.len())));
    marks.extend(trajectories(&paths, "", words));
    marks.extend(paths.last().map(Path::badges).unwrap_or_default());
    Figure {
        title: words.title.into(),
        x: Axis::new(words.x_axis, Scale::Linear { min: 0.0, max: x_max }),
        y: Axis::new(words.y_axis, Scale::Linear { min: 0.0, max: y_max }),
        marks,
        aspect: Aspect::Free,
    }
}

/// Where in a row of the [`table`] the place in the plane is.
pub const PLACE: [usize; 2] = [2, 3];

/// Every layer that is shown at every epoch, and the two ceilings.
pub fn table(frames: &[LayerInformationFrame], view: &View, words: &Words<'_>) -> Table {
    let factor = view.factor;
    let mut table =
        Table::new(&[words.layer, words.epoch, words.x_axis, words.y_axis, words.log_n, words.h_y]);
    let n_layers = frames.iter().map(|frame| frame.layers.len()).max().unwrap_or(0);
    for layer in (0..n_layers).filter(|layer| view.shows(*layer)) {
        for frame in frames {
            let Some(points) = frame.layers.get(layer) else { continue };
            let PlanePoint { i_xt, i_ty } = view.estimator.point(points);
            let ceiling = (frame.n_samples as f64).ln();
            table.row((layer + 1) as f64);
            table.numbers(&[f64::from(frame.epoch), i_xt * factor, i_ty * factor]);
            table.numbers(&[ceiling * factor, frame.h_y * factor]);
        }
    }
    table
}

/// All layers at one epoch, in the unit shown.
pub(super) struct Path {
    epoch: u32,
    progress: f64,
    points: Vec<(f64, f64)>,
}

impl Path {
    /// A layer that is hidden has no place.
    fn new(frame: &LayerInformationFrame, view: &View) -> Self {
        let place = |(layer, points): (usize, &LayerPoints)| {
            let point = view.estimator.point(points);
            let factor = if view.shows(layer) { view.factor } else { f64::NAN };
            (point.i_xt * factor, point.i_ty * factor)
        };
        Self::of(frame.epoch, view.n_epochs, frame.layers.iter().enumerate().map(place).collect())
    }

    pub(super) fn of(epoch: u32, n_epochs: u32, points: Vec<(f64, f64)>) -> Self {
        let progress = f64::from(epoch).ln_1p() / f64::from(n_epochs.max(1)).ln_1p();
        Self { epoch, progress, points }
    }

    pub(super) fn join(&self, is_last: bool) -> Mark {
        let (width, opacity) = if is_last { (1.6, 1.0) } else { (1.0, 0.16) };
        Mark::Line(Line {
            name: String::new(),
            paint: Ink::Epoch(self.progress).opacity(opacity),
            width,
            stroke: Stroke::Solid,
            points: self.points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite()).collect(),
            label: String::new(),
        })
    }

    pub(super) fn badges(&self) -> Vec<Mark> {
        let finite = self.points.iter().enumerate().filter(|(_, (x, y))| x.is_finite() && y.is_finite());
        finite
            .map(|(i, at)| {
                let text = (i + 1).to_string();
                Mark::Label(Label { text, at: *at, ink: Ink::Text, side: Side::Center, face: Face::Badge })
            })
            .rev()
            .collect()
    }
}

/// The dots of each layer over all epochs; `what` is added to their names.
pub(super) fn trajectories(paths: &[Path], what: &str, words: &Words<'_>) -> Vec<Mark> {
    let n_layers = paths.iter().map(|p| p.points.len()).max().unwrap_or(0);
    let of_layer = |layer: usize| {
        let dots = paths.iter().filter_map(|path| {
            let at = *path.points.get(layer).filter(|(x, y)| x.is_finite() && y.is_finite())?;
            let note = format!("{} {}", words.epoch, path.epoch);
            Some(Dot { at, paint: Ink::Epoch(path.progress).into(), shape: Shape::Circle, note })
        });
        let name = format!("{} {}{what}", words.layer, layer + 1);
        Mark::Dots(Dots { name, dots: dots.collect(), radius: 2.2, body: Body::Plain })
    };
    (0..n_layers).map(of_layer).collect()
}

/// H(Y) and log n, from nats.
pub(super) fn ceilings(h_y: f64, log_n: f64, factor: f64, words: &Words<'_>) -> [Mark; 2] {
    [ceiling(Dimension::Y, h_y * factor, words.h_y), ceiling(Dimension::X, log_n * factor, words.log_n)]
}

fn ceiling(axis: Dimension, value: f64, label: &str) -> Mark {
    let ink = if axis == Dimension::Y { Ink::MutualInformation } else { Ink::Muted };
    let stroke = if axis == Dimension::Y { Stroke::Solid } else { Stroke::Dashed };
    Mark::Rule(Rule { axis, value, ink, stroke, label: label.into() })
}
