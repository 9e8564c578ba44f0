//! Where everything stands: margins, ticks, and the map between values and pixels. Pure.

use crate::charts::figure::{Aspect, Dimension, Figure, Mark};
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::ticks;
use crate::charts::typography::{self, LABEL_SIZE, TICK_SIZE};

/// A rectangle in CSS pixels, y downward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Frame {
    /// Its width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the point is inside or on the edge.
    pub fn contains(&self, x: f64, y: f64) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// A tick with its place along the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedTick {
    /// Pixels from the left (x) or the top (y).
    pub px: f64,
    /// Where its text is centered, along the axis.
    pub text_px: f64,
    /// Its text.
    pub text: String,
}

/// A figure placed in a size.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width of the whole, in CSS pixels.
    pub width: f64,
    /// Height of the whole, in CSS pixels.
    pub height: f64,
    /// Factor on text sizes, strokes and margins.
    pub font_scale: f64,
    /// The rectangle the scales span.
    pub plot: Frame,
    /// Ticks of the horizontal axis.
    pub x_ticks: Vec<PlacedTick>,
    /// Ticks of the vertical axis.
    pub y_ticks: Vec<PlacedTick>,
    x: Scale,
    y: Scale,
}

/// Pixels between the plot and tick texts.
const TICK_GAP: f64 = 8.0;
/// Height of a line of axis text.
const LINE: f64 = 19.0;
/// Pixels kept free between neighboring tick texts.
const TEXT_GAP: f64 = 9.0;
/// Pixels of height per tick of the vertical axis, at least.
const Y_TICK_PITCH: f64 = 44.0;
/// Pixels of width per tick of the horizontal axis, at least.
const X_TICK_PITCH: f64 = 46.0;
/// Pixels kept free at the outer edges.
const EDGE: f64 = 2.0;
/// Pixels between the end of a curve and its name.
pub(super) const END_GAP: f64 = 6.0;
/// A plot never gets smaller than this, whatever its margins ask.
const MIN_PLOT: f64 = 24.0;

impl Layout {
    /// Places a figure in a size given in CSS pixels.
    pub fn new(figure: &Figure, width: f64, height: f64, font_scale: f64) -> Self {
        let plot = plot_frame(figure, width, height, font_scale);
        let mut layout = Self {
            width,
            height,
            font_scale,
            plot,
            x_ticks: vec![],
            y_ticks: vec![],
            x: figure.x.scale.clone(),
            y: figure.y.scale.clone(),
        };
        layout.x_ticks = layout.place_x(&figure.x);
        layout.y_ticks = layout.place_y(&figure.y);
        layout
    }

    /// The pixel of a pair of values; values beyond the axes lie beyond the plot.
    pub fn to_px(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x_px(x), self.y_px(y))
    }

    /// Where a pixel is in the plot, from (0, 0) at its lower left corner to (1, 1).
    pub fn share(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.plot.left) / self.plot.width(), (self.plot.bottom - y) / self.plot.height())
    }

    /// Pixels from the left of a horizontal value; infinite ones at the plot's edges.
    pub fn x_px(&self, value: f64) -> f64 {
        match finite_position(&self.x, value) {
            Some(position) => self.plot.left + position * self.plot.width(),
            None if value > 0.0 => self.plot.right,
            None => self.plot.left,
        }
    }

    /// Pixels from the top of a vertical value; infinite ones at the plot's edges.
    pub fn y_px(&self, value: f64) -> f64 {
        match finite_position(&self.y, value) {
            Some(position) => self.plot.bottom - position * self.plot.height(),
            None if value > 0.0 => self.plot.top,
            None => self.plot.bottom,
        }
    }

    /// The two ends of a line across the plot at a value of that axis.
    pub fn rule(&self, axis: Dimension, value: f64) -> [(f64, f64); 2] {
        match axis {
            Dimension::X => [self.plot.bottom, self.plot.top].map(|y| (self.x_px(value), y)),
            Dimension::Y => [self.plot.left, self.plot.right].map(|x| (x, self.y_px(value))),
        }
    }

    fn place_x(&self, axis: &Axis) -> Vec<PlacedTick> {
        let size = TICK_SIZE * self.font_scale;
        let room = self.plot.width();
        let n_max = (room / (X_TICK_PITCH * self.font_scale)) as usize + 1;
        let mut placed: Vec<PlacedTick> = vec![];
        let mut taken: Vec<(f64, f64)> = vec![];
        for (value, text) in wanted_ticks(axis, n_max, room, size) {
            let px = self.x_px(value);
            let half = typography::width(&text, size) / 2.0;
            let text_px = px.min(self.width - EDGE - half).max(EDGE + half);
            let free =
                taken.iter().all(|(a, b)| text_px + half + TEXT_GAP <= *a || text_px - half >= b + TEXT_GAP);
            if free {
                taken.push((text_px - half, text_px + half));
                placed.push(PlacedTick { px, text_px, text });
            }
        }
        placed
    }

    fn place_y(&self, axis: &Axis) -> Vec<PlacedTick> {
        let size = TICK_SIZE * self.font_scale;
        let n_max = y_tick_limit(self.plot.height(), self.font_scale);
        let mut placed: Vec<PlacedTick> = vec![];
        for (value, text) in wanted_ticks(axis, n_max, f64::INFINITY, size) {
            let px = self.y_px(value);
            if placed.iter().all(|t| (t.px - px).abs() >= size * 1.25) {
                placed.push(PlacedTick { px, text_px: px, text });
            }
        }
        placed
    }
}

fn finite_position(scale: &Scale, value: f64) -> Option<f64> {
    value.is_finite().then(|| scale.position(value))
}

fn y_tick_limit(height: f64, font_scale: f64) -> usize {
    ((height / (Y_TICK_PITCH * font_scale)) as usize + 1).max(2)
}

/// Values and texts, the most important first. A band's names are cut to their share of `room`.
fn wanted_ticks(axis: &Axis, n_max: usize, room: f64, size: f64) -> Vec<(f64, String)> {
    match (&axis.ticks, &axis.scale) {
        (Ticks::Hidden, _) => vec![],
        (Ticks::At(ticks), _) => ticks.iter().map(|t| (t.value, t.text.clone())).collect(),
        (Ticks::Auto, Scale::Linear { min, max }) => {
            let step = ticks::step(*min, *max, n_max);
            let values = ticks::linear(*min, *max, n_max);
            values.into_iter().map(|v| (v, ticks::tick_text(v, step))).collect()
        }
        (Ticks::Auto, Scale::Log { min, max }) => decades(ticks::log(*min, *max, n_max), *max),
        (Ticks::Auto, Scale::Log1p { min, max }) => decades(ticks::log1p(*min, *max, n_max), *max),
        (Ticks::Auto, Scale::Band(names)) => {
            let share = room / names.len() as f64 - TEXT_GAP;
            let texts = names.iter().map(|name| typography::shorten(name, share, size));
            texts.enumerate().filter(|(_, text)| !text.is_empty()).map(|(i, text)| (i as f64, text)).collect()
        }
    }
}

/// The decades, then the end of the axis if it is a whole number: how far the run has come.
fn decades(values: Vec<f64>, end: f64) -> Vec<(f64, String)> {
    let end = (end.fract() == 0.0 && !values.contains(&end)).then_some(end);
    values.into_iter().chain(end).map(|v| (v, ticks::tick_text(v, if v < 1.0 { v } else { 1.0 }))).collect()
}

/// The figure's size less its margins, narrowed to its aspect.
fn plot_frame(figure: &Figure, width: f64, height: f64, s: f64) -> Frame {
    let top = match (figure.y.label.is_empty(), &figure.y.ticks) {
        (false, _) => (LINE + 7.0) * s,
        (true, Ticks::Hidden) => EDGE * s,
        (true, _) => LINE / 2.0 * s,
    };
    let top = top + if leaves_the_top(figure) { LINE * s } else { 0.0 };
    let x_ticks = if figure.x.ticks == Ticks::Hidden { EDGE } else { LINE + 6.0 };
    let x_label = if figure.x.label.is_empty() { 0.0 } else { LINE + 1.0 };
    let bottom = (height - (x_ticks + x_label) * s).max(top + MIN_PLOT);
    let left = y_text_width(figure, bottom - top, s);
    let right = (width - right_margin(figure) * s).max(left + MIN_PLOT);
    narrowed(Frame { left, top, right, bottom }, figure.aspect)
}

fn leaves_the_top(figure: &Figure) -> bool {
    figure.marks.iter().any(|m| matches!(m, Mark::Rect(r) if r.y.1 == f64::INFINITY))
}

/// The room at the right, in pixels at the normal text size: there curves are named.
fn right_margin(figure: &Figure) -> f64 {
    let names = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Line(line) if !line.label.is_empty() => Some(typography::width(&line.label, LABEL_SIZE)),
        _ => None,
    });
    if let Some(widest) = names.reduce(f64::max) {
        return END_GAP + widest + EDGE;
    }
    match (&figure.x.ticks, &figure.x.scale) {
        (Ticks::Hidden, _) | (_, Scale::Band(_)) => EDGE,
        _ => 12.0,
    }
}

/// The room that tick texts of the vertical axis need.
fn y_text_width(figure: &Figure, plot_height: f64, s: f64) -> f64 {
    if figure.y.ticks == Ticks::Hidden {
        return EDGE * s;
    }
    let n_max = y_tick_limit(plot_height, s);
    let texts = wanted_ticks(&figure.y, n_max, f64::INFINITY, TICK_SIZE * s);
    let widest = texts.iter().map(|(_, text)| typography::width(text, TICK_SIZE * s)).fold(0.0, f64::max);
    widest + (TICK_GAP + EDGE) * s
}

fn narrowed(frame: Frame, aspect: Aspect) -> Frame {
    let Aspect::Fixed(thousandths) = aspect else { return frame };
    let ratio = f64::from(thousandths) / 1000.0;
    let width = frame.width().min(frame.height() * ratio);
    let height = width / ratio;
    let left = frame.left + (frame.width() - width) / 2.0;
    let top = frame.top + (frame.height() - height) / 2.0;
    Frame { left, top, right: left + width, bottom: top + height }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(x: Scale, y: Scale) -> Figure {
        Figure {
            title: String::new(),
            x: Axis::new("epoch", x),
            y: Axis::new("loss, bits", y),
            marks: vec![],
            aspect: Aspect::Free,
        }
    }

    #[test]
    fn the_ends_of_every_scale_are_the_edges_of_the_plot() {
        let scales = [
            Scale::Linear { min: -1.0, max: 3.0 },
            Scale::Log { min: 0.5, max: 800.0 },
            Scale::Log1p { min: 0.0, max: 800.0 },
        ];
        for x in &scales {
            let layout = Layout::new(&figure(x.clone(), scales[0].clone()), 340.0, 280.0, 1.0);
            let (start, end) = x.ends();
            assert_eq!(layout.to_px((start, -1.0)), (layout.plot.left, layout.plot.bottom));
            let (x_px, y_px) = layout.to_px((end, 3.0));
            assert!((x_px - layout.plot.right).abs() < 1e-9 && (y_px - layout.plot.top).abs() < 1e-9);
        }
    }

    #[test]
    fn tick_texts_of_a_narrow_figure_stay_inside_and_apart() {
        for width in [120.0, 200.0, 340.0, 900.0] {
            let scales = (Scale::Linear { min: 0.0, max: 100_000.0 }, Scale::Linear { min: 0.0, max: 1.0 });
            let layout = Layout::new(&figure(scales.0, scales.1), width, 200.0, 1.0);
            let mut end = f64::NEG_INFINITY;
            for tick in &layout.x_ticks {
                let half = typography::width(&tick.text, TICK_SIZE) / 2.0;
                assert!(tick.text_px - half >= end);
                end = tick.text_px + half;
            }
            assert!(end <= width && !layout.x_ticks.is_empty());
        }
    }

    #[test]
    fn a_square_plot_is_square() {
        let unit = Scale::Linear { min: 0.0, max: 1.0 };
        let square = Figure { aspect: Aspect::Fixed(1000), ..figure(unit.clone(), unit) };
        let plot = Layout::new(&square, 500.0, 300.0, 1.0).plot;
        assert!((plot.width() - plot.height()).abs() < 1e-9);
    }

    #[test]
    fn infinite_values_stand_at_the_edge() {
        let unit = Scale::Linear { min: 0.0, max: 1.0 };
        let layout = Layout::new(&figure(unit.clone(), unit), 500.0, 300.0, 1.0);
        assert_eq!(layout.y_px(f64::INFINITY), layout.plot.top);
    }
}
