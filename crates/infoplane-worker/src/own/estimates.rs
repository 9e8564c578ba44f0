//! The second way through the files: every layer at every epoch, one array in memory at a time.

use super::catalog::Catalog;
use super::failure::{Failure, Trouble};
use super::name::Role;
use super::said::{Inputs, Said, Wish};
use super::sample::keep_rows;
use super::source::{Files, Numbers, go_through};
use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::experiments::layer_information::LayerPoints;
use infoplane_core::math::x_log_x::x_log_x;
use std::collections::BTreeMap;

/// Tells everything that the files say, to [`Said::Finished`] or [`Said::Failed`].
///
/// Every activation is used as `f32`. Memory: one array of at most 2²⁶ numbers and a piece of a file, whatever the size of the
/// files. Time: that of [`kde::bounds`] for each layer and epoch, O(n² d) for n samples, and two readings of the files.
pub fn tell_all(files: &impl Files, wish: Wish, tell: &mut dyn FnMut(Said)) {
    let last = match try_tell_all(files, wish, tell) {
        Ok(()) => Said::Finished,
        Err(failure) => Said::Failed(failure),
    };
    tell(last);
}

fn try_tell_all(files: &impl Files, wish: Wish, tell: &mut dyn FnMut(Said)) -> Result<(), Failure> {
    let noise =
        NoiseVariance::new(wish.noise_variance).map_err(|_| Trouble::Noise(wish.noise_variance).of(""))?;
    let catalog = Catalog::of(files, wish.most_samples, tell)?;
    tell(Said::Found(catalog.found.clone()));
    for (index, (file, _)) in files.list().iter().enumerate() {
        let of_file = Role::of_file(file);
        let mut take = |numbers: Numbers| {
            let role = of_file.clone().or_else(|| Role::of(&numbers.name));
            said_of(numbers, role, &catalog, noise).map(|said| said.into_iter().for_each(&mut *tell))
        };
        go_through(files, index, None, &mut take, &mut |_| {})?;
    }
    Ok(())
}

/// What one array says; labels have said it already.
fn said_of(
    mut numbers: Numbers,
    role: Option<Role>,
    catalog: &Catalog,
    noise: NoiseVariance,
) -> Result<Option<Said>, Failure> {
    let (epoch, layer) = match role {
        Some(Role::Labels) | None => return Ok(None),
        Some(Role::Inputs) => (0, None),
        Some(Role::Layer { epoch, layer }) => (epoch, Some(layer)),
    };
    let (n_rows, n_labels) = (numbers.n_rows(), catalog.found.n_rows);
    if n_rows != n_labels {
        return Err(numbers.trouble(Trouble::Unpaired(n_rows, n_labels)));
    }
    keep_rows(&mut numbers.values, numbers.n_columns, &catalog.rows);
    let samples =
        Activations::new(&numbers.values, numbers.n_columns, &catalog.labels, catalog.found.n_classes);
    let samples = samples.map_err(|error| refused(&numbers, &catalog.rows, error))?;
    Ok(Some(match layer.and_then(|layer| catalog.found.layers.iter().position(|known| *known == layer)) {
        None => Said::Inputs(inputs(&samples)),
        Some(layer) => Said::Point {
            epoch,
            layer,
            n_units: numbers.n_columns,
            points: LayerPoints::new(&samples, kde::bounds(&samples, noise)),
        },
    }))
}

/// Why an array is no activations: rows and labels have been compared, so a number is not finite, or there are none.
fn refused(numbers: &Numbers, rows: &[usize], error: EstimateError) -> Failure {
    match error {
        EstimateError::NonFinite { sample, unit, value } => {
            numbers.trouble_at(rows[sample], unit, Trouble::NotFinite(value.to_string()))
        }
        _ => numbers.trouble(Trouble::Empty),
    }
}

/// H(X) and H(Y|X) = H(X,Y) − H(X) of the samples as they are.
fn inputs(samples: &Activations<'_>) -> Inputs {
    let n_samples = samples.n_samples();
    let (mut of_x, mut of_xy) = (BTreeMap::new(), BTreeMap::new());
    for (index, label) in samples.labels().iter().enumerate() {
        // Numbers as bits, which have an order; of two zeros one.
        let x: Vec<u32> = samples.sample(index).iter().map(|value| (value + 0.0).to_bits()).collect();
        *of_x.entry(x.clone()).or_insert(0_usize) += 1;
        *of_xy.entry((x, label)).or_insert(0_usize) += 1;
    }
    let entropy = |counts: &mut dyn Iterator<Item = &usize>| {
        0.0 - counts.map(|count| x_log_x(*count as f64 / n_samples as f64)).sum::<f64>()
    };
    let (n_distinct, h_x) = (of_x.len(), entropy(&mut of_x.values()));
    Inputs { n_distinct, h_x, h_y_given_x: (entropy(&mut of_xy.values()) - h_x).max(0.0) }
}
