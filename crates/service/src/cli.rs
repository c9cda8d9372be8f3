//! The command line (contract §7). Every option of `serve` is also an
//! environment variable; secrets are never options.

mod rights;
mod serve;

use crate::{
    accounts::{self, NewAccount},
    demo,
    service::{Database, Options, Service},
    storage::sqlite,
};
use clap::{Args, Parser, Subcommand};
use std::{
    io::{self, BufRead, Write},
    path::PathBuf,
};

/// The variable that holds a password for `create-account`.
const PASSWORD: &str = "EDUTRACKER_SERVICE_PASSWORD";

/// The EduTracker service: accounts, change feed, pushes.
#[derive(Debug, Parser)]
#[command(name = "edutracker-service", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves HTTP until SIGTERM or SIGINT.
    Serve(Box<serve::Serve>),
    /// Copies the database into a new file, also while it is being served.
    Backup {
        #[command(flatten)]
        database: DatabaseOption,
        /// The file to make.
        file: PathBuf,
    },
    /// Puts a backup in the place of the database and begins a new epoch.
    Restore {
        #[command(flatten)]
        database: DatabaseOption,
        /// The backup.
        file: PathBuf,
    },
    /// Prints the OpenAPI document.
    Openapi,
    /// Prints the accounts that a service with --demo knows.
    DemoAccounts {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Makes an account; its password comes from EDUTRACKER_SERVICE_PASSWORD or from standard input.
    CreateAccount(CreateAccount),
    /// Changes which organisations an account works for, also while the service runs.
    #[command(subcommand)]
    Membership(rights::Membership),
    /// Enables or disables an account, or gives it another role, also while the service runs.
    #[command(subcommand)]
    Account(rights::State),
}

#[derive(Debug, Args)]
struct DatabaseOption {
    /// The database: sqlite:FILE.
    #[arg(long, env = "EDUTRACKER_SERVICE_DATABASE", value_parser = database)]
    database: PathBuf,
}

#[derive(Debug, Args)]
struct CreateAccount {
    #[command(flatten)]
    database: DatabaseOption,
    /// The address to sign in with.
    #[arg(long)]
    email: String,
    /// The role's code.
    #[arg(long)]
    role: String,
    /// The organisation's code; AGORIA is made when it is not there yet.
    #[arg(long)]
    organisation: String,
    /// The person's name.
    #[arg(long, default_value = "")]
    name: String,
    /// The person's language.
    #[arg(long, default_value = "nl")]
    language: String,
    /// Makes the organisation, of this kind.
    #[arg(long, requires = "organisation_name")]
    organisation_kind: Option<String>,
    /// The legal name of an organisation that is made.
    #[arg(long)]
    organisation_name: Option<String>,
}

/// `1.4.2`.
fn version(text: &str) -> Result<String, String> {
    match crate::http::version(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("a version is given as 1.4.2".to_owned()),
    }
}

/// `sqlite:FILE`.
fn database(text: &str) -> Result<PathBuf, String> {
    match text.split_once(':') {
        Some(("sqlite", file)) if !file.is_empty() => Ok(file.into()),
        _ => Err("a database is given as sqlite:FILE".to_owned()),
    }
}

/// What ends the program with an error.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Does what the command line says.
pub fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(options) => serve::serve(*options),
        Command::Backup { database, file } => Ok(sqlite::backup(&database.database, &file)?),
        Command::Restore { database, file } => {
            sqlite::restore(&database.database, &file)?;
            Ok(())
        }
        Command::Openapi => print(&serde_json::to_string_pretty(&crate::document())?),
        Command::DemoAccounts { json } => {
            let accounts = demo::accounts();
            if json {
                return print(&serde_json::to_string_pretty(&accounts)?);
            }
            let lines: Vec<String> = accounts
                .iter()
                .map(|a| {
                    format!(
                        "{}  {}  {}  {}",
                        a.organisation, a.role, a.email, a.password
                    )
                })
                .collect();
            print(&lines.join("\n"))
        }
        Command::CreateAccount(options) => create_account(options),
        Command::Membership(command) => rights::membership(&command),
        Command::Account(command) => rights::state(&command),
    }
}

fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

fn create_account(options: CreateAccount) -> Result<(), Failure> {
    let password = match std::env::var(PASSWORD) {
        Ok(password) => password,
        Err(_) => {
            let mut line = String::new();
            io::stdin().lock().read_line(&mut line)?;
            line.trim_end_matches(['\r', '\n']).to_owned()
        }
    };
    let service = Service::open(Options::new(Database::File(options.database.database)))?;
    let account = NewAccount {
        email: options.email,
        password,
        role: options.role,
        organisation: options.organisation,
        name: options.name,
        language: options.language,
        new_organisation: options.organisation_kind.zip(options.organisation_name),
    };
    let id = accounts::create(&service, account)?;
    print(&id.to_string())
}
