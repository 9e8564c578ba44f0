//! Files that the page hands to the visitor.

use crate::page::{LOOK_EVERY, PATIENCE, Page};
use anyhow::{Result, bail};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// A folder that the browser saves files to; it goes with this value.
#[derive(Debug)]
pub struct Downloads {
    folder: PathBuf,
}

impl Page {
    /// Chooses the last entry, the data, in the menu of the figure at that place among those the selector finds.
    ///
    /// # Errors
    /// When there is no such figure, or its menu stays empty.
    pub async fn export_data(&self, figures: &str, index: usize) -> Result<()> {
        let menu = format!("document.querySelectorAll('{figures}')[{index}].querySelector('details.menu')");
        self.eval(&format!("{menu}.open = true")).await?;
        self.wait_until(&format!("{menu}.querySelector('button') !== null")).await?;
        self.eval(&format!("({menu}.querySelector('button:last-of-type').click(), true)")).await?;
        Ok(())
    }

    /// Lets the browser save files, to a new folder.
    ///
    /// # Errors
    /// When the folder cannot be made or the browser refuses.
    pub async fn accept_downloads(&self) -> Result<Downloads> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name =
            format!("infoplane-downloads-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder)?;
        let downloads = Downloads { folder };
        let behavior = json!({ "behavior": "allow", "downloadPath": downloads.folder });
        self.devtools("Browser.setDownloadBehavior", &behavior).await?;
        Ok(downloads)
    }
}

impl Downloads {
    /// The content of the file of that name, waited for.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        let file = self.folder.join(name);
        let start = Instant::now();
        // The name may be there before its content is: two looks must find the same, and something.
        let mut before = None;
        while start.elapsed() < PATIENCE {
            let now = fs::read(&file).ok().filter(|content| !content.is_empty());
            match now {
                Some(content) if before.as_ref() == Some(&content) => return Ok(content),
                _ => before = now,
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("{name} was not saved; there are {:?}", self.names()?)
    }

    /// The content of a text file, waited for.
    ///
    /// # Errors
    /// When it does not come, or is not UTF-8.
    pub async fn text(&self, name: &str) -> Result<String> {
        Ok(String::from_utf8(self.bytes(name).await?)?)
    }

    fn names(&self) -> Result<Vec<String>> {
        let entries = fs::read_dir(&self.folder)?;
        Ok(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
    }
}

impl Drop for Downloads {
    fn drop(&mut self) {
        // What is left in the temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
