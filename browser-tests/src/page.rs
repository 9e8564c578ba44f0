//! What a test sees of the page.

use crate::browser::{Scheme, Visitor};
use crate::chrome_command::ChromeCommand;
use crate::happenings::Happenings;
use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a test waits for what must come, on a slow machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The program has put something into the page, beside what is in it from the start.
const MOUNTED: &str = "document.querySelector('.part > *') !== null";

/// How often it looks.
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(25);

/// The page in its browser.
pub struct Page {
    pub(crate) client: Client,
    pub(crate) happenings: Happenings,
    origin: String,
    prefix: String,
}

impl Page {
    pub(crate) fn new(client: Client, origin: &str, prefix: &str) -> Self {
        Self {
            client,
            happenings: Happenings::default(),
            origin: origin.to_owned(),
            prefix: prefix.to_owned(),
        }
    }

    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// Takes on the visitor's screen and system settings.
    pub(crate) async fn become_visitor(&self, visitor: &Visitor) -> Result<()> {
        self.resize(visitor.width, visitor.height, visitor.scale).await?;
        self.prefer(visitor.scheme, visitor.reduced_motion).await
    }

    /// The address of the site.
    pub fn site(&self) -> String {
        format!("{}{}", self.origin, self.prefix)
    }

    /// Loads the site anew at a fragment (`#/distributions?v=1`, or nothing) and waits until it shows something.
    ///
    /// # Errors
    /// When the page stays empty.
    pub async fn open(&self, fragment: &str) -> Result<()> {
        // From another document, because a new fragment alone would not load anything.
        self.client.goto("about:blank").await?;
        self.client.goto(&format!("{}{fragment}", self.site())).await?;
        self.wait_until_mounted().await
    }

    /// Waits until the page's part of the program has filled its place, in the document or in that of a frame.
    ///
    /// # Errors
    /// When the page stays empty.
    pub async fn wait_until_mounted(&self) -> Result<()> {
        self.wait_until(MOUNTED).await
    }

    /// Loads another page of the same host.
    ///
    /// # Errors
    /// When the browser cannot.
    pub async fn open_path(&self, path: &str) -> Result<()> {
        Ok(self.client.goto(&format!("{}{path}", self.origin)).await?)
    }

    /// The present address.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn address(&self) -> Result<String> {
        Ok(self.client.current_url().await?.to_string())
    }

    /// Loads the present address again, as a visitor who was sent the link.
    ///
    /// # Errors
    /// When the page stays empty.
    pub async fn reload(&self) -> Result<()> {
        self.client.refresh().await?;
        self.wait_until_mounted().await
    }

    /// The first element of a CSS selector, waited for.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn find(&self, css: &str) -> Result<Element> {
        let wait = self.client.wait().at_most(PATIENCE).every(LOOK_EVERY);
        wait.for_element(Locator::Css(css)).await.with_context(|| format!("no element {css}"))
    }

    /// The rendered text of an element.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// An attribute of an element.
    ///
    /// # Errors
    /// When the element does not appear.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<Option<String>> {
        Ok(self.find(css).await?.attr(name).await?)
    }

    /// The value of a JavaScript expression, waited for while it throws: what it names may not be in the page yet.
    ///
    /// # Errors
    /// When it still throws after half a minute.
    pub async fn eval(&self, expression: &str) -> Result<Value> {
        let start = Instant::now();
        loop {
            match self.look(expression).await {
                Err(error) if error.is_javascript_error() && start.elapsed() < PATIENCE => {}
                answer => return answer.with_context(|| format!("in `{expression}`")),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// The value of a JavaScript expression at this moment.
    async fn look(&self, expression: &str) -> Result<Value, CmdError> {
        self.client.execute(&format!("return ({expression});"), Vec::new()).await
    }

    /// A number in the page.
    ///
    /// # Errors
    /// When the expression throws or is not a number.
    pub async fn number(&self, expression: &str) -> Result<f64> {
        let value = self.eval(expression).await?;
        value.as_f64().with_context(|| format!("`{expression}` is {value}, not a number"))
    }

    /// Waits until a JavaScript expression is true.
    ///
    /// # Errors
    /// When it does not become true within half a minute.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        self.wait_at_most(PATIENCE, expression).await
    }

    /// Waits until a JavaScript expression is true; until then it may also throw.
    ///
    /// # Errors
    /// When it does not become true in time, with what it was at last.
    pub async fn wait_at_most(&self, patience: Duration, expression: &str) -> Result<()> {
        let start = Instant::now();
        let mut last = "never asked for".to_owned();
        while start.elapsed() < patience {
            last = match self.look(expression).await {
                Ok(Value::Bool(true)) => return Ok(()),
                Ok(other) => other.to_string(),
                Err(error) if error.is_javascript_error() => error.to_string(),
                Err(error) => return Err(error).with_context(|| format!("in `{expression}`")),
            };
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("`{expression}` did not become true within {} s, but was {last}", patience.as_secs())
    }

    /// Waits until the fonts are there and two frames have been drawn since.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn settle(&self) -> Result<()> {
        let script = "const done = arguments[0];
             const frame = () => new Promise(requestAnimationFrame);
             document.fonts.ready.then(frame).then(frame).then(() => done(true));";
        self.client.execute_async(script, Vec::new()).await?;
        Ok(())
    }

    /// Goes into a frame of the page; what follows happens inside.
    ///
    /// # Errors
    /// When there is no such frame.
    pub async fn enter_frame(&self, css: &str) -> Result<()> {
        Ok(self.find(css).await?.enter_frame().await?)
    }

    /// Gives the viewport a size in CSS pixels.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn resize(&self, width: u32, height: u32, scale: f64) -> Result<()> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &size).await.map(drop)
    }

    /// Changes the system settings that the page can ask for.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn prefer(&self, scheme: Scheme, reduced_motion: bool) -> Result<()> {
        let motion = if reduced_motion { "reduce" } else { "no-preference" };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme.name() },
            { "name": "prefers-reduced-motion", "value": motion },
        ]});
        self.devtools("Emulation.setEmulatedMedia", &features).await.map(drop)
    }

    /// Messages on the console since the last call, of every level.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Result<Vec<String>> {
        let log = self.client.issue_cmd(ChromeCommand::log("browser")).await?;
        let entries = log.as_array().into_iter().flatten();
        Ok(entries.map(|entry| format!("{}: {}", text(&entry["level"]), text(&entry["message"]))).collect())
    }

    /// The addresses requested since the last call.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn requests(&self) -> Result<Vec<String>> {
        self.read_log().await?;
        Ok(self.happenings.requests.take())
    }

    /// The server's answer to a request from the page: `status`, `headers` and decoded `size`.
    ///
    /// # Errors
    /// When the request fails.
    pub async fn fetch(&self, address: &str) -> Result<Value> {
        let script = "const [address, done] = arguments;
             fetch(address).then(async (answer) => done({
                 status: answer.status,
                 headers: Object.fromEntries(answer.headers),
                 size: (await answer.arrayBuffer()).byteLength,
             }));";
        let answer = self.client.execute_async(script, vec![json!(address)]).await;
        answer.with_context(|| format!("{address} could not be fetched"))
    }

    /// Those of [`Page::requests`] that go to another host.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn foreign_requests(&self) -> Result<Vec<String>> {
        let inside = ["data:", "blob:", "about:"];
        let mut requests = self.requests().await?;
        requests.retain(|address| {
            !address.starts_with(&self.origin) && !inside.iter().any(|scheme| address.starts_with(scheme))
        });
        Ok(requests)
    }

    /// Writes what the viewport shows to a PNG file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        let picture = self.client.screenshot().await?;
        fs::write(file, picture).with_context(|| format!("{} could not be written", file.display()))
    }

    /// Sends a command of the Chrome DevTools Protocol.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn devtools(&self, method: &str, parameters: &Value) -> Result<Value> {
        let command = ChromeCommand::devtools(method, parameters);
        self.client.issue_cmd(command).await.with_context(|| format!("{method} failed"))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
