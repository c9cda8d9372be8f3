//! `cargo xtask bench NAME`: figures beside floors of the same run.
//!
//! A floor is the same final state reached by bare SQL (the same tables,
//! indexes and search index, the data in memory already), by raw transfer of the
//! same bytes, or both. A ratio says what our own code costs on top.
#![allow(
    clippy::print_stdout,
    reason = "figures are the product of this program"
)]

mod away;
mod cache;
mod changes;
mod floor;
mod grid;
mod imports;
mod increment;
mod memory;
mod office;
mod page;
mod queue;
mod sync;

use edutracker_app::{self as app, App, Host};
use edutracker_domain::Language;
use edutracker_protocol::command::SignIn;
use edutracker_store::keys::keyring::{Keyring, NoKeyring};
use edutracker_sync::{HttpTransport, NetError, Transport};
use edutracker_tests::world::demo_account;
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, sync::Arc, time::Instant};

/// One figure of a bench.
#[derive(Serialize, Deserialize)]
struct Figure {
    name: String,
    value: f64,
    unit: String,
    floor: Option<f64>,
    ratio: Option<f64>,
}

impl Figure {
    fn new(name: impl Into<String>, value: f64, unit: &str, floor: Option<f64>) -> Self {
        Self {
            name: name.into(),
            value,
            unit: unit.to_owned(),
            floor,
            ratio: floor.map(|floor| (value / floor * 100.0).round() / 100.0),
        }
    }
}

struct Desk(PathBuf, NoKeyring);

impl Host for Desk {
    fn data_dir(&self) -> PathBuf {
        self.0.clone()
    }
    fn keyring(&self) -> &dyn Keyring {
        &self.1
    }
    fn transport(&self, service: &str, device: &str) -> Result<Arc<dyn Transport>, NetError> {
        Ok(Arc::new(HttpTransport::new(service, device)?))
    }
    fn suggested_service(&self) -> String {
        String::new()
    }
    fn today(&self) -> String {
        "2026-11-22".to_owned()
    }

    fn language(&self) -> Language {
        Language::En
    }
    fn changed(&self, _: u64) {}
}

/// Records are many small texts: the system's allocator took a quarter of a push.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let (mut name, mut size, mut as_json, mut part) = (String::new(), 10_000, false, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => as_json = true,
            "--part" => part = arguments.next(),
            "--size" => {
                size = arguments
                    .next()
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(size)
            }
            other => name = other.to_owned(),
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let figures = match (name.as_str(), part) {
        ("cache", _) => runtime.block_on(cache::run(size)),
        ("grid", Some(part)) => runtime.block_on(grid::part(&part, size)),
        ("grid", None) => apart("grid", grid::PARTS, size),
        ("changes", _) => runtime.block_on(changes::run(size)),
        ("sync", Some(part)) => runtime.block_on(sync::part(&part, size)),
        ("sync", None) => apart("sync", sync::parts(size), size),
        _ => {
            eprintln!(
                "benches: cache (first pull, windows, search), grid (views, facets, bulk edits), changes (choosing among pending edits), sync (pulls, pushes, memory)"
            );
            std::process::exit(2);
        }
    };
    if as_json {
        println!("{}", serde_json::to_string(&figures).expect("json"));
        return;
    }
    println!(
        "{:<52} {:>10} {:>10} {:>7}",
        format!("{size} offers"),
        "ours",
        "floor",
        "ratio"
    );
    for figure in &figures {
        let number =
            |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.2}"));
        let ours = format!("{:.2} {}", figure.value, figure.unit);
        println!(
            "{:<52} {ours:>10} {:>10} {:>7}",
            figure.name,
            number(figure.floor),
            number(figure.ratio)
        );
    }
}

/// The passphrase of the caches.
const PASSPHRASE: &str = "correct horse battery";

/// A client over a folder.
fn started(folder: PathBuf) -> App {
    App::start(Arc::new(Desk(folder, NoKeyring))).expect("starts")
}

/// A client of a demo account in a folder, signed in, with nothing pulled.
async fn desk(folder: PathBuf, service: &str, organisation: &str, role: &str) -> App {
    let account = demo_account(organisation, role);
    let desk = started(folder);
    let args = SignIn {
        service: service.to_owned(),
        email: account.email,
        password: account.password,
        passphrase: Some(PASSPHRASE.into()),
    };
    app::sign_in(&desk, args).await.expect("signs in");
    desk
}

/// Runs the parts of a bench each in a process of its own: what one of them
/// held in memory says nothing of the next. Tells the figures as they come, as
/// the large sizes take minutes.
fn apart(name: &str, parts: &[&str], size: usize) -> Vec<Figure> {
    let this = std::env::current_exe().expect("this program");
    let mut all = Vec::new();
    for part in parts {
        let output = std::process::Command::new(&this)
            .args([name, "--json", "--part", part, "--size", &size.to_string()])
            .stderr(std::process::Stdio::inherit())
            .output()
            .expect("runs");
        assert!(output.status.success(), "{part} failed: {}", output.status);
        let figures: Vec<Figure> = serde_json::from_slice(&output.stdout).expect("figures");
        for figure in &figures {
            let floor = figure
                .floor
                .map_or_else(String::new, |floor| format!(" (floor {floor:.2})"));
            eprintln!(
                "{}: {:.2} {}{floor}",
                figure.name, figure.value, figure.unit
            );
        }
        all.extend(figures);
    }
    all
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed().as_secs_f64(), value)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
