//! The command line (contract §7). Every option of `serve` is also an
//! environment variable; secrets are never options.

mod rights;

use crate::{
    accounts::{self, NewAccount},
    clock::SystemClock,
    demo,
    service::{Database, Options, Service},
    storage::sqlite,
};
use clap::{Args, Parser, Subcommand};
use std::{
    io::{self, BufRead, Write},
    net::SocketAddr,
    path::PathBuf,
    time::Duration,
};

/// How long open requests may take after the signal to stop.
const DRAIN: Duration = Duration::from_secs(10);
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
    Serve(Serve),
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
    /// Enables or disables an account, also while the service runs.
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
struct Serve {
    /// HOST:PORT; port 0 takes a free one.
    #[arg(
        long,
        env = "EDUTRACKER_SERVICE_LISTEN",
        default_value = "127.0.0.1:8080"
    )]
    listen: String,
    #[command(flatten)]
    database: DatabaseOption,
    /// Fills an empty database with demo data, and lets its accounts sign in.
    #[arg(long, env = "EDUTRACKER_SERVICE_DEMO")]
    demo: bool,
    /// How many offers the demo data has.
    #[arg(long, env = "EDUTRACKER_SERVICE_DEMO_SIZE", requires = "demo", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    demo_size: Option<u32>,
    /// The address that people reach the service under.
    #[arg(long, env = "EDUTRACKER_SERVICE_PUBLIC_URL")]
    public_url: Option<String>,
    /// The mail server.
    #[arg(long, env = "EDUTRACKER_SERVICE_SMTP", requires = "mail_from")]
    smtp: Option<String>,
    /// The sender of mails.
    #[arg(long, env = "EDUTRACKER_SERVICE_MAIL_FROM")]
    mail_from: Option<String>,
    /// Seconds an access token lasts.
    #[arg(long, env = "EDUTRACKER_SERVICE_ACCESS_SECONDS", value_parser = clap::value_parser!(i64).range(1..))]
    access_seconds: Option<i64>,
    /// Seconds a refresh token lasts.
    #[arg(long, env = "EDUTRACKER_SERVICE_REFRESH_SECONDS", value_parser = clap::value_parser!(i64).range(1..))]
    refresh_seconds: Option<i64>,
    /// The oldest version of the desktop program that may send edits; older ones may read.
    #[arg(long, env = "EDUTRACKER_SERVICE_MIN_CLIENT_PUSH", value_parser = version)]
    min_client_push: Option<String>,
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
        Command::Serve(options) => serve(options),
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

fn serve(options: Serve) -> Result<(), Failure> {
    let mut opening = Options::new(Database::File(options.database.database));
    opening.clock = std::sync::Arc::new(SystemClock);
    opening.demo = options
        .demo
        .then_some(demo::Size(options.demo_size.map(|size| size as usize)));
    if let Some(seconds) = options.access_seconds {
        opening.settings.access_seconds = seconds;
    }
    if let Some(seconds) = options.refresh_seconds {
        opening.settings.refresh_seconds = seconds;
    }
    if let Some(version) = options.min_client_push {
        opening.settings.min_client_push = version;
    }
    if options.smtp.is_some() || options.public_url.is_some() {
        crate::log::event("mail", &"no mail is sent by this version");
    }
    let service = Service::open(opening)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(listen(service, &options.listen));
    // Streams that a client does not read must not keep the program.
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

async fn listen(service: Service, address: &str) -> Result<(), Failure> {
    let stopping = stop_signal()?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    print(&format!("listening on http://{}", listener.local_addr()?))?;
    let app = crate::router(service).into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        stopping.await;
        crate::log::event("stop", &"draining");
        let _ = stop.send(());
    });
    tokio::select! {
        served = server => served?,
        () = async {
            let _ = stopped.await;
            tokio::time::sleep(DRAIN).await;
        } => crate::log::event("stop", &"requests were cut"),
    }
    Ok(())
}

/// Ends when the program is asked to stop.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends when the program is asked to stop.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
