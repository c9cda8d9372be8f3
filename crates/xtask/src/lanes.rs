//! Tests side by side: while one waits for its screen, another works.
//!
//! A test binary that is a folder is linked once and run a file at a time.

use crate::{
    Result,
    counts::Counts,
    process::{self, shown},
};
use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
};

/// A test binary, as Cargo tells of it.
#[derive(Debug, PartialEq, Eq)]
struct Binary {
    name: String,
    program: PathBuf,
    /// The folder of its package, in which Cargo would run it.
    folder: PathBuf,
    /// Whether it stands under `tests`, beside the code that it tests.
    apart: bool,
}

/// What is run in one go: a test binary, or those of its tests that are in one file.
#[derive(Debug)]
struct Part {
    name: String,
    program: PathBuf,
    folder: PathBuf,
    /// The tests by their full names; none: all.
    tests: Vec<String>,
}

/// Runs the tests that a `cargo test` builds, as many parts at once as there
/// are lanes; each takes the next one when it is free. What a part says is
/// passed on when it ends, in one piece.
///
/// # Errors
/// When Cargo fails, or a binary cannot be run.
pub fn run(
    cargo: &mut Command,
    lanes: usize,
    prepare: impl Fn(&mut Command) + Sync,
) -> Result<Counts> {
    cargo.args(["--no-run", "--message-format=json"]);
    println!("$ {}", shown(cargo));
    let binaries = binaries(&process::output(cargo)?);
    if binaries.is_empty() {
        return Err(format!("`{}` built no test", shown(cargo)));
    }
    let mut parts = VecDeque::new();
    for binary in binaries {
        parts.extend(binary.parts()?);
    }
    let waiting = Mutex::new(parts);
    let next = || {
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.pop_front()
    };
    let work = || {
        let mut all = Ok(Counts::default());
        while let Some(part) = next() {
            all = joined(all, one(&part, &prepare));
        }
        all
    };
    thread::scope(|scope| {
        let lanes: Vec<_> = (0..lanes).map(|_| scope.spawn(work)).collect();
        lanes
            .into_iter()
            .map(|lane| {
                lane.join()
                    .unwrap_or_else(|_| Err("a lane ended before its tests".to_owned()))
            })
            .fold(Ok(Counts::default()), joined)
    })
}

impl Binary {
    /// The files of a folder of tests; anything else whole.
    fn parts(self) -> Result<Vec<Part>> {
        let part = |name, tests| Part {
            name,
            program: self.program.clone(),
            folder: self.folder.clone(),
            tests,
        };
        let files = if self.apart {
            let mut list = Command::new(&self.program);
            list.args(["--list", "--format", "terse"]);
            files(&process::output(&mut list)?)
        } else {
            None
        };
        Ok(match files {
            Some(files) => files
                .into_iter()
                .map(|(file, tests)| part(format!("{}::{file}", self.name), tests))
                .collect(),
            None => vec![part(self.name.clone(), Vec::new())],
        })
    }
}

/// The tests of each file, by what a test binary lists; `None` when there are
/// tests in no file but the first.
fn files(listed: &str) -> Option<BTreeMap<String, Vec<String>>> {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for test in listed
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
    {
        let (file, _) = test.split_once("::")?;
        files
            .entry(file.to_owned())
            .or_default()
            .push(test.to_owned());
    }
    Some(files)
}

fn one(part: &Part, prepare: &impl Fn(&mut Command)) -> Result<Counts> {
    let mut command = Command::new(&part.program);
    if !part.tests.is_empty() {
        command.arg("--exact").args(&part.tests);
    }
    command
        .args(["--test-threads=1", "--nocapture"])
        .current_dir(&part.folder)
        .env("CARGO_MANIFEST_DIR", &part.folder)
        .stdin(std::process::Stdio::null());
    prepare(&mut command);
    let (said, result) = process::read(&mut command)?;
    println!("\n     Running {}\n{}", part.name, said.trim_end());
    let counts = Counts::read(&said);
    match result {
        // It ended before it could tell: that is one that failed.
        Err(error) if counts.failed == 0 => {
            println!("{error}");
            Ok(counts.plus(Counts {
                passed: 0,
                failed: 1,
            }))
        }
        _ => Ok(counts),
    }
}

/// The first error, or the sum.
fn joined(a: Result<Counts>, b: Result<Counts>) -> Result<Counts> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok(a.plus(b)),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// The test binaries among Cargo's messages, one object a line.
fn binaries(messages: &str) -> Vec<Binary> {
    let read = |line: &str| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let is_test = message["profile"]["test"].as_bool().unwrap_or_default();
        let program = message["executable"].as_str().filter(|_| is_test)?;
        let manifest = PathBuf::from(message["manifest_path"].as_str()?);
        Some(Binary {
            name: message["target"]["name"].as_str()?.to_owned(),
            program: program.into(),
            folder: manifest.parent()?.to_owned(),
            apart: message["target"]["kind"][0] == "test",
        })
    };
    messages.lines().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_built_to_test_is_found() {
        let messages = r#"
            {"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","target":{"name":"p"},"profile":{"test":false},"executable":"/t/p"}
            {"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","target":{"name":"window","kind":["test"]},"profile":{"test":true},"executable":"/t/a-1"}
            {"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","target":{"name":"lib"},"profile":{"test":true},"executable":null}
            {"reason":"build-finished","success":true}"#;
        let found = binaries(messages);
        assert_eq!(
            found,
            [Binary {
                name: "window".to_owned(),
                program: "/t/a-1".into(),
                folder: "/p".into(),
                apart: true,
            }]
        );
    }

    #[test]
    fn a_folder_of_tests_is_run_a_file_at_a_time() {
        let listed = "bulk::one: test\nforms::a: test\nbulk::two::deep: test\nbulk::b: benchmark\n";
        let files = files(listed).unwrap();
        assert_eq!(
            files.into_iter().collect::<Vec<_>>(),
            [
                (
                    "bulk".to_owned(),
                    vec!["bulk::one".to_owned(), "bulk::two::deep".to_owned()]
                ),
                ("forms".to_owned(), vec!["forms::a".to_owned()]),
            ]
        );
        assert_eq!(super::files("alone: test\nbulk::one: test\n"), None);
    }

    #[test]
    fn a_failure_is_not_lost_among_others() {
        let some = |passed, failed| Ok(Counts { passed, failed });
        assert_eq!(joined(some(2, 1), some(3, 0)), some(5, 1));
        assert_eq!(joined(Err("a".to_owned()), some(1, 0)), Err("a".to_owned()));
        assert_eq!(joined(some(1, 0), Err("b".to_owned())), Err("b".to_owned()));
    }
}
