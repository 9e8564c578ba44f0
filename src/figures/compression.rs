//! How much every layer has compressed, over several seeds: peak minus last I(X;T).

use crate::charts::figure::{Aspect, Body, Dot, Dots, Face, Figure, Label, Line, Mark, Shape, Side, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::Table;
use crate::charts::ticks::round_up;
use infoplane_core::experiments::sweep::Spread;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The word for a layer.
    pub layer: &'a str,
    /// The compression, with its estimator and unit.
    pub y_axis: &'a str,
    /// The word for a seed; its number is written after it.
    pub seed: &'a str,
    /// The word for the mean over the seeds.
    pub mean: &'a str,
    /// The word for the standard deviation.
    pub deviation: &'a str,
}

/// The compression in every layer of the run of one seed, in the unit shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Compressions {
    /// The seed.
    pub seed: u64,
    /// Layer by layer.
    pub layers: Vec<f64>,
}

/// About as many steps the axis is rounded up to.
const N_STEPS: usize = 4;
/// Half the width of the bar of a mean, and the distance of the seeds from it, where layers are 1 apart.
const BAR: f64 = 0.16;
/// Above the largest value there is room for the numbers, in two rows.
const HEADROOM: f64 = 1.3;
/// Every other number stands this much higher, as a share of the axis: side by side they would touch on a phone.
const LIFT: f64 = 0.09;

/// Every seed as a dot beside the mean with its standard deviation, which are written above.
pub fn compression(seeds: &[Compressions], words: &Words<'_>) -> Figure {
    let spreads = spreads(seeds);
    let values = seeds.iter().flat_map(|seed| &seed.layers).copied().filter(|value| value.is_finite());
    let largest = values.fold(0.0, f64::max);
    let top = round_up(if largest > 0.0 { largest * HEADROOM } else { 1.0 }, N_STEPS);
    let mut marks: Vec<Mark> = seeds.iter().map(|seed| dots(seed, words)).collect();
    marks.extend(spreads.iter().enumerate().flat_map(|(layer, spread)| {
        let lift = if layer % 2 == 1 { LIFT * top } else { 0.0 };
        summary(layer as f64, spread, seeds, lift)
    }));
    let names = (1..=spreads.len()).map(|number| number.to_string()).collect();
    Figure {
        title: words.title.into(),
        x: Axis::new(words.layer, Scale::Band(names)),
        y: Axis::new(words.y_axis, Scale::Linear { min: 0.0, max: top }),
        marks,
        aspect: Aspect::Free,
    }
}

/// Mean and standard deviation of every layer, and every seed.
pub fn table(seeds: &[Compressions], words: &Words<'_>) -> Table {
    let mean = format!("{} {}", words.mean, words.y_axis);
    let deviation = format!("{} {}", words.deviation, words.y_axis);
    let mut table = Table::new(&[words.layer, &mean, &deviation]);
    table.headings.extend(seeds.iter().map(|seed| format!("{} {}", words.seed, seed.seed)));
    for (layer, spread) in spreads(seeds).iter().enumerate() {
        table.row((layer + 1) as f64);
        table.numbers(&[spread.mean, spread.deviation]);
        seeds.iter().for_each(|seed| table.numbers(&[seed.layers[layer]]));
    }
    table
}

/// Over the seeds, layer by layer.
pub fn spreads(seeds: &[Compressions]) -> Vec<Spread> {
    let n_layers = seeds.iter().map(|seed| seed.layers.len()).min().unwrap_or(0);
    let of = |layer: usize| Spread::of(&seeds.iter().map(|seed| seed.layers[layer]).collect::<Vec<f64>>());
    (0..n_layers).map(of).collect()
}

/// Mean and standard deviation as they are written: one digit more than the deviation has.
pub fn written(spread: &Spread) -> String {
    let mean = format!("{:.2}", spread.mean);
    if spread.deviation.is_finite() { format!("{mean} ± {:.2}", spread.deviation) } else { mean }
}

fn dots(seed: &Compressions, words: &Words<'_>) -> Mark {
    let dot = |(layer, value): (usize, &f64)| Dot {
        at: (layer as f64 + BAR, *value),
        paint: Ink::Muted.opacity(0.6),
        shape: Shape::Circle,
        note: String::new(),
    };
    let name = format!("{} {}", words.seed, seed.seed);
    Mark::Dots(Dots {
        name,
        dots: seed.layers.iter().enumerate().map(dot).collect(),
        radius: 2.4,
        body: Body::Plain,
    })
}

/// The mean as a bar, the standard deviation as a line through it, and both in numbers.
fn summary(layer: f64, spread: &Spread, seeds: &[Compressions], lift: f64) -> Vec<Mark> {
    let line = |points, width| {
        let paint = Ink::MutualInformation.into();
        let (name, label) = (String::new(), String::new());
        Mark::Line(Line { name, paint, width, stroke: Stroke::Solid, points, label })
    };
    let mean = spread.mean;
    // Of one seed there is no deviation.
    let reach = mean + if spread.deviation.is_finite() { spread.deviation } else { 0.0 };
    let above = seeds.iter().map(|seed| seed.layers[layer as usize]).fold(reach, f64::max);
    let number = Label {
        text: written(spread),
        at: (layer, above + lift),
        ink: Ink::Text,
        side: Side::Above,
        face: Face::Plain,
    };
    vec![
        line(vec![(layer - BAR, mean), (layer + BAR / 2.0, mean)], 3.0),
        line(
            vec![(layer - BAR / 4.0, mean - spread.deviation), (layer - BAR / 4.0, mean + spread.deviation)],
            1.6,
        ),
        Mark::Label(number),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_with_its_spread_if_it_has_one() {
        assert_eq!(written(&Spread::of(&[1.0, 3.0, 5.0])), "3.00 ± 2.00");
        assert_eq!(written(&Spread::of(&[1.0])), "1.00");
    }
}
