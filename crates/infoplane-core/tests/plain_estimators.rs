//! The estimators by hashing and by trees are those that sorting and comparing all pairs give.

#[path = "../benches/plain/mod.rs"]
mod plain;

mod generators;

use generators::stream;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::ross;
use proptest::prelude::*;

const ROUNDING: f64 = 1e-12;

/// Activations with ties, at edges and beyond, their units, and labels.
fn layer() -> impl Strategy<Value = (Vec<f32>, usize, Vec<u8>)> {
    let value = prop_oneof![
        4 => -1.2..1.2_f32,
        2 => (-20..20_i8).prop_map(|i| f32::from(i) * 0.07),
        1 => prop::sample::select(vec![-1.0, -0.0, 0.0, 1.0, 1e30, -1e30_f32]),
    ];
    (1..80_usize, 1..4_usize).prop_flat_map(move |(n, d)| {
        (prop::collection::vec(value.clone(), n * d), Just(d), prop::collection::vec(0..3_u8, n))
    })
}

proptest! {
    #[test]
    fn hashing_bins_is_sorting_their_rows((values, d, labels) in layer(), n_edges in 2..50_usize, width in 0.01..2.0_f32) {
        let layer = Activations::new(&values, d, &labels, 3)?;
        let by_edges = Binning::edges(n_edges)?.information(&layer);
        let by_width = Binning::width(f64::from(width))?.information(&layer);
        for (found, plain) in [
            (by_edges, plain::binned(&layer, plain::edge(n_edges))),
            (by_width, plain::binned(&layer, plain::width(width))),
        ] {
            prop_assert!((found.i_xt - plain[0]).abs() < ROUNDING, "{found:?} {plain:?}");
            prop_assert!((found.i_ty - plain[1]).abs() < ROUNDING, "{found:?} {plain:?}");
        }
    }

    #[test]
    fn trees_find_what_comparing_all_pairs_finds(
        seed in any::<u64>(), n in 20..90_usize, dims in (1..4_usize, 1..4_usize), k in 1..5_usize,
    ) {
        let mut stream = stream(seed);
        let mut normals = |d: usize| (0..n * d).map(|_| stream.normal()).collect::<Vec<f64>>();
        let (x, y) = (normals(dims.0), normals(dims.1));
        let (x, y) = (Points::new(&x, dims.0)?, Points::new(&y, dims.1)?);
        // Two classes of ten samples or more, which overlap.
        let labels: Vec<usize> = (0..n).map(|i| i % 2).collect();
        let mut pairs = vec![
            (ross::mutual_information(&x, &labels, k)?.value, plain::ross(&x, &labels, k)),
            (differential_entropy(&x, k)?.value, plain::differential_entropy(&x, k)),
        ];
        for &variant in Ksg::ALL {
            pairs.push((ksg::mutual_information(&x, &y, k, variant)?.value, plain::ksg(&x, &y, k, variant)));
        }
        prop_assert!(pairs.iter().all(|(fast, plain)| (fast - plain).abs() < ROUNDING), "{pairs:?}");
    }
}
