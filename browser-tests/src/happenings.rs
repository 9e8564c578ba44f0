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
    /// How much processor time each task on the page's main thread took since `performance.mark(mark)`, in
    /// milliseconds; unlike its duration that does not grow with what else the machine does. It ends the trace,
    /// which only a visitor with [`traced`](crate::Visitor::traced) has.
    ///
    /// # Errors
    /// When the browser does not answer, or the mark is not in the trace.
    pub async fn processor_times_since(&self, mark: &str) -> Result<Vec<f64>> {
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

/// The processor times of the tasks on main threads of pages after a mark.
fn tasks_since(mark: &str, trace: &[Value]) -> Result<Vec<f64>> {
    const MICROSECONDS_PER_MS: f64 = 1_000.0;
    let thread = |event: &Value| (event["pid"].as_u64(), event["tid"].as_u64());
    let named = |name: &str| trace.iter().find(|event| event["name"] == name);
    let start = named(mark).and_then(|event| event["ts"].as_f64()).context("the mark is not in the trace")?;
    let main: HashSet<_> =
        trace.iter().filter(|event| event["args"]["name"] == "CrRendererMain").map(thread).collect();
    let is_task = |event: &&Value| {
        event["name"] == "ThreadControllerImpl::RunTask"
            && main.contains(&thread(event))
            && event["ts"].as_f64().is_some_and(|time| time >= start)
    };
    let times = trace.iter().filter(is_task).filter_map(|event| event["tdur"].as_f64());
    Ok(times.map(|time| time / MICROSECONDS_PER_MS).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_tasks_of_the_main_thread_after_the_mark_count() {
        let task = |tid, ts, tdur| json!({ "name": "ThreadControllerImpl::RunTask", "pid": 1, "tid": tid, "ts": ts, "tdur": tdur });
        let trace = [
            task(2, 10, 7000),
            json!({ "name": "start", "pid": 1, "tid": 2, "ts": 20 }),
            task(2, 30, 1500),
            task(3, 30, 9000),
            json!({ "name": "thread_name", "pid": 1, "tid": 2, "args": { "name": "CrRendererMain" } }),
        ];
        assert_eq!(tasks_since("start", &trace).ok(), Some(vec![1.5]));
        assert!(tasks_since("end", &trace).is_err());
    }
}
