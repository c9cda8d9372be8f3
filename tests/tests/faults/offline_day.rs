//! AT-ET-28, by the programs as shipped: a day without a network, a spreadsheet
//! of two hundred offers, and a push that is killed until it gets through.

use edutracker_tests::{
    Result,
    api::Api,
    programs::{Service, Terminal, account},
    sound::sound,
    strike::{Point, Strike, can_strike},
};
use serde_json::{Value, json};
use std::{fs, process::Command};

const OFFERS: usize = 200;

/// The command where there is no network at all, not even the machine's own
/// address; nothing where this machine does not let us make such a place.
fn without_network(command: &Command) -> Option<Command> {
    let allowed = Command::new("unshare").args(["--net", "true"]).output();
    if !allowed.is_ok_and(|said| said.status.success()) {
        return None;
    }
    let mut outer = Command::new("unshare");
    outer.arg("--net").arg(command.get_program());
    outer.args(command.get_args());
    let set = command.get_envs();
    outer.envs(set.filter_map(|(name, value)| Some((name, value?))));
    Some(outer)
}

/// What a command said there, and that it ended with this code.
fn offline(terminal: &Terminal, args: &[&str], code: i32) -> Result<Vec<Value>> {
    let command = terminal.command(args)?;
    let mut command = without_network(&command).unwrap_or(command);
    let said = command.output().map_err(|error| error.to_string())?;
    let complaint = String::from_utf8_lossy(&said.stderr);
    assert_eq!(said.status.code(), Some(code), "{args:?}: {complaint}");
    let lines = String::from_utf8_lossy(&said.stdout).into_owned();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{error} in {line}")))
        .collect()
}

fn text(nth: usize) -> String {
    format!("Tekst {nth} uit het rekenblad")
}

#[test]
fn two_hundred_offers_from_a_spreadsheet_arrive_once_each() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut service = Service::start_sized(&folder.path().join("service"), Some(20 * OFFERS))?;
    let administrator = account("KUL", "administrator")?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(service.address(), &administrator)?;
    let rows = terminal.run(&["list", "offer", "--where", "archived=false"])?;
    let rows = rows.iter().filter(|row| row["removed"].is_null());
    let ids: Vec<&str> = rows.filter_map(|row| row["id"].as_str()).collect();
    let ids = &ids[..OFFERS];

    // Offline in every sense: no network, and nobody at the other end.
    service.kill();
    let file = folder.path().join("aanbod.csv");
    let lines = (0..)
        .zip(ids)
        .map(|(nth, id)| format!("{id};{}", text(nth)));
    let sheet = ["id;description".to_owned()].into_iter().chain(lines);
    fs::write(&file, sheet.collect::<Vec<_>>().join("\r\n")).map_err(|error| error.to_string())?;
    let file = file.to_string_lossy();
    let said = offline(&terminal, &["import", &file], 0)?;
    let summary = said.last().ok_or("no summary")?;
    assert_eq!(
        summary["summary"]["records"]["changed"],
        json!(OFFERS),
        "{summary}"
    );
    let pending = offline(&terminal, &["changes"], 0)?;
    assert_eq!(pending.len(), OFFERS);
    offline(&terminal, &["push", "--yes"], 4)?;
    assert_eq!(sound(terminal.folder())?.edited, OFFERS as i64);

    // Back in the office: struck at one call after the other until it is through.
    service.start_again()?;
    let mut fell = 0;
    if can_strike() {
        for nth in 1.. {
            let call = ["writev", "recvfrom", "fsync"][nth % 3];
            let point = Point {
                call: call.to_owned(),
                nth: nth.div_ceil(3),
            };
            let struck = Strike::kill(&point).run(&terminal.command(&["push", "--yes"])?)?;
            let holds = sound(terminal.folder())?;
            assert!([0, OFFERS as i64].contains(&holds.edited), "{holds:?}");
            fell += usize::from(struck.fired);
            if holds.edited == 0 {
                break;
            }
        }
        assert!(fell > 0, "nothing was killed");
    }
    eprintln!("the push was killed {fell} times");
    terminal.run(&["push", "--yes"])?;
    let holds = sound(terminal.folder())?;
    assert_eq!((holds.edited, holds.waiting), (0, 0));
    let api = Api::sign_in(service.address(), &administrator)?;
    for (nth, id) in (0..).zip(ids) {
        let times = api.times(id, "description", &json!(text(nth)))?;
        assert_eq!(times, 1, "{id}");
    }
    Ok(())
}
