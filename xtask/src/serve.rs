//! `cargo xtask serve`.

use crate::phase::seconds;
use crate::site_server::{self, Site};
use crate::{process, project, site, toolchain};
use anyhow::{Context, Result};
use std::time::Instant;

/// How to serve.
#[derive(Clone, Copy, Debug)]
pub struct ServeOptions {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// Open the page in the browser.
    pub open: bool,
    /// Watch the sources and rebuild, without optimization.
    pub dev: bool,
}

/// Builds the site and serves it until interrupted.
///
/// # Errors
/// One sentence when the port is taken or the site cannot be built.
pub fn serve(options: ServeOptions) -> Result<()> {
    let start = Instant::now();
    let listener = site_server::listen(options.port)?;
    if options.dev {
        drop(listener);
        return serve_and_rebuild(options);
    }
    site::build()?;
    let address = format!("http://{}/", listener.local_addr()?);
    println!("Serving {address} after {} (Ctrl+C stops)", seconds(start.elapsed()));
    if options.open {
        open::that(&address).with_context(|| format!("no browser could be opened: visit {address}"))?;
    }
    site_server::serve(&Site::at_root(project::dist()?), listener)
}

/// Trunk watches, rebuilds and tells open pages to reload.
fn serve_and_rebuild(options: ServeOptions) -> Result<()> {
    toolchain::ensure_wasm_target()?;
    toolchain::ensure_bundler()?;
    // Trunk does not start if a folder that it is told not to watch is not there, as in a fresh clone.
    for folder in ["target", "dist"] {
        std::fs::create_dir_all(project::root()?.join(folder))?;
    }
    let mut trunk = site::trunk("serve")?;
    trunk.args(["--release", "false", "--address", "127.0.0.1", "--port", &options.port.to_string()]);
    if options.open {
        trunk.args(["--open", "true"]);
    }
    process::run(&mut trunk)
}
