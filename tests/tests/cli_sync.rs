//! The command line around syncing: conflicts, pushes and what is kept apart.

use edutracker_tests::{
    Result,
    programs::{Service, Terminal, account},
};
use serde_json::{Value, json};

struct Two {
    _service: Service,
    mine: Terminal,
    theirs: Terminal,
    _folder: tempfile::TempDir,
}

fn two() -> Result<Two> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start(&folder.path().join("service"))?;
    let mine = Terminal::new(folder.path().join("mine"));
    let theirs = Terminal::new(folder.path().join("theirs"));
    mine.sign_in(service.address(), &account("KUL", "administrator")?)?;
    theirs.sign_in(service.address(), &account("KUL", "institution_user")?)?;
    Ok(Two {
        _service: service,
        mine,
        theirs,
        _folder: folder,
    })
}

fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter()
        .filter_map(|row| row["id"].as_str())
        .map(str::to_owned)
        .collect()
}

fn published(terminal: &Terminal) -> Result<Vec<String>> {
    let filter = ["list", "offer", "--where", "status=published"];
    Ok(ids(&terminal.run(&filter)?))
}

#[test]
fn conflicts_are_answered_one_by_one_or_by_filter() -> Result {
    let Two { mine, theirs, .. } = &two()?;
    let offers = published(mine)?;
    for id in &offers[..4] {
        theirs.run(&["set", "offer", id, "website=https://theirs.example"])?;
        mine.run(&["set", "offer", id, "website=https://mine.example"])?;
    }
    theirs.run(&["set", "offer", &offers[3], "name=Theirs"])?;
    mine.run(&["set", "offer", &offers[3], "name=Mine"])?;
    theirs.run(&["push"])?;
    assert_eq!(mine.ends(&["pull"])?.0, 3, "decisions are left");
    assert_eq!(mine.run(&["conflicts"])?.len(), 5);

    let one = ["resolve", "offer", &offers[0], "--field", "website"];
    let own = [&one[..], &["--value", "https://own.example"]].concat();
    let (code, lines) = mine.ends(&own)?;
    assert_eq!((code, &lines[0]["changed"]), (0, &json!(1)));
    assert!(lines[0]["step"].is_number());
    // It is answered already.
    assert_eq!(mine.ends(&[&one[..], &["--take", "mine"]].concat())?.0, 1);

    let many = [
        "resolve",
        "--where",
        "website=https://mine.example",
        "--field",
        "website",
        "--only",
        "--take",
        "theirs",
    ];
    let (code, lines) = mine.ends(&many)?;
    assert_eq!((code, &lines[0]["changed"]), (0, &json!(2)));
    let left = mine.run(&["conflicts"])?;
    assert_eq!(left.len(), 2, "{left:?}");
    mine.run(&["undo"])?;
    assert_eq!(mine.run(&["conflicts"])?.len(), 4);
    mine.run(&["redo"])?;

    let (code, lines) = mine.ends(&["resolve", "offer", "--all", "--take", "mine"])?;
    assert_eq!((code, &lines[0]["changed"]), (0, &json!(1)));
    assert!(mine.run(&["conflicts"])?.is_empty());
    for wrong in [
        vec!["resolve", "--take", "mine"],
        vec!["resolve", "--all", "--only", "--take", "mine"],
        vec!["resolve", "--all", "--field", "nope", "--take", "mine"],
        vec!["resolve", "--all", "--field", "name", "--value", "x"],
        vec!["resolve", "offer", &offers[0]],
    ] {
        assert_eq!(mine.ends(&wrong)?.0, 2, "{wrong:?}");
    }
    let (code, lines) = mine.ends(&["push"])?;
    assert_eq!((code, &lines[0]["summary"]["applied"]), (0, &json!(2)));
    Ok(())
}

#[test]
fn the_history_names_push_and_device() -> Result {
    let Two { mine, theirs, .. } = &two()?;
    let offer = &published(mine)?[0];
    mine.run(&["set", "offer", offer, "durationMonths=7"])?;
    let push = &mine.run(&["push", "--comment", "Seven months"])?[0]["push"];
    for (terminal, here) in [(mine, true), (theirs, false)] {
        let history = terminal.run(&["history", "offer", offer])?;
        let entry = &history[0];
        assert_eq!(
            (&entry["field"], &entry["after"]),
            (&json!("durationMonths"), &json!(7))
        );
        assert_eq!((&entry["push"], &entry["here"]), (push, &json!(here)));
        assert!(
            entry["device"]
                .as_str()
                .is_some_and(|device| !device.is_empty())
        );
    }
    Ok(())
}
