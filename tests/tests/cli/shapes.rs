//! The command line as scripts use it: shapes, exit codes, and a push that is
//! killed again and again.

use edutracker_tests::{
    Result,
    programs::{Account, Service, Terminal, account},
};
use serde_json::{Value, json};
use std::{path::Path, process::Stdio};

struct Desk {
    service: Service,
    terminal: Terminal,
    folder: tempfile::TempDir,
    account: Account,
}

fn desk(organisation: &str, role: &str) -> Result<Desk> {
    desk_of(organisation, role, None)
}

fn desk_of(organisation: &str, role: &str, offers: Option<usize>) -> Result<Desk> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), offers)?;
    let terminal = Terminal::new(folder.path().join("desk"));
    let account = account(organisation, role)?;
    terminal.sign_in(service.address(), &account)?;
    Ok(Desk {
        service,
        terminal,
        folder,
        account,
    })
}

fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter()
        .map(|row| row["id"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn shapes_and_exit_codes_are_those_of_the_interface() -> Result {
    let Desk {
        mut service,
        terminal,
        folder: _folder,
        ..
    } = desk("KUL", "administrator")?;
    let offers = terminal.run(&["list", "offer"])?;
    assert_eq!(offers.len(), 120);
    for name in [
        "id",
        "type",
        "organisation",
        "rev",
        "state",
        "subject",
        "name",
        "studyLevel",
        "languages",
        "removed",
        "published",
    ] {
        assert!(offers[0].get(name).is_some(), "{name}");
    }
    assert!(offers[0]["languages"].is_array() && offers[0]["organisation"] == "KUL");
    let ids = ids(&offers);

    let (code, lines) =
        terminal.ends(&["set", "offer", &ids[0], "durationMonths=6", "languages+=en"])?;
    assert_eq!((code, &lines[0]["changed"]), (0, &json!(1)));
    let shown = &terminal.run(&["show", "offer", &ids[0]])?[0];
    assert!(
        shown["pending"]
            .as_array()
            .is_some_and(|fields| fields.contains(&json!("durationMonths")))
    );
    assert_ne!(shown["base"]["durationMonths"], shown["durationMonths"]);
    // Above, up to and without a number: together they are all.
    let found = |condition: &str| {
        let listed = terminal.run(&["list", "offer", "--where", condition])?;
        Ok::<_, String>(listed.len())
    };
    let (above, up_to) = (found("durationMonths=>6")?, found("durationMonths=<=6")?);
    assert!(above > 0 && up_to > 0, "{above} {up_to}");
    assert_eq!(above + up_to + found("durationMonths=")?, offers.len());
    assert_eq!(
        found("durationMonths=<6")? + found("durationMonths=6")?,
        up_to
    );
    let days = |sign: &str| found(&format!("validFrom={sign}2026-06"));
    assert_eq!(
        days(">")? + days("")? + days("<")? + found("validFrom=")?,
        offers.len()
    );
    for (arguments, expected) in [
        (vec!["set", "offer", &ids[0], "nope=1"], 2),
        (vec!["set", "offer", &ids[0], "published=perhaps"], 2),
        (vec!["set", "offer", &ids[0], "provinces="], 3),
        (vec!["undo"], 0),
        (vec!["show", "offer", "deadbeef"], 1),
        (vec!["list", "offer", "--where", "nope=1"], 2),
        (vec!["list", "offer", "--where", "durationMonths=>long"], 2),
        (vec!["list", "offer", "--where", "validFrom=<June"], 2),
        (vec!["list", "offer", "--where", "name=no such name"], 0),
        (vec!["delete", "offer", &ids[0]], 1),
        (vec!["review", "remove", &ids[0], "--reason", "NON_TECH"], 5),
        (vec!["push", "--dry-run"], 0),
        (
            vec![
                "set",
                "--where",
                "studyLevel=MA",
                "offer",
                "website=https://all.example",
            ],
            0,
        ),
        (vec!["undo"], 0),
        (vec!["changes"], 0),
        (vec!["conflicts"], 0),
    ] {
        let (code, _) = terminal.ends(&arguments)?;
        assert_eq!(code, expected, "{arguments:?}");
    }
    let status = &terminal.run(&["status"])?[0];
    assert_eq!(
        (&status["pending"], &status["online"], &status["caughtUp"]),
        (&json!(1), &json!(true), &json!(true))
    );
    service.stop()?;
    let (code, _) = terminal.ends(&["push"])?;
    assert_eq!(code, 4);
    let status = &terminal.run(&["status"])?[0];
    assert_eq!(
        (&status["pending"], &status["online"]),
        (&json!(1), &json!(false))
    );
    service.start_again()?;
    let (code, lines) = terminal.ends(&["push"])?;
    assert_eq!((code, &lines[0]["summary"]["applied"]), (0, &json!(1)));
    assert_eq!(
        lines[0]["summary"].as_object().map(serde_json::Map::len),
        Some(9)
    );
    let history = terminal.run(&["history", "offer", &ids[0]])?;
    assert!(
        history
            .iter()
            .any(|entry| entry["field"] == "durationMonths" && entry["after"] == 6)
    );
    let (code, _) = terminal.ends(&["sign-out"])?;
    assert_eq!(code, 0);
    let (code, _) = terminal.ends(&["list", "offer"])?;
    assert_eq!(code, 5);
    Ok(())
}

/// Two hundred offers edited offline, the push killed at many moments: each edit is at
/// the service once.
#[test]
fn a_push_that_is_killed_again_and_again_applies_each_edit_once() -> Result {
    let Desk {
        mut service,
        terminal,
        folder,
        account,
    } = desk_of("KUL", "administrator", Some(2_000))?;
    service.stop()?;
    let (code, lines) =
        terminal.ends(&["set", "offer", "--all", "specialisations+=avondtraject"])?;
    assert_eq!(code, 0);
    let edited = lines[0]["changed"].as_u64().unwrap_or(0);
    assert!(edited >= 200, "{edited}");
    service.start_again()?;
    let mut killed = 0;
    for pause in [5_u64, 15, 30, 45, 60, 80, 100, 130, 160, 200] {
        let mut command = terminal.command(&["push", "--yes"])?;
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        // The moment of the kill is the point here, not a wait for anything.
        std::thread::park_timeout(std::time::Duration::from_millis(pause));
        killed += u32::from(matches!(child.try_wait(), Ok(None)));
        let _ = child.kill();
        let _ = child.wait();
    }
    assert!(killed > 0, "no push was killed on its way");
    let (code, _) = terminal.ends(&["push", "--yes"])?;
    assert_eq!(code, 0);
    assert_eq!(terminal.run(&["status"])?[0]["pending"], 0);
    once(&terminal, &service, folder.path(), &account, edited)
}

/// A second client sees each edit, and the history has it once.
fn once(
    first: &Terminal,
    service: &Service,
    folder: &Path,
    account: &Account,
    edited: u64,
) -> Result {
    let second = Terminal::new(folder.join("second"));
    second.sign_in(service.address(), account)?;
    let offers = second.run(&["list", "offer", "--where", "specialisations=avondtraject"])?;
    assert_eq!(offers.len() as u64, edited);
    for id in ids(&offers).iter().step_by(17) {
        let history = first.run(&["history", "offer", id])?;
        let entries = history
            .iter()
            .filter(|entry| entry["field"] == "specialisations")
            .count();
        assert_eq!(entries, 1, "{id}");
    }
    Ok(())
}

#[test]
fn without_a_keyring_a_passphrase_is_asked_for_and_nothing_is_made() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start(&folder.path().join("service"))?;
    let account = account("KUL", "administrator")?;
    let data = folder.path().join("desk");
    for bus in ["unix:path=/nonexistent", ""] {
        let mut command =
            std::process::Command::new(edutracker_tests::programs::program("edutracker")?);
        command
            .args(["--json", "--keys", "keyring", "--data-dir"])
            .arg(&data)
            .args([
                "sign-in",
                "--service",
                service.address(),
                "--email",
                &account.email,
            ])
            .env("EDUTRACKER_PASSWORD", &account.password)
            .env_remove("EDUTRACKER_PASSPHRASE")
            .env_remove("XDG_RUNTIME_DIR")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("DISPLAY")
            .stdin(Stdio::null());
        if !bus.is_empty() {
            command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        }
        let said = command.output().map_err(|error| error.to_string())?;
        assert_eq!(
            said.status.code(),
            Some(1),
            "{}",
            String::from_utf8_lossy(&said.stderr)
        );
        assert!(
            !data.join("profile/cache.db").exists() && !data.join("profile/keys.json").exists()
        );
    }
    Ok(())
}

#[test]
fn a_second_program_on_the_same_data_is_turned_away() -> Result {
    let Desk {
        terminal, folder, ..
    } = desk("TECHNIF", "administrator")?;
    let lock = std::fs::File::options()
        .write(true)
        .open(folder.path().join("desk/profile/lock"))
        .map_err(|error| error.to_string())?;
    lock.try_lock().map_err(|error| error.to_string())?;
    let (code, lines) = terminal.ends(&["list", "offer"])?;
    assert_eq!((code, lines.len()), (1, 0));
    drop(lock);
    assert!(!terminal.run(&["list", "offer"])?.is_empty());
    Ok(())
}

#[test]
fn a_reviewer_removes_three_programmes_and_the_owner_sees_the_reason() -> Result {
    let Desk {
        service,
        terminal: owner,
        folder,
        ..
    } = desk("HEPL", "administrator")?;
    let reviewer = Terminal::new(folder.path().join("reviewer"));
    reviewer.sign_in(service.address(), &account("AGORIA", "reviewer")?)?;
    let queue = reviewer.run(&["review", "queue", "--where", "organisation=HEPL"])?;
    assert!(queue.len() > 3);
    // Programmes, unless something else is asked for.
    let every = reviewer.run(&["review", "queue", "--all"])?;
    let told = |rows: &[Value], subject: &str| {
        let about = rows.iter().filter(|row| row["subject"] == subject);
        about.count()
    };
    let programmes = reviewer.run(&["review", "queue"])?;
    assert_eq!(told(&programmes, "programme"), programmes.len());
    assert_eq!(told(&every, "programme"), programmes.len());
    for subject in ["programme", "companyOffer"] {
        let condition = format!("subject={subject}");
        let of = reviewer.run(&["review", "queue", "--where", &condition])?;
        assert_eq!(
            (of.len(), told(&of, subject)),
            (told(&every, subject), of.len())
        );
        assert!(!of.is_empty(), "{subject}");
    }
    let chosen = ids(&queue)[..3].to_vec();
    let mut arguments = vec!["review", "remove"];
    arguments.extend(chosen.iter().map(String::as_str));
    arguments.extend([
        "--reason",
        "NON_TECH",
        "--note-fr",
        "Hors du champ technologique",
    ]);
    let (code, lines) = reviewer.ends(&arguments)?;
    assert_eq!((code, &lines[0]["changed"]), (0, &json!(3)));
    let (code, lines) = reviewer.ends(&["push"])?;
    assert_eq!((code, &lines[0]["summary"]["applied"]), (0, &json!(3)));
    assert_eq!(
        reviewer
            .run(&["review", "queue", "--where", "organisation=HEPL"])?
            .len(),
        queue.len() - 3
    );
    owner.run(&["pull"])?;
    let shown = &owner.run(&["show", "offer", &chosen[0]])?[0];
    assert_eq!(
        (&shown["status"], &shown["removed"]["reason"]),
        (&json!("removed"), &json!("NON_TECH"))
    );
    assert_eq!(
        shown["removed"]["note"]["fr"],
        "Hors du champ technologique"
    );
    let (_, lines) = owner.ends(&["set", "offer", &chosen[0], "name=Quand même"])?;
    assert_eq!(lines[0]["changed"], 1);
    let (code, lines) = owner.ends(&["push"])?;
    assert_eq!(
        (code, &lines[0]["push"]),
        (3, &json!("")),
        "it waits for a person"
    );
    assert_eq!(owner.run(&["status"])?[0]["refused"], 1);
    Ok(())
}

#[test]
fn a_note_begins_with_the_template_for_its_reason() -> Result {
    let Desk {
        terminal: reviewer,
        folder: _folder,
        service: _service,
        ..
    } = desk("AGORIA", "reviewer")?;
    let templates = ["review", "templates"];
    let show = [&templates[..], &["show", "remove", "NON_TECH"]].concat();
    let all = reviewer.run(&[&templates[..], &["list"]].concat())?;
    let of = |verdict: &str| all.iter().filter(|line| line["verdict"] == verdict).count();
    assert_eq!((all.len(), of("remove")), (21, 5));
    let shipped = reviewer.run(&show)?.remove(0);
    assert_eq!(shipped["own"], json!([]));
    for language in ["nl", "fr", "en"] {
        let text = shipped["note"][language].as_str().unwrap_or_default();
        assert!(text.contains("{name}"), "{language}: {text}");
    }
    // One language is kept, the others stay as they came; nothing is kept twice.
    let own = "“{name}” hoort niet in EduTracker.";
    let set = [
        &templates[..],
        &["set", "remove", "NON_TECH", "--note-nl", own],
    ]
    .concat();
    let kept = reviewer.run(&set)?.remove(0);
    assert_eq!(
        (&kept["note"]["nl"], &kept["own"]),
        (&json!(own), &json!(["nl"]))
    );
    assert_eq!(kept["note"]["fr"], shipped["note"]["fr"]);
    assert_eq!(reviewer.run(&show)?[0], kept);

    let queue = reviewer.run(&["review", "queue", "--where", "organisation=HEPL"])?;
    let chosen = ids(&queue)[..2].to_vec();
    let mut remove = vec!["review", "remove", "--reason", "NON_TECH", "--template"];
    remove.extend(["--note-en", "Not here."]);
    remove.extend(chosen.iter().map(String::as_str));
    reviewer.run(&remove)?;
    for id in &chosen {
        let offer = reviewer.run(&["show", "offer", id])?.remove(0);
        let name = offer["name"].as_str().unwrap_or_default();
        let note = &offer["removed"]["note"];
        assert_eq!(note["nl"], own.replace("{name}", name));
        assert_eq!(note["en"], "Not here.");
        let french = note["fr"].as_str().unwrap_or_default();
        assert!(french.contains(name) && !french.contains('{'), "{french}");
    }
    let reset = [&templates[..], &["reset", "remove", "NON_TECH"]].concat();
    assert_eq!(reviewer.run(&reset)?[0], shipped);
    // A removal takes no reason that is for questions only.
    let (code, _) = reviewer.ends(&[&templates[..], &["show", "remove", "JARGON"]].concat())?;
    assert_eq!(code, 2);
    Ok(())
}
