//! How quickly the page answers input, by the browser's own Event Timing and Long Tasks interfaces.

use crate::page::Page;
use anyhow::{Context, Result};
use serde_json::Value;

/// One input event, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What it was, as `keydown`.
    pub event: String,
    /// When it came, in milliseconds since the page was opened.
    pub start: f64,
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
    /// Tasks on the main thread over 50 milliseconds: when they began, since the page was opened, and how long they
    /// were.
    pub long_tasks: Vec<(f64, f64)>,
    /// All input events, slow or not.
    pub n_events: u64,
}

impl Responsiveness {
    /// The slowest answer, 0 when all were too quick to be recorded.
    pub fn slowest_answer(&self) -> f64 {
        self.answers.iter().map(|answer| answer.duration).fold(0.0, f64::max)
    }

    /// The time within which all but two in a hundred events were answered by a frame; 0 when that was too quick
    /// to be recorded.
    pub fn answered_98_percent_within(&self) -> f64 {
        let mut durations: Vec<f64> = self.answers.iter().map(|answer| answer.duration).collect();
        durations.sort_by(|a, b| b.total_cmp(a));
        durations.get(self.n_events as usize / 50).copied().unwrap_or(0.0)
    }

    /// The longest time until an event was heard and dealt with, 0 when all were too quick to be recorded.
    pub fn slowest_handling(&self) -> f64 {
        self.answers.iter().map(|answer| answer.handled).fold(0.0, f64::max)
    }
}

const OBSERVE: &str = "
    (window.responsivenessObservers ?? []).forEach((observer) => observer.disconnect());
    window.countedEvents = () => [...performance.eventCounts.values()].reduce((sum, count) => sum + count, 0);
    const seen = window.observedResponsiveness = { inputs: [], tasks: [], before: window.countedEvents() };
    const waiting = [];
    window.collectResponsiveness = () => waiting.forEach((take) => take());
    const observe = (list, pick, options) => {
        const keep = (entries) => seen[list].push(...entries.map(pick));
        const observer = new PerformanceObserver((entries) => keep(entries.getEntries()));
        observer.observe(options);
        waiting.push(() => keep(observer.takeRecords()));
        return observer;
    };
    const input = (e) => ({
        event: e.name, start: e.startTime, handled: e.processingEnd - e.startTime, duration: e.duration,
    });
    window.responsivenessObservers = [
        observe('inputs', input, { type: 'event', durationThreshold: 16 }),
        observe('tasks', (e) => [e.startTime, e.duration], { type: 'longtask' }),
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
        // What is still on its way to the observers comes with the next frames.
        self.settle().await?;
        let seen = self.eval("(collectResponsiveness(), window.observedResponsiveness)").await?;
        Ok(Responsiveness {
            answers: list(&seen["inputs"])?.iter().filter_map(answer).collect(),
            long_tasks: serde_json::from_value(seen["tasks"].clone())?,
            n_events: self
                .eval("countedEvents() - observedResponsiveness.before")
                .await?
                .as_u64()
                .unwrap_or(0),
        })
    }
}

fn list(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().context("responsiveness is not being observed")
}

fn answer(entry: &Value) -> Option<Answer> {
    Some(Answer {
        event: entry["event"].as_str()?.to_owned(),
        start: entry["start"].as_f64()?,
        handled: entry["handled"].as_f64()?,
        duration: entry["duration"].as_f64()?,
    })
}
