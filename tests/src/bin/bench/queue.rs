//! The queue of reviewers, beside the grid of the same offers, and the journal
//! of what they decided.

use crate::{Figure, cache::view, median};
use edutracker_app::{self as app, App};
use edutracker_domain::RecordType;
use edutracker_protocol::command::{ReviewDecision, Sort, ViewOpen, ViewWindow};
use edutracker_tests::deciding::verdict;
use std::time::Instant;

/// Rows on a screen.
const ROWS: u64 = 50;
/// Decisions in the journal, at most.
const DECIDED: u64 = 10_000;
const ROUNDS: usize = 7;

/// From asking to the first rows, in milliseconds: the median.
async fn opened(desk: &App, args: &ViewOpen) -> (f64, u64) {
    let mut times = Vec::new();
    let mut count = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let view = app::view_open(desk, args.clone()).await.expect("opens");
        let window = ViewWindow {
            view: view.view,
            from: 0,
            count: ROWS,
        };
        app::view_window(desk, window).await.expect("a window");
        times.push(start.elapsed().as_secs_f64() * 1e3);
        count = view.count;
    }
    (median(times), count)
}

/// Judging all that waits, and opening the queue.
pub(crate) async fn figures(reviewer: &App) -> Vec<Figure> {
    let start = Instant::now();
    while app::desk::judge_some(reviewer).expect("judges") {}
    let judged = start.elapsed().as_secs_f64() * 1e3;
    let all = view("name", "");
    let queue = ViewOpen {
        review_queue: true,
        sort: Vec::new(),
        ..view("name", "")
    };
    let (grid, _) = opened(reviewer, &all).await;
    let (took, count) = opened(reviewer, &queue).await;
    let mut figures = vec![
        Figure::new(
            format!("queue of {count} offers (floor: the grid of all)"),
            took,
            "ms",
            Some(grid),
        ),
        Figure::new(
            format!("  {count} offers judged as upkeep"),
            judged,
            "ms",
            None,
        ),
    ];
    figures.extend(journal(reviewer, &queue).await);
    figures
}

/// The journal of many decisions: opened, and searched letter by letter for what
/// stands in the offers that they are about.
async fn journal(reviewer: &App, queue: &ViewOpen) -> Vec<Figure> {
    let view = app::view_open(reviewer, queue.clone())
        .await
        .expect("opens");
    let mut ids = Vec::new();
    while (ids.len() as u64) < DECIDED.min(view.count) {
        let window = ViewWindow {
            view: view.view,
            from: ids.len() as u64,
            count: 500,
        };
        let rows = app::view_window(reviewer, window).await.expect("rows").rows;
        ids.extend(rows.iter().map(|row| row.id));
    }
    let decision = ReviewDecision {
        note: [("nl".to_owned(), "Gezien".to_owned())].into(),
        notify: false,
        confirm: true,
        ..verdict("keep", ids)
    };
    let count = decision.ids.len();
    let start = Instant::now();
    app::review(reviewer, decision).await.expect("decides");
    let decided = start.elapsed().as_secs_f64() * 1e3;
    let asked = |search: &str| ViewOpen {
        kind: RecordType::Review,
        conditions: Vec::new(),
        search: search.to_owned(),
        sort: vec![Sort {
            field: "at".to_owned(),
            descending: true,
        }],
        review_queue: false,
    };
    let (all, of) = opened(reviewer, &asked("")).await;
    let mut keys = Vec::new();
    for word in ["elektromechanica", "informatique", "gezien"] {
        for typed in 2..=word.len().min(9) {
            keys.push(opened(reviewer, &asked(&word[..typed])).await.0);
        }
    }
    let slowest = keys.iter().copied().fold(0.0, f64::max);
    vec![
        Figure::new(
            format!("{count} decisions in one step"),
            decided,
            "ms",
            None,
        ),
        Figure::new(format!("journal of {of} decisions"), all, "ms", None),
        Figure::new("  a key of a search in it, slowest", slowest, "ms", None),
        Figure::new("  the same, median", median(keys), "ms", None),
    ]
}
