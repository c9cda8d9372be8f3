//! A machine without a person: a screen, a session bus, an unlocked keyring and
//! a WebDriver, all in a home folder of its own, and all gone afterwards.

use crate::{
    Result,
    programs::{Account, Service, account, program, signal},
    root,
    window::Window,
};
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

/// The same on a machine that has no keyring: its bus is none.
const NO_KEYRING: &str = r#"
export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
exec WebKitWebDriver --host=127.0.0.1 --port="$0"
"#;

/// Where the window keeps its data, in the folder of the machine.
const DATA: &str = "desk";

/// What the programs are told of the surroundings of the test.
const PASSED: &[&str] = &["PATH", "LD_LIBRARY_PATH", "JSC_useDFGJIT"];

/// What must be there to drive the window.
const NEEDED: &[&str] = &[
    "Xvfb",
    "dbus-run-session",
    "dbus-send",
    "gnome-keyring-daemon",
    "WebKitWebDriver",
    "import",
    "xclip",
    "xdotool",
    "setxkbmap",
    "pgrep",
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
    data: PathBuf,
    port: u16,
    display: String,
}

impl Machine {
    /// Starts one whose window finds the service at `address`.
    ///
    /// # Errors
    /// When a part of it does not start.
    pub async fn start(address: &str) -> Result<Self> {
        Self::start_session(address, SESSION, false, None).await
    }

    /// The same without a keyring.
    ///
    /// # Errors
    /// When a part of it does not start.
    pub async fn start_without_keyring(address: &str) -> Result<Self> {
        Self::start_session(address, NO_KEYRING, false, None).await
    }

    /// The same with the data of the window elsewhere.
    ///
    /// # Errors
    /// When a part of it does not start.
    pub async fn start_with_data(address: &str, data: PathBuf) -> Result<Self> {
        Self::start_session(address, SESSION, false, Some(data)).await
    }

    /// Starts a session of its own beside this one, without a keyring, on the
    /// same data: nothing tells the windows of each other but the data.
    ///
    /// # Errors
    /// When a part of it does not start.
    pub async fn start_beside(&self, address: &str) -> Result<Self> {
        Self::start_session(address, NO_KEYRING, false, Some(self.data())).await
    }

    /// The same whose window tells programs for the blind what is on it.
    ///
    /// # Errors
    /// When a part of it does not start.
    pub async fn start_telling(address: &str) -> Result<Self> {
        Self::start_session(address, SESSION, true, None).await
    }

    async fn start_session(
        address: &str,
        session: &str,
        telling: bool,
        data: Option<PathBuf>,
    ) -> Result<Self> {
        let folder = Folder::new("machine")?;
        let data = data.unwrap_or_else(|| folder.path().join(DATA));
        let (screen, display) = screen()?;
        let port = free_port()?;
        let home = folder.path().join("home");
        let runtime = folder.path().join("runtime");
        private_folder(&home)?;
        private_folder(&runtime)?;
        let log = fs::File::create(folder.path().join("session.log"))
            .map_err(|error| error.to_string())?;
        let log_too = log.try_clone().map_err(|error| error.to_string())?;
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", "sh", "-c", session, &port.to_string()])
            .env_clear()
            .envs(env::vars_os().filter(|(name, _)| PASSED.iter().any(|passed| name == passed)))
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
            .envs((!telling).then_some(("NO_AT_BRIDGE", "1")))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("EDUTRACKER_SERVICE", address)
            .env("EDUTRACKER_DATA_DIR", &data)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(log_too);
        let machine = Self {
            session: Group::spawn(&mut command)?,
            _screen: screen,
            folder,
            data,
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

    /// Opens a plain browser of the engine that the window has.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open_browser(&self) -> Result<Window> {
        let libraries = fs::read_dir("/usr/lib").map_err(|error| error.to_string())?;
        let browser = libraries
            .flatten()
            .map(|entry| entry.path().join("webkit2gtk-4.1/MiniBrowser"))
            .find(|path| path.is_file())
            .ok_or("WebKitGTK has no MiniBrowser here")?;
        Window::browse(self.port, &self.display, &browser)
            .await
            .map_err(|error| self.explain(&error))
    }

    /// Where the window keeps its data.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.data.clone()
    }

    /// A folder of this machine for other programs.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The leader of the group that the window and its processes belong to.
    #[must_use]
    pub fn session(&self) -> u32 {
        self.session.id()
    }

    /// The process of the window.
    ///
    /// # Errors
    /// When it does not run.
    pub fn window_process(&self) -> Result<u32> {
        let mut find = Command::new("pgrep");
        let group = self.session.id().to_string();
        find.args(["-g", &group, "-x", "edutracker-desk"]);
        let found = xtask::process::output(&mut find)?;
        found
            .trim()
            .parse()
            .map_err(|_| "no window runs".to_owned())
    }

    /// Waits until no program has the copy open: one that was ended lets it go a
    /// moment later.
    ///
    /// # Errors
    /// When it stays open.
    pub async fn closed(&self) -> Result {
        let lock = fs::File::options()
            .write(true)
            .open(self.data().join("profile/lock"))
            .map_err(|error| error.to_string())?;
        let patience = Instant::now() + PATIENCE;
        while lock.try_lock().is_err() {
            if Instant::now() > patience {
                return Err(self.explain("the copy is not let go"));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
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

/// Somebody at work: a service on its demo data, and a window that is signed in
/// and shows Dutch.
#[derive(Debug)]
pub struct Desk {
    /// The open window.
    pub window: Window,
    /// The service behind it.
    pub service: Service,
    machine: Machine,
    _folder: Folder,
}

impl Desk {
    /// Starts everything for the demo account of a role.
    ///
    /// # Errors
    /// When a part of it does not start, or the service refuses the account.
    pub async fn of(organisation: &str, role: &str) -> Result<Self> {
        let folder = Folder::new("desk")?;
        let service = Service::start(folder.path())?;
        Self::at(service, folder, &account(organisation, role)?).await
    }

    /// The same at a service that runs, for the account given.
    ///
    /// # Errors
    /// When a part of it does not start, or the service refuses the account.
    pub async fn at(service: Service, folder: Folder, account: &Account) -> Result<Self> {
        Self::with(&program("edutracker-desk")?, service, folder, account).await
    }

    /// The same with the window of a given program.
    ///
    /// # Errors
    /// When a part of it does not start, or the service refuses the account.
    pub async fn with(
        program: &Path,
        service: Service,
        folder: Folder,
        account: &Account,
    ) -> Result<Self> {
        let machine = Machine::start(service.address()).await?;
        Self::on(machine, program, service, folder, account).await
    }

    /// The same on a machine that stands.
    ///
    /// # Errors
    /// When the window does not start, or the service refuses the account.
    pub async fn on(
        machine: Machine,
        program: &Path,
        service: Service,
        folder: Folder,
        account: &Account,
    ) -> Result<Self> {
        let window = machine.open_program(program).await?;
        window.fill("sign-in-email", &account.email).await?;
        window.fill("sign-in-password", &account.password).await?;
        window.click("sign-in-submit").await?;
        window.click("recovery-kept").await?;
        window.click("nav-offers").await?;
        window.find("grid-row").await?;
        window.click("nav-settings").await?;
        window.choose("settings-language", "nl").await?;
        window.click("nav-offers").await?;
        window.find("grid-row").await?;
        Ok(Self {
            window,
            service,
            machine,
            _folder: folder,
        })
    }

    /// Kills the program of the window where it is, as a power cut would, and
    /// starts it again.
    ///
    /// # Errors
    /// When it does not run, or does not start.
    pub async fn strike(&mut self) -> Result {
        signal("-KILL", self.machine.window_process()?)?;
        // The driver still counts the session of the window that is gone, and
        // may complain that it is.
        let _ = self.window.clone().end().await;
        self.window = self.machine.open().await?;
        Ok(())
    }

    /// Starts a window manager, which gives the window a cross; it runs as long
    /// as what is answered.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn manager(&self) -> Result<Group> {
        let mut command = Command::new("openbox");
        command
            .env("DISPLAY", &self.machine.display)
            .env("HOME", self.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let group = Group::spawn(&mut command)?;
        self.window
            .until("the window manager", async || {
                let asked = self.xdotool(&["get_num_desktops"]);
                asked.map(|_| Some(()))
            })
            .await?;
        Ok(group)
    }

    fn xdotool(&self, args: &[&str]) -> Result<String> {
        let mut command = Command::new("xdotool");
        command.args(args).env("DISPLAY", &self.machine.display);
        xtask::process::output(&mut command)
    }

    /// Closes the window as its cross does, under a window manager; waits until
    /// the program let go of its copy, and starts it again.
    ///
    /// # Errors
    /// When it does not close, or does not start.
    pub async fn close(&mut self) -> Result {
        let name = "^EduTracker";
        self.xdotool(&["search", "--onlyvisible", "--name", name, "windowactivate"])?;
        self.xdotool(&["key", "alt+F4"])?;
        self.machine.closed().await?;
        // As after a kill: the driver still counts the window that is gone.
        let _ = self.window.clone().end().await;
        self.window = self.machine.open().await?;
        Ok(())
    }

    /// A folder for other programs.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.machine.folder()
    }

    /// The machine that it stands on.
    #[must_use]
    pub fn machine(&self) -> &Machine {
        &self.machine
    }
}

/// A screen as people have one; the window is smaller until it is asked.
fn screen() -> Result<(Group, String)> {
    let mut command = Command::new("Xvfb");
    command
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1600x900x24",
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
    match number.trim() {
        "" => Err("Xvfb did not start".to_owned()),
        number => Ok((group, format!(":{number}"))),
    }
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
    let made = builder.create(path);
    made.map_err(|error| format!("{}: {error}", path.display()))
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
