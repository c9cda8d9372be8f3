//! Files that are not what was written: told as damage, never taken for an
//! empty cache, never made worse by looking. And caches of other versions.
#![cfg(target_os = "linux")]

use edutracker_store::{Error, keys::keyring::NoKeyring, profile::Profile};
use edutracker_tests::{
    Result, is_thorough,
    programs::{Account, PASSPHRASE, Service, Terminal, account},
    sound::{copy, sound},
    strike::{Blow, DISK, Strike, When, can_strike, some},
};
use rusqlite::Connection;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

struct Place {
    service: Service,
    terminal: Terminal,
    account: Account,
    folder: tempfile::TempDir,
}

/// A client with a few unsent edits.
fn place() -> Result<Place> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), Some(60))?;
    let account = account("KUL", "administrator")?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(service.address(), &account)?;
    terminal.run(&[
        "set",
        "offer",
        "--where",
        "status=published",
        "durationMonths=9",
    ])?;
    Ok(Place {
        service,
        terminal,
        account,
        folder,
    })
}

impl Place {
    fn twin(&self, name: &str) -> Result<Terminal> {
        let path = self.folder.path().join(name);
        copy(self.terminal.folder(), &path)?;
        Ok(Terminal::new(path))
    }
}

fn told(error: std::io::Error) -> String {
    error.to_string()
}

fn database(terminal: &Terminal) -> PathBuf {
    terminal.folder().join("profile/cache.db")
}

/// The beginnings of the sentences for damage and for another version.
const DAMAGED: &str = "The copy on this computer is damaged";
const NEWER: &str = "The copy was made by a newer version";

/// A command's exit code, its lines and its complaint.
fn ends(terminal: &Terminal, args: &[&str]) -> Result<(Option<i32>, Vec<Value>, String)> {
    let said = terminal
        .command(&[&["--lang", "en"], args].concat())?
        .output()
        .map_err(told)?;
    let lines = String::from_utf8_lossy(&said.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let complaint = String::from_utf8_lossy(&said.stderr).into_owned();
    Ok((said.status.code(), lines, complaint))
}

/// What the commands say of a whole cache.
struct Truth {
    list: Vec<Value>,
    changes: Vec<Value>,
}

fn truth(terminal: &Terminal) -> Result<Truth> {
    let truth = Truth {
        list: terminal.run(&["list", "offer"])?,
        changes: terminal.run(&["changes"])?,
    };
    assert!(!truth.list.is_empty() && !truth.changes.is_empty());
    Ok(truth)
}

/// A command on damaged files says the truth, or that they are damaged; answers which.
fn honest(what: &str, terminal: &Terminal, truth: &Truth) -> Result<bool> {
    let mut detected = false;
    for (args, expected) in [
        (["list", "offer"].as_slice(), &truth.list),
        (&["changes"], &truth.changes),
    ] {
        let (code, lines, complaint) = ends(terminal, args)?;
        match code {
            Some(0) => assert_eq!(
                &lines, expected,
                "{what}, {args:?}: something is missing and nobody says so"
            ),
            Some(1) => {
                assert!(
                    complaint.starts_with(DAMAGED),
                    "{what}, {args:?}: {complaint}"
                );
                detected = true;
            }
            code => return Err(format!("{what}, {args:?}: {code:?} {complaint}")),
        }
    }
    Ok(detected)
}

#[test]
fn a_flipped_bit_is_damage_or_harmless() -> Result {
    let place = place()?;
    let truth = truth(&place.terminal)?;
    let bytes = fs::read(database(&place.terminal)).map_err(told)?;
    let twin = place.twin("twin")?;
    // Spread over all pages, at another place of the page each time.
    let flips = if is_thorough() { bytes.len() / 512 } else { 24 };
    let mut detected = 0;
    for n in 0..flips {
        let at = (bytes.len() / flips * n + n * 97) % bytes.len();
        let mut bent = bytes.clone();
        bent[at] ^= 1 << (n % 8);
        fs::write(database(&twin), &bent).map_err(told)?;
        for side in ["cache.db-wal", "cache.db-shm"] {
            let _ = fs::remove_file(twin.folder().join("profile").join(side));
        }
        detected += usize::from(honest(&format!("bit at {at}"), &twin, &truth)?);
    }
    eprintln!("flipped bits: {flips}, {detected} met");
    assert!(detected > 0);
    Ok(())
}

#[test]
fn a_truncated_file_is_damage() -> Result {
    let place = place()?;
    let truth = truth(&place.terminal)?;
    let bytes = fs::read(database(&place.terminal)).map_err(told)?;
    let pages = bytes.len() / 4096;
    for length in [
        0,
        1,
        100,
        4095,
        4096,
        2 * 4096,
        pages / 2 * 4096,
        (pages - 1) * 4096,
        bytes.len() - 1,
    ] {
        let twin = place.twin(&format!("cut-{length}"))?;
        fs::write(database(&twin), &bytes[..length]).map_err(told)?;
        assert!(
            honest(&format!("{length} bytes"), &twin, &truth)?,
            "{length} bytes: not met"
        );
        assert_eq!(
            fs::metadata(database(&twin)).map_err(told)?.len(),
            length as u64,
            "left as it is"
        );
        // Nobody makes a new one over it, either.
        let (code, ..) = ends_signing_in(&twin, &place)?;
        assert_ne!(code, Some(0), "{length} bytes: signed in over it");
        assert!(database(&twin).exists());
    }
    Ok(())
}

fn ends_signing_in(terminal: &Terminal, place: &Place) -> Result<(Option<i32>, String)> {
    let mut command = terminal.signing_in(place.service.address(), &place.account)?;
    let said = command.output().map_err(told)?;
    Ok((
        said.status.code(),
        String::from_utf8_lossy(&said.stderr).into_owned(),
    ))
}

/// The log of another cache beside this one: met, and this one is none the worse.
#[test]
fn the_log_of_another_cache_is_no_part_of_this_one() -> Result {
    let place = place()?;
    let truth = truth(&place.terminal)?;
    let foreign = tempfile::tempdir().map_err(told)?;
    let path = foreign.path().join("cache.db");
    let key = edutracker_store::keys::DataKey::random().map_err(|error| error.to_string())?;
    let cache = edutracker_store::Cache::create(&path, &key).map_err(|error| error.to_string())?;
    for n in 0..20 {
        cache
            .write(|tx| edutracker_store::meta::set(tx, "note", &format!("{n}")))
            .map_err(|error| error.to_string())?;
    }
    let log = fs::read(foreign.path().join("cache.db-wal")).map_err(told)?;
    assert!(log.len() > 4096);
    let twin = place.twin("twin")?;
    fs::write(twin.folder().join("profile/cache.db-wal"), &log).map_err(told)?;
    honest("a foreign log", &twin, &truth)?;
    for side in ["cache.db-wal", "cache.db-shm"] {
        let _ = fs::remove_file(twin.folder().join("profile").join(side));
    }
    let whole = honest("without the foreign log", &twin, &truth)?;
    assert!(
        !whole,
        "looking at it with a foreign log has damaged the cache"
    );
    sound(twin.folder()).map(|_| ())
}

/// A log that ends in the middle of a commit: the commits before it are there.
#[test]
fn a_log_cut_in_half_opens_at_its_last_whole_commit() -> Result {
    let place = place()?;
    let whole = sound(place.terminal.folder())?;
    let twin = place.twin("twin")?;
    // A client that is killed leaves its log.
    let profile =
        Profile::hold(&twin.folder().join("profile")).map_err(|error| error.to_string())?;
    let cache = profile
        .unlock(PASSPHRASE, None, &NoKeyring)
        .map_err(|error| error.to_string())?;
    for n in 0..20 {
        cache
            .write(|tx| edutracker_store::meta::set(tx, "note", &format!("{n}")))
            .map_err(|error| error.to_string())?;
    }
    let files = twin.folder().join("profile");
    let (base, log) = (
        fs::read(files.join("cache.db")).map_err(told)?,
        fs::read(files.join("cache.db-wal")).map_err(told)?,
    );
    drop((cache, profile));
    for length in [0, 31, 32, log.len() / 2, log.len() - 1, log.len()] {
        let cut = place.twin(&format!("log-{length}"))?;
        let files = cut.folder().join("profile");
        fs::write(files.join("cache.db"), &base).map_err(told)?;
        fs::write(files.join("cache.db-wal"), &log[..length]).map_err(told)?;
        assert_eq!(sound(cut.folder())?, whole, "{length} bytes of the log");
    }
    Ok(())
}

fn change(terminal: &Terminal, work: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> Result {
    let text = |error: Error| error.to_string();
    let profile = Profile::hold(&terminal.folder().join("profile")).map_err(text)?;
    let cache = profile.unlock(PASSPHRASE, None, &NoKeyring).map_err(text)?;
    cache
        .write(|tx| work(tx).map_err(Error::from))
        .map_err(text)?;
    cache.close().map_err(text)
}

#[test]
fn a_cache_of_a_later_version_is_left_alone() -> Result {
    let place = place()?;
    let twin = place.twin("twin")?;
    let mut later = 0;
    change(&twin, |c| {
        let schema: i64 = c.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        later = schema + 1;
        c.pragma_update(None, "user_version", later)
    })?;
    let before = fs::read(database(&twin)).map_err(told)?;
    for args in [
        &["status"][..],
        &["list", "offer"],
        &["pull"],
        &["set", "offer", "--all", "durationMonths=5"],
    ] {
        let (code, lines, complaint) = ends(&twin, args)?;
        assert_eq!((code, lines.len()), (Some(1), 0), "{args:?}");
        assert!(complaint.starts_with(NEWER), "{args:?}: {complaint}");
    }
    assert!(
        fs::read(database(&twin)).map_err(told)? == before,
        "it was touched"
    );
    let profile =
        Profile::hold(&twin.folder().join("profile")).map_err(|error| error.to_string())?;
    match profile.unlock(PASSPHRASE, None, &NoKeyring) {
        Err(Error::Newer(version)) => assert_eq!(version, later, "the version is named"),
        _ => return Err("opened".to_owned()),
    }
    Ok(())
}

/// The columns that a table has.
fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare("SELECT name FROM pragma_table_info(?1)")?
        .query_map([table], |row| row.get(0))?
        .collect()
}

/// Makes a cache one of the first version, with the same records and edits.
fn as_the_first_version(connection: &Connection) -> rusqlite::Result<()> {
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%' AND name NOT LIKE 'sqlite_%'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for table in &tables {
        if table != "search" {
            connection.execute_batch(&format!(
                "CREATE TEMP TABLE kept_{table} AS SELECT * FROM main.{table}"
            ))?;
        }
        connection.execute_batch(&format!("DROP TABLE main.{table}"))?;
    }
    connection.execute_batch(include_str!("../../../crates/store/src/schema/1.sql"))?;
    for table in tables.iter().filter(|table| *table != "search") {
        let kept = columns(connection, &format!("kept_{table}"))?;
        let both: Vec<String> = columns(connection, table)?
            .into_iter()
            .filter(|name| kept.contains(name))
            .collect();
        if !both.is_empty() {
            let both = both.join(", ");
            // The one column that a later version gave up: it was the record's.
            let (gone, from) = match table.as_str() {
                "listing" => (
                    ", seq",
                    ", (SELECT r.seq FROM main.record r WHERE r.n = k.n)",
                ),
                _ => ("", ""),
            };
            connection.execute_batch(&format!(
                "INSERT INTO main.{table}({both}{gone}) SELECT {both}{from} FROM kept_{table} k"
            ))?;
        }
        connection.execute_batch(&format!("DROP TABLE kept_{table}"))?;
    }
    connection.pragma_update(None, "user_version", 1)
}

/// Killed, or out of disk, at any point of the step to this version's schema:
/// the next start finds the old or the new one, with every edit.
#[test]
fn a_migration_is_done_or_not() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let mut place = place()?;
    place.service.stop()?;
    let truth = truth(&place.terminal)?;
    change(&place.terminal, as_the_first_version)?;
    let read = ["--lang", "en", "changes"];
    let rehearsal = place.twin("rehearsal")?;
    let calls = Strike::none(DISK).run(&rehearsal.command(&read)?)?.points;
    assert!(!honest("migrated", &rehearsal, &truth)?);
    let copy = rehearsal.folder().join("profile/backups/schema-1.db");
    assert!(copy.is_file(), "the old one is kept");
    let (count, mut fell, points) = (calls.len(), 0, some(calls, 10));
    let since = Instant::now();
    for point in &points {
        let full = Strike {
            calls: vec![point.call.clone()],
            blow: Blow::Error("ENOSPC"),
            when: When::From(point.nth),
        };
        for (name, strike) in [("kill", Strike::kill(point)), ("full", full)] {
            let twin = place.twin(&format!("{name}-{}-{}", point.call, point.nth))?;
            let struck = strike.run(&twin.command(&read)?)?;
            fell += usize::from(struck.fired);
            let whole = honest(&format!("{name} at {point:?}"), &twin, &truth)?;
            assert!(!whole, "{name} at {point:?} damaged it");
            sound(twin.folder())?;
        }
    }
    eprintln!(
        "migration: {count} calls, {} points twice, {fell} blows, {:.0} s",
        points.len(),
        since.elapsed().as_secs_f64()
    );
    assert!(fell * 10 >= points.len() * 18, "only {fell} fell");
    Ok(())
}

/// Guards the machine: tests that run as root can destroy devices by renaming over them.
#[test]
fn devices_are_devices() {
    use std::os::unix::fs::FileTypeExt as _;
    let null = fs::metadata(Path::new("/dev/null")).expect("it is there");
    assert!(null.file_type().is_char_device());
}
