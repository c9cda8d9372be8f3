//! Test binaries side by side: while one waits for its screen, another works.

use crate::{
    Result,
    counts::Counts,
    process::{self, shown},
};
use std::{
    collections::VecDeque,
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
}

/// Runs the test binaries that a `cargo test` builds, as many at once as there
/// are lanes; each takes the next one when it is free. What a binary says is
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
    let waiting = Mutex::new(VecDeque::from(binaries));
    let next = || {
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.pop_front()
    };
    let work = || {
        let mut all = Ok(Counts::default());
        while let Some(binary) = next() {
            all = joined(all, one(&binary, &prepare));
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

fn one(binary: &Binary, prepare: &impl Fn(&mut Command)) -> Result<Counts> {
    let mut command = Command::new(&binary.program);
    command
        .args(["--test-threads=1", "--nocapture"])
        .current_dir(&binary.folder)
        .env("CARGO_MANIFEST_DIR", &binary.folder)
        .stdin(std::process::Stdio::null());
    prepare(&mut command);
    let (said, result) = process::read(&mut command)?;
    println!("\n     Running {}\n{}", binary.name, said.trim_end());
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
            {"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","target":{"name":"window_a"},"profile":{"test":true},"executable":"/t/a-1"}
            {"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","target":{"name":"lib"},"profile":{"test":true},"executable":null}
            {"reason":"build-finished","success":true}"#;
        let found = binaries(messages);
        assert_eq!(
            found,
            [Binary {
                name: "window_a".to_owned(),
                program: "/t/a-1".into(),
                folder: "/p".into(),
            }]
        );
    }

    #[test]
    fn a_failure_is_not_lost_among_others() {
        let some = |passed, failed| Ok(Counts { passed, failed });
        assert_eq!(joined(some(2, 1), some(3, 0)), some(5, 1));
        assert_eq!(joined(Err("a".to_owned()), some(1, 0)), Err("a".to_owned()));
        assert_eq!(joined(some(1, 0), Err("b".to_owned())), Err("b".to_owned()));
    }
}
