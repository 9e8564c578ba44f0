//! Developer commands of infoplane.
fn main() {}
