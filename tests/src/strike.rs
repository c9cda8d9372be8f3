//! Blows at a chosen system call of a real program, by strace: killed there, or
//! told that the disk failed.

use crate::Result;
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader},
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};
use xtask::process::{Group, find};

/// What writes to files or makes sure that they are written. `write` is also
/// what a program prints with: to be killed after a thing is done and before it
/// is told is one of the points.
pub const DISK: &[&str] = &[
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
];

/// What speaks with the service.
pub const NETWORK: &[&str] = &["writev", "sendto", "recvfrom"];

/// What happens at the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blow {
    /// SIGKILL before the call does anything.
    Kill,
    /// The call fails with this error, by its name.
    Error(&'static str),
}

/// Which of the calls, counted from 1 for each thread and each kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// That one.
    Nth(usize),
    /// That one and all that follow.
    From(usize),
    /// None: the calls are only counted.
    Never,
}

/// A blow.
#[derive(Debug, Clone)]
pub struct Strike {
    /// The calls that count.
    pub calls: Vec<String>,
    /// What happens.
    pub blow: Blow,
    /// When.
    pub when: When,
}

/// A call of a program, in the order in which it makes them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The call.
    pub call: String,
    /// The how-manieth of its kind in its thread, from 1.
    pub nth: usize,
}

/// How a program ended that was to be struck.
#[derive(Debug)]
pub struct Struck {
    /// Whether the blow fell. A rule that never fires proves nothing.
    pub fired: bool,
    /// The calls that count, as far as it came.
    pub points: Vec<Point>,
    /// Its exit code; `None` when it was killed.
    pub code: Option<i32>,
    /// What it printed.
    pub said: String,
    /// What it complained about.
    pub complaint: String,
}

/// Whether programs can be struck here. Says why not; under xtask, which has
/// set up everything, that is a failure.
///
/// # Panics
/// When xtask runs the test and strace is missing.
#[must_use]
pub fn can_strike() -> bool {
    let works = find("strace").is_some()
        && Command::new("strace")
            .args(["-qq", "-e", "trace=none", "true"])
            .stdin(Stdio::null())
            .output()
            .is_ok_and(|output| output.status.success());
    if works {
        return true;
    }
    assert!(
        std::env::var_os("EDUTRACKER_BIN_DIR").is_none(),
        "strace is missing, or may not trace"
    );
    eprintln!("skipped: strace is missing, or may not trace; `cargo xtask test` sets it up");
    false
}

impl Strike {
    /// None: the calls are only noted.
    #[must_use]
    pub fn none(calls: &[&str]) -> Self {
        Self {
            calls: calls.iter().map(|call| (*call).to_owned()).collect(),
            blow: Blow::Kill,
            when: When::Never,
        }
    }

    /// At one call.
    #[must_use]
    pub fn at(point: &Point, blow: Blow) -> Self {
        Self {
            calls: vec![point.call.clone()],
            blow,
            when: When::Nth(point.nth),
        }
    }

    /// SIGKILL at one call.
    #[must_use]
    pub fn kill(point: &Point) -> Self {
        Self::at(point, Blow::Kill)
    }

    fn tracer(&self, log: &Path) -> Command {
        let calls = self.calls.join(",");
        let mut strace = Command::new("strace");
        strace
            .args(["-f", "-e", &format!("trace={calls}"), "-o"])
            .arg(log);
        let what = match self.blow {
            Blow::Kill => "signal=KILL".to_owned(),
            Blow::Error(name) => format!("error={name}"),
        };
        let when = match self.when {
            When::Nth(n) => format!("{n}"),
            When::From(n) => format!("{n}+"),
            When::Never => return strace,
        };
        strace.args(["-e", &format!("inject={calls}:{what}:when={when}")]);
        strace
    }

    /// Runs a command that is struck.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run(&self, command: &Command) -> Result<Struck> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let log = folder.path().join("calls");
        let mut strace = self.tracer(&log);
        strace
            .arg("-qq")
            .arg("--")
            .arg(command.get_program())
            .args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => strace.env(name, value),
                None => strace.env_remove(name),
            };
        }
        let output = strace
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("strace: {error}"))?;
        let traced = Traced::read(&log)?;
        Ok(Struck {
            fired: traced.fired(self.blow),
            points: traced.points,
            code: output
                .status
                .code()
                .filter(|_| output.status.signal().is_none()),
            said: String::from_utf8_lossy(&output.stdout).into_owned(),
            complaint: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Lies in wait for a program that is running already.
    ///
    /// # Errors
    /// When it cannot be traced.
    pub fn ambush(&self, process: u32) -> Result<Ambush> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let log = folder.path().join("calls");
        let mut strace = self.tracer(&log);
        strace
            .args(["-p", &process.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut tracer = Group::spawn(&mut strace)?;
        let errors = tracer.child().stderr.take().ok_or("no output")?;
        let mut lines = BufReader::new(errors)
            .lines()
            .map_while(std::result::Result::ok);
        let first = lines.next().unwrap_or_default();
        if !first.contains("attached") {
            return Err(format!("strace said {first:?}"));
        }
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Ambush {
            blow: self.blow,
            process,
            tracer,
            log,
            _folder: folder,
        })
    }
}

/// How long a tracer may take to let go.
const LIFTING: Duration = Duration::from_secs(10);

/// Whether a program has ended, seen by its parent or not.
fn is_dead(process: u32) -> bool {
    fs::read_to_string(format!("/proc/{process}/stat")).map_or(true, |stat| {
        stat.rsplit(')')
            .next()
            .is_some_and(|rest| rest.trim_start().starts_with('Z'))
    })
}

/// A blow that waits for a running program.
#[derive(Debug)]
pub struct Ambush {
    blow: Blow,
    process: u32,
    tracer: Group,
    log: PathBuf,
    _folder: tempfile::TempDir,
}

impl Ambush {
    /// Gives up waiting: whether the blow fell, and the calls that were seen.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn lift(mut self) -> Result<(bool, Vec<Point>)> {
        let ended = self.tracer.terminate_within(LIFTING)?;
        let traced = Traced::read(&self.log)?;
        // A tracer that waits for the threads of a program it has killed does
        // not always see the last of them: then the program itself tells.
        let fired = match ended {
            Some(_) => traced.fired(self.blow),
            None => is_dead(self.process),
        };
        Ok((fired, traced.points))
    }
}

/// What strace wrote.
struct Traced {
    points: Vec<Point>,
    killed: bool,
    injected: bool,
}

impl Traced {
    fn read(log: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(log).map_err(|error| format!("{}: {error}", log.display()))?;
        let mut points = Vec::new();
        let mut counts = BTreeMap::<(&str, &str), usize>::new();
        for line in text.lines() {
            // `1234  fsync(3) = 0`, or a word about a signal, an end, a call resumed.
            let mut words = line.splitn(2, ' ');
            let (thread, rest) = (
                words.next().unwrap_or_default(),
                words.next().unwrap_or_default().trim_start(),
            );
            let Some((call, _)) = rest.split_once('(') else {
                continue;
            };
            if !call.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                continue;
            }
            let nth = counts.entry((thread, call)).or_default();
            *nth += 1;
            let point = Point {
                call: call.to_owned(),
                nth: *nth,
            };
            if !points.contains(&point) {
                points.push(point);
            }
        }
        Ok(Self {
            points,
            killed: text.contains("killed by SIGKILL"),
            injected: text.contains("(INJECTED)"),
        })
    }

    fn fired(&self, blow: Blow) -> bool {
        match blow {
            Blow::Kill => self.killed,
            Blow::Error(_) => self.injected,
        }
    }
}

/// The points to try: all of them in the thorough run, else `few`, spread from
/// the first to the last.
#[must_use]
pub fn some(points: Vec<Point>, few: usize) -> Vec<Point> {
    let count = points.len();
    if crate::is_thorough() || count <= few {
        return points;
    }
    (0..few)
        .filter_map(|at| points.get(at * (count - 1) / (few - 1)).cloned())
        .collect()
}
