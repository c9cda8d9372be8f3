//! A machine without a person: a screen, a session bus, an unlocked keyring and
//! a WebDriver, all in a home folder of its own, and all gone afterwards.

use crate::{Result, programs::program, root, window::Window};
use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use xtask::process::{Folder, Group, find};

/// How long anything may take before a test gives up; nothing waits this long
/// unless it fails.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Starts the keyring, waits until its default collection is open, and becomes
/// the WebDriver. The keyring stays in the foreground of its job, so that it
/// ends with the process group; its name is asked of the bus first, because a
/// call to it would start a second one.
const SESSION: &str = r#"
printf 'secret' | gnome-keyring-daemon --foreground --unlock --components=secrets &
ask() { dbus-send --session --print-reply "$@" 2>/dev/null; }
until ask --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
        string:org.freedesktop.secrets | grep -q 'boolean true' &&
    ask --dest=org.freedesktop.secrets /org/freedesktop/secrets/aliases/default \
        org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked |
        grep -q 'boolean false'
do sleep 0.05; done
exec WebKitWebDriver --host=127.0.0.1 --port="$0"
"#;

/// What must be there to drive the window.
const NEEDED: &[&str] = &[
    "Xvfb",
    "dbus-run-session",
    "dbus-send",
    "gnome-keyring-daemon",
    "WebKitWebDriver",
    "import",
];

/// Whether the window can be driven here. Prints why not; under xtask, which
/// has set up everything, that is a failure.
///
/// # Panics
/// When xtask runs the test and something is missing.
#[must_use]
pub fn can_drive() -> bool {
    xtask::process::end_with_us();
    let mut missing: Vec<String> = NEEDED
        .iter()
        .filter(|name| find(name).is_none())
        .map(|name| format!("{name} is not installed"))
        .collect();
    for name in ["edutracker-desk", "edutracker-service", "edutracker"] {
        missing.extend(program(name).err());
    }
    if missing.is_empty() {
        return true;
    }
    let missing = missing.join("; ");
    assert!(
        env::var_os("EDUTRACKER_WINDOW_TESTS").is_none(),
        "{missing}"
    );
    eprintln!("skipped: {missing}; `cargo xtask test` sets it up");
    false
}

/// A virtual machine for one window at a time.
#[derive(Debug)]
pub struct Machine {
    // Dropped in this order: programs first, then the screen, then the folder.
    session: Group,
    _screen: Group,
    folder: Folder,
    port: u16,
    display: String,
}

impl Machine {
    /// Starts one whose window finds the service at `address`.
    ///
    /// # Errors
    /// When a part of it does not start.
    pub async fn start(address: &str) -> Result<Self> {
        let folder = Folder::new("machine")?;
        let (screen, display) = screen()?;
        let port = free_port()?;
        let home = folder.path().join("home");
        let runtime = folder.path().join("runtime");
        for path in [&home, &runtime] {
            private_folder(path)?;
        }
        let log = fs::File::create(folder.path().join("session.log"))
            .map_err(|error| error.to_string())?;
        let log_too = log.try_clone().map_err(|error| error.to_string())?;
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", "sh", "-c", SESSION, &port.to_string()])
            .env_clear()
            .envs(env::vars_os().filter(|(name, _)| name == "PATH" || name == "LD_LIBRARY_PATH"))
            .env("HOME", &home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_RUNTIME_DIR", &runtime)
            .env("DISPLAY", &display)
            .env("GDK_BACKEND", "x11")
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "Europe/Brussels")
            // The accessibility bus can stall a start under Xvfb.
            .env("NO_AT_BRIDGE", "1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("EDUTRACKER_SERVICE", address)
            .env("EDUTRACKER_DATA_DIR", folder.path().join("desk"))
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(log_too);
        let machine = Self {
            session: Group::spawn(&mut command)?,
            _screen: screen,
            folder,
            port,
            display,
        };
        machine.driver().await
    }

    /// Opens the window and waits until its first screen has its data.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(&self) -> Result<Window> {
        self.open_program(&program("edutracker-desk")?).await
    }

    /// Opens the window of a given program.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open_program(&self, program: &Path) -> Result<Window> {
        let window = Window::connect(self.port, &self.display, program)
            .await
            .map_err(|error| self.explain(&error))?;
        window.ready().await.map_err(|error| self.explain(&error))?;
        Ok(window)
    }

    /// A folder of this machine for other programs.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn driver(mut self) -> Result<Self> {
        let patience = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if let Ok(Some(status)) = self.session.child().try_wait() {
                return Err(self.explain(&format!("the session ended: {status}")));
            }
            if Instant::now() > patience {
                return Err(self.explain("the WebDriver does not answer"));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(self)
    }

    /// An error with the last lines that the programs wrote.
    fn explain(&self, error: &str) -> String {
        let log = fs::read_to_string(self.folder.path().join("session.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let tail = lines
            .get(lines.len().saturating_sub(20)..)
            .unwrap_or_default();
        format!("{error}\n{}", tail.join("\n"))
    }
}

/// A screen of the smallest size that the window is made for.
fn screen() -> Result<(Group, String)> {
    let mut command = Command::new("Xvfb");
    command
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x800x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut group = Group::spawn(&mut command)?;
    let out = group.child().stdout.take().ok_or("no output")?;
    let mut number = String::new();
    BufReader::new(out)
        .read_line(&mut number)
        .map_err(|error| error.to_string())?;
    if number.trim().is_empty() {
        return Err("Xvfb did not start".to_owned());
    }
    Ok((group, format!(":{}", number.trim())))
}

fn free_port() -> Result<u16> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| error.to_string())
}

fn private_folder(path: &Path) -> Result {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Where screenshots are left.
///
/// # Errors
/// When the folder cannot be made.
pub fn artifacts() -> Result<PathBuf> {
    let folder = root().join("artifacts");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}
