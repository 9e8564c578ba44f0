//! What the browser's performance log tells: requests, and the work of the page's main thread.

use crate::chrome_command::ChromeCommand;
use crate::page::Page;
use anyhow::{Context, Result};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashSet;

/// What has been read of the log and not been asked for yet.
#[derive(Default)]
pub(crate) struct Happenings {
    pub(crate) requests: RefCell<Vec<String>>,
    /// Events on the threads of all processes; none unless the visitor is traced.
    trace: RefCell<Vec<Value>>,
}

impl Page {
    /// The tasks on the page's main thread since `performance.mark(mark)`. It ends the trace, which only a visitor
    /// with [`traced`](crate::Visitor::traced) has.
    ///
    /// # Errors
    /// When the browser does not answer, or the mark is not in the trace.
    pub async fn tasks_since(&self, mark: &str) -> Result<Vec<Task>> {
        self.read_log().await?;
        tasks_since(mark, &self.happenings.trace.take())
    }

    pub(crate) async fn read_log(&self) -> Result<()> {
        let log = self.client.issue_cmd(ChromeCommand::log("performance")).await?;
        for entry in log.as_array().into_iter().flatten() {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
            let message = &event["message"];
            match message["method"].as_str() {
                Some("Network.requestWillBeSent") => {
                    let address = message["params"]["request"]["url"].as_str().unwrap_or_default();
                    self.happenings.requests.borrow_mut().push(address.to_owned());
                }
                Some("Tracing.dataCollected") => {
                    self.happenings.trace.borrow_mut().push(message["params"].clone());
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A task on the page's main thread, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Task {
    /// When it began, after the mark.
    pub start: f64,
    /// How long it lasted.
    pub length: f64,
    /// For how much of that the thread had a processor; the rest the machine gave to others.
    pub worked: f64,
}

impl Task {
    /// The time within an interval for which the task wanted a processor and had none, as if spread evenly over it.
    pub fn withheld_within(&self, start: f64, length: f64) -> f64 {
        let shared = (self.start + self.length).min(start + length) - self.start.max(start);
        if self.length > 0.0 { shared.max(0.0) / self.length * (self.length - self.worked) } else { 0.0 }
    }
}

/// The tasks on main threads of pages after a mark.
fn tasks_since(mark: &str, trace: &[Value]) -> Result<Vec<Task>> {
    let thread = |event: &Value| (event["pid"].as_u64(), event["tid"].as_u64());
    // Traces count in microseconds.
    let ms = |event: &Value, key: &str| event[key].as_f64().map(|time| time / 1_000.0);
    let marked = trace.iter().find(|event| event["name"] == mark);
    let zero = marked.and_then(|event| ms(event, "ts")).context("the mark is not in the trace")?;
    let main: HashSet<_> =
        trace.iter().filter(|event| event["args"]["name"] == "CrRendererMain").map(thread).collect();
    let task = |event: &Value| {
        let is_task = event["name"] == "ThreadControllerImpl::RunTask" && main.contains(&thread(event));
        let start = ms(event, "ts").filter(|time| is_task && *time >= zero)? - zero;
        Some(Task { start, length: ms(event, "dur")?, worked: ms(event, "tdur")? })
    };
    Ok(trace.iter().filter_map(task).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_tasks_of_the_main_thread_after_the_mark_count() {
        let task = |tid, ts, tdur| json!({ "name": "ThreadControllerImpl::RunTask", "pid": 1, "tid": tid, "ts": ts, "dur": 9000, "tdur": tdur });
        let trace = [
            task(2, 1000, 7000),
            json!({ "name": "start", "pid": 1, "tid": 2, "ts": 2000 }),
            task(2, 3000, 1500),
            task(3, 3000, 9000),
            json!({ "name": "thread_name", "pid": 1, "tid": 2, "args": { "name": "CrRendererMain" } }),
        ];
        let expected = Task { start: 1.0, length: 9.0, worked: 1.5 };
        assert_eq!(tasks_since("start", &trace).ok(), Some(vec![expected]));
        assert!(tasks_since("end", &trace).is_err());
    }

    #[test]
    fn only_what_lies_within_an_interval_is_withheld_there() {
        let task = Task { start: 10.0, length: 20.0, worked: 5.0 };
        assert_eq!(task.withheld_within(0.0, 100.0), 15.0);
        assert_eq!(task.withheld_within(20.0, 100.0), 7.5);
        assert_eq!(task.withheld_within(0.0, 10.0), 0.0);
    }
}
