//! A reader's own activations, from the bytes of files to what a worker says.

mod refusals;
mod values;

use infoplane_worker::own::estimates::tell_all;
use infoplane_worker::own::said::{Found, Said, Wish};
use infoplane_worker::own::source::Files;
use std::path::Path;

/// The noise variance of the page.
const VARIANCE: f64 = 1e-3;

/// Files in memory.
struct Memory(Vec<(String, Vec<u8>)>);

impl Files for Memory {
    fn list(&self) -> Vec<(String, u64)> {
        self.0.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)).collect()
    }

    fn read(&self, file: usize, from: u64, n_bytes: u64) -> Result<Vec<u8>, String> {
        Ok(self.0[file].1[from as usize..][..n_bytes as usize].to_vec())
    }
}

impl Memory {
    fn of(files: &[(&str, &[u8])]) -> Self {
        Self(files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect())
    }

    fn fixture(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/own/fixtures").join(name);
        Self::of(&[(name, &std::fs::read(path).expect("a fixture"))])
    }
}

/// Everything that is said of files.
fn said(files: &impl Files, most_samples: usize) -> Vec<Said> {
    let mut all = Vec::new();
    tell_all(files, Wish { most_samples, noise_variance: VARIANCE }, &mut |said| all.push(said));
    all
}

fn found(said: &[Said]) -> &Found {
    let found = said.iter().find_map(|said| if let Said::Found(found) = said { Some(found) } else { None });
    found.expect("something is found")
}

/// The bytes of an npy file of little-endian doubles.
fn npy(shape: &str, values: &[f64]) -> Vec<u8> {
    let header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}), }}\n");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
    bytes
}
