//! Developer commands of infoplane: `cargo xtask <command>`.

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use xtask::bench::BenchOptions;
use xtask::serve::ServeOptions;
use xtask::{bench, checks, finish, screenshots, serve, site};

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
    /// Measure how fast networks are trained and information is estimated, beside other libraries.
    Bench(BenchArguments),
    /// Finish a site that Trunk has bundled; Trunk calls this itself.
    #[command(hide = true)]
    Finish,
}

#[derive(Args)]
struct BenchArguments {
    /// Only build the bench page and serve it, for whatever drives its `window.bench`.
    #[arg(long, conflicts_with = "native")]
    serve: bool,
    /// The port on 127.0.0.1 for --serve; 0 takes any free one.
    #[arg(long, requires = "serve", default_value_t = 0)]
    port: u16,
    /// Only run the benches of the core, natively.
    #[arg(long)]
    native: bool,
    /// Only measure the site while it trains: frames, answers to input, and the experiment of Saxe et al.
    #[arg(long, conflicts_with_all = ["native", "serve"])]
    site: bool,
    /// Minutes of training over which --site looks at the memory.
    #[arg(long, requires = "site", default_value_t = 0)]
    minutes: u32,
    /// Seconds of each measurement, after the warm-up.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// How often each measurement is repeated.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Which workloads to run.
    #[arg(long, value_delimiter = ',', default_value = "W1,W2,W3,W4,W5,W6,IB,saxe")]
    workloads: Vec<String>,
    /// Which peers to run.
    #[arg(long, value_delimiter = ',', default_value = "infoplane,vanilla,tfjs,burn,candle")]
    peers: Vec<String>,
    /// Also run NumPy and JAX, natively, in an environment made for them.
    #[arg(long)]
    python: bool,
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
        Command::Bench(arguments) => run_bench(arguments)?,
        Command::Finish => {
            let stage = std::env::var_os("TRUNK_STAGING_DIR").context("only Trunk calls this command")?;
            let reloads = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug");
            finish::finish(&PathBuf::from(stage), reloads)?;
        }
    }
    Ok(true)
}

fn run_bench(arguments: &BenchArguments) -> Result<()> {
    if arguments.serve {
        return bench::serve(arguments.port);
    }
    if arguments.native {
        return bench::native(arguments.seconds);
    }
    if arguments.site {
        return bench::site(arguments.minutes);
    }
    bench::bench(&BenchOptions {
        seconds: arguments.seconds,
        rounds: arguments.rounds,
        workloads: arguments.workloads.clone(),
        peers: arguments.peers.clone(),
        python: arguments.python,
    })
}
