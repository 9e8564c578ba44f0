//! What is estimated.

use super::{Memory, found, npy, said};
use infoplane_core::experiments::layer_information::{LayerPoints, PlanePoint};
use infoplane_worker::own::said::{Inputs, Said};
use std::collections::BTreeMap;

/// Bins are counted: only rounding in the sums of 120 terms is left.
const ROUNDING: f64 = 1e-12;

/// The bound of [`infoplane_core::estimators::kde::bounds`]: 3e-6 + 5e-10 n.
const SINGLE_PRECISION: f64 = 3.1e-6;

/// The estimates by epoch and layer.
fn points(said: &[Said]) -> BTreeMap<(u32, usize), LayerPoints> {
    let point = |said: &Said| match said {
        Said::Point { epoch, layer, points, .. } => Some(((*epoch, *layer), *points)),
        _ => None,
    };
    said.iter().filter_map(point).collect()
}

/// Compares the file that a library wrote with the numbers that NumPy made of it.
fn agrees_with_numpy(library: &str, n_arrays: usize) {
    let said = said(&Memory::fixture(&format!("{library}.npz")), 4096);
    assert_eq!(said.last(), Some(&Said::Finished));
    let expected: BTreeMap<String, [f64; 6]> =
        serde_json::from_str(include_str!("fixtures/expected.json")).expect("the fixture is JSON");
    let (layers, points) = (&found(&said).layers, points(&said));
    assert_eq!(points.len(), n_arrays);
    for ((epoch, layer), LayerPoints { bins_007, kde_upper, kde_lower, .. }) in points {
        let name = format!("{library}/{epoch}/{}", layers[layer]);
        let [bins_x, bins_y, upper_x, upper_y, lower_x, lower_y] = expected[&name];
        let close = |point: PlanePoint, [x, y]: [f64; 2], most: f64| {
            let off = (point.i_xt - x).abs().max((point.i_ty - y).abs());
            assert!(off <= most, "{name}: {point:?}, not {x} and {y}");
        };
        close(bins_007, [bins_x, bins_y], ROUNDING);
        close(kde_upper, [upper_x, upper_y], SINGLE_PRECISION);
        close(kde_lower, [lower_x, lower_y], SINGLE_PRECISION);
    }
}

#[test]
fn a_file_of_pytorch_gives_the_numbers_of_numpy() {
    agrees_with_numpy("torch", 12);
}

#[test]
fn a_file_of_keras_gives_the_numbers_of_numpy() {
    agrees_with_numpy("keras", 8);
}

#[test]
fn what_the_file_holds_is_found_before_anything_is_estimated() {
    let said = said(&Memory::fixture("torch.npz"), 4096);
    let found = found(&said);
    assert_eq!((&found.epochs[..], found.layers.concat().as_str()), (&[0, 1, 5, 20][..], "fc1tanh1fc2"));
    assert_eq!((found.n_rows, found.n_samples, found.n_classes), (120, 120, 2));
    assert!((found.h_y - 2_f64.ln()).abs() < 1e-12);
    let at = |is: fn(&Said) -> bool| said.iter().position(is).expect("it is said");
    assert!(at(|s| matches!(s, Said::Found(_))) < at(|s| matches!(s, Said::Point { .. })));
}

/// Four samples, two of each class: a layer that tells them apart, and inputs of which two are the same.
fn small(layer: &[f64]) -> [(&'static str, Vec<u8>); 3] {
    let labels = npy("4,", &[0.0, 0.0, 1.0, 1.0]);
    let inputs = npy("4, 1", &[1.0, 2.0, 3.0, 3.0]);
    [("run/0/a.npy", npy("4, 1", layer)), ("run/inputs.npy", inputs), ("run/labels.npy", labels)]
}

#[test]
fn a_folder_of_arrays_is_one_network() {
    let files = small(&[0.0, 10.0, 20.0, 30.0]);
    let said = said(&Memory::of(&files.each_ref().map(|(name, bytes)| (*name, &bytes[..]))), 4096);
    let points = points(&said)[&(0, 0)];
    assert!(
        (points.bins_007.i_xt - 4_f64.ln()).abs() < 1e-12
            && (points.bins_007.i_ty - 2_f64.ln()).abs() < 1e-12
    );
    let h_x = 1.5 * 2_f64.ln();
    let inputs =
        said.iter().find_map(|said| if let Said::Inputs(inputs) = said { Some(*inputs) } else { None });
    let Inputs { n_distinct, h_x: found, h_y_given_x } = inputs.expect("the inputs are there");
    assert!(n_distinct == 3 && (found - h_x).abs() < 1e-12 && h_y_given_x < 1e-12);
}

#[test]
fn a_table_with_named_columns_gives_what_its_arrays_give() {
    let table = b"0/a/0,labels,0/a/1\n1,0,5\n2,0,6\n3,1,7\n4,1,8\n";
    let of_table = said(&Memory::of(&[("run.csv", table)]), 4096);
    let a = npy("4, 2", &[1.0, 5.0, 2.0, 6.0, 3.0, 7.0, 4.0, 8.0]);
    let labels = b"0\n0\n1\n1\n";
    let of_files = said(&Memory::of(&[("0_a.npy", &a), ("labels.csv", labels)]), 4096);
    assert_eq!(points(&of_table), points(&of_files));
    assert_eq!(found(&of_table), found(&of_files));
}

#[test]
fn of_many_samples_the_same_rows_of_every_array_are_used() {
    let n = 500;
    let of_row = |factor: f64| (0..n).map(|row| factor * f64::from(row)).collect::<Vec<f64>>();
    let labels = npy("500,", &(0..n).map(|row| f64::from(row % 2)).collect::<Vec<f64>>());
    let (a, b) = (
        npy("500, 1", &of_row(1.0)),
        npy("500, 1", &(0..n).map(|row| f64::from(row % 2)).collect::<Vec<f64>>()),
    );
    let said = said(&Memory::of(&[("0/a.npy", &a), ("0/b.npy", &b), ("labels.npy", &labels)]), 100);
    let found = found(&said);
    assert_eq!((found.n_rows, found.n_samples), (500, 100));
    let points = points(&said);
    // Whole numbers fall into different bins; a layer that is the label tells all of it only if its rows are those of the
    // labels.
    assert!((points[&(0, 0)].bins_007.i_xt - 100_f64.ln()).abs() < 1e-12);
    assert!((points[&(0, 1)].bins_007.i_xt - found.h_y).abs() < 1e-12);
    assert!((points[&(0, 1)].bins_007.i_ty - found.h_y).abs() < 1e-12);
}
