//! The developer commands of infoplane, and the site server that the browser tests share.

pub mod bench;
pub mod budget;
pub mod checks;
pub mod chrome;
pub mod fingerprint;
pub mod finish;
pub mod firefox;
pub mod headers;
pub mod phase;
pub mod process;
mod programs;
pub mod project;
pub mod screenshots;
pub mod serve;
pub mod site;
pub mod site_server;
pub mod test_run;
pub mod toolchain;
pub mod vectors;
pub mod watch;
