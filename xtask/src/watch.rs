//! Building again whenever a source has changed.
//!
//! Sources are looked at, several times a second and at a few milliseconds each, instead of waiting for the operating
//! system to tell: that misses nothing, whatever way an editor saves, and however much happens in `target/` beside it.

use crate::fingerprint;
use anyhow::Result;
use std::iter;
use std::thread;
use std::time::Duration;

/// A longer time is felt after saving; a shorter one finds more files half written.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Calls `build` whenever what the site is made from differs from `built`, what it was last made from, for as long as
/// the process lives. A build that fails is reported, and tried again at the next change.
pub fn watch(built: String, build: impl Fn() -> Result<()>) {
    let looks = iter::repeat_with(|| {
        thread::sleep(LOOK_EVERY);
        fingerprint::of_inputs()
    });
    // A file that is gone before it is looked at, while others are listed, is no reason to stop.
    build_at_changes(built, looks.flatten(), || {
        if let Err(error) = build() {
            eprintln!("error: {error:#}");
        }
    });
}

/// A change counts when two looks agree on it: until then somebody may still be writing. What changes during a build
/// differs from the look that the build began with, so that another follows.
fn build_at_changes(mut built: String, looks: impl Iterator<Item = String>, mut build: impl FnMut()) {
    let mut last = built.clone();
    for look in looks {
        if look == last && look != built {
            built.clone_from(&look);
            build();
        }
        last = look;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// After which of these looks a site that was made from `a` is built; every letter is a state of the sources.
    fn builds_after(looks: &str) -> Vec<usize> {
        let n_looks = Cell::new(0);
        let looks = looks.chars().map(|state| {
            n_looks.set(n_looks.get() + 1);
            state.to_string()
        });
        let mut builds = Vec::new();
        build_at_changes("a".to_owned(), looks, || builds.push(n_looks.get()));
        builds
    }

    #[test]
    fn a_change_that_stays_is_built_once() {
        assert_eq!(builds_after("aaaa"), Vec::<usize>::new());
        assert_eq!(builds_after("aabbbb"), [4]);
        assert_eq!(builds_after("abbbaa"), [3, 6]);
    }

    #[test]
    fn what_is_still_being_written_is_waited_for() {
        assert_eq!(builds_after("abcdd"), [5]);
        assert_eq!(builds_after("abab"), Vec::<usize>::new());
    }

    #[test]
    fn what_changes_during_a_build_is_built_after_it() {
        let source = Cell::new('b');
        let mut n_builds = 0;
        let looks = iter::repeat_with(|| source.get().to_string()).take(10);
        build_at_changes("a".to_owned(), looks, || {
            n_builds += 1;
            source.set('c');
        });
        assert_eq!(n_builds, 2);
    }
}
