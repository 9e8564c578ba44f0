//! What the page knows: settings, runs and the reader's preferences.

pub mod run;
