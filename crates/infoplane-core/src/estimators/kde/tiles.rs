//! Samples laid out for the pair kernel: sorted by class, cut into tiles, unit by unit.

use crate::estimators::activations::Activations;

/// Samples per tile: eight 128-bit vectors of squared distances, which with two operands fit the
/// sixteen registers of wasm and of baseline x86-64. More would spill, and pad small classes
/// more; fewer would spend the time on loops.
pub(super) const TILE: usize = 32;

/// One number of each sample of a tile.
pub(super) type Column = [f32; TILE];

/// Largest coordinate kept, in noise widths around the mean. The difference of two such numbers
/// is finite, so that no distance is ∞ − ∞. Samples farther out, which only a diverging network
/// produces, are moved here; those that lie beyond it on the same side are no longer told apart.
const FARTHEST: f64 = 1e18;

/// Where the padding of the last tile of a class lies: away from every sample.
const PADDING: f32 = 4e18;

/// The samples of one class, TILE at a time.
pub(super) struct Tile<'a> {
    pub(super) class: usize,
    /// One column per unit.
    pub(super) units: &'a [Column],
}

/// All samples, shifted to their mean and scaled by `scale`, in tiles of a single class each.
pub(super) struct Tiles {
    columns: Vec<Column>,
    n_units: usize,
    classes: Vec<usize>,
    n_samples: Vec<usize>,
}

impl Tiles {
    /// Sorts, centers, scales and cuts. Centering comes first, in double precision, so that
    /// activations far from zero keep their small differences.
    pub(super) fn new(layer: &Activations<'_>, scale: f64) -> Self {
        let (n_units, mean) = (layer.n_units(), mean(layer));
        let mut tiles = Self { columns: Vec::new(), n_units, classes: Vec::new(), n_samples: Vec::new() };
        for class in 0..layer.n_classes() {
            let members: Vec<usize> =
                (0..layer.n_samples()).filter(|&i| usize::from(layer.labels()[i]) == class).collect();
            for chunk in members.chunks(TILE) {
                tiles.classes.push(class);
                tiles.n_samples.push(chunk.len());
                for (unit, &mean) in mean.iter().enumerate() {
                    let mut column = [PADDING; TILE];
                    for (slot, &sample) in column.iter_mut().zip(chunk) {
                        let centered = f64::from(layer.sample(sample)[unit]) - mean;
                        *slot = (centered * scale).clamp(-FARTHEST, FARTHEST) as f32;
                    }
                    tiles.columns.push(column);
                }
            }
        }
        tiles
    }

    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    pub(super) fn get(&self, index: usize) -> Tile<'_> {
        let units = &self.columns[index * self.n_units..][..self.n_units];
        Tile { class: self.classes[index], units }
    }

    /// Samples in a tile that are not padding.
    pub(super) fn n_samples(&self, index: usize) -> usize {
        self.n_samples[index]
    }
}

/// Mean activation of every unit.
fn mean(layer: &Activations<'_>) -> Vec<f64> {
    let mut mean = vec![0.0; layer.n_units()];
    for sample in layer.values().chunks_exact(layer.n_units()) {
        for (sum, &value) in mean.iter_mut().zip(sample) {
            *sum += f64::from(value);
        }
    }
    mean.iter_mut().for_each(|sum| *sum /= layer.n_samples() as f64);
    mean
}
