//! The measures and estimators of `infoplane-core` on the command line.
//!
//! Every failure is one sentence on standard error and exit code 2.

mod commands;
mod failure;
mod input;
mod report;

use clap::Parser;
use failure::{About, Failure};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Information theory on the command line: measures, codes, channels, bottlenecks and estimators.
///
/// Numbers are lists (`0.5,0.25,0.25`), tables (`0.5,0;0,0.5`), things with a name (`uniform:8`, `xor`,
/// `binary-symmetric:0.1`) or files: CSV, JSON, npy, npz, IDX. `file:part` is a column, a key or an array of a
/// file, and `-` is standard input.
#[derive(Parser)]
#[command(name = "infoplane-cli", version)]
struct Arguments {
    #[command(subcommand)]
    command: commands::Command,
    #[command(flatten)]
    output: commands::Output,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match answer(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence)) => {
            // Nobody is left to tell if standard error is closed.
            let _ = writeln!(std::io::stderr(), "infoplane-cli: {sentence}");
            ExitCode::from(2)
        }
    }
}

fn answer(arguments: &Arguments) -> Result<(), Failure> {
    let output = &arguments.output;
    let report = arguments.command.report(output.unit)?;
    let text = if output.json { report.json() } else { report.text() };
    match std::io::stdout().write_all(text.as_bytes()) {
        // A reader like `head` has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.about("standard output"),
    }
}
