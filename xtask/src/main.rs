//! Developer commands of infoplane: `cargo xtask <command>`.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use xtask::serve::ServeOptions;
use xtask::{checks, finish, screenshots, serve, site};

/// Developer commands of infoplane.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site, with the tools it needs, and serve it on this machine.
    Serve {
        /// The port on 127.0.0.1.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Open the page in the browser.
        #[arg(long)]
        open: bool,
        /// Watch the sources, rebuild without optimization, and reload open pages.
        #[arg(long)]
        dev: bool,
    },
    /// Build the site into dist/.
    Build,
    /// Check everything: format, lints, tests, documentation, size, and the site in Chromium.
    Test,
    /// Take pictures of the site into target/screenshots/, or those of the README into docs/.
    Screenshots {
        /// See `cargo xtask screenshots -- --help`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Finish a site that Trunk has bundled; Trunk calls this itself.
    #[command(hide = true)]
    Finish,
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command; `false` when it has already said what failed.
fn run(command: &Command) -> Result<bool> {
    match command {
        Command::Test => return Ok(checks::test()),
        Command::Serve { port, open, dev } => {
            serve::serve(ServeOptions { port: *port, open: *open, dev: *dev })?;
        }
        Command::Build => site::build()?,
        Command::Screenshots { options } => screenshots::screenshots(options)?,
        Command::Finish => {
            let stage = std::env::var_os("TRUNK_STAGING_DIR").context("only Trunk calls this command")?;
            finish::finish(&PathBuf::from(stage))?;
        }
    }
    Ok(true)
}
