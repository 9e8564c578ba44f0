//! Comparison of values with golden ones, and what is printed about it.

use serde_json::Value;
use std::collections::BTreeMap;

/// How far a value may be from the golden one: the sum of both parts.
#[derive(Clone, Copy)]
pub(crate) struct Tolerance {
    pub(crate) relative: f64,
    pub(crate) absolute: f64,
}

/// What has been compared of one file.
pub(crate) struct Report {
    file: String,
    case: String,
    n_cases: usize,
    /// Comparisons made in this case.
    n_compared: usize,
    groups: BTreeMap<&'static str, Group>,
    /// How many values of each name are not compared, because this crate has no such thing.
    left_out: BTreeMap<String, usize>,
    /// How many inputs of each name were replaced by those that the golden value is of.
    replaced: BTreeMap<String, usize>,
    failures: Vec<String>,
}

/// Checks that share a tolerance, and the one that came closest to it.
#[derive(Default)]
struct Group {
    n_checks: usize,
    n_left_out: usize,
    worst_share: f64,
    worst_error: f64,
    worst_at: String,
}

impl Report {
    pub(crate) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            case: String::new(),
            n_cases: 0,
            n_compared: 0,
            groups: BTreeMap::new(),
            left_out: BTreeMap::new(),
            replaced: BTreeMap::new(),
            failures: Vec::new(),
        }
    }

    pub(crate) fn start_case(&mut self, note: &str) {
        self.case = note.to_owned();
        self.n_cases += 1;
        self.n_compared = 0;
    }

    /// A case of which nothing has been compared has not been checked.
    pub(crate) fn end_case(&mut self) {
        if self.n_compared == 0 {
            self.fail("no value is compared");
        }
    }

    /// Counts a number of another program that is not compared; anything else is not understood.
    pub(crate) fn leave_out_number(&mut self, name: &str, value: &Value) {
        if number(value).is_some() || value == "nan" || value.is_null() {
            self.leave_out(name);
        } else {
            self.not_understood(name);
        }
    }

    /// Counts a value that is not compared, so that the summary says so.
    pub(crate) fn leave_out(&mut self, name: &str) {
        *self.left_out.entry(name.to_owned()).or_default() += 1;
    }

    /// Compares; `group` says in the printed summary what kind of value it is.
    pub(crate) fn check(
        &mut self,
        group: &'static str,
        name: &str,
        actual: f64,
        golden: &Value,
        within: Tolerance,
    ) {
        let Some(golden) = number(golden) else {
            return self.not_understood(name);
        };
        let error = if actual == golden { 0.0 } else { (actual - golden).abs() };
        let share = error / (within.absolute + within.relative * golden.abs());
        self.n_compared += 1;
        let entry = self.groups.entry(group).or_default();
        entry.n_checks += 1;
        if share > entry.worst_share {
            *entry = Group {
                n_checks: entry.n_checks,
                n_left_out: entry.n_left_out,
                worst_share: share,
                worst_error: error,
                worst_at: format!("{name}, {}", self.case),
            };
        }
        if error != 0.0 && (share > 1.0 || share.is_nan()) {
            self.fail(&format!("{group} {name}: {actual:e} should be {golden:e}"));
        }
    }

    /// Compares with a golden value that may be right, or what a program is known to give instead: the nearer of the two.
    pub(crate) fn check_known(
        &mut self,
        group: &'static str,
        name: &str,
        [right, theirs]: [f64; 2],
        golden: &Value,
        within: Tolerance,
    ) {
        let off = |value: f64| number(golden).map_or(f64::INFINITY, |golden| (value - golden).abs());
        let nearer = if off(theirs) < off(right) { theirs } else { right };
        self.check(group, name, nearer, golden, within);
    }

    /// Counts inputs that are not those which a value was computed of, and were replaced; more than `most` are a failure.
    pub(crate) fn replace_input(&mut self, name: &str, most: usize) {
        let n = self.replaced.entry(name.to_owned()).or_default();
        *n += 1;
        if *n > most {
            self.fail(&format!("{name}: more than {most} replaced"));
        }
    }

    /// Counts steps that cannot be compared; more than `most` in a group are a failure.
    pub(crate) fn leave_out_steps(&mut self, group: &'static str, n: usize, most: usize) {
        let entry = self.groups.entry(group).or_default();
        entry.n_left_out += n;
        if entry.n_left_out > most {
            self.fail(&format!("{group}: more than {most} steps left out"));
        }
    }

    /// Records a field that no reader knows.
    pub(crate) fn not_understood(&mut self, field: &str) {
        self.fail(&format!("field {field:?} is not understood"));
    }

    /// Records the fields of an object that are none of these.
    pub(crate) fn know_fields(&mut self, object: &Value, known: &[&str]) {
        for field in object.as_object().expect("an object").keys() {
            if !known.contains(&field.as_str()) {
                self.not_understood(field);
            }
        }
    }

    /// Records the fields that an object should have and does not: their values would go uncompared. A `/` in a name
    /// leads into an object. `null` is something: that there is no such value.
    pub(crate) fn require_fields(&mut self, object: &Value, required: &[&str]) {
        for field in required {
            match field.split('/').try_fold(object, |object, name| object.get(name)) {
                None => self.fail(&format!("field {field:?} is missing")),
                Some(Value::Array(list)) if list.is_empty() => {
                    self.fail(&format!("field {field:?} is empty"))
                }
                Some(Value::Object(fields)) if fields.is_empty() => {
                    self.fail(&format!("field {field:?} is empty"));
                }
                Some(_) => {}
            }
        }
    }

    pub(crate) fn fail(&mut self, what: &str) {
        self.failures.push(format!("{} ({}): {what}", self.file, self.case));
    }

    pub(crate) fn into_failures(self) -> Vec<String> {
        self.failures
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}: {} cases, {} failures", self.file, self.n_cases, self.failures.len())?;
        for (name, group) in &self.groups {
            write!(
                f,
                "  {name}: {} values, worst error {:.1e} ({:.0} % of the tolerance; {})",
                group.n_checks,
                group.worst_error,
                100.0 * group.worst_share,
                group.worst_at
            )?;
            if group.n_left_out > 0 {
                write!(f, "; {} steps left out", group.n_left_out)?;
            }
            writeln!(f)?;
        }
        for (name, n_values) in &self.left_out {
            writeln!(f, "  not compared: {n_values} values of {name}")?;
        }
        for (name, n_inputs) in &self.replaced {
            writeln!(f, "  replaced: {n_inputs} of {name}")?;
        }
        Ok(())
    }
}

/// A JSON number, or one of the words that stand for what JSON cannot write.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("inf") => Some(f64::INFINITY),
        Some("-inf") => Some(f64::NEG_INFINITY),
        Some(_) => None,
        None => value.as_f64(),
    }
}

/// The values of a list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// The numbers of a list.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(|value| number(value).expect("a number")).collect()
}
