//! The `wasm-bindgen` command, with the options that Trunk and `cargo xtask finish` pass.
//!
//! The official command also holds a test runner with an HTTP stack and takes five times as long to
//! compile. Built from this workspace's lock file, this one always equals the library in the page.

use anyhow::Result;
use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

/// Generates the JavaScript that loads a wasm module.
#[derive(Parser)]
#[command(name = "wasm-bindgen", version)]
struct Options {
    /// The module that rustc wrote.
    input: PathBuf,
    /// The kind of JavaScript.
    #[arg(long)]
    target: Target,
    /// Where the files go.
    #[arg(long)]
    out_dir: PathBuf,
    /// The stem of their names.
    #[arg(long)]
    out_name: String,
    /// Keep debug sections.
    #[arg(long)]
    keep_debug: bool,
    /// Leave symbol names mangled.
    #[arg(long)]
    no_demangle: bool,
    /// Keep the exports that the linker made, by which parts of a program share its table of functions.
    #[arg(long)]
    keep_lld_exports: bool,
    /// Write no TypeScript declarations.
    #[arg(long)]
    no_typescript: bool,
}

/// The targets the page uses.
#[derive(Clone, Copy, ValueEnum)]
enum Target {
    /// ES modules loaded without a bundler.
    Web,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut bindgen = Bindgen::new();
    match options.target {
        Target::Web => bindgen.web(true)?,
    };
    bindgen
        .input_path(options.input)
        .out_name(&options.out_name)
        .keep_debug(options.keep_debug)
        .keep_lld_exports(options.keep_lld_exports)
        .demangle(!options.no_demangle)
        .typescript(!options.no_typescript)
        .omit_default_module_path(false)
        .generate(options.out_dir)
}
