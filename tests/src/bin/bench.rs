//! `cargo xtask bench NAME`: figures beside floors of the same run.
//!
//! A floor is the same final state reached by bare SQL (the same tables,
//! indexes and search index, the data in memory already), or the same rows read
//! by bare SQL. A ratio says what our own code costs on top.
#![allow(
    clippy::print_stdout,
    reason = "figures are the product of this program"
)]

use edutracker_app::{self as app, App, Host, status::with_cache};
use edutracker_domain::{Language, Record, RecordType, record::text};
use edutracker_protocol::command::{Nothing, SignIn, Sort, ViewOpen, ViewWindow};
use edutracker_store::{
    Cache, Error as CacheError,
    cache::Durability,
    keys::{
        DataKey,
        keyring::{Keyring, NoKeyring},
    },
};
use edutracker_sync::{HttpTransport, NetError, Transport};
use edutracker_tests::{programs::Service, world::demo_account};
use rusqlite::params;
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    floor: Option<f64>,
}

impl Figure {
    fn ratio(&self) -> Option<f64> {
        self.floor
            .map(|floor| (self.value / floor * 100.0).round() / 100.0)
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

fn main() {
    let (mut name, mut size, mut as_json) = (String::new(), 10_000, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => as_json = true,
            "--size" => {
                size = arguments
                    .next()
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(size)
            }
            other => name = other.to_owned(),
        }
    }
    if name != "cache" {
        eprintln!("benches: cache (first pull, windows, search)");
        std::process::exit(2);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let figures = runtime.block_on(cache(size));
    if as_json {
        let rows: Vec<_> = figures
            .iter()
            .map(|f| json!({"name": f.name, "value": f.value, "unit": f.unit, "floor": f.floor, "ratio": f.ratio()}))
            .collect();
        println!("{}", serde_json::Value::Array(rows));
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
            number(figure.ratio())
        );
    }
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

fn view(sort: &str, search: &str) -> ViewOpen {
    let sort = Some(sort).filter(|field| !field.is_empty());
    ViewOpen {
        kind: RecordType::Offer,
        conditions: Vec::new(),
        search: search.to_owned(),
        sort: sort
            .map(|field| Sort {
                field: field.to_owned(),
                descending: false,
            })
            .into_iter()
            .collect(),
        review_queue: false,
    }
}

/// The first pull into the encrypted cache; then windows and search on it.
async fn cache(size: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder");
    let service = Service::start_sized(&folder.path().join("service"), Some(size))
        .expect("the service starts");
    let account = demo_account("AGORIA", "reviewer");
    let desk = App::start(Arc::new(Desk(folder.path().join("desk"), NoKeyring))).expect("starts");
    let args = SignIn {
        service: service.address().to_owned(),
        email: account.email,
        password: account.password,
        passphrase: Some("correct horse battery".into()),
    };
    app::sign_in(&desk, args).await.expect("signs in");
    let start = Instant::now();
    let pulled = app::pull(&desk, Nothing {}).await.expect("pulls");
    let pull = start.elapsed().as_secs_f64();
    let (floor, single) = pull_floors(&desk, folder.path());
    let name = format!("first pull, {} records", pulled.received);
    let mut figures = vec![
        Figure {
            name,
            value: pull,
            unit: "s",
            floor: Some(floor),
        },
        Figure {
            name: "  beside a single table without indexes".into(),
            value: pull,
            unit: "s",
            floor: Some(single),
        },
    ];
    figures.extend(windows(&desk).await);
    figures.extend(search(&desk).await);
    figures
}

struct Plain {
    kind: i64,
    id: Vec<u8>,
    org: i64,
    seq: i64,
    by: String,
    at: String,
    mirror: String,
    listing: (String, i64, i64, i64, i64),
    words: String,
}

fn rows_in_memory(desk: &App) -> Vec<Plain> {
    let sql = "SELECT r.type, r.id, r.o, r.seq, r.by, r.at, r.mirror, l.name, l.level, l.subject, l.status, l.state
               FROM record r JOIN listing l ON l.n = r.n ORDER BY r.n";
    let read = |row: &rusqlite::Row<'_>| {
        let mirror: String = row.get(6)?;
        let record: Record = serde_json::from_str(&mirror).unwrap_or_default();
        Ok(Plain {
            kind: row.get(0)?,
            id: row.get(1)?,
            org: row.get(2)?,
            seq: row.get(3)?,
            by: row.get(4)?,
            at: row.get(5)?,
            words: format!(
                "{}\n{}\n{}",
                text(&record, "name"),
                text(&record, "description"),
                text(&record, "website")
            ),
            listing: (
                row.get(7)?,
                row.get(8)?,
                row.get(9)?,
                row.get(10)?,
                row.get(11)?,
            ),
            mirror,
        })
    };
    with_cache(desk, |cache| {
        cache.read(|c| {
            Ok::<_, CacheError>(
                c.prepare(sql)?
                    .query_map([], read)?
                    .collect::<Result<Vec<_>, _>>()?,
            )
        })
    })
    .expect("reads")
}

/// The same rows from memory by bare SQL: into the same tables with their
/// indexes and search index, and into one table without.
fn pull_floors(desk: &App, folder: &Path) -> (f64, f64) {
    let rows = rows_in_memory(desk);
    let key = DataKey::random().expect("a key");
    let full = Cache::create(&folder.join("floor.db"), &key).expect("a cache");
    let record =
        "INSERT INTO record(type, id, o, seq, gen, by, at, mirror) VALUES (?1,?2,?3,?4,0,?5,?6,?7)";
    let listing = "INSERT INTO listing(n, type, o, name, level, subject, status, state, seq) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)";
    let (floor, ()) = timed(|| {
        for chunk in rows.chunks(1000) {
            let written = full.write_with(Durability::Fetched, |tx| {
                for row in chunk {
                    tx.prepare_cached(record)?.execute(params![
                        row.kind, row.id, row.org, row.seq, row.by, row.at, row.mirror
                    ])?;
                    let n = tx.last_insert_rowid();
                    let l = &row.listing;
                    tx.prepare_cached(listing)?.execute(params![
                        n, row.kind, row.org, l.0, l.1, l.2, l.3, l.4, row.seq
                    ])?;
                    tx.prepare_cached("INSERT INTO search(rowid, text) VALUES (?1, ?2)")?
                        .execute(params![n, row.words])?;
                }
                Ok::<_, CacheError>(())
            });
            written.expect("writes");
        }
    });
    let one = Cache::create(&folder.join("single.db"), &key).expect("a cache");
    let (single, written) = timed(|| {
        one.write(|tx| {
            tx.execute_batch("CREATE TABLE single(id BLOB PRIMARY KEY, data TEXT)")?;
            for row in &rows {
                tx.prepare_cached("INSERT INTO single(id, data) VALUES (?1, ?2)")?
                    .execute(params![row.id, row.mirror])?;
            }
            Ok::<_, CacheError>(())
        })
    });
    written.expect("writes");
    (floor, single)
}

/// A window of 100 rows at 20 places of several sorts, and opening the views.
async fn windows(desk: &App) -> Vec<Figure> {
    let mut figures = Vec::new();
    for field in ["name", "studyLevel", "organisation", "website"] {
        let start = Instant::now();
        let view = app::view_open(desk, view(field, "")).await.expect("opens");
        let opened = start.elapsed().as_secs_f64() * 1e3;
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        let sql = "SELECT mirror FROM record WHERE n = ?1";
        for place in 0..20 {
            let from = view.count.saturating_sub(100) * place / 19;
            let start = Instant::now();
            let window = app::view_window(
                desk,
                ViewWindow {
                    view: view.view,
                    from,
                    count: 100,
                },
            )
            .await
            .expect("a window");
            ours.push(start.elapsed().as_secs_f64() * 1e3);
            assert_eq!(window.rows.len() as u64, view.count.min(100));
            let numbers = with_cache(desk, |cache| cache.views().window(view.view, from, 100))
                .expect("numbers");
            let (took, bytes) = timed(|| {
                with_cache(desk, |cache| {
                    cache.read(|c| {
                        let mut statement = c.prepare_cached(sql)?;
                        let mut bytes = 0;
                        for n in &numbers {
                            bytes += statement
                                .query_row([n], |row| row.get::<_, String>(0))?
                                .len();
                        }
                        Ok::<_, CacheError>(bytes)
                    })
                })
                .expect("reads")
            });
            assert!(bytes > 0);
            bare.push(took * 1e3);
        }
        figures.push(Figure {
            name: format!("open a view sorted by {field}"),
            value: opened,
            unit: "ms",
            floor: None,
        });
        figures.push(Figure {
            name: "  100 rows at 20 places, median (floor: warm text)".to_owned(),
            value: median(ours),
            unit: "ms",
            floor: Some(median(bare)),
        });
    }
    figures
}

/// Search as it is typed: each beginning of some words.
async fn search(desk: &App) -> Vec<Figure> {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    let sql = "SELECT count(*), max(l.name) FROM search s JOIN listing l ON l.n = s.rowid WHERE search MATCH ?1";
    for word in [
        "elektromechanica",
        "informatique",
        "engineering",
        "cybersecurity",
    ] {
        for typed in 2..=9 {
            let search = &word[..typed];
            let start = Instant::now();
            let view = app::view_open(desk, view("", search)).await.expect("opens");
            app::view_window(
                desk,
                ViewWindow {
                    view: view.view,
                    from: 0,
                    count: 50,
                },
            )
            .await
            .expect("a window");
            ours.push(start.elapsed().as_secs_f64() * 1e3);
            let (took, found) = timed(|| {
                with_cache(desk, |cache| {
                    cache.read(|c| {
                        let term = format!("\"{search}\"*");
                        Ok::<_, CacheError>(
                            c.prepare_cached(sql)?
                                .query_row([term], |row| row.get::<_, i64>(0))?,
                        )
                    })
                })
                .expect("reads")
            });
            assert_eq!(found.unsigned_abs() > 0, view.count > 0);
            bare.push(took * 1e3);
        }
    }
    let worst = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
    let slowest = Figure {
        name: "search, a key: sorted view and 50 rows, slowest".into(),
        value: worst(&ours),
        unit: "ms",
        floor: Some(worst(&bare)),
    };
    vec![
        slowest,
        Figure {
            name: "  the same, median".into(),
            value: median(ours),
            unit: "ms",
            floor: Some(median(bare)),
        },
    ]
}
