//! What a person gets to see: sums, and how to play a failure again.

use super::{Failure, run::Sum, script::Script, shrink::shrink};
use serde::{Deserialize, Serialize};
use std::{fmt::Write as _, fs, path::PathBuf};

/// A script that failed once, and must not again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Regression {
    /// What it showed.
    pub showed: String,
    /// The script.
    pub script: Script,
}

/// Where scripts stand that failed once: one a line.
#[must_use]
pub fn regressions() -> PathBuf {
    crate::root().join("tests/regressions/simulation.jsonl")
}

/// The scripts that failed once.
///
/// # Panics
/// When the file holds something else.
#[must_use]
pub fn known() -> Vec<Regression> {
    fs::read_to_string(regressions())
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("a regression"))
        .collect()
}

impl Sum {
    /// The sum as a line.
    #[must_use]
    pub fn line(&self) -> String {
        let seconds = self.took.as_secs_f64();
        format!(
            "simulation: {} plays, {} steps, {} changes at the service, at most {} rounds to rest, {seconds:.0} s, {:.1} plays a second",
            self.plays,
            self.steps,
            self.changes,
            self.rounds,
            self.plays as f64 / seconds.max(0.001),
        )
    }
}

/// A failure with its smallest script, which is written to a file, and the one
/// command that plays it again.
#[must_use]
pub fn explain(script: &Script, failure: &Failure) -> String {
    let mut said = format!("seed {}: {failure}\n", script.seed);
    let (small, again) = shrink(script, failure);
    let _ = writeln!(
        said,
        "the least that fails so ({} steps): {again}",
        small.steps.len()
    );
    for step in &small.steps {
        let _ = writeln!(
            said,
            "  {}",
            serde_json::to_string(step).unwrap_or_default()
        );
    }
    let folder = xtask::target().join("simulation");
    let path = folder.join(format!("seed-{}.json", script.seed));
    let regression = Regression {
        showed: again.to_string(),
        script: small,
    };
    let written = fs::create_dir_all(&folder).and_then(|()| {
        fs::write(
            &path,
            serde_json::to_string(&regression).unwrap_or_default(),
        )
    });
    if written.is_ok() {
        let _ = writeln!(
            said,
            "play it again: EDUTRACKER_SIM_SCRIPT={} cargo test -p edutracker-tests --test simulation one_script",
            path.display()
        );
    }
    let _ = writeln!(
        said,
        "the whole seed: EDUTRACKER_SEED={} cargo test -p edutracker-tests --test simulation whatever",
        script.seed
    );
    said
}
