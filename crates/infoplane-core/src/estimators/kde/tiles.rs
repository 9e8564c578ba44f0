//! Samples laid out for the pair kernel: sorted by class, cut into tiles, unit by unit.

use super::points::{Form, Points};
use crate::estimators::activations::Activations;
use wide::f32x4;

/// Samples per tile: the 32 × 32 numbers of a pair of tiles, once as exponents and once as kernels, are 8 KB and
/// stay in the nearest cache. A larger tile would be padded more where a class is small, a smaller one
/// would spend the time on loops.
pub(super) const TILE: usize = 32;

/// Numbers of a tile at four in a 128-bit vector, as wasm and baseline x86-64 have them.
pub(super) const VECTORS: usize = TILE / 4;

/// One number of each sample of a tile.
pub(super) type Column = [f32x4; VECTORS];

/// One number of each sample of a tile, in all four places of a vector: what each row of pairs is compared with.
pub(super) type Spread = [f32x4; TILE];

/// The samples of one class, TILE at a time.
pub(super) struct Tile<'a> {
    pub(super) class: usize,
    /// One column per unit.
    pub(super) units: &'a [Column],
    /// ‖x‖² of each sample.
    pub(super) norms: &'a Column,
}

/// A tile as the rows of pairs.
pub(super) struct Rows {
    /// One per unit; for [`Form::Products`] twice the coordinate.
    pub(super) units: Vec<Spread>,
    /// ‖x‖² of each sample.
    pub(super) norms: Spread,
}

/// All samples, in tiles of a single class each.
#[derive(Clone, Debug)]
pub(super) struct Tiles {
    pub(super) form: Form,
    n_units: usize,
    columns: Vec<Column>,
    norms: Vec<Column>,
    /// The smallest and the largest coordinate of each tile in each unit.
    boxes: Vec<[f32; 2]>,
    classes: Vec<usize>,
    n_samples: Vec<usize>,
}

impl Tiles {
    /// Centers, scales, sorts and cuts. The exponents, squared distances, will be multiplied by `factor` at most.
    pub(super) fn new(layer: &Activations<'_>, scale: f64, factor: f32) -> Self {
        let points = Points::new(layer, scale);
        let mut tiles = Self {
            form: points.form(factor),
            n_units: layer.n_units(),
            columns: Vec::new(),
            norms: Vec::new(),
            boxes: Vec::new(),
            classes: Vec::new(),
            n_samples: Vec::new(),
        };
        for class in 0..layer.n_classes() {
            let mut members: Vec<usize> =
                (0..layer.n_samples()).filter(|&i| usize::from(layer.labels()[i]) == class).collect();
            // Where products are taken all samples are near, and no tile is far from another.
            if tiles.form == Form::Differences {
                points.gather(&mut members, TILE);
            }
            members.chunks(TILE).for_each(|members| tiles.push(class, members, &points));
        }
        tiles
    }

    #[cfg_attr(infoplane_site, optimize(speed))]
    fn push(&mut self, class: usize, members: &[usize], points: &Points) {
        self.classes.push(class);
        self.n_samples.push(members.len());
        let mut norms = [f32x4::ZERO; VECTORS];
        for unit in 0..self.n_units {
            let mut column = [self.padding(); TILE];
            for (slot, &sample) in column.iter_mut().zip(members) {
                *slot = points.sample(sample)[unit];
            }
            let column: Column = bytemuck::cast(column);
            norms.iter_mut().zip(column).for_each(|(norm, x)| *norm += x * x);
            self.columns.push(column);
        }
        let start = self.boxes.len();
        self.boxes.resize(start + self.n_units, [0.0; 2]);
        points.bound(members, &mut self.boxes[start..]);
        self.norms.push(norms);
    }

    /// Where the padding of the last tile of a class lies: away from every sample, and where its square is finite.
    fn padding(&self) -> f32 {
        match self.form {
            Form::Differences => 4e18,
            Form::Products => 1e9,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    pub(super) fn get(&self, index: usize) -> Tile<'_> {
        let units = &self.columns[index * self.n_units..][..self.n_units];
        Tile { class: self.classes[index], units, norms: &self.norms[index] }
    }

    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn rows(&self, index: usize) -> Rows {
        let tile = self.get(index);
        let factor = if self.form == Form::Products { 2.0 } else { 1.0 };
        Rows {
            units: tile.units.iter().map(|unit| spread(unit, factor)).collect(),
            norms: spread(tile.norms, 1.0),
        }
    }

    /// Samples in a tile that are not padding.
    pub(super) fn n_samples(&self, index: usize) -> usize {
        self.n_samples[index]
    }

    /// A squared distance that no sample of one tile is nearer to any of the other: that of the boxes around them.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn least_squared_distance(&self, a: usize, b: usize) -> f32 {
        let boxes = |index: usize| self.boxes[index * self.n_units..][..self.n_units].iter();
        // Not `max`, which in wasm is a call for the sake of NaN.
        let larger = |x: f32, y: f32| if x > y { x } else { y };
        let gap = |(a, b): (&[f32; 2], &[f32; 2])| larger(larger(a[0] - b[1], b[0] - a[1]), 0.0);
        boxes(a).zip(boxes(b)).map(gap).map(|gap| gap * gap).sum()
    }
}

#[inline(always)]
fn spread(column: &Column, factor: f32) -> Spread {
    let numbers: [f32; TILE] = bytemuck::cast(*column);
    numbers.map(|x| f32x4::splat(factor * x))
}
