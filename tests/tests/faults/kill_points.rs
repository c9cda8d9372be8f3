//! The real programs, killed at the N-th system call that writes or speaks, for
//! N = 1, 2, … until they end by themselves. After each kill the cache is
//! whole, no edit is lost and none is applied twice, and the command works when
//! it is given again.
//!
//! A few points of each in the usual run, all of them in the thorough one:
//! `EDUTRACKER_FULL=1 cargo test -p edutracker-tests --test faults kill_points -- --nocapture`
//! (a name after `--` for one operation alone).
#![cfg(target_os = "linux")]

use edutracker_tests::{
    Result,
    api::Api,
    programs::{Account, Service, Terminal, account},
    proxy::Proxy,
    sound::{Holds, Stand, copy, sound, stand},
    strike::{DISK, NETWORK, Point, Strike, Struck, can_strike, some},
};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// Points of each kind in the usual run.
const FEW: usize = 5;
/// Points of the service, whose calls differ most from one to the next.
const MORE: usize = 12;
/// Lines of the feed in one answer, and between two checkpoints: a pull of this
/// few records is committed many times.
const LINES: &str = "4";

/// A service with few offers, and a client that has them all. Clients reach it
/// through somebody who remembers what they asked for.
struct Place {
    service: Service,
    between: Proxy,
    terminal: Terminal,
    account: Account,
    folder: tempfile::TempDir,
}

fn place() -> Result<Place> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let options = ["--demo-size", "60", "--changes-limit", LINES].map(str::to_owned);
    let service = Service::start_with(&folder.path().join("service"), options.to_vec())?;
    let between = Proxy::before(service.address())?;
    let account = account("KUL", "administrator")?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(between.address(), &account)?;
    Ok(Place {
        service,
        between,
        terminal,
        account,
        folder,
    })
}

impl Place {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A client with its own copy of this one's data.
    fn twin(&self, name: &str) -> Result<Terminal> {
        let path = self.path(name);
        copy(self.terminal.folder(), &path)?;
        Ok(Terminal::new(path))
    }

    /// The same, with a session of its own.
    fn twin_online(&self, name: &str) -> Result<Terminal> {
        let twin = self.twin(name)?;
        done(&twin.signing_in(self.between.address(), &self.account)?)?;
        Ok(twin)
    }

    /// Pulls once more after a kill, and looks whether the client asked for the
    /// feed where it stood: from its cursor, or from the start without one.
    /// Answers how it stood.
    fn goes_on(&self, twin: &Terminal, code: i32) -> Result<Stand> {
        let stood = stand(twin.folder())?;
        drop(self.between.paths());
        assert_eq!(twin.ends(&["pull"])?.0, code);
        let paths = self.between.paths();
        let asked = paths.iter().find(|path| path.starts_with("/v1/changes"));
        let asked = asked.ok_or("nothing was asked for")?;
        let from = asked.split_once("cursor=").map(|(_, from)| from);
        assert_eq!(from, stood.cursor.as_deref(), "{asked}");
        Ok(stood)
    }

    fn api(&self) -> Result<Api> {
        Api::sign_in(self.service.address(), &self.account)
    }
}

fn done(command: &std::process::Command) -> Result {
    let struck = Strike::none(DISK).run(command)?;
    match struck.code {
        Some(0) => Ok(()),
        _ => Err(struck.complaint),
    }
}

/// The calls a command makes when nothing happens to it.
fn rehearse(calls: &[&str], terminal: &Terminal, args: &[&str]) -> Result<Vec<Point>> {
    let struck = Strike::none(calls).run(&terminal.command(args)?)?;
    match struck.code {
        // A pull that leaves a question ends with 3.
        Some(0 | 3) => Ok(struck.points),
        _ => Err(format!("{args:?}: {struck:?}")),
    }
}

/// What a sweep came to.
fn tell(what: &str, calls: usize, points: usize, kills: usize, since: Instant) {
    let seconds = since.elapsed().as_secs_f64();
    eprintln!(
        "{what}: {calls} calls, {points} points, {kills} kills, {seconds:.0} s, {:.1} s a point",
        seconds / points.max(1) as f64
    );
}

/// Goes through the points of a command; tells how many blows fell.
fn sweep(what: &str, calls: Vec<Point>, mut at: impl FnMut(&Point) -> Result<bool>) -> Result {
    let (count, points) = (calls.len(), some(calls, FEW));
    let (mut fell, since) = (0, Instant::now());
    for point in &points {
        let fired = at(point).map_err(|error| format!("{what}, {point:?}: {error}"))?;
        fell += usize::from(fired);
    }
    tell(what, count, points.len(), fell, since);
    // What the operating system decides, as how a stream is cut into reads, differs a little.
    assert!(
        fell * 10 >= points.len() * 9,
        "{what}: only {fell} of {} fell",
        points.len()
    );
    Ok(())
}

fn kill(point: &Point, terminal: &Terminal, args: &[&str]) -> Result<Struck> {
    Strike::kill(point).run(&terminal.command(args)?)
}

/// A name for the data of a client that is struck there.
fn named(point: &Point) -> String {
    format!("kill-{}-{}", point.call, point.nth)
}

fn ids(terminal: &Terminal) -> Result<Vec<String>> {
    let rows = terminal.run(&["list", "offer", "--where", "subject=programme"])?;
    Ok(rows
        .iter()
        .map(|row| row["id"].as_str().unwrap_or_default().to_owned())
        .collect())
}

/// Runs a command that must end with 0.
fn well(terminal: &Terminal, args: &[&str]) -> Result<Vec<Value>> {
    let said = terminal
        .command(args)?
        .output()
        .map_err(|error| error.to_string())?;
    if said.status.code() != Some(0) {
        let complaint = String::from_utf8_lossy(&said.stderr);
        return Err(format!("{args:?} ended with {}: {complaint}", said.status));
    }
    let lines = String::from_utf8_lossy(&said.stdout).into_owned();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{error} in {line}")))
        .collect()
}

#[test]
fn the_first_sign_in() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let place = place()?;
    let whole = sound(place.terminal.folder())?;
    let fresh = |name: &str| Terminal::new(place.path(name));
    let signing_in =
        |terminal: &Terminal| terminal.signing_in(place.between.address(), &place.account);
    let calls = Strike::none(DISK)
        .run(&signing_in(&fresh("rehearsal"))?)?
        .points;
    sweep("first sign-in", calls, |point| {
        let terminal = fresh(&named(point));
        let struck = Strike::kill(point).run(&signing_in(&terminal)?)?;
        terminal.sign_in(place.between.address(), &place.account)?;
        assert_eq!(sound(terminal.folder())?, whole);
        Ok(struck.fired)
    })
}

#[test]
fn the_first_pull() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let mut place = place()?;
    let (whole, list) = (
        sound(place.terminal.folder())?,
        place.terminal.run(&["list", "offer"])?,
    );
    // From here on the client that is copied has signed in and read nothing.
    place.terminal = Terminal::new(place.path("unread"));
    done(
        &place
            .terminal
            .signing_in(place.between.address(), &place.account)?,
    )?;
    let calls = rehearse(DISK, &place.twin_online("rehearsal")?, &["pull"])?;
    let mut half_read = 0;
    sweep("first pull", calls, |point| {
        let twin = place.twin_online(&named(point))?;
        let struck = kill(point, &twin, &["pull"])?;
        let held = sound(twin.folder())?.records;
        let stood = place.goes_on(&twin, 0)?;
        half_read += usize::from(stood.cursor.is_some() && held < whole.records);
        assert_eq!(sound(twin.folder())?, whole);
        assert_eq!(twin.run(&["list", "offer"])?, list);
        Ok(struck.fired)
    })?;
    many_were_half_read("first pull", half_read);
    Ok(())
}

/// Kills that fell inside a pull, with some of it committed.
fn many_were_half_read(what: &str, kills: usize) {
    eprintln!("{what}: {kills} kills left it half read");
    assert!(kills > 0, "{what}: no kill fell between two checkpoints");
}

/// Somebody else changed the same and other fields of records that are edited here.
#[test]
fn a_pull_on_top_of_edits() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let place = place()?;
    let ids = ids(&place.terminal)?;
    let other = place.twin_online("other")?;
    for id in &ids[..3] {
        place
            .terminal
            .run(&["set", "offer", id, "name=Van hier", "durationMonths=7"])?;
    }
    other.run(&["set", "offer", &ids[0], "name=Van elders"])?;
    other.run(&["set", "offer", &ids[1], "description=Van elders"])?;
    // So much that it comes in several answers.
    other.run(&["set", "offer", "--all", "specialisations+=avondtraject"])?;
    well(&other, &["push", "--yes"])?;
    let reference = place.twin_online("reference")?;
    assert_eq!(reference.ends(&["pull"])?.0, 3, "a question");
    let (whole, changes) = (sound(reference.folder())?, reference.run(&["changes"])?);
    assert_eq!((whole.edited, whole.conflicts), (3, 1));
    let calls = rehearse(DISK, &place.twin_online("rehearsal")?, &["pull"])?;
    let (before, after) = (stand(place.terminal.folder())?, stand(reference.folder())?);
    let mut half_read = 0;
    sweep("pull on top of edits", calls, |point| {
        let twin = place.twin_online(&named(point))?;
        let struck = kill(point, &twin, &["pull"])?;
        assert_eq!(sound(twin.folder())?.edited, 3, "no edit is lost");
        let stood = place.goes_on(&twin, 3)?;
        half_read += usize::from(stood.cursor != before.cursor && !stood.caught_up);
        assert_eq!(sound(twin.folder())?, whole);
        assert_eq!(twin.run(&["changes"])?, changes);
        Ok(struck.fired)
    })?;
    assert!(after.caught_up);
    many_were_half_read("pull on top of edits", half_read);
    Ok(())
}

#[test]
fn an_edit_of_many_records() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let mut place = place()?;
    place.service.stop()?;
    let edit = ["set", "offer", "--all", "specialisations+=avondtraject"];
    let before = sound(place.terminal.folder())?;
    let calls = rehearse(DISK, &place.twin("rehearsal")?, &edit)?;
    sweep("bulk edit", calls, |point| {
        let twin = place.twin(&named(point))?;
        let struck = kill(point, &twin, &edit)?;
        let after = sound(twin.folder())?;
        let all = Holds {
            edited: twin.run(&["list", "offer"])?.len() as i64,
            ..before
        };
        assert!(after == before || after == all, "half an edit: {after:?}");
        assert!(struck.code != Some(0) || after == all, "told, and not kept");
        well(&twin, &edit)?;
        assert_eq!(sound(twin.folder())?, all);
        well(&twin, &["undo"])?;
        assert_eq!(
            sound(twin.folder())?,
            before,
            "one step takes all of it back"
        );
        Ok(struck.fired)
    })
}

/// Each edit is at the service once, when all is settled.
fn once(api: &Api, ids: &[String], value: &Value) -> Result {
    for id in ids {
        let times = api.times(id, "description", value)?;
        assert_eq!(times, 1, "{value} of {id}");
    }
    Ok(())
}

fn a_push_killed(what: &str, calls: &[&str]) -> Result {
    if !can_strike() {
        return Ok(());
    }
    let place = place()?;
    let (terminal, api, ids) = (&place.terminal, place.api()?, ids(&place.terminal)?);
    let edit = |point: &str| format!("description=Punt {point}");
    let programmes = ["set", "offer", "--where", "subject=programme"];
    terminal.run(&[&programmes[..], &[&edit("nul")]].concat())?;
    let calls = rehearse(calls, terminal, &["push", "--yes"])?;
    sweep(what, calls, |point| {
        terminal.run(&[&programmes[..], &[&edit(&named(point))]].concat())?;
        let struck = kill(point, terminal, &["push", "--yes"])?;
        let holds = sound(terminal.folder())?;
        let value = json!(format!("Punt {}", named(point)));
        let arrived = api.times(&ids[0], "description", &value)?;
        let (all, kept) = (ids.len() as i64, holds.edited);
        assert!(
            arrived <= 1 && (arrived == 1 || kept == all),
            "lost: {arrived} there, {kept} here"
        );
        assert!(
            kept == 0 || kept == all,
            "an answer is taken in whole or not: {kept} of {all}"
        );
        well(terminal, &["push", "--yes"])?;
        let settled = sound(terminal.folder())?;
        assert_eq!((settled.edited, settled.waiting), (0, 0));
        once(&api, &ids, &value)?;
        Ok(struck.fired)
    })
}

#[test]
fn a_push_and_its_answer_at_the_disk() -> Result {
    a_push_killed("push, disk", DISK)
}

#[test]
fn a_push_and_its_answer_at_the_network() -> Result {
    a_push_killed("push, network", NETWORK)
}

#[test]
fn an_answer_to_a_question() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let place = place()?;
    let id = ids(&place.terminal)?.swap_remove(0);
    let other = place.twin_online("other")?;
    place
        .terminal
        .run(&["set", "offer", &id, "name=Van hier"])?;
    other.run(&["set", "offer", &id, "name=Van elders"])?;
    well(&other, &["push"])?;
    assert_eq!(place.terminal.ends(&["pull"])?.0, 3);
    let answer = ["resolve", "offer", &id, "--field", "name", "--take", "mine"];
    let calls = rehearse(DISK, &place.twin("rehearsal")?, &answer)?;
    sweep("resolve", calls, |point| {
        let twin = place.twin(&named(point))?;
        let struck = kill(point, &twin, &answer)?;
        let holds = sound(twin.folder())?;
        assert_eq!(holds.edited, 1, "no edit is lost");
        assert!(
            struck.code != Some(0) || holds.conflicts == 0,
            "told, and not kept"
        );
        assert_eq!(twin.run(&["show", "offer", &id])?[0]["name"], "Van hier");
        if holds.conflicts == 1 {
            well(&twin, &answer)?;
        }
        let holds = sound(twin.folder())?;
        assert_eq!((holds.edited, holds.conflicts), (1, 0));
        Ok(struck.fired)
    })?;
    well(&place.terminal, &answer)?;
    let pushed = well(&place.terminal, &["push"])?;
    assert_eq!(pushed[0]["summary"]["applied"], 1);
    assert_eq!(place.api()?.times(&id, "name", &json!("Van hier"))?, 1);
    Ok(())
}

/// Offers that a restored service does not know any more: more than a fifth of all.
const LATER: usize = 14;

/// The service was restored and lacks records: everything is read anew, with
/// edits on top, and what did not come goes, but for the edits of it.
#[test]
fn a_new_snapshot() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let mut place = place()?;
    place
        .terminal
        .run(&["set", "offer", "--all", "durationMonths=9"])?;
    let old = place.terminal.ids_of_offers()?;
    place.service.back_up()?;
    let later = place.twin_online("other")?.make_offers("KUL", LATER)?;
    well(&place.terminal, &["pull"])?;
    for id in &later[..2] {
        place
            .terminal
            .run(&["set", "offer", id, "durationMonths=10"])?;
    }
    let edits = place.terminal.run(&["changes"])?;
    let before = sound(place.terminal.folder())?;
    place.service.go_back()?;
    let reference = place.twin_online("reference")?;
    let struck = Strike::none(DISK).run(&reference.command(&["pull"])?)?;
    assert_eq!(struck.code, Some(3), "{}", struck.complaint);
    let whole = sound(reference.folder())?;
    let list = reference.run(&["list", "offer"])?;
    assert_eq!(whole.edited, before.edited, "no edit is lost");
    assert_eq!(whole.records, before.records - (LATER as i64 - 2));
    let known = [&old[..], &later[..2]].concat();
    let (mut here, mut known) = (reference.ids_of_offers()?, known);
    here.sort();
    known.sort();
    assert_eq!(here, known, "what is edited stays, and no ghost");
    let changes = reference.run(&["changes"])?;
    assert_eq!(changes.len(), edits.len());
    for change in &changes {
        let gone = later.iter().any(|id| change["id"] == id.as_str());
        let state = if gone { "conflict" } else { "pending" };
        assert_eq!(change["state"], state, "{change}");
    }
    let mut half_read = 0;
    sweep("new snapshot", struck.points, |point| {
        let twin = place.twin_online(&named(point))?;
        let struck = kill(point, &twin, &["pull"])?;
        let holds = sound(twin.folder())?;
        assert_eq!(holds.edited, whole.edited);
        let stood = place.goes_on(&twin, 3)?;
        assert!(
            stood.caught_up || holds.records == before.records,
            "swept before the snapshot was whole"
        );
        half_read +=
            usize::from(stood.cursor.is_some() && (1..whole.records).contains(&stood.brought));
        assert_eq!(sound(twin.folder())?, whole);
        assert_eq!(twin.run(&["list", "offer"])?, list);
        assert_eq!(twin.run(&["changes"])?, changes);
        let kept = as_it_was(&twin, &place.path(&format!("{}-kept", named(point))))?;
        assert_eq!(sound(kept.folder())?, before, "the copy from before");
        assert_eq!(kept.run(&["changes"])?, edits);
        let shown = kept.ids_of_offers()?;
        assert!(later.iter().all(|id| shown.contains(id)));
        Ok(struck.fired)
    })?;
    many_were_half_read("new snapshot", half_read);
    Ok(())
}

/// A client over the copy that another made of its cache before much went, under
/// the same keys.
fn as_it_was(terminal: &Terminal, folder: &Path) -> Result<Terminal> {
    copy(terminal.folder(), folder)?;
    let profile = folder.join("profile");
    let told = |error: std::io::Error| error.to_string();
    let copies = fs::read_dir(profile.join("backups")).map_err(told)?;
    let copies: Vec<_> = copies
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    let [made] = &copies[..] else {
        return Err(format!("one copy, not {copies:?}"));
    };
    fs::rename(made, profile.join("cache.db")).map_err(told)?;
    for log in ["cache.db-wal", "cache.db-shm"] {
        if profile.join(log).exists() {
            fs::remove_file(profile.join(log)).map_err(told)?;
        }
    }
    Ok(Terminal::new(folder.to_owned()))
}

#[test]
fn the_service_while_it_takes_a_push_in() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let mut place = place()?;
    let ids = ids(&place.terminal)?;
    let (edit, push) = (
        ["set", "offer", "--where", "subject=programme"],
        ["push", "--yes"],
    );
    place
        .terminal
        .run(&[&edit[..], &["description=Punt 0"]].concat())?;
    let process = place.service.process().ok_or("no service")?;
    // Between its commit and its answer there is only the network.
    let both = [DISK, NETWORK].concat();
    let ambush = Strike::none(&both).ambush(process)?;
    well(&place.terminal, &push)?;
    let (_, calls) = ambush.lift()?;
    let (count, mut fell, since) = (calls.len(), 0, Instant::now());
    let points = some(calls, MORE);
    for point in &points {
        let value = format!("Punt {}", named(point));
        let assignment = format!("description={value}");
        place.terminal.run(&[&edit[..], &[&assignment]].concat())?;
        let process = place.service.process().ok_or("no service")?;
        let ambush = Strike::kill(point).ambush(process)?;
        let (code, _) = place.terminal.ends(&push)?;
        let (fired, _) = ambush.lift()?;
        fell += usize::from(fired);
        if fired {
            // Also after its answer was under way the service may die.
            assert!(code == 4 || code == 0, "{point:?}: {code}");
            place.service.kill();
            place.service.start_again()?;
        } else {
            assert_eq!(code, 0, "{point:?}");
        }
        let api = place.api()?;
        let arrived = ids
            .iter()
            .map(|id| api.times(id, "description", &json!(value)))
            .sum::<Result<usize>>()?;
        assert!(
            arrived == 0 || arrived == ids.len(),
            "{point:?}: {arrived} of {}",
            ids.len()
        );
        well(&place.terminal, &push)?;
        assert_eq!(sound(place.terminal.folder())?.edited, 0);
        once(&api, &ids, &json!(value))?;
    }
    tell("service in a push", count, points.len(), fell, since);
    // Which of its threads makes a call is the scheduler's choice.
    assert!(
        fell * 2 >= points.len(),
        "only {fell} of {} fell",
        points.len()
    );
    Ok(())
}
