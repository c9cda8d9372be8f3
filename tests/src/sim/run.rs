//! Runs plays: one, or as many as a time allows.

use super::{Failure, play, play::Report, script::Script};
use futures_util::FutureExt as _;
use std::{
    panic::AssertUnwindSafe,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// A runtime whose time passes only when everybody waits.
#[must_use]
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime")
}

/// Plays one script. A panic is a failure like others.
///
/// # Errors
/// The first invariant that does not hold.
pub fn one(runtime: &tokio::runtime::Runtime, script: &Script) -> Result<Report, Failure> {
    runtime
        .block_on(AssertUnwindSafe(play::play(script)).catch_unwind())
        .unwrap_or_else(|panic| {
            let said = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                .unwrap_or_default();
            Err(Failure::of("panic", said))
        })
}

/// How many plays, of which length.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The first seed.
    pub first: u64,
    /// Plays at most.
    pub most: u64,
    /// How long to go on.
    pub time: Duration,
    /// Plays side by side.
    pub threads: usize,
}

/// What many plays came to.
#[derive(Debug, Clone, Default)]
pub struct Sum {
    /// Plays.
    pub plays: u64,
    /// Steps in all.
    pub steps: u64,
    /// Changes that the service wrote in all.
    pub changes: u64,
    /// The most rounds until everybody was at rest.
    pub rounds: u32,
    /// How long it took.
    pub took: Duration,
}

/// Plays seed after seed until the time is over or one fails.
///
/// # Errors
/// The script of the lowest seed that failed, and how.
pub fn many(plan: &Plan) -> Result<Sum, Box<(Script, Failure)>> {
    let since = std::time::Instant::now();
    let next = AtomicU64::new(plan.first);
    let failed = Mutex::new(None::<Box<(Script, Failure)>>);
    let sum = Mutex::new(Sum::default());
    let none_failed = || {
        failed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_none()
    };
    std::thread::scope(|threads| {
        for _ in 0..plan.threads.max(1) {
            threads.spawn(|| {
                let runtime = runtime();
                while since.elapsed() < plan.time && none_failed() {
                    let seed = next.fetch_add(1, Ordering::SeqCst);
                    if seed - plan.first >= plan.most {
                        return;
                    }
                    let script = Script::of(seed);
                    match one(&runtime, &script) {
                        Ok(report) => {
                            let mut sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
                            sum.plays += 1;
                            sum.steps += script.steps.len() as u64;
                            sum.changes += report.changes;
                            sum.rounds = sum.rounds.max(report.rounds);
                        }
                        Err(failure) => {
                            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                            if failed.as_ref().is_none_or(|other| seed < other.0.seed) {
                                *failed = Some(Box::new((script, failure)));
                            }
                            return;
                        }
                    }
                }
            });
        }
    });
    if let Some(failed) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(failed);
    }
    let mut sum = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
    sum.took = since.elapsed();
    Ok(sum)
}
