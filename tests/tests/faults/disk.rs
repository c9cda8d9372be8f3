//! A disk that is full, or fails: the change is refused in words, nothing is
//! half saved, what is there can be read, and all goes on when there is room.
#![cfg(target_os = "linux")]

use edutracker_store::{keys::keyring::NoKeyring, meta, profile::Profile};
use edutracker_tests::{
    Result,
    api::Api,
    disk::Disk,
    is_thorough,
    programs::{Account, PASSPHRASE, Service, Terminal, account},
    sound::{copy, sound},
    strike::{Blow, Point, Strike, Struck, When, can_strike, some},
};
use serde_json::{Value, json};
use std::path::PathBuf;

struct Place {
    service: Service,
    account: Account,
    folder: tempfile::TempDir,
}

fn place() -> Result<Place> {
    place_of(60)
}

fn place_of(offers: usize) -> Result<Place> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    Ok(Place {
        service: Service::start_sized(&folder.path().join("service"), Some(offers))?,
        account: account("KUL", "administrator")?,
        folder,
    })
}

impl Place {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn client(&self, name: &str) -> Result<Terminal> {
        let terminal = Terminal::new(self.path(name));
        terminal.sign_in(self.service.address(), &self.account)?;
        Ok(terminal)
    }
}

/// The beginning of the sentence for a disk that fails.
const SENTENCE: &str = "Writing to the disk fails";

/// Runs a command that must be refused because of the disk.
fn refused(terminal: &Terminal, args: &[&str]) -> Result {
    let said = terminal
        .command(&[&["--lang", "en"], args].concat())?
        .output();
    let said = said.map_err(|error| error.to_string())?;
    let complaint = String::from_utf8_lossy(&said.stderr);
    assert_eq!(said.status.code(), Some(1), "{args:?}: {complaint}");
    assert!(complaint.starts_with(SENTENCE), "{args:?}: {complaint}");
    assert!(said.stdout.is_empty(), "{args:?} told of success");
    Ok(())
}

fn well(terminal: &Terminal, args: &[&str]) -> Result {
    match terminal.ends(args)? {
        (0, _) => Ok(()),
        (code, lines) => Err(format!("{} ended with {code}: {lines:?}", args[0])),
    }
}

const EDIT: [&str; 4] = ["set", "offer", "--all", "specialisations+=avondtraject"];
const PUSH: [&str; 2] = ["push", "--yes"];

/// A text of many bytes and few characters.
fn wide(letter: &str) -> String {
    format!(
        "{letter}{}",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".repeat(240)
    )
}

/// More than what a client puts aside for a full disk: a long text for each offer.
fn long(letter: &str) -> Vec<String> {
    let text = format!("description={}", wide(letter));
    ["set", "offer", "--where", "subject=programme", &text]
        .map(str::to_owned)
        .to_vec()
}

fn strs(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

/// Offers that make a change of more than a mebibyte.
const MANY: usize = 1_500;

#[test]
fn a_full_disk_refuses_an_edit_and_goes_on_reading() -> Result {
    let place = place_of(MANY)?;
    let Some(disk) = Disk::mount(&place.path("disk"), 24)? else {
        return Ok(());
    };
    let terminal = Terminal::new(disk.path().join("desk"));
    terminal.sign_in(place.service.address(), &place.account)?;
    let (before, list) = (sound(terminal.folder())?, terminal.run(&["list", "offer"])?);
    let edit = long("a");
    for free in [0, 100_000, 400_000] {
        disk.fill(free)?;
        refused(&terminal, &strs(&edit))?;
        assert_eq!(terminal.run(&["list", "offer"])?, list, "{free} bytes free");
        disk.empty()?;
        assert_eq!(sound(terminal.folder())?, before, "{free} bytes free");
    }
    // More room instead of less in it.
    disk.fill(0)?;
    refused(&terminal, &strs(&edit))?;
    disk.resize(48)?;
    well(&terminal, &strs(&edit))?;
    assert!(sound(terminal.folder())?.edited > 100);
    well(&terminal, &PUSH)?;
    assert_eq!(sound(terminal.folder())?.edited, 0);
    Ok(())
}

#[test]
fn a_full_disk_stops_a_pull_and_a_push() -> Result {
    let place = place_of(MANY)?;
    let Some(disk) = Disk::mount(&place.path("disk"), 32)? else {
        return Ok(());
    };
    let terminal = Terminal::new(disk.path().join("desk"));
    terminal.sign_in(place.service.address(), &place.account)?;
    let other = place.client("other")?;
    // Something to push, and something to pull that touches the same records.
    well(
        &terminal,
        &[
            "set",
            "offer",
            "--where",
            "subject=programme",
            "durationMonths=9",
        ],
    )?;
    let all = sound(terminal.folder())?.edited;
    well(&other, &strs(&long("b")))?;
    well(&other, &PUSH)?;
    for free in [0, 200_000] {
        disk.fill(free)?;
        refused(&terminal, &["pull"])?;
        disk.empty()?;
        let holds = sound(terminal.folder())?;
        assert_eq!(
            (holds.edited, holds.conflicts),
            (all, 0),
            "{free} bytes free"
        );
    }
    well(&terminal, &["pull"])?;
    well(&terminal, &strs(&long("c")))?;
    let all = sound(terminal.folder())?.edited;
    for free in [0, 200_000] {
        disk.fill(free)?;
        refused(&terminal, &PUSH)?;
        disk.empty()?;
        assert_eq!(sound(terminal.folder())?.edited, all, "{free} bytes free");
    }
    well(&terminal, &PUSH)?;
    assert_eq!(sound(terminal.folder())?.edited, 0);
    let api = Api::sign_in(place.service.address(), &place.account)?;
    let shown = &terminal.run(&["list", "offer", "--where", "durationMonths=9"])?[0];
    let id = shown["id"].as_str().unwrap_or_default();
    assert_eq!(api.times(id, "durationMonths", &json!(9))?, 1);
    assert_eq!(api.times(id, "description", &json!(wide("c")))?, 1);
    Ok(())
}

/// What is left after an error of the disk: all of the change, or nothing; told
/// as done only where it is.
fn settled(what: &str, struck: &Struck, edited: i64, all: i64) {
    assert!(
        edited == 0 || edited == all,
        "{what}: half of it, {edited} of {all}"
    );
    match struck.code {
        Some(0) => assert_eq!(edited, all, "{what}: told, and not kept"),
        Some(1) => assert!(
            struck.complaint.starts_with(SENTENCE),
            "{what}: {}",
            struck.complaint
        ),
        _ => panic!("{what}: {struck:?}"),
    }
}

/// An edit whose N-th write or fsync fails.
#[test]
fn a_disk_that_fails_in_an_edit() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let place = place()?;
    let first = place.client("first")?;
    let all = first.run(&["list", "offer"])?.len() as i64;
    let edit = [&["--lang", "en"], &EDIT[..]].concat();
    let twin = |name: &str| -> Result<Terminal> {
        copy(first.folder(), &place.path(name))?;
        Ok(Terminal::new(place.path(name)))
    };
    let calls = Strike::none(&["pwrite64", "fsync", "ftruncate"])
        .run(&twin("rehearsal")?.command(&edit)?)?
        .points;
    let count = calls.len();
    let (mut refusals, mut fell, points) = (0, 0, some(calls, 6));
    for Point { call, nth } in &points {
        for (blow, when) in [
            (Blow::Error("EIO"), When::Nth(*nth)),
            (Blow::Error("ENOSPC"), When::From(*nth)),
        ] {
            let what = format!("{call} {when:?} {blow:?}");
            let twin = twin(&what.replace(' ', "-"))?;
            let strike = Strike {
                calls: vec![call.clone()],
                blow,
                when,
            };
            let struck = strike.run(&twin.command(&edit)?)?;
            fell += usize::from(struck.fired);
            refusals += usize::from(struck.code == Some(1));
            settled(&what, &struck, sound(twin.folder())?.edited, all);
            well(&twin, &EDIT)?;
            assert_eq!(sound(twin.folder())?.edited, all, "{what}");
        }
    }
    eprintln!(
        "failing disk, edit: {count} calls, {} points twice, {fell} errors, {refusals} refusals",
        points.len()
    );
    assert!(
        fell * 10 >= points.len() * 18 && refusals > 0,
        "{fell} errors, {refusals} refusals"
    );
    Ok(())
}

/// A push whose freezing or whose answer cannot be written.
#[test]
fn a_disk_that_fails_in_a_push() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let place = place()?;
    let terminal = place.client("desk")?;
    let api = Api::sign_in(place.service.address(), &place.account)?;
    let id = terminal.run(&["list", "offer", "--where", "status=published"])?[0]["id"].clone();
    let id = id.as_str().unwrap_or_default();
    let edit = |text: &str| terminal.run(&["set", "offer", id, &format!("description={text}")]);
    edit("Punt nul")?;
    let push = ["--lang", "en", "push"];
    let calls = Strike::none(&["pwrite64", "fsync"])
        .run(&terminal.command(&push)?)?
        .points;
    let (count, mut refusals, points) = (calls.len(), 0, some(calls, 6));
    for (n, point) in points.iter().enumerate() {
        for (blow, when) in [
            (Blow::Error("EIO"), When::Nth(point.nth)),
            (Blow::Error("ENOSPC"), When::From(point.nth)),
        ] {
            let text = format!("Punt {n} {blow:?}");
            edit(&text)?;
            let strike = Strike {
                calls: vec![point.call.clone()],
                blow,
                when,
            };
            let struck = strike.run(&terminal.command(&push)?)?;
            refusals += usize::from(struck.code == Some(1));
            let holds = sound(terminal.folder())?;
            let arrived = api.times(id, "description", &json!(text))?;
            assert!(
                arrived + usize::from(holds.edited == 1) >= 1,
                "{point:?} {blow:?}: lost"
            );
            match struck.code {
                Some(0) => assert_eq!((arrived, holds.edited), (1, 0), "{point:?} {blow:?}"),
                Some(1) => assert!(
                    struck.complaint.starts_with(SENTENCE),
                    "{point:?} {blow:?}: {}",
                    struck.complaint
                ),
                _ => return Err(format!("{point:?} {blow:?}: {struck:?}")),
            }
            well(&terminal, &["push"])?;
            assert_eq!(sound(terminal.folder())?.edited, 0, "{point:?} {blow:?}");
            assert_eq!(
                api.times(id, "description", &json!(text))?,
                1,
                "{point:?} {blow:?}: once"
            );
        }
    }
    eprintln!(
        "failing disk, push: {count} calls, {} points twice, {refusals} refusals",
        points.len()
    );
    assert!(refusals > 0 || !is_thorough(), "nothing was refused");
    Ok(())
}

/// A client that goes on after an error at a commit: it opens its cache anew
/// before it reads or writes again, finds all of the change or nothing, and
/// takes the next one.
#[test]
fn a_client_goes_on_after_its_disk_failed() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let place = place()?;
    let first = place.client("first")?;
    let run = |name: &str, strike: &Strike| -> Result<Struck> {
        copy(first.folder(), &place.path(name))?;
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_steadfast"));
        strike.run(command.arg(place.path(name)))
    };
    let calls = run("rehearsal", &Strike::none(&["pwrite64", "fsync"]))?.points;
    let (count, mut failed, mut anew, points) = (calls.len(), 0, 0, some(calls, 12));
    for point in &points {
        let what = format!("{point:?}");
        let name = format!("{}-{}", point.call, point.nth);
        let struck = run(&name, &Strike::at(point, Blow::Error("EIO")))?;
        let lines: Vec<Value> = struck
            .said
            .lines()
            .map(|line| serde_json::from_str(line).map_err(|error| error.to_string()))
            .collect::<Result<_>>()?;
        let (mut before, mut taken) = (Value::Null, 0);
        for (at, line) in lines.iter().enumerate() {
            assert_eq!(line["read"], true, "{what}: {line}");
            if line["taken"] == true {
                assert_eq!(line["there"], line["number"], "{what}: told, and not kept");
                taken += 1;
            } else {
                failed += 1;
                let either = [&before, &line["number"]];
                assert!(either.contains(&&line["there"]), "{what}: {line}");
                let next = lines.get(at + 1).is_none_or(|next| next["taken"] == true);
                assert!(next, "{what}: does not go on");
            }
            before = line["there"].clone();
        }
        let Some(last) = lines.last() else {
            // It did not come so far as to open it.
            assert_ne!(struck.code, Some(0), "{what}");
            sound(&place.path(&name))?;
            continue;
        };
        // The version grows with each change and each new opening.
        let opened = last["version"].as_u64().unwrap_or(0) - 1 - taken;
        let refused = lines.len() as u64 - taken;
        assert_eq!(opened, refused, "{what}: {lines:?}");
        anew += opened;
        sound(&place.path(&name))?;
        let kept = number_in(&place.path(&name))?;
        assert_eq!(
            kept, last["there"],
            "{what}: what was read is what is there"
        );
    }
    eprintln!(
        "failing disk, a client that goes on: {count} calls, {} points, {failed} refusals, opened anew {anew} times",
        points.len()
    );
    assert!(failed > 0, "no commit failed");
    Ok(())
}

/// The number that the cache of a client holds, for whoever opens it next.
fn number_in(folder: &std::path::Path) -> Result<Value> {
    let told = |error: edutracker_store::Error| error.to_string();
    let profile = Profile::hold(&folder.join("profile")).map_err(told)?;
    let cache = profile.unlock(PASSPHRASE, None, &NoKeyring).map_err(told)?;
    let number = cache.read(|c| meta::get(c, "number")).map_err(told)?;
    cache.close().map_err(told)?;
    Ok(number
        .and_then(|text| text.parse::<u32>().ok())
        .map_or(Value::Null, Value::from))
}

/// A restored service lacks much of what is here, and there is no room for the copy
/// that is made before it goes: nothing goes until there is.
#[test]
fn a_copy_that_has_no_room_keeps_what_would_go() -> Result {
    let mut place = place()?;
    let terminal = place.client("desk")?;
    terminal.run(&["set", "offer", "--all", "durationMonths=9"])?;
    place.service.back_up()?;
    let later = place.client("other")?.make_offers("KUL", 14)?;
    well(&terminal, &["pull"])?;
    terminal.run(&["set", "offer", &later[0], "durationMonths=10"])?;
    let (before, list) = (sound(terminal.folder())?, terminal.ids_of_offers()?);
    let edits = terminal.run(&["changes"])?;
    place.service.go_back()?;
    let said = terminal
        .signing_in(place.service.address(), &place.account)?
        .output();
    assert!(said.is_ok_and(|said| said.status.success()), "signs in");
    // A disk of its own for the copies, smaller than the cache.
    let copies = terminal.folder().join("profile/backups");
    let Some(disk) = Disk::mount(&copies, 1)? else {
        return Ok(());
    };
    disk.fill(100_000)?;
    for turn in 1..=2 {
        refused(&terminal, &["pull"])?;
        assert_eq!(sound(terminal.folder())?, before, "turn {turn}");
        assert_eq!(terminal.ids_of_offers()?, list, "turn {turn}");
        assert_eq!(terminal.run(&["changes"])?, edits, "turn {turn}");
        let half = std::fs::read_dir(&copies).map_err(|error| error.to_string())?;
        assert_eq!(half.count(), 1, "only what fills the disk, turn {turn}");
    }
    disk.resize(64)?;
    disk.empty()?;
    assert_eq!(terminal.ends(&["pull"])?.0, 3, "one edit is a question");
    let after = sound(terminal.folder())?;
    assert_eq!(after.edited, before.edited, "no edit is lost");
    assert_eq!(after.records, before.records - 13, "what went, went");
    let asked = terminal.run(&["changes"])?;
    let asked: Vec<_> = asked.iter().filter(|c| c["state"] == "conflict").collect();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0]["id"], later[0].as_str());
    assert!(copies.join("sweep-1.db").is_file(), "with its copy");
    Ok(())
}
