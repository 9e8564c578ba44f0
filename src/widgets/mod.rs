//! Controls and displays that every lab is made of.

pub mod choice;
pub mod clipboard;
pub mod control;
pub mod drawing;
pub mod element;
pub mod export;
pub mod figure_view;
pub mod math;
pub mod note;
pub mod number;
pub mod number_field;
pub mod part;
pub mod readout;
pub mod slider;
pub mod strokes;
pub mod table_view;
pub mod undo;
