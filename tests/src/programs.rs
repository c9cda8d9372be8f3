//! The programs as they are shipped: the service, and `edutracker` in a terminal.

use crate::Result;
use serde_json::Value;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};
use xtask::process::{Group, output};

/// Where the programs are: told by xtask, or beside the test itself.
#[must_use]
pub fn folder() -> PathBuf {
    if let Some(folder) = env::var_os("EDUTRACKER_BIN_DIR") {
        return folder.into();
    }
    let own = env::current_exe().unwrap_or_default();
    let folder = own.parent().unwrap_or(Path::new(""));
    // A test stands one folder below the programs, a bench beside them.
    if folder.ends_with("deps") {
        folder.parent().unwrap_or(folder).to_path_buf()
    } else {
        folder.to_path_buf()
    }
}

/// A program that was built.
///
/// # Errors
/// When it was not.
pub fn program(name: &str) -> Result<PathBuf> {
    let path = folder().join(format!("{name}{}", env::consts::EXE_SUFFIX));
    if path.is_file() {
        Ok(path)
    } else {
        Err(format!("{} was not built", path.display()))
    }
}

/// The passphrase of the terminals' caches.
pub const PASSPHRASE: &str = "a passphrase for the tests only";

/// A demo account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its e-mail.
    pub email: String,
    /// Its password, good for demo data only.
    pub password: String,
}

/// The demo accounts, as the service prints them.
///
/// # Errors
/// When it does not.
pub fn demo_accounts() -> Result<Vec<Value>> {
    let said =
        output(Command::new(program("edutracker-service")?).args(["demo-accounts", "--json"]))?;
    serde_json::from_str(&said).map_err(|error| format!("demo-accounts: {error}"))
}

/// The demo account of a role in an organisation, or of a mailbox.
///
/// # Errors
/// When there is none.
pub fn account(organisation: &str, role: &str) -> Result<Account> {
    let text = |account: &Value, name: &str| account[name].as_str().unwrap_or_default().to_owned();
    demo_accounts()?
        .iter()
        .find(|account| {
            text(account, "organisation") == organisation
                && (text(account, "role") == role
                    || text(account, "email").starts_with(&format!("{role}@")))
        })
        .map(|account| Account {
            email: text(account, "email"),
            password: text(account, "password"),
        })
        .ok_or_else(|| format!("no demo account {role} of {organisation}"))
}

/// The service on its demo data.
#[derive(Debug)]
pub struct Service {
    database: PathBuf,
    address: String,
    options: Vec<String>,
    variables: Vec<(String, String)>,
    running: Option<Group>,
}

impl Service {
    /// Starts it on a free port, with a fresh database in `folder`.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(folder: &Path) -> Result<Self> {
        Self::start_sized(folder, None)
    }

    /// The same with a number of offers.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_sized(folder: &Path, offers: Option<usize>) -> Result<Self> {
        let size = offers.map(|offers| ["--demo-size".to_owned(), offers.to_string()]);
        Self::start_with(folder, size.into_iter().flatten().collect())
    }

    /// The same with options of one's own.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_with(folder: &Path, options: Vec<String>) -> Result<Self> {
        Self::start_in(folder, options, Vec::new())
    }

    /// The same with variables in its environment.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_in(
        folder: &Path,
        options: Vec<String>,
        variables: Vec<(String, String)>,
    ) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let mut service = Self {
            database: folder.join("service.db"),
            address: "http://127.0.0.1:0".to_owned(),
            options,
            variables,
            running: None,
        };
        service.start_again()?;
        Ok(service)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it wrote to its log so far.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn log(&self) -> Result<String> {
        let log = self.database.with_extension("log");
        fs::read_to_string(&log).map_err(|error| format!("{}: {error}", log.display()))
    }

    /// Its process, while it runs.
    pub fn process(&mut self) -> Option<u32> {
        self.running.as_mut().map(|group| group.child().id())
    }

    /// Its database.
    #[must_use]
    pub fn database(&self) -> &Path {
        &self.database
    }

    /// Ends it as a crash would.
    pub fn kill(&mut self) {
        if let Some(mut group) = self.running.take() {
            group.kill();
        }
    }

    /// Puts its own backup of now in its place: the same data, another epoch.
    ///
    /// # Errors
    /// When a step of it fails.
    pub fn restore(&mut self) -> Result {
        self.back_up()?;
        self.go_back()
    }

    /// Makes a backup of now, to go back to.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn back_up(&self) -> Result {
        self.told("backup", &self.database.with_extension("backup"))
    }

    /// Puts the last backup in its place: what came since is gone.
    ///
    /// # Errors
    /// When a step of it fails.
    pub fn go_back(&mut self) -> Result {
        self.stop()?;
        self.told("restore", &self.database.with_extension("backup"))?;
        self.start_again()
    }

    /// Puts the backup of another service in its place: other data of other times,
    /// another epoch, the same address.
    ///
    /// # Errors
    /// When a step of it fails.
    pub fn become_like(&mut self, other: &Service) -> Result {
        self.stop()?;
        let backup = self.database.with_extension("other");
        other.told("backup", &backup)?;
        self.told("restore", &backup)?;
        self.start_again()
    }

    /// A command of the operator about this database and a backup.
    fn told(&self, verb: &str, backup: &Path) -> Result {
        let mut command = Command::new(program("edutracker-service")?);
        command
            .arg(verb)
            .arg("--database")
            .arg(format!("sqlite:{}", self.database.display()))
            .arg(backup);
        output(&mut command).map(drop)
    }

    /// Starts it again with an option set.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again_with(&mut self, option: &str, value: &str) -> Result {
        self.stop()?;
        match self.options.iter().position(|known| known == option) {
            Some(at) => self.options[at + 1] = value.to_owned(),
            None => self.options.extend([option.to_owned(), value.to_owned()]),
        }
        self.start_again()
    }

    /// Starts it again at the same address, on the same database.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self) -> Result {
        let listen = self.address.trim_start_matches("http://").to_owned();
        let log = self.database.with_extension("log");
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(&log)
            .map_err(|error| error.to_string())?;
        let mut command = Command::new(program("edutracker-service")?);
        command
            .args(["serve", "--demo", "--listen", &listen, "--database"])
            .arg(format!("sqlite:{}", self.database.display()))
            // Programs ask faster than people; the rates have tests of their own.
            .env("EDUTRACKER_SERVICE_PULL_RATE", "0")
            .env("EDUTRACKER_SERVICE_PUSH_RATE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        command.args(&self.options);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let mut group = Group::spawn(&mut command)?;
        let out = group.child().stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(out).lines();
        let first = lines
            .next()
            .and_then(std::result::Result::ok)
            .unwrap_or_default();
        let Some(address) = first.strip_prefix("listening on ") else {
            let log = fs::read_to_string(self.database.with_extension("log")).unwrap_or_default();
            return Err(format!("the service said {first:?} first\n{log}"));
        };
        self.address = address.trim().to_owned();
        thread::spawn(move || lines.for_each(drop));
        self.running = Some(group);
        Ok(())
    }

    /// Stops it as a system does, and checks that it ends well.
    ///
    /// # Errors
    /// When it fails on its way out.
    pub fn stop(&mut self) -> Result {
        let Some(mut group) = self.running.take() else {
            return Ok(());
        };
        let status = group.terminate()?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the service ended with {status}"))
        }
    }
}

/// A program that stands still, as on a machine that sleeps, until this is dropped.
#[derive(Debug)]
pub struct Still(u32);

impl Still {
    /// Stops a process where it is.
    ///
    /// # Errors
    /// When there is none.
    pub fn stand(process: u32) -> Result<Self> {
        signal("-STOP", process)?;
        Ok(Self(process))
    }
}

impl Drop for Still {
    fn drop(&mut self) {
        // One that has ended meanwhile needs nothing.
        let _ = signal("-CONT", self.0);
    }
}

/// Sends a process a signal.
///
/// # Errors
/// When there is no such process.
pub(crate) fn signal(which: &str, process: u32) -> Result {
    output(Command::new("kill").args([which, &process.to_string()])).map(drop)
}

/// A client in a terminal, with a cache of its own under a passphrase.
#[derive(Debug)]
pub struct Terminal {
    folder: PathBuf,
    variables: Vec<(String, String)>,
}

impl Terminal {
    /// A client whose data are in `folder`.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            variables: Vec::new(),
        }
    }

    /// The same with one more variable in its environment.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Where its data are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Signs in and fetches everything.
    ///
    /// # Errors
    /// When the service refuses.
    pub fn sign_in(&self, service: &str, account: &Account) -> Result {
        output(&mut self.signing_in(service, account)?)?;
        self.run(&["pull"]).map(|_| ())
    }

    /// Makes so many offers for an organisation, by a spreadsheet, and sends them; their ids.
    ///
    /// # Errors
    /// When a row is not taken, or one that is there already has such a name.
    pub fn make_offers(&self, organisation: &str, count: usize) -> Result<Vec<String>> {
        const HEAD: &str =
            "About;Name;Study level;Collaboration form;Languages;Provinces;Contact: E-mail address";
        let contacts = self.run(&["list", "contact"])?;
        let email = contacts[0]["email"].as_str().ok_or("no contact")?;
        let rows = (1..=count).map(|nth| {
            format!(
                "Programme;Nieuwe opleiding {nth};Master;Internship;English;Flemish Brabant;{email}"
            )
        });
        let lines: Vec<String> = [HEAD.to_owned()].into_iter().chain(rows).collect();
        let file = self.folder.join("offers.csv");
        fs::write(&file, lines.join("\n")).map_err(|error| error.to_string())?;
        let known = self.ids_of_offers()?;
        let path = file.to_string_lossy();
        let import = ["import", &path, "--type", "offer"];
        self.run(&[&import[..], &["--organisation", organisation]].concat())?;
        self.run(&["push", "--yes"])?;
        let mut made = self.ids_of_offers()?;
        made.retain(|id| !known.contains(id));
        if made.len() == count {
            Ok(made)
        } else {
            Err(format!("{} of {count} offers were made", made.len()))
        }
    }

    /// The ids of all offers that it lists.
    ///
    /// # Errors
    /// When they cannot be listed.
    pub fn ids_of_offers(&self) -> Result<Vec<String>> {
        let rows = self.run(&["list", "offer"])?;
        let ids = rows.iter().filter_map(|row| row["id"].as_str());
        Ok(ids.map(str::to_owned).collect())
    }

    /// The command that signs in.
    ///
    /// # Errors
    /// When the program was not built.
    pub fn signing_in(&self, service: &str, account: &Account) -> Result<Command> {
        let mut command =
            self.command(&["sign-in", "--service", service, "--email", &account.email])?;
        command.env("EDUTRACKER_PASSWORD", &account.password);
        Ok(command)
    }

    /// Runs a command with `--json` and reads its lines.
    ///
    /// # Errors
    /// When it fails.
    pub fn run(&self, args: &[&str]) -> Result<Vec<Value>> {
        let said = output(&mut self.command(args)?)?;
        said.lines()
            .map(|line| serde_json::from_str(line).map_err(|error| format!("{error} in {line}")))
            .collect()
    }

    /// Runs a command with `--json`: its exit code and its lines.
    ///
    /// # Errors
    /// When it cannot be started, or prints what is no JSON.
    pub fn ends(&self, args: &[&str]) -> Result<(i32, Vec<Value>)> {
        let said = self
            .command(args)?
            .output()
            .map_err(|error| error.to_string())?;
        let lines = String::from_utf8_lossy(&said.stdout)
            .lines()
            .map(|line| serde_json::from_str(line).map_err(|error| format!("{error} in {line}")))
            .collect::<Result<_>>()?;
        Ok((said.status.code().unwrap_or(-1), lines))
    }

    /// What a command says to people: on both of its outputs, whether it succeeds or not.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn says(&self, args: &[&str]) -> Result<String> {
        let said = self
            .plainly(args)?
            .output()
            .map_err(|error| error.to_string())?;
        let [out, messages] = [said.stdout, said.stderr];
        Ok(format!(
            "{}{}",
            String::from_utf8_lossy(&out),
            String::from_utf8_lossy(&messages)
        ))
    }

    /// A command that is not started yet.
    ///
    /// # Errors
    /// When the program was not built.
    pub fn command(&self, args: &[&str]) -> Result<Command> {
        let mut command = self.plainly(args)?;
        command.arg("--json");
        Ok(command)
    }

    /// The same for people.
    fn plainly(&self, args: &[&str]) -> Result<Command> {
        let mut command = Command::new(program("edutracker")?);
        command
            .args(["--keys", "passphrase", "--data-dir"])
            .arg(&self.folder)
            .args(args)
            .env("EDUTRACKER_PASSPHRASE", PASSPHRASE)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        Ok(command)
    }
}
