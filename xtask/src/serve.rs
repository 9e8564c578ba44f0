//! `cargo xtask serve`.

use crate::phase::seconds;
use crate::site_server::{self, Site};
use crate::{fingerprint, project, site, watch};
use anyhow::{Context, Result};
use std::thread;
use std::time::Instant;

/// How to serve.
#[derive(Clone, Copy, Debug)]
pub struct ServeOptions {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// Open the page in the browser.
    pub open: bool,
    /// Watch the sources, rebuild without optimization, and reload open pages.
    pub dev: bool,
}

/// Builds the site and serves it until interrupted.
///
/// # Errors
/// One sentence when the port is taken or the site cannot be built.
pub fn serve(options: ServeOptions) -> Result<()> {
    let start = Instant::now();
    let listener = site_server::listen(options.port)?;
    let inputs = fingerprint::of_inputs()?;
    if options.dev {
        site::build_unoptimized()?
    } else {
        site::build()?
    }
    let address = format!("http://{}/", listener.local_addr()?);
    println!("Serving {address} after {} (Ctrl+C stops)", seconds(start.elapsed()));
    if options.open {
        open::that(&address).with_context(|| format!("no browser could be opened: visit {address}"))?;
    }
    if options.dev {
        thread::spawn(|| watch::watch(inputs, site::build_unoptimized));
    }
    site_server::serve(&Site::at_root(project::dist()?), listener)
}
