//! The queue of reviewers, beside the grid of the same offers.

use crate::{Figure, cache::view, median};
use edutracker_app::{self as app, App};
use edutracker_protocol::command::{ViewOpen, ViewWindow};
use std::time::Instant;

/// Rows on a screen.
const ROWS: u64 = 50;
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
    vec![
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
    ]
}
