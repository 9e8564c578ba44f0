//! A reader's own activations in the information plane: files in, one point for each layer and epoch out.
//!
//! [`said`] is what such a worker says, [`name`] how arrays are named, [`sample`] which samples are taken if there are too
//! many, and [`failure`] what can be wrong and where. [`source`] reads files in pieces, [`catalog`] goes through them
//! once for names and labels, and [`estimates`] a second time for the activations, one array in memory at a time; [`neuron`]
//! looks at one unit of a run, [`mod@network`] at all it predicts. These are pure;
//! [`mod@file`] and [`host`] put them into a browser.

pub mod failure;
pub mod name;
pub mod said;
pub mod sample;

pub mod source;

pub mod catalog;
pub mod estimates;
pub mod network;
pub mod neuron;

pub mod file;

pub mod host;
