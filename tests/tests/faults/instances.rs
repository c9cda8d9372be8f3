//! Two programs on one folder, and clocks that are wrong.

use edutracker_store::{keys::keyring::NoKeyring, meta, profile::Profile};
use edutracker_tests::{
    Result,
    api::Api,
    front,
    programs::{Account, PASSPHRASE, Service, Terminal, account},
    proxy::{Proxy, Toxic},
    sound::{copy, sound},
};
use serde_json::json;
use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use xtask::process::{Group, find};

struct Place {
    service: Service,
    proxy: Proxy,
    terminal: Terminal,
    account: Account,
    _folder: tempfile::TempDir,
}

fn place() -> Result<Place> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), Some(60))?;
    let proxy = Proxy::before(service.address())?;
    let account = account("KUL", "administrator")?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(proxy.address(), &account)?;
    Ok(Place {
        service,
        proxy,
        terminal,
        account,
        _folder: folder,
    })
}

/// How long a program may take to get somewhere; nothing waits this long unless it fails.
const PATIENCE: Duration = Duration::from_secs(60);

fn is_turned_away(terminal: &Terminal) -> Result {
    for args in [
        &["list", "offer"][..],
        &["status"],
        &["set", "offer", "--all", "durationMonths=5"],
    ] {
        let said = terminal
            .command(&[&["--lang", "en"], args].concat())?
            .output()
            .map_err(|error| error.to_string())?;
        let complaint = String::from_utf8_lossy(&said.stderr);
        assert_eq!(said.status.code(), Some(1), "{args:?}: {complaint}");
        assert!(complaint.contains("already open"), "{args:?}: {complaint}");
    }
    Ok(())
}

/// The first waits for a service that never answers; the second is turned away,
/// and works at once when the first was killed.
#[test]
fn a_second_program_waits_for_nobody() -> Result {
    let place = place()?;
    place.terminal.run(&[
        "set",
        "offer",
        "--where",
        "subject=programme",
        "durationMonths=9",
    ])?;
    let edited = sound(place.terminal.folder())?.edited;
    place.proxy.set("/v1/pushes", Toxic::Blackhole);
    drop(place.proxy.paths());
    let mut push = place.terminal.command(&["push", "--yes"])?;
    let mut first = Group::spawn(push.stdout(Stdio::null()).stderr(Stdio::null()))?;
    let patience = Instant::now() + PATIENCE;
    // It is where it shall be when its push is under way.
    while !place
        .proxy
        .paths()
        .iter()
        .any(|path| path.starts_with("/v1/pushes"))
    {
        assert!(Instant::now() < patience, "the push never came");
        std::thread::yield_now();
    }
    is_turned_away(&place.terminal)?;
    first.kill();
    assert!(place.proxy.heal() > 0);
    let status = &place.terminal.run(&["status"])?[0];
    assert_eq!(status["pending"], json!(edited));
    assert_eq!(place.terminal.ends(&["push", "--yes"])?.0, 0);
    assert_eq!(sound(place.terminal.folder())?.edited, 0);
    Ok(())
}

/// The same between the command line and a program that holds the client open,
/// as the window does.
#[test]
fn the_command_line_beside_the_window() -> Result {
    let place = place()?;
    let window = front::client(place.terminal.folder(), place.service.address());
    is_turned_away(&place.terminal)?;
    drop(window);
    assert!(!place.terminal.run(&["list", "offer"])?.is_empty());
    Ok(())
}

/// A newer version works on the data while this one is started, and dies: this
/// one is turned away, then says that it is too old, and changes nothing.
#[test]
fn a_newer_version_beside_this_one() -> Result {
    let place = place()?;
    let edit = ["set", "offer", "--all", "durationMonths=9"];
    place.terminal.run(&edit)?;
    let told = |error: edutracker_store::Error| error.to_string();
    let profile = Profile::hold(&place.terminal.folder().join("profile")).map_err(told)?;
    let cache = profile.unlock(PASSPHRASE, None, &NoKeyring).map_err(told)?;
    // What the newer one has written is in its log, and nowhere else yet.
    cache
        .write(|tx| {
            let schema: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            tx.pragma_update(None, "user_version", schema + 1)?;
            meta::set(tx, "of-the-newer", "1")
        })
        .map_err(told)?;
    is_turned_away(&place.terminal)?;
    // What its death leaves.
    let left = place.terminal.folder().with_file_name("left");
    copy(place.terminal.folder(), &left)?;
    let files = || -> Result<Vec<Vec<u8>>> {
        ["cache.db", "cache.db-wal", "keys.json"]
            .iter()
            .map(|name| std::fs::read(left.join("profile").join(name)))
            .collect::<std::io::Result<_>>()
            .map_err(|error| error.to_string())
    };
    let before = files()?;
    assert!(!before[1].is_empty(), "there is a log");
    let older = Terminal::new(left.clone());
    for args in [&["status"][..], &["list", "offer"], &["pull"], &edit] {
        let said = older
            .command(&[&["--lang", "en"], args].concat())?
            .output()
            .map_err(|error| error.to_string())?;
        let complaint = String::from_utf8_lossy(&said.stderr);
        assert_eq!(said.status.code(), Some(1), "{args:?}: {complaint}");
        assert!(
            complaint.starts_with("The copy was made by a newer version"),
            "{args:?}: {complaint}"
        );
        assert!(files()? == before, "{args:?} changed something");
    }
    // The newer one never noticed.
    let kept = cache.read(|c| meta::get(c, "of-the-newer")).map_err(told)?;
    assert_eq!(kept.as_deref(), Some("1"));
    Ok(())
}

/// A command under a clock that is wrong.
fn at(clock: &str, command: &Command) -> Command {
    let mut wrong = Command::new("faketime");
    wrong
        .args(["-f", clock])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            wrong.env(name, value);
        }
    }
    wrong.stdin(Stdio::null());
    wrong
}

/// Ten years off in either direction: nothing expires, nothing merges otherwise.
#[test]
fn a_clock_that_is_wrong_by_years_decides_nothing() -> Result {
    if find("faketime").is_none() {
        assert!(
            std::env::var_os("EDUTRACKER_BIN_DIR").is_none(),
            "faketime is missing"
        );
        eprintln!("skipped: faketime is not installed; `cargo xtask test` sets it up");
        return Ok(());
    }
    let place = place()?;
    let id = place
        .terminal
        .run(&["list", "offer", "--where", "status=published"])?[0]["id"]
        .clone();
    let id = id.as_str().unwrap_or_default();
    let other = Terminal::new(place.terminal.folder().with_file_name("other"));
    other.sign_in(place.service.address(), &place.account)?;
    let api = Api::sign_in(place.service.address(), &place.account)?;
    for clock in ["+10y", "-10y", "+400d"] {
        let run = |args: &[&str], expected: i32| -> Result {
            let said = at(clock, &place.terminal.command(args)?)
                .output()
                .map_err(|error| error.to_string())?;
            let complaint = String::from_utf8_lossy(&said.stderr);
            assert_eq!(
                said.status.code(),
                Some(expected),
                "{clock}, {args:?}: {complaint}"
            );
            Ok(())
        };
        // Mine under the wrong clock, theirs later under the right one: a question all the same.
        let (mine, theirs) = (format!("Mijn {clock}"), format!("Hun {clock}"));
        run(&["pull"], 0)?;
        run(&["set", "offer", id, &format!("description={mine}")], 0)?;
        other.run(&["pull"])?;
        other.run(&["set", "offer", id, &format!("description={theirs}")])?;
        other.run(&["push"])?;
        run(&["pull"], 3)?;
        assert_eq!(sound(place.terminal.folder())?.conflicts, 1, "{clock}");
        run(
            &[
                "resolve",
                "offer",
                id,
                "--field",
                "description",
                "--take",
                "mine",
            ],
            0,
        )?;
        run(&["push"], 0)?;
        assert_eq!(sound(place.terminal.folder())?.edited, 0, "{clock}");
        assert_eq!(api.times(id, "description", &json!(mine))?, 1, "{clock}");
    }
    assert_eq!(place.terminal.run(&["status"])?[0]["signedIn"], json!(true));
    Ok(())
}
