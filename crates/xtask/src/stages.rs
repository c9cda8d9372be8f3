//! Stages of a longer job: each with its result, its duration and its tests.

use crate::{Result, counts::Counts, process};
use std::{
    process::Command,
    time::{Duration, Instant},
};

/// One stage that was run, or left out.
#[derive(Debug)]
struct Stage {
    name: String,
    /// `None`: left out, because something that it needs failed or is not here.
    result: Option<Result>,
    counts: Counts,
    took: Duration,
}

/// All stages so far.
#[derive(Debug)]
pub struct Stages {
    since: Instant,
    stages: Vec<Stage>,
}

impl Default for Stages {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            stages: Vec::new(),
        }
    }
}

impl Stages {
    /// Runs a stage; returns whether it succeeded.
    pub fn stage(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) -> bool {
        println!("\n== {name}");
        let since = Instant::now();
        let (result, counts) = match work() {
            Ok(counts) if counts.failed == 0 => (Ok(()), counts),
            Ok(counts) => (Err(format!("{} failed", counts.failed)), counts),
            Err(error) => {
                println!("{error}");
                let failed = Counts {
                    passed: 0,
                    failed: 1,
                };
                (Err(error), failed)
            }
        };
        let succeeded = result.is_ok();
        self.stages.push(Stage {
            name: name.to_owned(),
            result: Some(result),
            counts,
            took: since.elapsed(),
        });
        succeeded
    }

    /// The same for a stage that finds out itself whether it can be run here.
    pub fn stage_if_it_can(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<Option<Counts>>,
    ) -> bool {
        let mut ran = true;
        let succeeded = self.stage(name, || {
            let counts = work()?;
            ran = counts.is_some();
            Ok(counts.unwrap_or_default())
        });
        if let Some(stage) = self.stages.last_mut().filter(|_| !ran) {
            stage.result = None;
        }
        ran && succeeded
    }

    /// Notes a stage that cannot be run.
    pub fn leave_out(&mut self, name: &str) {
        self.stages.push(Stage {
            name: name.to_owned(),
            result: None,
            counts: Counts::default(),
            took: Duration::ZERO,
        });
    }

    /// Prints the table and, as the last line, `N passed, N failed`.
    ///
    /// # Errors
    /// When a stage failed or was left out.
    pub fn close(self) -> Result {
        println!(
            "\n{:<34} {:<8} {:>7} {:>7} {:>8}",
            "stage", "result", "passed", "failed", "seconds"
        );
        let mut sum = Counts::default();
        for stage in &self.stages {
            let result = match &stage.result {
                Some(Ok(())) => "ok",
                Some(Err(_)) => "FAILED",
                None => "not run",
            };
            let seconds = stage.took.as_secs_f64();
            let Counts { passed, failed } = stage.counts;
            println!(
                "{:<34} {result:<8} {passed:>7} {failed:>7} {seconds:>8.1}",
                stage.name
            );
            sum = sum.plus(stage.counts);
        }
        println!("total {:.0} s", self.since.elapsed().as_secs_f64());
        println!("{} passed, {} failed", sum.passed, sum.failed);
        let bad: Vec<&str> = self
            .stages
            .iter()
            .filter(|stage| !matches!(stage.result, Some(Ok(()))))
            .map(|stage| stage.name.as_str())
            .collect();
        if bad.is_empty() {
            Ok(())
        } else {
            Err(format!("not done: {}", bad.join(", ")))
        }
    }
}

/// A stage that is one command without tests to count.
///
/// # Errors
/// When it fails.
pub fn plain(command: &mut Command) -> Result<Counts> {
    process::run(command).map(|()| Counts::default())
}

/// A stage that is one command that runs tests.
///
/// # Errors
/// When it fails without telling of a failed test, or tells of no test at all.
pub fn counted(command: &mut Command) -> Result<Counts> {
    let (said, result) = process::run_and_read(command)?;
    let counts = Counts::read(&said);
    match result {
        Err(error) if counts.failed == 0 => Err(error),
        Ok(()) if counts.passed == 0 => Err(format!("`{}` ran no test", process::shown(command))),
        _ => Ok(counts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_run_is_not_done() {
        let counts = Counts {
            passed: 3,
            failed: 0,
        };
        let mut all = Stages::default();
        assert!(all.stage_if_it_can("ran", || Ok(Some(counts))));
        assert_eq!(all.close(), Ok(()));
        let mut some = Stages::default();
        assert!(!some.stage_if_it_can("could not", || Ok(None)));
        assert_eq!(some.close(), Err("not done: could not".to_owned()));
        let mut broken = Stages::default();
        assert!(!broken.stage_if_it_can("broke", || Err("no".to_owned())));
        assert_eq!(broken.close(), Err("not done: broke".to_owned()));
    }
}
