//! The command line around syncing: conflicts, pushes and what is kept apart.

use edutracker_tests::{
    Result,
    programs::{Service, Terminal, account, program},
};
use serde_json::{Value, json};
use std::{fs, process::Command};

struct Two {
    service: Service,
    mine: Terminal,
    theirs: Terminal,
    folder: tempfile::TempDir,
}

fn two() -> Result<Two> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start(&folder.path().join("service"))?;
    let mine = Terminal::new(folder.path().join("mine"));
    let theirs = Terminal::new(folder.path().join("theirs"));
    mine.sign_in(service.address(), &account("KUL", "administrator")?)?;
    theirs.sign_in(service.address(), &account("KUL", "institution_user")?)?;
    Ok(Two {
        service,
        mine,
        theirs,
        folder,
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

#[test]
fn a_push_is_taken_back_but_for_what_others_changed_since() -> Result {
    let Two { mine, theirs, .. } = &two()?;
    let offers = published(mine)?;
    for id in &offers[..3] {
        mine.run(&["set", "offer", id, "website=https://mine.example"])?;
    }
    let push = mine.run(&["push", "--comment", "Three websites"])?[0]["push"].clone();
    let push = push.as_str().ok_or("no push")?;
    theirs.run(&["pull"])?;
    theirs.run(&["set", "offer", &offers[0], "website=https://theirs.example"])?;
    theirs.run(&["push"])?;

    let listed = &mine.run(&["pushes"])?[0];
    assert_eq!(
        (&listed["push"], &listed["comment"]),
        (&json!(push), &json!("Three websites"))
    );
    assert_eq!(
        (
            &listed["here"],
            &listed["revertible"],
            &listed["summary"]["applied"]
        ),
        (&json!(true), &json!(true), &json!(3))
    );
    let edits = mine.run(&["pushes", push])?;
    assert_eq!(edits.len(), 3);
    assert!(
        edits
            .iter()
            .all(|edit| edit["field"] == "website" && edit["after"] == "https://mine.example")
    );

    let (code, lines) = mine.ends(&["revert", push, "--dry-run"])?;
    assert_eq!(code, 0);
    let summary = &lines[0]["summary"];
    assert_eq!(
        (&summary["conflict"], &lines[0]["dryRun"]),
        (&json!(1), &json!(true))
    );
    let website = |terminal: &Terminal, id: &str| -> Result<Value> {
        Ok(terminal.run(&["show", "offer", id])?[0]["website"].clone())
    };
    assert_eq!(website(mine, &offers[1])?, "https://mine.example");

    let one = edits.iter().find(|edit| edit["id"] == offers[1].as_str());
    let mid = one.and_then(|edit| edit["mid"].as_str()).ok_or("no mid")?;
    let (code, _) = mine.ends(&["revert", push, "--item", mid])?;
    assert_eq!(code, 0);
    assert_ne!(website(mine, &offers[1])?, "https://mine.example");
    assert_eq!(website(mine, &offers[2])?, "https://mine.example");

    let (code, lines) = mine.ends(&["revert", push])?;
    assert_eq!(
        code, 3,
        "what somebody else changed since is left: {lines:?}"
    );
    assert_eq!(lines[0]["results"][0]["id"], offers[0].as_str());
    assert_ne!(website(mine, &offers[2])?, "https://mine.example");
    assert_eq!(website(mine, &offers[0])?, "https://theirs.example");
    theirs.run(&["pull"])?;
    assert_eq!(website(theirs, &offers[2])?, website(mine, &offers[2])?);
    let again = &mine.run(&["pushes", "--count", "1"])?[0];
    assert_eq!(again["reverts"], push);
    assert_eq!(
        mine.ends(&["revert", "0190a000-0000-7000-8000-000000000000"])?
            .0,
        1
    );
    Ok(())
}

#[test]
fn the_doctor_and_the_check_say_how_it_stands_and_name_nobody() -> Result {
    let Two { mine, .. } = &two()?;
    let offers = published(mine)?;
    mine.run(&["set", "offer", &offers[0], "name=A name to look for"])?;
    let checked = &mine.run(&["check"])?[0];
    assert!(checked["verifiedAt"].is_string(), "{checked}");
    assert_eq!(checked["repaired"], 0);
    let report = &mine.run(&["doctor"])?[0];
    assert_eq!(
        (
            &report["standing"],
            &report["cache"]["whole"],
            &report["pending"]["ready"]
        ),
        (&json!("inOrder"), &json!(true), &json!(1))
    );
    assert_eq!(report["service"]["reachable"], true);
    assert_eq!(report["service"]["sameEpoch"], true);
    let text = report.to_string();
    let secrets = ["A name to look for", "@", "KUL", offers[0].as_str()];
    assert!(
        secrets.iter().all(|secret| !text.contains(secret)),
        "{text}"
    );
    assert!(mine.run(&["quarantine", "list"])?.is_empty());
    assert!(mine.run(&["pushes", "--lost"])?.is_empty());
    assert_eq!(mine.ends(&["resend", "0190a000"])?.0, 1);
    Ok(())
}

/// Gives or takes the first account's right to work for another organisation.
fn membership(service: &Service, how: &str) -> Result {
    let email = account("KUL", "administrator")?.email;
    let mut command = Command::new(program("edutracker-service")?);
    command
        .args(["membership", how, "--account", &email])
        .args(["--organisation", "HOGENT", "--database"])
        .arg(format!("sqlite:{}", service.database().display()));
    xtask::process::output(&mut command).map(|_| ())
}

#[test]
fn edits_under_a_lost_right_are_kept_exported_and_put_back() -> Result {
    let Two {
        service,
        mine,
        folder,
        ..
    } = &two()?;
    membership(service, "add")?;
    mine.run(&["pull"])?;
    let offers = ids(&mine.run(&["list", "offer", "--where", "organisation=HOGENT"])?);
    let id = &offers[0];
    mine.run(&["set", "offer", id, "website=https://kept.example"])?;
    membership(service, "remove")?;
    mine.run(&["pull"])?;
    let status = &mine.run(&["status"])?[0];
    assert_eq!(
        (&status["quarantined"], &status["pending"]),
        (&json!(1), &json!(0))
    );
    assert!(
        mine.run(&["list", "offer", "--where", "organisation=HOGENT"])?
            .is_empty()
    );

    let kept = mine.run(&["quarantine", "list"])?;
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (
            &kept[0]["id"],
            &kept[0]["field"],
            &kept[0]["after"],
            &kept[0]["returned"]
        ),
        (
            &json!(id),
            &json!("website"),
            &json!("https://kept.example"),
            &json!(false)
        )
    );
    let csv = folder.path().join("kept.csv");
    let file = folder.path().join("kept.json");
    for path in [&csv, &file] {
        let path = path.to_str().ok_or("a path")?;
        assert_eq!(mine.run(&["quarantine", "export", path])?[0]["count"], 1);
    }
    let read = |path| fs::read_to_string(path).map_err(|error| error.to_string());
    assert!(read(&csv)?.contains("https://kept.example"));
    let objects: Value = serde_json::from_str(&read(&file)?).map_err(|error| error.to_string())?;
    assert_eq!(
        objects[0]["changes"]["website"]["after"],
        "https://kept.example"
    );
    // Without the right there is nothing to put back.
    assert_eq!(mine.run(&["quarantine", "reattach"])?[0]["changed"], 0);
    assert_eq!(mine.ends(&["quarantine", "reattach", id])?.0, 1);

    membership(service, "add")?;
    mine.run(&["pull"])?;
    let (code, lines) = mine.ends(&["quarantine", "reattach", id])?;
    assert_eq!((code, &lines[0]["changed"]), (0, &json!(1)));
    assert!(mine.run(&["quarantine", "list"])?.is_empty());
    let (code, lines) = mine.ends(&["push"])?;
    assert_eq!((code, &lines[0]["summary"]["applied"]), (0, &json!(1)));
    Ok(())
}

/// Runs the service's own commands on its database.
fn on_database(service: &Service, command: &str, file: &std::path::Path) -> Result {
    let mut run = Command::new(program("edutracker-service")?);
    run.args([command, "--database"])
        .arg(format!("sqlite:{}", service.database().display()))
        .arg(file);
    xtask::process::output(&mut run).map(|_| ())
}

#[test]
fn what_a_restored_service_lost_is_listed_and_sent_again() -> Result {
    let Two {
        mut service,
        mine,
        theirs,
        folder,
    } = two()?;
    let offers = published(&mine)?;
    let copy = folder.path().join("copy.db");
    on_database(&service, "backup", &copy)?;
    mine.run(&["set", "offer", &offers[0], "website=https://lost.example"])?;
    let push = mine.run(&["push", "--comment", "Lost and found"])?[0]["push"].clone();
    service.stop()?;
    on_database(&service, "restore", &copy)?;
    service.start_again()?;
    // The sessions of before may be younger than the copy.
    mine.sign_in(service.address(), &account("KUL", "administrator")?)?;

    let lost = mine.run(&["pushes", "--lost"])?;
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!(
        (&lost[0]["push"], &lost[0]["edits"], &lost[0]["comment"]),
        (&push, &json!(1), &json!("Lost and found"))
    );
    let website = |terminal: &Terminal| -> Result<Value> {
        Ok(terminal.run(&["show", "offer", &offers[0]])?[0]["website"].clone())
    };
    assert_ne!(website(&mine)?, "https://lost.example");
    let (code, lines) = mine.ends(&["resend", push.as_str().unwrap_or_default()])?;
    assert_eq!((code, &lines[0]["changed"]), (0, &json!(1)));
    assert!(mine.run(&["pushes", "--lost"])?.is_empty());
    assert_eq!(mine.run(&["push"])?[0]["summary"]["applied"], 1);
    theirs.sign_in(service.address(), &account("KUL", "institution_user")?)?;
    assert_eq!(website(&theirs)?, "https://lost.example");
    Ok(())
}

#[test]
fn some_records_or_the_edits_of_a_step_are_pushed_alone() -> Result {
    let Two { mine, theirs, .. } = &two()?;
    let offers = published(mine)?;
    for (at, id) in offers[..4].iter().enumerate() {
        mine.run(&[
            "set",
            "offer",
            id,
            &format!("website=https://nieuw{at}.example"),
        ])?;
    }
    let short = &offers[1][..13];
    let asked = mine.run(&["push", "--only", &offers[0], "--only", short, "--dry-run"])?;
    assert_eq!(asked[0]["summary"]["applied"], 2);
    let pushed = mine.run(&["push", "--only", &offers[0], "--only", short])?;
    assert_eq!(pushed[0]["summary"]["applied"], 2);
    let steps = mine.run(&["changes"])?;
    let step = steps
        .iter()
        .find(|change| change["id"] == offers[2].as_str())
        .ok_or("no change")?["step"]
        .to_string();
    let pushed = mine.run(&["push", "--step", &step])?;
    assert_eq!(pushed[0]["summary"]["applied"], 1);
    assert_eq!(mine.ends(&["push", "--only", "00000000"])?.0, 1);
    let left = mine.run(&["changes"])?;
    assert_eq!(ids(&left), [offers[3].clone()]);
    theirs.run(&["pull"])?;
    for (at, id) in offers[..4].iter().enumerate() {
        let website = &theirs.run(&["show", "offer", id])?[0]["website"];
        let sent = website == format!("https://nieuw{at}.example").as_str();
        assert_eq!(sent, at < 3, "{at}");
    }
    Ok(())
}

/// Gives the first account another role.
fn become_another(service: &Service, role: &str) -> Result {
    let email = account("KUL", "administrator")?.email;
    let mut command = Command::new(program("edutracker-service")?);
    command
        .args(["account", "role", "--account", &email, "--role", role])
        .arg("--database")
        .arg(format!("sqlite:{}", service.database().display()));
    xtask::process::output(&mut command).map(|_| ())
}

#[test]
fn a_refusal_names_the_right_that_is_missing_and_the_field() -> Result {
    let Two {
        service,
        mine,
        theirs,
        ..
    } = &two()?;
    let offers = published(mine)?;
    let organisation = &ids(&mine.run(&["list", "organisation"])?)[0];
    mine.run(&["set", "offer", &offers[0], "archived=true"])?;
    mine.run(&["set", "offer", &offers[1], "name=Nieuwe naam"])?;
    mine.run(&["set", "organisation", organisation, "about.nl=Over ons"])?;
    become_another(service, "programme_responsible")?;

    // What the role still allows goes through; the rest says what is missing.
    let (code, lines) = mine.ends(&["push"])?;
    assert_eq!(code, 3, "{lines:?}");
    let summary = &lines[0]["summary"];
    assert_eq!(
        (&summary["applied"], &summary["forbidden"]),
        (&json!(1), &json!(2))
    );
    let missing = |kind: &str, list: &[Value], of: &str| -> Option<(Value, Value)> {
        let found = list.iter().find(|line| line["type"] == kind)?;
        let detail = if of.is_empty() { found } else { &found[of] };
        let detail = &detail["detail"];
        Some((detail["action"].clone(), detail["field"].clone()))
    };
    let results = lines[0]["results"].as_array().ok_or("no results")?;
    let left = mine.run(&["changes"])?;
    // What is archived is not shown either: three fields of two records.
    assert_eq!(left.len(), 3, "{left:?}");
    assert!(left.iter().all(|change| change["state"] == "refused"));
    for (list, of) in [(&results[..], ""), (&left[..], "refusal")] {
        assert_eq!(
            missing("offer", list, of),
            Some((json!("offer.archive"), json!("archived")))
        );
        assert_eq!(
            missing("organisation", list, of),
            Some((json!("organisation.edit"), json!("about.nl")))
        );
    }
    for (language, archive, edit) in [
        ("nl", "meer archiveren", "organisatie"),
        ("fr", "archiver des offres", "organisation"),
        (
            "en",
            "no longer archive offers",
            "no longer edit the organisation",
        ),
    ] {
        let said = mine.says(&["--lang", language, "changes"])?;
        assert!(said.contains(archive) && said.contains(edit), "{said}");
    }

    // With the right, the same edits go.
    become_another(service, "administrator")?;
    mine.run(&["retry", &offers[0], organisation])?;
    let (code, lines) = mine.ends(&["push"])?;
    assert_eq!((code, &lines[0]["summary"]["applied"]), (0, &json!(2)));
    theirs.run(&["pull"])?;
    assert_eq!(
        theirs.run(&["show", "offer", &offers[0]])?[0]["archived"],
        true
    );
    Ok(())
}

#[test]
fn what_two_sides_make_of_a_set_is_put_together_and_nobody_is_asked() -> Result {
    let Two { mine, theirs, .. } = &two()?;
    let offers = published(mine)?;
    let (words, tongues) = (&offers[0], &offers[1]);
    mine.run(&["set", "offer", words, "specialisations=[\"een\",\"twee\"]"])?;
    mine.run(&["set", "offer", tongues, "languages=en,fr"])?;
    mine.run(&["push"])?;
    theirs.run(&["pull"])?;
    let set = |terminal: &Terminal, id: &str, name: &str| -> Result<Value> {
        Ok(terminal.run(&["show", "offer", id])?[0][name].clone())
    };

    // One clears it, the other adds to it: what was there goes, what came stays.
    theirs.run(&["set", "offer", words, "specialisations+=drie"])?;
    theirs.run(&["set", "offer", tongues, "languages-=fr"])?;
    theirs.run(&["push"])?;
    mine.run(&["set", "offer", words, "specialisations="])?;
    mine.run(&["set", "offer", tongues, "languages-=en"])?;
    assert_eq!(
        mine.ends(&["pull"])?.0,
        3,
        "a set that must not be empty is"
    );
    assert!(mine.run(&["conflicts"])?.is_empty());
    assert_eq!(set(mine, words, "specialisations")?, json!(["drie"]));

    // Together they emptied one that must not be empty: that is a broken rule,
    // not a question, and it is put right as any other.
    let left = mine.run(&["changes"])?;
    let state = |id: &str| {
        let found = left.iter().find(|change| change["id"] == id);
        found.map(|change| change["state"].clone())
    };
    assert_eq!(state(tongues), Some(json!("invalid")));
    assert_eq!(state(words), Some(json!("changed")));
    let answer = ["resolve", "offer", tongues, "--field", "languages"];
    let answered = mine.ends(&[&answer[..], &["--value", "nl,fr"]].concat())?;
    assert_eq!(answered.0, 1, "nothing is asked");
    mine.run(&["set", "offer", tongues, "languages=nl,fr"])?;
    let (code, lines) = mine.ends(&["push"])?;
    let summary = &lines[0]["summary"];
    let done = summary["applied"].as_i64().unwrap_or(0) + summary["merged"].as_i64().unwrap_or(0);
    assert_eq!((code, done), (0, 2), "{lines:?}");
    theirs.run(&["pull"])?;
    assert_eq!(set(theirs, words, "specialisations")?, json!(["drie"]));
    assert_eq!(set(theirs, tongues, "languages")?, json!(["fr", "nl"]));
    Ok(())
}
