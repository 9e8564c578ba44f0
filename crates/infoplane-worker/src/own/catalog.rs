//! The first way through the files: which layers and epochs there are, and the labels.

use super::failure::{Failure, Spot, Trouble};
use super::name::Role;
use super::said::{Found, Said};
use super::sample::chosen;
use super::source::{Files, Numbers, go_through};
use infoplane_core::estimators::activations::Activations;
use std::collections::BTreeSet;

/// As many classes as labels can tell apart.
const MOST_CLASSES: usize = 256;

/// What the files hold, and the samples that are used of it.
#[derive(Debug)]
pub(super) struct Catalog {
    pub(super) found: Found,
    /// Their indices, in ascending order.
    pub(super) rows: Vec<usize>,
    /// The class of each.
    pub(super) labels: Vec<u8>,
}

/// What is known while the files are gone through.
#[derive(Debug, Default)]
struct Names {
    roles: BTreeSet<Role>,
    layers: Vec<String>,
    labels: Option<Numbers>,
    all: Vec<String>,
}

impl Catalog {
    /// Goes through the files, and tells how far it is.
    pub(super) fn of(
        files: &impl Files,
        most_samples: usize,
        tell: &mut dyn FnMut(Said),
    ) -> Result<Self, Failure> {
        let list = files.list();
        let n_bytes: u64 = list.iter().map(|(_, n_bytes)| n_bytes).sum();
        let (mut names, mut n_read) = (Names::default(), 0);
        for (index, (file, length)) in list.iter().enumerate() {
            if let Some(role @ (Role::Layer { .. } | Role::Inputs)) = Role::of_file(file) {
                n_read += length;
                names.add(file, file, Some(role))?;
                continue;
            }
            let mut labels = None;
            let mut read = |n| {
                n_read += n;
                tell(Said::Read(n_read as f32 / n_bytes as f32));
            };
            let mut take = |numbers: Numbers| {
                if Role::of(&numbers.name) == Some(Role::Labels) {
                    labels = Some(numbers);
                }
                Ok(())
            };
            let found = go_through(files, index, Some("labels"), &mut take, &mut read)?;
            names.labels = labels.or(names.labels);
            for name in found {
                names.add(file, &name, Role::of(&name))?;
            }
        }
        names.catalog(most_samples)
    }
}

impl Names {
    fn add(&mut self, file: &str, name: &str, role: Option<Role>) -> Result<(), Failure> {
        self.all.push(name.to_owned());
        let Some(role) = role else { return Err(Trouble::Name(name.to_owned()).of(file)) };
        if let Role::Layer { layer, .. } = &role
            && !self.layers.contains(layer)
        {
            self.layers.push(layer.clone());
        }
        if self.roles.insert(role) { Ok(()) } else { Err(Trouble::Twice(name.to_owned()).of(file)) }
    }

    fn catalog(self, most_samples: usize) -> Result<Catalog, Failure> {
        let of_role = |role: &Role| match role {
            Role::Layer { epoch, .. } => Some(*epoch),
            Role::Labels | Role::Inputs => None,
        };
        let epochs: BTreeSet<u32> = self.roles.iter().filter_map(of_role).collect();
        let Some(labels) = self.labels else { return Err(Trouble::NoLabels(self.all).of("")) };
        if epochs.is_empty() {
            return Err(Trouble::NoLayers(self.all).of(""));
        }
        for &epoch in &epochs {
            for layer in &self.layers {
                if !self.roles.contains(&Role::Layer { epoch, layer: layer.clone() }) {
                    return Err(Trouble::Missing(format!("{epoch}/{layer}")).of(""));
                }
            }
        }
        let rows = chosen(labels.n_rows(), most_samples);
        let (n_classes, of_samples) = classes(&labels, &rows)?;
        let h_y = label_entropy(&of_samples, n_classes);
        let found = Found {
            epochs: epochs.into_iter().collect(),
            layers: self.layers,
            n_rows: labels.n_rows(),
            n_samples: rows.len(),
            n_classes,
            h_y: h_y.ok_or_else(|| labels.trouble(Trouble::Empty))?,
        };
        Ok(Catalog { found, rows, labels: of_samples })
    }
}

/// How many different labels the samples have, and the class of each in their ascending order.
fn classes(labels: &Numbers, rows: &[usize]) -> Result<(usize, Vec<u8>), Failure> {
    if labels.n_columns != 1 {
        return Err(Trouble::WideLabels(labels.n_columns).at(&labels.file, &labels.name, Spot::Whole));
    }
    // Of two zeros one.
    let of_row = |row: usize| labels.values[row] + 0.0;
    let mut values: Vec<f32> = Vec::new();
    for &row in rows {
        let label = of_row(row);
        if label.fract() != 0.0 || !label.is_finite() {
            return Err(labels.trouble_at(row, 0, Trouble::NotALabel(label.to_string())));
        }
        if let Err(place) = values.binary_search_by(|value| value.total_cmp(&label)) {
            values.insert(place, label);
        }
        if values.len() > MOST_CLASSES {
            return Err(labels.trouble_at(row, 0, Trouble::ManyClasses(MOST_CLASSES)));
        }
    }
    let class = |row: &usize| values.iter().position(|value| *value == of_row(*row)).unwrap_or(0) as u8;
    Ok((values.len(), rows.iter().map(class).collect()))
}

/// H(Y) of labels, of which there is one at least.
fn label_entropy(labels: &[u8], n_classes: usize) -> Option<f64> {
    let nothing = vec![0.0_f32; labels.len()];
    Activations::new(&nothing, 1, labels, n_classes).ok().map(|samples| samples.label_entropy())
}
