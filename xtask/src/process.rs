//! Running other programs.

use anyhow::{Context, Result, bail};
use std::process::{Command, Output};

/// Runs a program that writes to this terminal.
///
/// # Errors
/// When it is missing or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| missing(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a program and keeps what it writes; on failure that is shown.
///
/// # Errors
/// When it is missing or does not succeed.
pub fn run_quietly(command: &mut Command) -> Result<Output> {
    let output = command.output().with_context(|| missing(command))?;
    if !output.status.success() {
        eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        bail!("`{}` failed ({})", line(command), output.status);
    }
    Ok(output)
}

/// The first line that a program prints, or nothing when it cannot be run.
pub fn first_line(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}

fn missing(command: &Command) -> String {
    format!("`{}` could not be started", command.get_program().to_string_lossy())
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program-here")).expect_err("it does not exist");
        assert_eq!(error.to_string(), "`no-such-program-here` could not be started");
        assert_eq!(first_line(&mut Command::new("no-such-program-here")), None);
    }
}
