//! `cargo xtask mutants`: does the simulation find what it is there to find?
//!
//! Each mutant breaks one rule of sync on purpose, in a copy of the sources.
//! The simulation must fail on it, at a seed or at a script that failed once; the
//! table of what caught what is written to `docs/proof.md`.

mod table;

use crate::{
    Result,
    process::{command, output, run_and_read},
    root, target,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};
use table::{MUTANTS, Mutant};

/// Seeds played on each mutant, and seconds, at most.
const SEEDS: u32 = 2_000;
const SECONDS: u32 = 600;
/// Where the table goes: between these lines.
const DOCS: &str = "docs/proof.md";
const BEGIN: &str = "<!-- mutants: made by `cargo xtask mutants` -->";
const END: &str = "<!-- /mutants -->";

/// What became of a mutant.
enum Found {
    /// The simulation failed: at which seed or script, by which invariant.
    Caught(String, String),
    /// It did not.
    Missed(String),
    /// The patch does not fit the sources any more.
    Stale(String),
}

/// Plays the simulation on every mutant whose name contains `only`, or one of
/// several words with commas between them.
///
/// # Errors
/// When one is not caught, or the simulation fails without any.
pub fn mutants(only: &str) -> Result {
    let copy = Copy::new()?;
    println!("== no mutant");
    copy.refresh()?;
    let control = copy.build()?;
    let kept = target().join("mutants/control");
    fs::copy(&control, &kept).map_err(|error| format!("{}: {error}", kept.display()))?;
    match copy.play(&kept, SECONDS / 10)? {
        Found::Missed(line) => println!("{line}"),
        Found::Caught(seed, invariant) => {
            return Err(format!(
                "without a mutant the simulation fails at {seed} by {invariant}"
            ));
        }
        Found::Stale(error) => return Err(error),
    }
    let mut rows = Vec::new();
    let mut bad = Vec::new();
    for mutant in MUTANTS
        .iter()
        .filter(|mutant| only.split(',').any(|part| mutant.name.contains(part)))
    {
        println!("\n== {}: {}", mutant.name, mutant.says);
        let since = Instant::now();
        let found = match copy.mutate(mutant) {
            Ok(()) => match copy.build() {
                Ok(program) => match copy.play(&program, SECONDS)? {
                    Found::Missed(line) => copy.scripts(&program, line)?,
                    caught => caught,
                },
                Err(error) => Found::Stale(error),
            },
            Err(error) => Found::Stale(error),
        };
        copy.refresh()?;
        let unbroken = match &found {
            Found::Caught(place, _) => match place.strip_prefix("seed ") {
                Some(seed) => copy.seed(&kept, seed)?,
                None => copy.scripts(&kept, String::new())?,
            },
            Found::Missed(_) | Found::Stale(_) => Found::Missed(String::new()),
        };
        if let Found::Caught(place, _) = unbroken {
            return Err(format!("without a mutant the simulation fails at {place}"));
        }
        let verdict = match found {
            Found::Caught(place, invariant) => format!("caught at {place} by {invariant}"),
            Found::Missed(line) => {
                bad.push(mutant.name);
                format!("NOT CAUGHT ({line})")
            }
            Found::Stale(error) => {
                bad.push(mutant.name);
                format!("NOT PLAYED: {error}")
            }
        };
        println!("{verdict}, {:.0} s", since.elapsed().as_secs_f64());
        rows.push((mutant, verdict));
    }
    println!();
    for (mutant, verdict) in &rows {
        println!("{:<42} {verdict}", mutant.name);
    }
    if only.is_empty() {
        write_down(&rows)?;
    }
    if bad.is_empty() {
        Ok(())
    } else {
        Err(format!("not caught: {}", bad.join(", ")))
    }
}

/// Puts the table into the document.
fn write_down(rows: &[(&Mutant, String)]) -> Result {
    let path = root().join(DOCS);
    let text = fs::read_to_string(&path).map_err(|error| format!("{DOCS}: {error}"))?;
    let (before, rest) = text
        .split_once(BEGIN)
        .ok_or_else(|| format!("{DOCS} has no line {BEGIN}"))?;
    let (_, after) = rest
        .split_once(END)
        .ok_or_else(|| format!("{DOCS} has no line {END}"))?;
    let mut table = String::from("| mutant | what is broken | simulation |\n|---|---|---|\n");
    for (mutant, verdict) in rows {
        table.push_str(&format!(
            "| {} | {} | {verdict} |\n",
            mutant.name, mutant.says
        ));
    }
    let text = format!("{before}{BEGIN}\n{table}{END}{after}");
    fs::write(&path, text).map_err(|error| format!("{DOCS}: {error}"))
}

/// A copy of the sources, and where it is built.
struct Copy {
    source: PathBuf,
    build: PathBuf,
    files: Vec<PathBuf>,
}

impl Copy {
    fn new() -> Result<Self> {
        let folder = target().join("mutants");
        let listed = output(&mut command(
            "git",
            &["ls-files", "--cached", "--others", "--exclude-standard"],
        ))?;
        let files = listed
            .lines()
            .map(PathBuf::from)
            .filter(|path| root().join(path).is_file())
            .collect();
        // Files of an earlier copy may have gone.
        let source = folder.join("source");
        if source.exists() {
            fs::remove_dir_all(&source)
                .map_err(|error| format!("{}: {error}", source.display()))?;
        }
        Ok(Self {
            source,
            // Not beside our own: to Cargo the copy's packages are the same ones.
            build: folder.join("build"),
            files,
        })
    }

    /// Makes the copy what the sources are. What is equal is not touched, so
    /// that little is built anew.
    fn refresh(&self) -> Result {
        for path in &self.files {
            let (from, to) = (root().join(path), self.source.join(path));
            let text = fs::read(&from).map_err(|error| format!("{}: {error}", from.display()))?;
            if fs::read(&to).is_ok_and(|there| there == text) {
                continue;
            }
            write(&to, &text)?;
        }
        Ok(())
    }

    /// Breaks what a mutant breaks.
    fn mutate(&self, mutant: &Mutant) -> Result {
        for (path, find, replace) in mutant.patches {
            let to = self.source.join(path);
            let text = fs::read_to_string(&to).map_err(|error| format!("{path}: {error}"))?;
            let times = text.matches(find).count();
            if times != 1 {
                return Err(format!("{path} holds {times} times what is to be replaced"));
            }
            write(&to, text.replace(find, replace).as_bytes())?;
        }
        Ok(())
    }

    /// Builds the simulation; answers the program.
    fn build(&self) -> Result<PathBuf> {
        let args = [
            "test",
            "--package",
            "edutracker-tests",
            "--test",
            "simulation",
            "--no-run",
        ];
        let mut cargo = command("cargo", &args);
        cargo
            .current_dir(&self.source)
            .env("CARGO_TARGET_DIR", &self.build)
            .env("CARGO_TERM_COLOR", "never");
        let (said, built) = run_and_read(&mut cargo)?;
        built?;
        said.lines()
            .filter_map(|line| line.trim().strip_prefix("Executable "))
            .filter_map(|line| line.split_once('(')?.1.strip_suffix(')'))
            .map(|path| self.source.join(path))
            .next_back()
            .ok_or_else(|| "cargo names no program".to_owned())
    }

    /// Plays seed after seed, so many seconds at most.
    fn play(&self, program: &Path, seconds: u32) -> Result<Found> {
        let mut play = Self::simulation(program, "whatever_goes_wrong");
        play.env("EDUTRACKER_SIM_SEEDS", SEEDS.to_string())
            .env("EDUTRACKER_SIM_SECONDS", seconds.to_string());
        Self::verdict(&mut play)
    }

    /// Plays one seed.
    fn seed(&self, program: &Path, seed: &str) -> Result<Found> {
        let mut play = Self::simulation(program, "whatever_goes_wrong");
        play.env("EDUTRACKER_SEED", seed);
        Self::verdict(&mut play)
    }

    /// Plays the scripts that failed once: what goes wrong so rarely that no
    /// seed among thousands shows it. `missed` is what was found without them.
    fn scripts(&self, program: &Path, missed: String) -> Result<Found> {
        let mut play = Self::simulation(program, "what_failed_once_holds");
        let (said, result) = run_and_read(&mut play)?;
        Ok(match Self::caught(&said) {
            Some(caught) => caught,
            None => result.map(|()| Found::Missed(missed))?,
        })
    }

    fn simulation(program: &Path, test: &str) -> Command {
        let program = program.display().to_string();
        let mut play = command(&program, &[test, "--nocapture"]);
        play.env("EDUTRACKER_SIM_BRIEF", "1")
            .env("RUST_BACKTRACE", "0");
        play
    }

    /// "caught at seed 71 by I2", or "at script 3".
    fn caught(said: &str) -> Option<Found> {
        let (place, invariant) = said
            .lines()
            .find_map(|line| line.strip_prefix("caught at "))?
            .split_once(" by ")?;
        Some(Found::Caught(place.to_owned(), invariant.to_owned()))
    }

    fn verdict(play: &mut Command) -> Result<Found> {
        let (said, result) = run_and_read(play)?;
        if let Some(caught) = Self::caught(&said) {
            return Ok(caught);
        }
        result?;
        let line = said
            .lines()
            .find(|line| line.starts_with("simulation: "))
            .ok_or("the simulation did not run")?;
        Ok(Found::Missed(line.to_owned()))
    }
}

fn write(path: &Path, text: &[u8]) -> Result {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutant_fits_the_sources() {
        for mutant in MUTANTS {
            assert!(!mutant.patches.is_empty(), "{}", mutant.name);
            for (path, find, replace) in mutant.patches {
                let text = fs::read_to_string(root().join(path)).unwrap();
                assert_eq!(text.matches(find).count(), 1, "{}: {path}", mutant.name);
                assert_ne!(find, replace, "{}: {path}", mutant.name);
            }
        }
    }
}
