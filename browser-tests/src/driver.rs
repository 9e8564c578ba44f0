//! A driver process of one's own: chromedriver or geckodriver.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

/// How often a driver is started before its failure counts.
const ATTEMPTS: usize = 4;

/// The running driver; it ends with this value.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver on a free port of its choice.
    pub(crate) fn start(program: &Path) -> Result<Self> {
        // The port it finds free for one family of addresses may have been taken for the other meanwhile.
        (1..ATTEMPTS).find_map(|_| Self::try_start(program).ok()).map_or_else(|| Self::try_start(program), Ok)
    }

    fn try_start(program: &Path) -> Result<Self> {
        let name = program.display();
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{name} could not be started"))?;
        let output = process.stdout.take().with_context(|| format!("{name} has no output"))?;
        let mut lines = BufReader::new(output).lines();
        while let Some(Ok(line)) = lines.next() {
            if let Some(port) = announced_port(&line) {
                // A full pipe would stop the driver.
                thread::spawn(move || lines.for_each(drop));
                return Ok(Self { process, port });
            }
        }
        bail!("{name} ended before it announced its port");
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing to do about either.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What stands before the port in the announcements of chromedriver and of geckodriver.
const ANNOUNCEMENTS: [&str; 2] = ["started successfully on port ", "Listening on 127.0.0.1:"];

fn announced_port(line: &str) -> Option<u16> {
    let (_, port) = ANNOUNCEMENTS.iter().find_map(|words| line.split_once(words))?;
    port.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_announcement() {
        assert_eq!(announced_port("ChromeDriver was started successfully on port 41235."), Some(41235));
        assert_eq!(
            announced_port("1764331922000\tgeckodriver\tINFO\tListening on 127.0.0.1:38111"),
            Some(38111)
        );
        assert_eq!(announced_port("Only local connections are allowed."), None);
    }
}
