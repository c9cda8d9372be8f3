//! Makes a failing script small: leaves out steps, then faults, as long as the
//! same invariant fails.

use super::{Failure, run, script::Script};

/// Plays at most: a small script is a comfort, not the proof.
const PLAYS: u32 = 400;

/// The smallest failing script found, and how it fails.
#[must_use]
pub fn shrink(script: &Script, failure: &Failure) -> (Script, Failure) {
    let runtime = run::runtime();
    let mut best = (script.clone(), failure.clone());
    if let Some(step) = failure.step {
        best.0.steps.retain(|kept| kept.n <= step);
    }
    let mut left = PLAYS;
    let mut fails = |candidate: &Script| {
        left = left.checked_sub(1)?;
        run::one(&runtime, candidate)
            .err()
            .filter(|found| found.invariant == failure.invariant)
    };
    // Halves first, then single steps.
    let mut size = best.0.steps.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < best.0.steps.len() {
            let mut candidate = best.0.clone();
            let end = (at + size).min(candidate.steps.len());
            candidate.steps.drain(at..end);
            match fails(&candidate) {
                Some(found) => best = (candidate, found),
                None => at += size,
            }
        }
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    for at in 0..best.0.steps.len() {
        for what in 0..2 {
            let mut candidate = best.0.clone();
            match what {
                0 => candidate.steps[at].faults.clear(),
                _ => candidate.steps[at].kill = None,
            }
            if candidate != best.0
                && let Some(found) = fails(&candidate)
            {
                best = (candidate, found);
            }
        }
    }
    best
}
