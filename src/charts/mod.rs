//! Figures as plain data, and one function that draws them, on a canvas or into a file.
//!
//! A [`figure::Figure`] is marks over scales. [`layout::Layout`] places it in a size, purely, so that
//! pointers, drag handles and tables can ask where a value is; [`draw`] turns both into strokes.

pub mod annotations;
pub mod backend;
pub mod bitmap;
pub mod csv;
pub mod draw;
pub mod figure;
pub mod hover;
pub mod labels;
pub mod layout;
pub mod palette;
pub mod pen;
pub mod scale;
pub mod svg;
pub mod table;
pub mod ticks;
pub mod typography;

pub mod canvas;
pub mod png;
