//! `serve`: the service until it is told to stop.

use super::{DatabaseOption, Failure, print};
use crate::{
    clock::SystemClock,
    demo,
    housekeeping::Swept,
    mail::{Sender, Server, ServerError},
    service::{Database, Options, Service},
    settings::Settings,
};
use clap::Args;
use edutracker_domain::capability::{ExclusionError, Exclusions};
use std::{
    io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};
use tokio::time::MissedTickBehavior;

/// How long open requests may take after the signal to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// Between two rounds of forgetting.
const HOUSEKEEPING: Duration = Duration::from_secs(3_600);
/// Between two looks at what other programs wrote.
const LOOK: Duration = Duration::from_secs(2);

#[derive(Debug, Args)]
pub struct Serve {
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
    /// A proxy in front of the service, by its IP address, whose X-Forwarded-For or Forwarded says whose request it is. May be given again; in the variable with commas between.
    #[arg(long, env = "EDUTRACKER_SERVICE_TRUSTED_PROXY", value_delimiter = ',')]
    trusted_proxy: Vec<IpAddr>,
    /// Other dates for the rule that keeps a kind of organisation out: KIND=FROM..UNTIL, or KIND=FROM without an end; UNTIL is the first day on which it may come. May be given again; in the variable with commas between.
    #[arg(long, env = "EDUTRACKER_SERVICE_EXCLUDED", value_delimiter = ',', value_parser = excluded)]
    excluded: Vec<String>,
    /// Institutions that have published a programme may search among the offers of companies.
    #[arg(long, env = "EDUTRACKER_SERVICE_INSTITUTION_SEARCH")]
    institution_search: bool,
    #[command(flatten)]
    mail: Mail,
    /// Seconds an access token lasts.
    #[arg(long, env = "EDUTRACKER_SERVICE_ACCESS_SECONDS", value_parser = clap::value_parser!(i64).range(1..))]
    access_seconds: Option<i64>,
    /// Seconds a refresh token lasts.
    #[arg(long, env = "EDUTRACKER_SERVICE_REFRESH_SECONDS", value_parser = clap::value_parser!(i64).range(1..))]
    refresh_seconds: Option<i64>,
    /// The oldest version of the desktop program that may send edits; older ones may read.
    #[arg(long, env = "EDUTRACKER_SERVICE_MIN_CLIENT_PUSH", value_parser = super::version)]
    min_client_push: Option<String>,
    #[command(flatten)]
    numbers: Numbers,
}

/// `secondary_school=2026-11-21..2027-09-01`.
fn excluded(text: &str) -> Result<String, ExclusionError> {
    Exclusions::default().date(text).map(|()| text.to_owned())
}

/// How mail is sent; without a server it waits.
#[derive(Debug, Args)]
struct Mail {
    /// The mail server: smtp://[USER@]HOST[:PORT] or smtps://…; also in
    /// EDUTRACKER_SERVICE_SMTP. Its password comes from EDUTRACKER_SERVICE_SMTP_PASSWORD.
    #[arg(long)]
    smtp: Option<String>,
    /// The sender of mails: ADDRESS, or NAME <ADDRESS>.
    #[arg(long, env = "EDUTRACKER_SERVICE_MAIL_FROM")]
    mail_from: Option<String>,
}

/// The variables that hold the mail server and its password.
const SMTP: &str = "EDUTRACKER_SERVICE_SMTP";
const SMTP_PASSWORD: &str = "EDUTRACKER_SERVICE_SMTP_PASSWORD";

impl Mail {
    /// The server and the sender's address, if mail is sent.
    fn server(&self) -> Result<Option<(Server, String)>, Failure> {
        let given = |name| std::env::var(name).ok().filter(|text| !text.is_empty());
        // Others on the machine read the command line, not the environment.
        let (url, open) = match &self.smtp {
            Some(url) => (url.clone(), true),
            None => match given(SMTP) {
                Some(url) => (url, false),
                None => return Ok(None),
            },
        };
        let server = Server::parse(&url, given(SMTP_PASSWORD), open)?;
        let from = self.mail_from.clone().ok_or(ServerError::From)?;
        Ok(Some((server, from)))
    }
}

/// Numbers of the service that an operator may set.
#[derive(Debug, Args)]
struct Numbers {
    /// Days a client may stay away without fetching everything anew.
    #[arg(long, env = "EDUTRACKER_SERVICE_CURSOR_DAYS")]
    cursor_days: Option<u32>,
    /// Days the answers to edits are kept; more than the cursor days.
    #[arg(long, env = "EDUTRACKER_SERVICE_MUTATION_DAYS")]
    mutation_days: Option<u32>,
    /// Days in which a push can be taken back.
    #[arg(long, env = "EDUTRACKER_SERVICE_UNDO_DAYS")]
    undo_days: Option<u32>,
    /// Days for which deletions are remembered; at least the cursor days.
    #[arg(long, env = "EDUTRACKER_SERVICE_TOMBSTONE_DAYS")]
    tombstone_days: Option<u32>,
    /// Requests a second of an account that read; 0 for as many as it likes.
    #[arg(long, env = "EDUTRACKER_SERVICE_PULL_RATE")]
    pull_rate: Option<u32>,
    /// Requests a second of an account that write; 0 for as many as it likes.
    #[arg(long, env = "EDUTRACKER_SERVICE_PUSH_RATE")]
    push_rate: Option<u32>,
    /// Requests of an account at once, after a pause.
    #[arg(long, env = "EDUTRACKER_SERVICE_RATE_BURST")]
    rate_burst: Option<u32>,
    /// Seconds that clients are asked to leave between requests.
    #[arg(long, env = "EDUTRACKER_SERVICE_BACKOFF_SECONDS")]
    backoff_seconds: Option<u32>,
    /// Edits that are taken in one part of a push; clients send as many.
    #[arg(long, env = "EDUTRACKER_SERVICE_PUSH_ITEMS", value_parser = clap::value_parser!(u16).range(1..=1_000))]
    push_items: Option<u16>,
    /// Lines of the feed in one answer about changes, and records between two checkpoints of the first one (at most 1000).
    #[arg(long, env = "EDUTRACKER_SERVICE_CHANGES_LIMIT", value_parser = clap::value_parser!(u16).range(1..=5_000))]
    changes_limit: Option<u16>,
    /// Forms of the public pages that are taken from one address in 15 minutes.
    #[arg(long, env = "EDUTRACKER_SERVICE_FORMS")]
    forms: Option<u32>,
    /// Seconds before the notice of a decision goes, in which it can be taken back unheard.
    #[arg(long, env = "EDUTRACKER_SERVICE_NOTICE_SECONDS", value_parser = clap::value_parser!(i64).range(0..))]
    notice_seconds: Option<i64>,
    /// Seconds before a mail that the server could not take is tried again, doubled each time.
    #[arg(long, env = "EDUTRACKER_SERVICE_MAIL_RETRY_SECONDS", value_parser = clap::value_parser!(i64).range(1..=86_400))]
    mail_retry_seconds: Option<i64>,
}

impl Numbers {
    fn set(&self, settings: &mut Settings) {
        if let Some(items) = self.push_items {
            settings.wire.push_items = usize::from(items);
        }
        if let Some(lines) = self.changes_limit {
            settings.wire.changes_limit = usize::from(lines);
        }
        for (given, number) in [
            (self.cursor_days, &mut settings.cursor_days),
            (self.mutation_days, &mut settings.mutation_days),
            (self.undo_days, &mut settings.undo_days),
            (self.tombstone_days, &mut settings.tombstone_days),
            (self.pull_rate, &mut settings.rates.pull),
            (self.push_rate, &mut settings.rates.push),
            (self.rate_burst, &mut settings.rates.burst),
            (self.backoff_seconds, &mut settings.backoff_seconds),
            (self.forms, &mut settings.forms),
        ] {
            if let Some(given) = given {
                *number = given;
            }
        }
        for (given, number) in [
            (self.notice_seconds, &mut settings.notice_seconds),
            (self.mail_retry_seconds, &mut settings.mail_retry_seconds),
        ] {
            if let Some(given) = given {
                *number = given;
            }
        }
    }
}

/// Serves until it is told to stop.
pub fn serve(options: Serve) -> Result<(), Failure> {
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
    options.numbers.set(&mut opening.settings);
    opening.settings.institution_search = options.institution_search;
    opening.settings.trusted_proxies = options.trusted_proxy;
    for rule in &options.excluded {
        opening.settings.texts.exclusions.date(rule)?;
    }
    if let Some(url) = options.public_url {
        opening.settings.public_url = url.trim_end_matches('/').to_owned();
    }
    let mail = options.mail.server()?;
    let service = Service::open(opening)?;
    let sender = mail
        .map(|(server, from)| Sender::new(service.clone(), server, &from))
        .transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(listen(service, sender, &options.listen));
    // Streams that a client does not read must not keep the program.
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

async fn listen(service: Service, sender: Option<Sender>, address: &str) -> Result<(), Failure> {
    let stopping = stop_signal()?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    let here = format!("http://{}", listener.local_addr()?);
    service.set_listening(&here);
    print(&format!("listening on {here}"))?;
    let (end, ended) = tokio::sync::watch::channel(false);
    let sending = sender.map(|sender| tokio::spawn(sender.run(ended)));
    tokio::spawn(keep_house(service.clone()));
    tokio::spawn(look(service.clone()));
    let app = crate::router(service.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        stopping.await;
        crate::log::event("stop", &"draining");
        service.listeners().close();
        let _ = stop.send(());
    });
    tokio::select! {
        served = server => served?,
        () = async {
            let _ = stopped.await;
            tokio::time::sleep(DRAIN).await;
        } => crate::log::event("stop", &"requests were cut"),
    }
    let _ = end.send(true);
    if let Some(sending) = sending
        && tokio::time::timeout(DRAIN, sending).await.is_err()
    {
        // It is found at the next start, and not sent again.
        crate::log::event("stop", &"a mail was cut");
    }
    Ok(())
}

/// Forgets what is too old, now and every hour.
async fn keep_house(service: Service) {
    let mut hours = tokio::time::interval(HOUSEKEEPING);
    loop {
        hours.tick().await;
        let swept = service
            .blocking(|service| Ok(service.housekeeping()?))
            .await;
        if let Ok(swept) = swept.as_ref()
            && *swept != Swept::default()
        {
            let Swept {
                mutations,
                sessions,
                ..
            } = swept;
            let floor = swept.floor.unwrap_or_default();
            let line = format!("{mutations} answers, {sessions} sessions, floor {floor}");
            crate::log::event("forgotten", &line);
        }
    }
}

/// Tells those who listen what other programs wrote: the operator's commands.
async fn look(service: Service) {
    let mut turns = tokio::time::interval(LOOK);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        // A refusal was logged; the next turn comes.
        let _ = service
            .blocking(|service| Ok(service.storage().look()?))
            .await;
    }
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
