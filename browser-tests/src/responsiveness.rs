//! How quickly the page answers input, by the browser's own Event Timing and Long Tasks interfaces.

use crate::page::Page;
use anyhow::{Context, Result};
use serde_json::Value;

/// One input event, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What it was, as `keydown`.
    pub event: String,
    /// From the event to the end of its last handler: what the page was busy with, and what it did about it.
    pub handled: f64,
    /// From the event to the next frame after it; the browser rounds to 8.
    pub duration: f64,
}

/// What was observed since [`Page::observe_responsiveness`].
#[derive(Clone, Debug, PartialEq)]
pub struct Responsiveness {
    /// Input events; the browser leaves out those whose frame came within 16 milliseconds.
    pub answers: Vec<Answer>,
    /// Tasks on the main thread over 50 milliseconds.
    pub long_tasks: Vec<f64>,
}

impl Responsiveness {
    /// The slowest answer, 0 when all were too quick to be recorded.
    pub fn slowest_answer(&self) -> f64 {
        self.answers.iter().map(|answer| answer.duration).fold(0.0, f64::max)
    }

    /// The longest time until an event was heard and dealt with, 0 when all were too quick to be recorded.
    pub fn slowest_handling(&self) -> f64 {
        self.answers.iter().map(|answer| answer.handled).fold(0.0, f64::max)
    }
}

const OBSERVE: &str = "
    (window.responsivenessObservers ?? []).forEach((observer) => observer.disconnect());
    const seen = window.observedResponsiveness = { inputs: [], tasks: [] };
    const observe = (list, pick, options) => {
        const observer = new PerformanceObserver((entries) => seen[list].push(...entries.getEntries().map(pick)));
        observer.observe(options);
        return observer;
    };
    const input = (e) => ({ event: e.name, handled: e.processingEnd - e.startTime, duration: e.duration });
    window.responsivenessObservers = [
        observe('inputs', input, { type: 'event', durationThreshold: 16 }),
        observe('tasks', (e) => e.duration, { type: 'longtask' }),
    ];";

impl Page {
    /// Starts to record slow answers and long tasks, from nothing; a reload ends it.
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
        Ok(Responsiveness {
            answers: list(&seen["inputs"])?.iter().filter_map(answer).collect(),
            long_tasks: list(&seen["tasks"])?.iter().filter_map(Value::as_f64).collect(),
        })
    }
}

fn list(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().context("responsiveness is not being observed")
}

fn answer(entry: &Value) -> Option<Answer> {
    Some(Answer {
        event: entry["event"].as_str()?.to_owned(),
        handled: entry["handled"].as_f64()?,
        duration: entry["duration"].as_f64()?,
    })
}
