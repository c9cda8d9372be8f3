//! Child processes that never outlive us: each runs in a process group of its
//! own, which ends as a whole, with everything that its programs started.

use crate::Result;
use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

static GROUPS: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
#[cfg(unix)]
static WATCHED: AtomicBool = AtomicBool::new(false);
static FOLDERS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// On Ctrl-C, SIGTERM or SIGHUP: ends all groups, deletes all temporary folders, exits.
pub fn end_with_us() {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        if WATCHED.swap(true, Ordering::SeqCst) {
            return;
        }
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
            return;
        };
        thread::spawn(move || {
            let signal = signals.forever().next().unwrap_or(SIGINT);
            let groups = lock(&GROUPS).clone();
            // All are asked before the first is waited for.
            groups.iter().for_each(|id| system::ask(*id));
            groups.iter().for_each(|id| system::end(*id));
            for folder in lock(&FOLDERS).iter() {
                let _ = fs::remove_dir_all(folder);
            }
            std::process::exit(128 + signal);
        });
    }
}

/// A child with a process group of its own. Dropping it ends the group.
#[derive(Debug)]
pub struct Group {
    child: Child,
}

impl Group {
    /// Starts a command as the leader of a new group.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        system::adopt();
        let child = command
            .spawn()
            .map_err(|error| format!("{}: {error}", shown(command)))?;
        lock(&GROUPS).insert(child.id());
        Ok(Self { child })
    }

    /// The number of the leader, and of the group.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The leader.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits until the leader has ended.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        self.child.wait().map_err(|error| error.to_string())
    }

    /// Ends the leader as a crash would, at once and without a word to it.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks the leader to end and waits for it.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn terminate(&mut self) -> Result<ExitStatus> {
        system::ask(self.child.id());
        self.wait()
    }

    /// Asks the leader to end and waits for it so long, then ends it; `None`
    /// when it had to be ended.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn terminate_within(&mut self, patience: Duration) -> Result<Option<ExitStatus>> {
        system::ask(self.child.id());
        let end = Instant::now() + patience;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().map_err(|error| error.to_string())? {
                return Ok(Some(status));
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.child.kill().map_err(|error| error.to_string())?;
        self.child.wait().map_err(|error| error.to_string())?;
        Ok(None)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let id = self.child.id();
        let _ = self.child.try_wait();
        system::end(id);
        let _ = self.child.kill();
        let _ = self.child.wait();
        lock(&GROUPS).remove(&id);
    }
}

#[cfg(unix)]
mod system {
    use rustix::process::{
        Pid, Signal, WaitOptions, kill_process, kill_process_group, test_kill_process_group,
        waitpgid,
    };
    use std::{
        thread,
        time::{Duration, Instant},
    };

    fn pid(id: u32) -> Option<Pid> {
        i32::try_from(id).ok().and_then(Pid::from_raw)
    }

    /// Makes us the parent of whoever in a group loses its own: the first process
    /// of a container may take a second to wait for an orphan, and so long the
    /// group has not ended.
    pub(super) fn adopt() {
        #[cfg(target_os = "linux")]
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }

    pub(super) fn ask(id: u32) {
        if let Some(pid) = pid(id) {
            let _ = kill_process(pid, Signal::TERM);
        }
    }

    /// Asks the group to end; whoever has not after five seconds is killed. A
    /// program in it may have groups of its own to end.
    pub(super) fn end(id: u32) {
        let Some(group) = pid(id) else { return };
        let _ = kill_process_group(group, Signal::TERM);
        let patience = Instant::now() + Duration::from_secs(5);
        while Instant::now() < patience {
            // Each stays a zombie until its parent waits for it.
            while let Ok(Some(_)) = waitpgid(group, WaitOptions::NOHANG) {}
            if test_kill_process_group(group).is_err() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(not(unix))]
mod system {
    // Without process groups the leader alone is ended, by `Group` itself.
    pub(super) fn adopt() {}
    pub(super) fn ask(_id: u32) {}
    pub(super) fn end(_id: u32) {}
}

/// A temporary folder that is deleted with this value, or by [`end_with_us`].
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes a folder that nobody else can read.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(name: &str) -> Result<Self> {
        let base = std::env::temp_dir();
        let mut number = 0_u32;
        loop {
            let path = base.join(format!("edutracker-{name}-{}-{number}", std::process::id()));
            let mut builder = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            match builder.create(&path) {
                Ok(()) => {
                    lock(&FOLDERS).insert(path.clone());
                    return Ok(Self(path));
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(format!("{}: {error}", path.display())),
            }
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
        lock(&FOLDERS).remove(&self.0);
    }
}

/// A command in the root of the workspace, with nothing to read.
#[must_use]
pub fn command<S: AsRef<OsStr>>(program: &str, args: &[S]) -> Command {
    // On Windows npm is a script.
    let program = if cfg!(windows) && program == "npm" {
        "npm.cmd"
    } else {
        program
    };
    let mut command = Command::new(program);
    command
        .args(args)
        .current_dir(crate::root())
        .stdin(Stdio::null());
    command
}

/// The command line, for people.
#[must_use]
pub fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for arg in command.get_args() {
        text.push(' ');
        text.push_str(&arg.to_string_lossy());
    }
    text
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started or fails.
pub fn run(command: &mut Command) -> Result {
    println!("$ {}", shown(command));
    let status = Group::spawn(command)?.wait()?;
    ended(command, status)
}

/// Runs a command to its end, passing on what it says; returns it as well.
///
/// # Errors
/// When it cannot be started.
pub fn run_and_read(command: &mut Command) -> Result<(String, Result)> {
    println!("$ {}", shown(command));
    heard(command, true)
}

/// Runs a command to its end, in silence; returns what it says, in the order in
/// which it came.
///
/// # Errors
/// When it cannot be started.
pub fn read(command: &mut Command) -> Result<(String, Result)> {
    heard(command, false)
}

fn heard(command: &mut Command, aloud: bool) -> Result<(String, Result)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut group = Group::spawn(command)?;
    let said = Arc::new(Mutex::new(String::new()));
    let readers = [
        group
            .child()
            .stdout
            .take()
            .map(|out| pass_on(out, aloud.then_some(Stream::Out), &said)),
        group
            .child()
            .stderr
            .take()
            .map(|out| pass_on(out, aloud.then_some(Stream::Error), &said)),
    ];
    let status = group.wait()?;
    for reader in readers.into_iter().flatten() {
        let _ = reader.join();
    }
    let said = lock(&said).clone();
    Ok((said, ended(command, status)))
}

/// Where what a command says is passed on to.
#[derive(Clone, Copy)]
enum Stream {
    Out,
    Error,
}

fn pass_on(
    from: impl Read + Send + 'static,
    to: Option<Stream>,
    said: &Arc<Mutex<String>>,
) -> thread::JoinHandle<()> {
    let said = Arc::clone(said);
    thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = Vec::new();
        while from
            .read_until(b'\n', &mut line)
            .is_ok_and(|count| count > 0)
        {
            let _ = match to {
                Some(Stream::Error) => std::io::stderr().write_all(&line),
                Some(Stream::Out) => std::io::stdout().write_all(&line),
                None => Ok(()),
            };
            lock(&said).push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    })
}

/// The standard output of a command.
///
/// # Errors
/// When it cannot be started or fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .map_err(|error| format!("{}: {error}", shown(command)))?;
    ended(command, output.status).map_err(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("{error}\n{}", said.trim_end())
    })?;
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

fn ended(command: &Command, status: ExitStatus) -> Result {
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed: {status}", shown(command)))
    }
}

/// The file of a program, if it is on the path.
#[must_use]
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn a_group_ends_with_everything_it_started() {
        let mut group = Group::spawn(
            command("sh", &["-c", "sleep 600 & echo $!; wait"]).stdout(Stdio::piped()),
        )
        .unwrap();
        let mut line = String::new();
        BufReader::new(group.child().stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let grandchild: i32 = line.trim().parse().unwrap();
        drop(group);
        // An orphan may stay a zombie until the system's first process collects it.
        let state = fs::read_to_string(format!("/proc/{grandchild}/stat")).unwrap_or_default();
        assert!(state.is_empty() || state.contains(") Z "), "{state}");
    }

    #[test]
    fn a_folder_is_gone_afterwards() {
        let folder = Folder::new("test").unwrap();
        let path = folder.path().to_path_buf();
        fs::write(path.join("file"), "text").unwrap();
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn what_a_command_says_is_read_from_both_ends() {
        let (said, result) = run_and_read(&mut command(
            "sh",
            &["-c", "echo out; echo err >&2; exit 3"],
        ))
        .unwrap();
        assert!(said.contains("out\n") && said.contains("err\n"));
        assert!(result.is_err());
    }
}
