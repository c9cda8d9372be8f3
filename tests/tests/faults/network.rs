//! Every way in which a network misbehaves × pull, push and the renewal of a
//! session, against the real programs: the exit code is right, it takes a
//! bounded time, nothing is lost or doubled, and all is well afterwards.

use edutracker_store::{keys::keyring::NoKeyring, meta, profile::Profile};
use edutracker_tests::{
    Result,
    api::Api,
    is_thorough,
    programs::{Account, PASSPHRASE, Service, Still, Terminal, account},
    proxy::{Proxy, Toxic},
    sound::sound,
};
use serde_json::{Value, json};
use std::{
    process::Stdio,
    thread,
    time::{Duration, Instant},
};
use xtask::process::Group;

/// The seconds for which the client waits for a service that keeps silent.
const PATIENCE: &str = "1";
/// The same where the service has work to do.
const MORE_PATIENCE: &str = "30";

struct Place {
    service: Service,
    proxy: Proxy,
    terminal: Terminal,
    /// The same, for what is to succeed however busy the machine is.
    patient: Terminal,
    account: Account,
    id: String,
    _folder: tempfile::TempDir,
}

fn place(options: &[&str], patience: &str) -> Result<Place> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let options = options.iter().map(|option| (*option).to_owned()).collect();
    let service = Service::start_with(&folder.path().join("service"), options)?;
    let proxy = Proxy::before(service.address())?;
    let account = account("KUL", "administrator")?;
    let terminal = Terminal::new(folder.path().join("desk")).with("EDUTRACKER_PATIENCE", patience);
    let patient =
        Terminal::new(folder.path().join("desk")).with("EDUTRACKER_PATIENCE", MORE_PATIENCE);
    patient.sign_in(proxy.address(), &account)?;
    let offers = terminal.run(&["list", "offer", "--where", "status=published"])?;
    let id = offers[0]["id"].as_str().ok_or("no id")?.to_owned();
    Ok(Place {
        service,
        proxy,
        terminal,
        patient,
        account,
        id,
        _folder: folder,
    })
}

const SMALL: &[&str] = &["--demo-size", "60"];

/// What somebody between says, without the word that it is the service.
fn somebody(status: &str, headers: &str, body: &str) -> Toxic {
    Toxic::answer(status, headers, body.as_bytes())
}

/// What the service says when it is busy, and an absurd time to come back.
fn busy(status: &str, kind: &str, retry: &str) -> Toxic {
    let problem = json!({"type": format!("https://edutracker.example/problems/{kind}"),
                         "status": status[..3].parse::<u16>().unwrap_or(503), "title": kind});
    Toxic::answer(
        status,
        &format!(
            "edutracker-service: 1\r\ncontent-type: application/problem+json\r\nretry-after: {retry}\r\n"
        ),
        problem.to_string().as_bytes(),
    )
}

const HTML: &str = "content-type: text/html\r\n";
const PORTAL: &str =
    "<html><body><form action=\"/login\">Sign in to the network</form></body></html>";

/// Each toxic, with the exit code of what it meets.
fn toxics() -> Vec<(&'static str, Toxic, i32)> {
    vec![
        ("latency", Toxic::Latency(Duration::from_millis(150)), 0),
        (
            "one byte a second",
            Toxic::Trickle(Duration::from_secs(1)),
            4,
        ),
        ("reset before the request", Toxic::ResetRequest(0), 4),
        ("reset in the request", Toxic::ResetRequest(400), 4),
        ("reset before the answer", Toxic::ResetAnswer(0), 4),
        ("reset in the answer", Toxic::ResetAnswer(420), 4),
        ("black hole", Toxic::Blackhole, 4),
        ("answer never heard", Toxic::Deaf, 4),
        ("half closed", Toxic::HalfClose, 4),
        ("truncated", Toxic::Truncate(700), 4),
        ("sent twice", Toxic::Twice, 0),
        ("portal 200", somebody("200 OK", HTML, PORTAL), 4),
        (
            "portal 200 that says JSON",
            somebody("200 OK", "content-type: application/json\r\n", "{}"),
            4,
        ),
        (
            "portal 302",
            somebody("302 Found", "location: http://127.0.0.1:9/login\r\n", ""),
            4,
        ),
        ("portal 401", somebody("401 Unauthorized", HTML, PORTAL), 4),
        (
            "portal 511",
            somebody("511 Network Authentication Required", HTML, PORTAL),
            4,
        ),
        (
            "proxy 502",
            somebody("502 Bad Gateway", HTML, "<h1>Bad Gateway</h1>"),
            4,
        ),
        (
            "429 for ever",
            busy(
                "429 Too Many Requests",
                "rate-limited",
                "18446744073709551615",
            ),
            1,
        ),
        (
            "503 for ever",
            busy(
                "503 Service Unavailable",
                "unavailable",
                "18446744073709551615",
            ),
            4,
        ),
        (
            "503 until a date",
            busy(
                "503 Service Unavailable",
                "unavailable",
                "Fri, 31 Dec 9999 23:59:59 GMT",
            ),
            4,
        ),
        (
            "garbage",
            Toxic::answer(
                "200 OK",
                "edutracker-service: 1\r\ncontent-type: application/json\r\n",
                &[0xff, 0x00, b'{', 0x80, b'\n', 0x1f, 0x8b],
            ),
            4,
        ),
        (
            "no HTTP at all",
            Toxic::Answer(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
            4,
        ),
    ]
}

/// The toxics of a phase: all in the thorough run, else every second one.
fn some(first: usize) -> Vec<(&'static str, Toxic, i32)> {
    let step = if is_thorough() { 1 } else { 2 };
    let first = if is_thorough() { 0 } else { first };
    toxics().into_iter().skip(first).step_by(step).collect()
}

/// A command that meets a toxic.
fn met(
    place: &Place,
    path: &str,
    (name, toxic, code): &(&str, Toxic, i32),
    args: &[&str],
) -> Result {
    place.proxy.set(path, toxic.clone());
    let terminal = if *code == 4 {
        &place.terminal
    } else {
        &place.patient
    };
    let (ended, complaint) = complains(terminal, args)?;
    let hits = place.proxy.heal();
    assert!(hits > 0, "{name}: no request was met");
    assert_eq!(ended, *code, "{name}, {args:?}: {complaint}");
    // A portal is named; where nobody answers, none is.
    if name.starts_with("portal") {
        assert!(complaint.starts_with(ANOTHER), "{name}: {complaint}");
    } else if NOBODY.iter().any(|word| name.starts_with(word)) {
        assert!(complaint.starts_with(OFFLINE), "{name}: {complaint}");
    }
    Ok(())
}

/// The beginnings of the sentences for a sign-in page of the network, and for a
/// service that cannot be reached.
const ANOTHER: &str = "Something other than EduTracker answers at this address, such as a sign-in page of the network.";
const OFFLINE: &str = "The service cannot be reached.";
/// The toxics in which nobody is heard.
const NOBODY: [&str; 4] = ["reset", "black hole", "answer never heard", "half closed"];

/// How a command ends, and what it says of it in English.
fn complains(terminal: &Terminal, args: &[&str]) -> Result<(i32, String)> {
    let said = terminal
        .command(&[&["--lang", "en"], args].concat())?
        .output()
        .map_err(|error| error.to_string())?;
    let complaint = String::from_utf8_lossy(&said.stderr).into_owned();
    Ok((said.status.code().unwrap_or(-1), complaint))
}

fn well(place: &Place, args: &[&str]) -> Result<Vec<Value>> {
    match place.patient.ends(args)? {
        (0, lines) => Ok(lines),
        (code, lines) => Err(format!("{args:?} ended with {code}: {lines:?}")),
    }
}

#[test]
fn a_pull_through_a_network_that_misbehaves() -> Result {
    let place = place(SMALL, PATIENCE)?;
    // Somebody else, beside the proxy, has something new each time.
    let other = Terminal::new(place.terminal.folder().with_file_name("other"));
    other.sign_in(place.service.address(), &place.account)?;
    for (n, toxic) in some(0).iter().enumerate() {
        let text = format!("Nieuws {n}");
        other.run(&["set", "offer", &place.id, &format!("description={text}")])?;
        other.run(&["push"])?;
        met(&place, "/v1/changes", toxic, &["pull"])?;
        let before = sound(place.terminal.folder())?;
        well(&place, &["pull"])?;
        let shown = place.terminal.run(&["show", "offer", &place.id])?;
        assert_eq!(shown[0]["description"], json!(text), "{}", toxic.0);
        assert_eq!(
            sound(place.terminal.folder())?.records,
            before.records,
            "{}",
            toxic.0
        );
    }
    Ok(())
}

#[test]
fn a_push_through_a_network_that_misbehaves() -> Result {
    let place = place(SMALL, PATIENCE)?;
    let api = Api::sign_in(place.service.address(), &place.account)?;
    for (n, toxic) in toxics().iter().enumerate() {
        let text = format!("Bericht {n}");
        place
            .terminal
            .run(&["set", "offer", &place.id, &format!("description={text}")])?;
        met(&place, "/v1/pushes", toxic, &["push"])?;
        let holds = sound(place.terminal.folder())?;
        let arrived = api.times(&place.id, "description", &json!(text))?;
        assert!(
            arrived <= 1 && (arrived == 1 || holds.edited == 1),
            "{}: lost",
            toxic.0
        );
        assert_eq!(holds.edited, i64::from(toxic.2 != 0), "{}", toxic.0);
        well(&place, &["push"])?;
        assert_eq!(sound(place.terminal.folder())?.edited, 0, "{}", toxic.0);
        assert_eq!(
            api.times(&place.id, "description", &json!(text))?,
            1,
            "{}: once",
            toxic.0
        );
    }
    Ok(())
}

/// Whatever happens while a session is renewed: nobody is signed out by it.
#[test]
fn a_session_renewed_through_a_network_that_misbehaves() -> Result {
    let place = place(SMALL, PATIENCE)?;
    place
        .terminal
        .run(&["set", "offer", &place.id, "description=Blijft"])?;
    for toxic in &some(1) {
        met(&place, "/v1/sessions/refresh", toxic, &["pull"])?;
        assert_eq!(sound(place.terminal.folder())?.edited, 1, "{}", toxic.0);
        let status = &place.terminal.run(&["status"])?[0];
        assert_eq!(
            (&status["signedIn"], &status["pending"]),
            (&json!(true), &json!(1)),
            "{}",
            toxic.0
        );
        well(&place, &["pull"])?;
    }
    well(&place, &["push"])?;
    Ok(())
}

/// Starts a push and waits until so many of its parts are on their way.
fn under_way(place: &Place, patience: &str, parts: usize) -> Result<Group> {
    drop(place.proxy.paths());
    let mut push = place.terminal.command(&["push", "--yes"])?;
    push.env("EDUTRACKER_PATIENCE", patience)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let group = Group::spawn(&mut push)?;
    let end = Instant::now() + Duration::from_secs(300);
    let mut seen = 0;
    while seen < parts {
        assert!(Instant::now() < end, "{seen} parts came");
        let paths = place.proxy.paths();
        seen += paths.iter().filter(|p| p.starts_with("/v1/pushes")).count();
        thread::yield_now();
    }
    Ok(group)
}

/// A proxy, and then the service itself, answers errors for a while and no word of
/// what is wrong: the client is offline, and goes on when that is over.
#[test]
fn a_burst_of_errors() -> Result {
    let place = place(SMALL, PATIENCE)?;
    let api = Api::sign_in(place.service.address(), &place.account)?;
    let own = "edutracker-service: 1\r\n";
    for (n, (status, headers)) in [
        ("500 Internal Server Error", ""),
        ("502 Bad Gateway", ""),
        ("500 Internal Server Error", own),
        ("502 Bad Gateway", own),
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!("Storing {n}");
        place
            .terminal
            .run(&["set", "offer", &place.id, &format!("description={text}")])?;
        place.proxy.set("/v1", somebody(status, headers, ""));
        for args in [["pull"], ["push"], ["pull"], ["push"], ["push"]] {
            let (ended, complaint) = complains(&place.terminal, &args)?;
            assert_eq!(ended, 4, "{status}, {args:?}: {complaint}");
            let state = &place.terminal.run(&["status"])?[0];
            let kept = (&state["signedIn"], &state["pending"]);
            assert_eq!(kept, (&json!(true), &json!(1)), "{status}, {args:?}");
        }
        assert!(place.proxy.heal() >= 5, "{status}: each asked");
        // And where the push alone meets it.
        place.proxy.set("/v1/pushes", somebody(status, headers, ""));
        assert_eq!(place.terminal.ends(&["push"])?.0, 4, "{status}");
        assert!(place.proxy.heal() > 0, "{status}: no push was met");
        assert_eq!(sound(place.terminal.folder())?.edited, 1, "{status}");
        well(&place, &["push"])?;
        well(&place, &["pull"])?;
        assert_eq!(sound(place.terminal.folder())?.edited, 0, "{status}");
        let times = api.times(&place.id, "description", &json!(text))?;
        assert_eq!(times, 1, "{status}: once");
    }
    Ok(())
}

/// A name that nobody has: RFC 6761 keeps it so.
const NOWHERE: &str = "https://edutracker.invalid";

/// The service's name does not resolve for a while, as behind a broken resolver.
#[test]
fn a_name_that_does_not_resolve() -> Result {
    let place = place(SMALL, PATIENCE)?;
    let new = Terminal::new(place.terminal.folder().with_file_name("new"));
    let signing_in = new.signing_in(NOWHERE, &place.account)?.output();
    let signing_in = signing_in.map_err(|error| error.to_string())?;
    assert_eq!(signing_in.status.code(), Some(4), "{signing_in:?}");
    place
        .terminal
        .run(&["set", "offer", &place.id, "description=Blijft"])?;
    let known = addressed(&place.terminal, NOWHERE)?;
    for args in [["pull"], ["push"], ["pull"]] {
        let (ended, complaint) = complains(&place.terminal, &args)?;
        assert_eq!(ended, 4, "{args:?}: {complaint}");
        assert!(complaint.starts_with(OFFLINE), "{args:?}: {complaint}");
        let state = &place.terminal.run(&["status"])?[0];
        let kept = (&state["signedIn"], &state["pending"]);
        assert_eq!(kept, (&json!(true), &json!(1)), "{args:?}");
    }
    assert_eq!(addressed(&place.terminal, &known)?, NOWHERE);
    well(&place, &["pull"])?;
    well(&place, &["push"])?;
    assert_eq!(sound(place.terminal.folder())?.edited, 0);
    let api = Api::sign_in(place.service.address(), &place.account)?;
    assert_eq!(api.times(&place.id, "description", &json!("Blijft"))?, 1);
    Ok(())
}

/// Puts another address of the service into a client's cache; the one before.
fn addressed(terminal: &Terminal, service: &str) -> Result<String> {
    let told = |error: edutracker_store::Error| error.to_string();
    let profile = Profile::hold(&terminal.folder().join("profile")).map_err(told)?;
    let cache = profile.unlock(PASSPHRASE, None, &NoKeyring).map_err(told)?;
    let before = cache.write(|tx| {
        let before = meta::get(tx, meta::SERVICE)?;
        meta::set(tx, meta::SERVICE, service)?;
        Ok(before)
    });
    let before = before.map_err(told)?;
    cache.close().map_err(told)?;
    before.ok_or_else(|| "no address".to_owned())
}

/// The service's machine sleeps: to a client it is offline; when it wakes up,
/// all goes on.
#[test]
fn a_service_that_stands_still() -> Result {
    let mut place = place(SMALL, PATIENCE)?;
    let api = Api::sign_in(place.service.address(), &place.account)?;
    let other = Terminal::new(place.terminal.folder().with_file_name("other"));
    other.sign_in(place.service.address(), &place.account)?;
    other.run(&["set", "offer", &place.id, "description=Nieuws"])?;
    other.run(&["push"])?;
    place
        .terminal
        .run(&["set", "offer", &place.id, "name=Blijft"])?;
    let process = place.service.process().ok_or("no service")?;
    let still = Still::stand(process)?;
    for (args, waiting) in [(["pull"], 0), (["push"], 1), (["pull"], 1)] {
        assert_eq!(place.terminal.ends(&args)?.0, 4, "{args:?}");
        let holds = sound(place.terminal.folder())?;
        assert_eq!((holds.edited, holds.waiting), (1, waiting), "{args:?}");
        let status = &place.terminal.run(&["status"])?[0];
        assert_eq!(status["signedIn"], json!(true), "{args:?}");
    }
    drop(still);
    well(&place, &["pull"])?;
    let shown = &place.terminal.run(&["show", "offer", &place.id])?[0];
    assert_eq!(
        (&shown["description"], &shown["name"]),
        (&json!("Nieuws"), &json!("Blijft"))
    );
    well(&place, &["push"])?;
    assert_eq!(sound(place.terminal.folder())?.edited, 0);
    assert_eq!(api.times(&place.id, "name", &json!("Blijft"))?, 1);
    Ok(())
}

/// The same in the middle of a push; and the client's own machine sleeps in the
/// middle of one, for longer than it would wait.
#[test]
fn a_push_in_whose_middle_a_machine_sleeps() -> Result {
    let mut place = place(&["--demo-size", "12000"], MORE_PATIENCE)?;
    let api = Api::sign_in(place.service.address(), &place.account)?;
    let slowly = Toxic::Latency(Duration::from_millis(400));
    let edit = |what: &str| -> Result<i64> {
        let value = format!("specialisations{what}=avondtraject");
        let reply = place.terminal.run(&["set", "offer", "--all", &value])?;
        Ok(reply[0]["changed"].as_i64().unwrap_or(0))
    };
    let edited = edit("+")?;
    assert!(edited > 1_000, "{edited} edits are one part");
    place.proxy.set("/v1/pushes", slowly.clone());
    let process = place.service.process().ok_or("no service")?;
    // The second part is on its way: the first has been answered.
    let mut push = under_way(&place, "3", 2)?;
    let still = Still::stand(process)?;
    let ended = push.wait()?;
    assert_eq!(ended.code(), Some(4), "offline");
    let holds = sound(place.terminal.folder())?;
    assert!(
        0 < holds.waiting && holds.waiting < edited && holds.edited == holds.waiting,
        "{holds:?} of {edited}"
    );
    drop(still);
    well(&place, &["push", "--yes"])?;
    assert_eq!(sound(place.terminal.folder())?.edited, 0);
    let back = edit("-")?;
    let mut push = under_way(&place, PATIENCE, 1)?;
    let still = Still::stand(push.child().id())?;
    // Not a wait for something: this long it sleeps.
    thread::sleep(Duration::from_secs(3));
    drop(still);
    let ended = push.wait()?;
    assert!(matches!(ended.code(), Some(0 | 4)), "{ended}");
    let holds = sound(place.terminal.folder())?;
    assert!(holds.edited <= back, "{holds:?} of {back}");
    well(&place, &["push", "--yes"])?;
    assert_eq!(sound(place.terminal.folder())?.edited, 0);
    assert!(place.proxy.heal() > 3);
    let history = api.get(&format!("/v1/offer/{}/history", place.id))?;
    let entries = history["entries"].as_array().ok_or("no entries")?;
    let times = entries
        .iter()
        .filter(|entry| entry["field"] == "specialisations")
        .count();
    assert_eq!(times, 2, "there and back: {entries:?}");
    Ok(())
}

/// The token expires between the parts of a push, and answers to its renewal are lost.
#[test]
fn a_token_that_expires_in_the_middle_of_a_push() -> Result {
    let options = ["--demo-size", "12000", "--access-seconds", "1"];
    let place = place(&options, MORE_PATIENCE)?;
    let edit = ["set", "offer", "--all", "specialisations+=avondtraject"];
    let edited = place.terminal.run(&edit)?[0]["changed"]
        .as_i64()
        .unwrap_or(0);
    assert!(edited > 1_000, "{edited} edits are one part");
    // Each part takes longer than a token lives.
    place
        .proxy
        .set("/v1/pushes", Toxic::Latency(Duration::from_millis(450)));
    drop(place.proxy.paths());
    let (code, lines) = place.terminal.ends(&["push", "--yes"])?;
    let renewed = |path: &&String| path.starts_with("/v1/sessions/refresh");
    let renewals = place.proxy.paths().iter().filter(renewed).count();
    assert!(renewals > 1, "the token did not expire on the way");
    let parts = place.proxy.heal();
    assert!(code == 0 && parts > 1, "{code}, {parts} parts: {lines:?}");
    assert_eq!(sound(place.terminal.folder())?.edited, 0);
    let edit = ["set", "offer", "--all", "specialisations-=avondtraject"];
    place.terminal.run(&edit)?;
    place.proxy.set("/v1/sessions/refresh", Toxic::HalfClose);
    assert_eq!(place.terminal.ends(&["push", "--yes"])?.0, 4);
    assert!(place.proxy.heal() > 0);
    assert_eq!(
        sound(place.terminal.folder())?.edited,
        edited,
        "nothing is lost"
    );
    well(&place, &["push", "--yes"])?;
    assert_eq!(sound(place.terminal.folder())?.edited, 0);
    let api = Api::sign_in(place.service.address(), &place.account)?;
    let history = api.get(&format!("/v1/offer/{}/history", place.id))?;
    let entries = history["entries"].as_array().ok_or("no entries")?;
    let times = entries
        .iter()
        .filter(|entry| entry["field"] == "specialisations")
        .count();
    assert_eq!(times, 2, "there and back: {entries:?}");
    Ok(())
}
