//! A square grid of cells over the plane, as the network sees them.

use crate::learner::dataset::{Dataset, Source, generator};

/// Cells per side: more cost transfer and drawing, fewer show steps.
const SIDE: usize = 64;

/// The centers of the cells, row by row from the top left (largest second coordinate first).
pub(in crate::experiments) struct Cells {
    /// Cells per side.
    pub(in crate::experiments) side: usize,
    /// The square covers [-extent, extent] on both axes.
    pub(in crate::experiments) extent: f32,
    /// What the network sees of each center.
    pub(in crate::experiments) inputs: Vec<Vec<f32>>,
}

impl Cells {
    /// A square that the points of the data lie in.
    pub(in crate::experiments) fn new(source: Source, data: &Dataset) -> Self {
        let extent = extent(source, &data.points);
        let coordinate = |cell: usize| ((2 * cell + 1) as f32 / SIDE as f32 - 1.0) * extent;
        let inputs = (0..SIDE * SIDE)
            .map(|cell| [coordinate(cell % SIDE), -coordinate(cell / SIDE)])
            .map(|cell| data.encode(cell))
            .collect();
        Self { side: SIDE, extent, inputs }
    }
}

/// Half the side of the square around the origin in which the decision regions are shown: of generated points always the
/// same, of a reader's own as much farther out than the farthest coordinate.
fn extent(source: Source, points: &[[f32; 2]]) -> f32 {
    let extent = generator::EXTENT as f32;
    let farthest = points.iter().flatten().fold(0.0, |farthest: f32, x| farthest.max(x.abs()));
    if source.is_generated() || farthest == 0.0 { extent } else { (extent * farthest).min(f32::MAX) }
}
