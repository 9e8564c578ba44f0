//! How quickly the page answers input, by the browser's own Event Timing and Long Tasks interfaces.

use crate::page::Page;
use anyhow::{Context, Result};
use serde_json::Value;

/// What was observed since [`Page::observe_responsiveness`].
#[derive(Clone, Debug, PartialEq)]
pub struct Responsiveness {
    /// From each input event to the next frame after it, in milliseconds; the browser leaves out those under 16
    /// and rounds to 8.
    pub input_delays: Vec<f64>,
    /// Tasks on the main thread over 50 milliseconds.
    pub long_tasks: Vec<f64>,
}

impl Responsiveness {
    /// The slowest answer, 0 when all were too quick to be recorded.
    pub fn slowest_input(&self) -> f64 {
        self.input_delays.iter().copied().fold(0.0, f64::max)
    }
}

const OBSERVE: &str = "
    window.observedResponsiveness = { inputs: [], tasks: [] };
    const keep = (list) => (entries) =>
        entries.getEntries().forEach((entry) => window.observedResponsiveness[list].push(entry.duration));
    new PerformanceObserver(keep('inputs')).observe({ type: 'event', durationThreshold: 16 });
    new PerformanceObserver(keep('tasks')).observe({ type: 'longtask' });";

impl Page {
    /// Starts to record slow answers and long tasks; a reload ends it.
    ///
    /// # Errors
    /// When the browser cannot.
    pub async fn observe_responsiveness(&self) -> Result<()> {
        self.client.execute(OBSERVE, Vec::new()).await?;
        Ok(())
    }

    /// What has been recorded.
    ///
    /// # Errors
    /// When nothing is being recorded.
    pub async fn responsiveness(&self) -> Result<Responsiveness> {
        let seen = self.eval("window.observedResponsiveness").await?;
        Ok(Responsiveness { input_delays: numbers(&seen["inputs"])?, long_tasks: numbers(&seen["tasks"])? })
    }
}

fn numbers(list: &Value) -> Result<Vec<f64>> {
    let list = list.as_array().context("responsiveness is not being observed")?;
    Ok(list.iter().filter_map(Value::as_f64).collect())
}
