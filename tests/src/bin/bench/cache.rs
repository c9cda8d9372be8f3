//! The first pull, windows and search.

use crate::{Figure, desk, floor::pull_floors, median, timed};
use edutracker_app::{self as app, App, status::with_cache};
use edutracker_domain::RecordType;
use edutracker_protocol::command::{Nothing, Sort, ViewOpen, ViewWindow};
use edutracker_store::Error as CacheError;
use edutracker_tests::programs::Service;
use std::time::Instant;

pub(crate) fn view(sort: &str, search: &str) -> ViewOpen {
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
pub(crate) async fn run(size: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder");
    let service = Service::start_sized(&folder.path().join("service"), Some(size))
        .expect("the service starts");
    let desk = desk(
        folder.path().join("desk"),
        service.address(),
        "AGORIA",
        "reviewer",
    )
    .await;
    let start = Instant::now();
    let pulled = app::pull(&desk, Nothing {}).await.expect("pulls");
    let pull = start.elapsed().as_secs_f64();
    let (floor, single) = pull_floors(&desk, folder.path());
    let name = format!("first pull, {} records", pulled.received);
    let mut figures = vec![
        Figure::new(name, pull, "s", Some(floor)),
        Figure::new(
            "  beside a single table without indexes",
            pull,
            "s",
            Some(single),
        ),
    ];
    figures.extend(windows(&desk).await);
    figures.extend(search(&desk).await);
    figures
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
        figures.push(Figure::new(
            format!("open a view sorted by {field}"),
            opened,
            "ms",
            None,
        ));
        figures.push(Figure::new(
            "  100 rows at 20 places, median (floor: warm text)",
            median(ours),
            "ms",
            Some(median(bare)),
        ));
    }
    figures
}

/// Search as it is typed: each beginning of some words.
pub(crate) async fn search(desk: &App) -> Vec<Figure> {
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
    let slowest = Figure::new(
        "search, a key: sorted view and 50 rows, slowest",
        worst(&ours),
        "ms",
        Some(worst(&bare)),
    );
    vec![
        slowest,
        Figure::new("  the same, median", median(ours), "ms", Some(median(bare))),
    ]
}
