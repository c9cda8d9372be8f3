//! A client that comes back after its cursor has expired, with many edits that
//! were never sent: everything is read anew under them, and then they go. Each
//! command is the shipped program, so that its memory is its own.

use crate::{Figure, memory};
use edutracker_tests::programs::{Service, Terminal, account};
use rusqlite::Connection;
use serde_json::Value;
use std::{path::Path, process::Stdio, thread, time::Duration, time::Instant};

/// Offers of the service; a tenth is the client's.
const OFFERS: usize = 1_000_000;
/// How often the memory of a program is looked at.
const LOOK: Duration = Duration::from_millis(2);

/// What a command took: seconds, and MiB at its peak.
struct Took {
    seconds: f64,
    peak: f64,
}

/// Runs a command to its end.
fn run(desk: &Terminal, arguments: &[&str]) -> Took {
    let mut command = desk.command(arguments).expect("the program");
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("starts");
    let mut peak: f64 = 0.0;
    let status = loop {
        peak = peak.max(memory::peak_of(child.id()));
        match child.try_wait().expect("is ours") {
            Some(status) => break status,
            None => thread::sleep(LOOK),
        }
    };
    assert!(status.success(), "{arguments:?}: {status}");
    Took {
        seconds: start.elapsed().as_secs_f64(),
        peak,
    }
}

/// The edits that are on no way yet.
fn waiting(desk: &Terminal) -> u64 {
    let status = desk.run(&["status"]).expect("a status");
    status
        .first()
        .and_then(|status| status.get("pending"))
        .and_then(Value::as_u64)
        .expect("a number")
}

/// The log of the service is forgotten up to now: no cursor of before is good.
fn compact(service: &mut Service) {
    service.stop().expect("stops");
    let database = Connection::open(service.database()).expect("opens");
    let forgotten = database
        .execute("UPDATE head SET floor_seq = seq", [])
        .expect("forgets");
    assert_eq!(forgotten, 1, "a service has one log");
    drop(database);
    service.start_again().expect("starts again");
}

pub(crate) fn figures(folder: &Path) -> Vec<Figure> {
    let mut service = Service::start_sized(&folder.join("service"), Some(OFFERS)).expect("starts");
    let owner = account("KUL", "administrator").expect("an account");
    let desk = Terminal::new(folder.join("desk"));
    let mut signing_in = desk
        .signing_in(service.address(), &owner)
        .expect("the program");
    signing_in.stdout(Stdio::null());
    assert!(signing_in.status().expect("runs").success());
    let first = run(&desk, &["pull"]);
    run(
        &desk,
        &["set", "offer", "--all", "website=https://weg.example.be"],
    );
    let edits = waiting(&desk);
    compact(&mut service);
    let idle = run(&desk, &["status"]);
    let anew = run(&desk, &["pull"]);
    assert_eq!(waiting(&desk), edits, "every edit is there");
    let pushed = run(&desk, &["push", "--yes"]);
    assert_eq!(waiting(&desk), 0, "every edit has gone");
    let above = |took: &Took| {
        Figure::new(
            "  memory above idle at its peak (floor: 150 MiB)",
            took.peak - idle.peak,
            "MiB",
            Some(150.0),
        )
    };
    vec![
        Figure::new(
            format!("read anew under {edits} edits (floor: the first pull)"),
            anew.seconds,
            "s",
            Some(first.seconds),
        ),
        above(&anew),
        Figure::new(format!("push of the {edits}"), pushed.seconds, "s", None),
        above(&pushed),
    ]
}
