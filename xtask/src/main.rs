//! Developer commands of infoplane: `cargo xtask <command>`.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use xtask::serve::ServeOptions;
use xtask::{finish, serve, site};

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
    /// Finish a site that Trunk has bundled; Trunk calls this itself.
    #[command(hide = true)]
    Finish,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve { port, open, dev } => serve::serve(ServeOptions { port, open, dev }),
        Command::Build => site::build(),
        Command::Finish => {
            let stage = std::env::var_os("TRUNK_STAGING_DIR").context("only Trunk calls this command")?;
            finish::finish(&PathBuf::from(stage))
        }
    }
}
