//! A chromedriver process of one's own.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use xtask::chrome::Chrome;

/// How often a driver is started before its failure counts.
const ATTEMPTS: usize = 4;

/// The running driver; it ends with this value.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver on a free port of its choice.
    pub(crate) fn start(chrome: &Chrome) -> Result<Self> {
        // The port it finds free for one family of addresses may have been taken for the other meanwhile.
        (1..ATTEMPTS).find_map(|_| Self::try_start(chrome).ok()).map_or_else(|| Self::try_start(chrome), Ok)
    }

    fn try_start(chrome: &Chrome) -> Result<Self> {
        let mut process = Command::new(&chrome.driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver could not be started")?;
        let output = process.stdout.take().context("chromedriver has no output")?;
        let mut lines = BufReader::new(output).lines();
        while let Some(Ok(line)) = lines.next() {
            if let Some(port) = announced_port(&line) {
                // A full pipe would stop the driver.
                thread::spawn(move || lines.for_each(drop));
                return Ok(Self { process, port });
            }
        }
        bail!("chromedriver ended before it announced its port");
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

/// The port in "ChromeDriver was started successfully on port 41235."
fn announced_port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_announcement() {
        assert_eq!(announced_port("ChromeDriver was started successfully on port 41235."), Some(41235));
        assert_eq!(announced_port("Only local connections are allowed."), None);
    }
}
