//! A client that is killed between the parts of a push: what was sent before is
//! not sent again, what was not goes with the same push, and each edit is once in
//! the history.

use edutracker_tests::{
    Result,
    api::Api,
    programs::{Service, Terminal, account},
    proxy::{Proxy, Toxic},
    sound::sound,
};
use serde_json::json;
use std::{
    collections::BTreeSet,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};
use xtask::process::Group;

/// So many requests of a push have been sent when the client is killed: the third
/// part is answered or on its way, the fourth just begun.
const AT: [usize; 2] = [3, 4];

#[test]
fn a_client_killed_between_the_parts_of_a_push() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let options = ["--demo-size", "1500", "--push-items", "12"].map(str::to_owned);
    let service = Service::start_with(&folder.path().join("service"), options.to_vec())?;
    let proxy = Proxy::before(service.address())?;
    let account = account("KUL", "administrator")?;
    let terminal = Terminal::new(folder.path().join("desk"));
    terminal.sign_in(proxy.address(), &account)?;
    let api = Api::sign_in(service.address(), &account)?;
    let offers = terminal.run(&["list", "offer", "--where", "status=published"])?;
    let ids: Vec<&str> = offers.iter().filter_map(|o| o["id"].as_str()).collect();
    for (round, parts) in AT.into_iter().enumerate() {
        let text = format!("Ronde {round}");
        let value = format!("description={text}");
        let mut edit = vec!["set", "offer"];
        edit.extend(&ids);
        edit.push(&value);
        terminal.run(&edit)?;
        let edited = sound(terminal.folder())?.edited;
        assert!(edited > 60, "{edited} edits are few parts");
        proxy.set("/v1/pushes", Toxic::Latency(Duration::from_millis(200)));
        drop(proxy.paths());
        let mut push = terminal.command(&["push", "--yes"])?;
        push.stdout(Stdio::null()).stderr(Stdio::null());
        let mut group = Group::spawn(&mut push)?;
        let end = Instant::now() + Duration::from_secs(120);
        let mut seen = 0;
        while seen < parts {
            assert!(Instant::now() < end, "{seen} parts came");
            let paths = proxy.paths();
            seen += paths.iter().filter(|p| p.starts_with("/v1/pushes")).count();
            thread::yield_now();
        }
        group.kill();
        let _ = proxy.heal();
        let holds = sound(terminal.folder())?;
        assert!(
            0 < holds.waiting && holds.waiting < edited && holds.edited == holds.waiting,
            "{holds:?} of {edited}"
        );
        terminal.run(&["push", "--yes"])?;
        assert_eq!(sound(terminal.folder())?.edited, 0);
        let mut pushes = BTreeSet::new();
        for id in &ids {
            let history = api.get(&format!("/v1/offer/{id}/history"))?;
            let entries = history["entries"].as_array().ok_or("no entries")?;
            let of_round: Vec<_> = entries
                .iter()
                .filter(|entry| entry["field"] == "description" && entry["after"] == json!(text))
                .collect();
            assert_eq!(of_round.len(), 1, "{id}: {of_round:?}");
            pushes.insert(of_round[0]["push"].to_string());
        }
        assert_eq!(pushes.len(), 1, "one push: {pushes:?}");
    }
    Ok(())
}
