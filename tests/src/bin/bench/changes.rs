//! Choosing among many pending edits: what the screen of changes asks for.

use crate::{Figure, cache::view, desk, grid::bare, median};
use edutracker_app::{self as app, App};
use edutracker_domain::RecordType;
use edutracker_protocol::command::{
    Bulk, ChangeGroupsAsked, ChangePageAsked, Edit, Grouping, Nothing, Operation, PendingSet,
    RecordEdit, Scope, Tick,
};
use edutracker_tests::programs::Service;
use std::time::Instant;

/// Rows of a page of the screen.
const PAGE: u64 = 50;

pub(crate) async fn run(size: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder");
    let service = Service::start(&folder.path().join("service")).expect("the service starts");
    let home = folder.path().join("owner");
    let desk = desk(home, service.address(), "KUL", "administrator").await;
    app::pull(&desk, Nothing {}).await.expect("pulls");
    let count = filled(&desk, size as u64).await;
    let all = PendingSet::All {};
    let page = app::change_page(&desk, asked(all.clone(), &[], 0)).await;
    let first = page.expect("a page").records.remove(0).record.id;
    let last = count.saturating_sub(PAGE);
    let one = vec![Tick {
        set: PendingSet::Record {
            kind: RecordType::Offer,
            id: first,
        },
        on: false,
    }];
    let plain = "SELECT v.n FROM overlay v CROSS JOIN listing l ON l.n = v.n ORDER BY l.state, l.type, l.name, v.n LIMIT 50";
    let floor = bare(&desk, plain);
    let mut figures = Vec::new();
    let mut times = Vec::new();
    for turn in 0..3 {
        // An edit, so that everything is read anew.
        let patch = serde_json::json!({"website": format!("https://nieuw{turn}.example")});
        let edit = RecordEdit {
            kind: RecordType::Offer,
            id: first,
            patch: serde_json::from_value(patch).expect("an object"),
        };
        let edits = vec![edit];
        app::edit(&desk, Edit { edits }).await.expect("edits");
        let start = Instant::now();
        groups(&desk, Grouping::Record, &[]).await;
        pages(&desk, asked(all.clone(), &[], 0)).await;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    let name = format!("{count} pending edits: counts and first page");
    figures.push(Figure::new(name, median(times), "ms", Some(floor)));
    let start = Instant::now();
    groups(&desk, Grouping::Record, &one).await;
    pages(&desk, asked(all.clone(), &one, 0)).await;
    figures.push(since("  a tick", start));
    let start = Instant::now();
    pages(&desk, asked(all, &[], last)).await;
    figures.push(since("  the last page", start));
    let start = Instant::now();
    groups(&desk, Grouping::Step, &[]).await;
    figures.push(since("  by step", start));
    let start = Instant::now();
    groups(&desk, Grouping::Field, &[]).await;
    figures.push(since("  by field, the first time", start));
    let start = Instant::now();
    groups(&desk, Grouping::Field, &one).await;
    figures.push(since("  by field, a tick", start));
    figures
}

fn since(name: &str, start: Instant) -> Figure {
    let took = start.elapsed().as_secs_f64() * 1_000.0;
    Figure::new(name, took, "ms", None)
}

/// Makes copies of copies until so many offers are new; answers how many.
async fn filled(desk: &App, wanted: u64) -> u64 {
    loop {
        let page = app::change_page(desk, asked(PendingSet::All {}, &[], 0)).await;
        let pending = page.expect("a page").total;
        if pending >= wanted {
            return pending;
        }
        let bulk = Bulk {
            scope: Scope::Filter {
                filter: view("name", ""),
            },
            operation: Operation::Duplicate {},
            leave_archived: false,
            confirm: true,
        };
        app::bulk(desk, bulk).await.expect("copies");
    }
}

fn asked(set: PendingSet, ticks: &[Tick], from: u64) -> ChangePageAsked {
    ChangePageAsked {
        set,
        ticks: ticks.to_vec(),
        from,
        count: PAGE,
    }
}

async fn pages(desk: &App, asked: ChangePageAsked) {
    let page = app::change_page(desk, asked).await.expect("a page");
    assert_eq!(page.records.len() as u64, PAGE.min(page.total));
}

async fn groups(desk: &App, grouping: Grouping, ticks: &[Tick]) {
    let asked = ChangeGroupsAsked {
        grouping,
        ticks: ticks.to_vec(),
        from: 0,
        count: PAGE,
    };
    let groups = app::change_groups(desk, asked).await.expect("groups");
    assert!(!groups.groups.is_empty());
}
