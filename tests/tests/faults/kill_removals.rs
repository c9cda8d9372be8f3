//! A hundred removals decided offline, with the terminal's program and the
//! service killed in turn while they are pushed: in the end a hundred removals
//! are at the service, each once, and each recipient was told of each once.
#![cfg(target_os = "linux")]

use edutracker_tests::{
    Result,
    api::Api,
    post::Post,
    programs::{Account, Service, Terminal, account},
    sound::sound,
    strike::{DISK, NETWORK, Point, Strike, can_strike},
    telling::{Telling, about, notices, recipients, text, told},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Removals of a round.
const MANY: usize = 100;
/// Rounds, each with its own places to kill at.
const ROUNDS: usize = 3;
/// A mail server that is not there.
const NOBODY: &str = "smtp://127.0.0.1:9";

struct Place {
    service: Service,
    terminal: Terminal,
    reviewer: Account,
    post: Post,
    /// The offers that are left to remove.
    offers: Vec<Value>,
    /// Whom all removals so far must have been told to.
    expected: Telling,
    _folder: tempfile::TempDir,
}

/// Somebody signed in with a full cache; mail goes to `smtp`, or to the test's server.
fn place(smtp: Option<&str>, rounds: usize) -> Result<Place> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let post = Post::start()?;
    let options = [
        "--smtp",
        smtp.unwrap_or(post.address()),
        "--mail-from",
        "EduTracker <edutracker@agoria.example>",
        "--notice-seconds",
        "0",
    ];
    let options = options.map(str::to_owned).to_vec();
    let service = Service::start_with(&folder.path().join("service"), options)?;
    let terminal = Terminal::new(folder.path().join("desk"));
    let reviewer = account("AGORIA", "reviewer")?;
    terminal.sign_in(service.address(), &reviewer)?;
    let offers = terminal.run(&["review", "queue", "--where", "subject=programme"])?;
    assert!(offers.len() >= rounds * MANY, "only {}", offers.len());
    Ok(Place {
        service,
        terminal,
        reviewer,
        post,
        offers,
        expected: Telling::new(),
        _folder: folder,
    })
}

/// So many of them, from the first to the last.
fn spread(points: &[Point], count: usize) -> Vec<Point> {
    (0..count)
        .filter_map(|at| points.get(at * (points.len() - 1) / (count - 1)).cloned())
        .collect()
}

impl Place {
    fn api(&self) -> Result<Api> {
        Api::sign_in(self.service.address(), &self.reviewer)
    }

    /// Removes the next hundred while no service is there. Answers their ids.
    fn remove(&mut self) -> Result<Vec<String>> {
        let offers: Vec<Value> = self.offers.drain(..MANY).collect();
        let ids: Vec<String> = offers.iter().map(|offer| text(offer, "id")).collect();
        self.expected.extend(recipients(&self.terminal, &offers)?);
        self.service.stop()?;
        let mut args = vec!["review", "remove"];
        args.extend(ids.iter().map(String::as_str));
        args.extend([
            "--reason",
            "NON_TECH",
            "--note-nl",
            "Geen techniek.",
            "--yes",
        ]);
        self.terminal.run(&args)?;
        self.service.start_again()?;
        assert_eq!(sound(self.terminal.folder())?.edited, MANY as i64);
        Ok(ids)
    }

    fn notices(&self) -> Result<Vec<Value>> {
        notices(&self.api()?)
    }

    /// Pushes with the terminal's program killed at a call; whether it died.
    fn push_dying(&self, point: &Point) -> Result<bool> {
        let struck = Strike::kill(point).run(&self.terminal.command(&["push", "--yes"])?)?;
        sound(self.terminal.folder())?;
        Ok(struck.fired)
    }

    /// Pushes with the service killed at a call; whether it died.
    fn push_to_dying(&mut self, point: &Point) -> Result<bool> {
        let process = self.service.process().ok_or("no service")?;
        let ambush = Strike::kill(point).ambush(process)?;
        let (code, _) = self.terminal.ends(&["push", "--yes"])?;
        let (fired, _) = ambush.lift()?;
        assert!(code == 0 || (fired && code == 4), "{point:?}: {code}");
        if fired {
            self.service.kill();
            self.service.start_again()?;
        }
        sound(self.terminal.folder())?;
        Ok(fired)
    }

    /// Pushes until all is said, and looks at the service for each removal.
    fn settle(&self, ids: &[String]) -> Result {
        let (code, _) = self.terminal.ends(&["push", "--yes"])?;
        assert_eq!(code, 0);
        let holds = sound(self.terminal.folder())?;
        assert_eq!((holds.edited, holds.waiting, holds.conflicts), (0, 0, 0));
        let api = self.api()?;
        for id in ids {
            let offer = api.get(&format!("/v1/offer/{id}"))?;
            assert_eq!(offer["data"]["removed"]["reason"], "NON_TECH", "{id}");
            let history = api.get(&format!("/v1/offer/{id}/history"))?;
            let entries = history["entries"].as_array().ok_or("no entries")?;
            let removals = entries.iter().filter(|entry| entry["field"] == "removed");
            assert_eq!(removals.count(), 1, "{id} was removed once");
        }
        // The journal has one decision for each.
        self.terminal.run(&["pull"])?;
        let journal = self.terminal.run(&["list", "review"])?;
        let decided: Vec<String> = journal.iter().map(|review| text(review, "offer")).collect();
        for id in ids {
            assert_eq!(decided.iter().filter(|offer| *offer == id).count(), 1);
        }
        Ok(())
    }
}

/// The calls of both sides in a push of a hundred to which nothing happens.
fn rehearse(place: &mut Place) -> Result<(Vec<Point>, Vec<Point>)> {
    let both = [DISK, NETWORK].concat();
    let ids = place.remove()?;
    let process = place.service.process().ok_or("no service")?;
    let ambush = Strike::none(&both).ambush(process)?;
    let struck = Strike::none(&both).run(&place.terminal.command(&["push", "--yes"])?)?;
    assert_eq!(struck.code, Some(0), "{struck:?}");
    let (_, service) = ambush.lift()?;
    place.settle(&ids)?;
    Ok((struck.points, service))
}

#[test]
fn a_hundred_removals_and_their_notices_go_once_though_both_sides_are_killed() -> Result {
    if !can_strike() {
        return Ok(());
    }
    // As in the two minutes that notices usually wait, no mail goes between the deaths.
    let mut place = place(Some(NOBODY), ROUNDS + 1)?;
    let (ours, theirs) = rehearse(&mut place)?;
    let (ours, theirs) = (spread(&ours, 2 * ROUNDS), spread(&theirs, 2 * ROUNDS));
    let (mut died, mut killed) = (0, 0);
    for (ours, theirs) in ours.chunks(2).zip(theirs.chunks(2)) {
        let ids = place.remove()?;
        for (mine, theirs) in ours.iter().zip(theirs) {
            died += usize::from(place.push_dying(mine)?);
            killed += usize::from(place.push_to_dying(theirs)?);
        }
        place.settle(&ids)?;
    }
    // Which thread of the service makes a call is the scheduler's choice.
    assert!(died >= ROUNDS && killed >= 1, "{died}, {killed}");
    let notices = place.notices()?;
    assert!(notices.iter().all(|notice| notice["state"] == "waiting"));
    let rows: Vec<(String, String)> = notices.iter().map(about).collect();
    assert_eq!(rows.len(), place.expected.len(), "one row for each");
    assert_eq!(rows.into_iter().collect::<Telling>(), place.expected);
    // Now somebody takes mail.
    let address = place.post.address().to_owned();
    place.service.start_again_with("--smtp", &address)?;
    all_said(&place, "sent")?;
    let told = told(&place.post.mails(), &notices)?;
    let removals = MANY * (ROUNDS + 1);
    let mails = told.len();
    eprintln!(
        "{removals} removals, {mails} mails, {died} deaths of the client, {killed} of the service"
    );
    assert_eq!(mails, place.expected.len());
    assert_eq!(told.into_iter().collect::<Telling>(), place.expected);
    Ok(())
}

/// Waits until nothing waits any more; all notices are in one of these states.
fn all_said(place: &Place, states: &str) -> Result<BTreeMap<String, usize>> {
    let end = Instant::now() + Duration::from_secs(120);
    loop {
        let mut found = BTreeMap::<String, usize>::new();
        for notice in place.notices()? {
            *found.entry(text(&notice, "state")).or_default() += 1;
        }
        if found
            .keys()
            .all(|state| states.split(' ').any(|known| known == state))
        {
            return Ok(found);
        }
        assert!(Instant::now() < end, "{found:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Mail goes while the push is killed and the service is: what was on its way at
/// a death is said to be uncertain, and nobody is told twice.
#[test]
fn killed_while_the_notices_go_nobody_is_told_twice_and_doubt_is_said() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let mut place = place(None, 1)?;
    let ids = place.remove()?;
    let mut deaths = 0;
    for mails in [1, 20, 60, 110] {
        // The answer of this one is lost: it is asked for again.
        let client = Point {
            call: "recvfrom".to_owned(),
            nth: 2,
        };
        place.push_dying(&client)?;
        place.terminal.ends(&["push", "--yes"])?;
        place.post.wait(mails)?;
        place.service.kill();
        place.service.start_again()?;
        deaths += 1;
    }
    place.settle(&ids)?;
    let states = all_said(&place, "sent uncertain")?;
    let uncertain = states.get("uncertain").copied().unwrap_or_default();
    assert!(
        uncertain <= 5,
        "one for each death of the service: {states:?}"
    );
    let notices = place.notices()?;
    let mails = place.post.mails();
    let told = told(&mails, &notices)?;
    let set: Telling = told.iter().cloned().collect();
    eprintln!(
        "{} mails of {}, {uncertain} uncertain, {deaths} deaths",
        told.len(),
        place.expected.len()
    );
    assert_eq!(set.len(), told.len(), "nobody twice");
    assert!(set.is_subset(&place.expected));
    let in_doubt: Telling = notices
        .iter()
        .filter(|notice| notice["state"] == "uncertain")
        .map(about)
        .collect();
    let missing: Telling = place.expected.difference(&set).cloned().collect();
    assert!(missing.is_subset(&in_doubt), "who was not told is in doubt");
    assert_eq!(notices.len(), place.expected.len());
    Ok(())
}
