//! What only this machine has comes out of a damaged copy: whichever page is
//! bent, and wherever the rescue itself is killed.
#![cfg(target_os = "linux")]

use edutracker_tests::{
    Result, is_thorough,
    programs::{Account, Service, Terminal, account},
    sound::copy,
    strike::{Point, Strike, can_strike},
};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::PathBuf};

struct Place {
    service: Service,
    account: Account,
    terminal: Terminal,
    folder: tempfile::TempDir,
}

const NOTE: &str = "Alleen hier: een tekst die nergens anders staat";

/// A client with unsent edits, of records that exist and one that does not yet.
fn place() -> Result<Place> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), Some(60))?;
    let terminal = Terminal::new(folder.path().join("desk"));
    let account = account("KUL", "administrator")?;
    terminal.sign_in(service.address(), &account)?;
    terminal.run(&[
        "set",
        "offer",
        "--where",
        "status=published",
        &format!("description={NOTE}"),
    ])?;
    terminal.run(&["create", "contact", "name=Nieuw", "email=nieuw@kul.example"])?;
    Ok(Place {
        service,
        account,
        terminal,
        folder,
    })
}

impl Place {
    /// A copy of the client with a page of its database bent.
    fn bent(&self, name: &str, page: usize) -> Result<Terminal> {
        let path = self.folder.path().join(name);
        copy(self.terminal.folder(), &path)?;
        let terminal = Terminal::new(path);
        let database = database(&terminal);
        let mut bytes = fs::read(&database).map_err(|error| error.to_string())?;
        for byte in &mut bytes[page * PAGE + 100..page * PAGE + 164] {
            *byte ^= 0x5a;
        }
        fs::write(&database, bytes).map_err(|error| error.to_string())?;
        Ok(terminal)
    }

    /// The new copy is a whole one, which takes the edits back.
    fn takes_back(&self, terminal: &Terminal, wanted: &BTreeMap<String, Value>) -> Result {
        // All copies are of one session, and its token is good once.
        terminal.sign_in(self.service.address(), &self.account)?;
        // Where it cannot be read any more what an edit was made on, it is asked about.
        let (code, _) = terminal.ends(&["quarantine", "reattach"])?;
        if code == 3 {
            terminal.ends(&["resolve", "offer", "--all", "--take", "mine"])?;
        } else {
            assert_eq!(code, 0);
        }
        let now = edits(terminal)?;
        assert_eq!(now.len(), wanted.len());
        for (id, changes) in wanted {
            assert_eq!(now.get(id), Some(changes), "{id}");
        }
        Ok(())
    }
}

const PAGE: usize = 4096;

fn database(terminal: &Terminal) -> PathBuf {
    terminal.folder().join("profile/cache.db")
}

/// The pending edits: what each record is to become, by its id.
fn edits(terminal: &Terminal) -> Result<BTreeMap<String, Value>> {
    let lines = terminal.run(&["changes"])?;
    Ok(lines
        .into_iter()
        .map(|line| {
            let id = line["id"].as_str().unwrap_or_default().to_owned();
            (id, line["changes"].clone())
        })
        .collect())
}

/// The rescue until its end; what it tells.
fn rescued(terminal: &Terminal) -> Result<Option<Value>> {
    let (code, lines) = terminal.ends(&["salvage"])?;
    match (code, lines.into_iter().next()) {
        (0 | 3, Some(told)) => Ok(Some(told)),
        // Nothing is bent that anybody reads.
        (2, _) => Ok(None),
        (code, told) => Err(format!("salvage ended with {code}: {told:?}")),
    }
}

fn number(told: &Value, name: &str) -> usize {
    told[name]
        .as_u64()
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or_default()
}

#[test]
fn what_was_not_sent_comes_out_whichever_page_is_bent() -> Result {
    let place = place()?;
    let wanted = edits(&place.terminal)?;
    assert!(wanted.len() > 5, "{}", wanted.len());
    let length = fs::metadata(database(&place.terminal)).map_err(|error| error.to_string())?;
    let pages = usize::try_from(length.len()).map_err(|error| error.to_string())? / PAGE;
    let tried = if is_thorough() { pages } else { 10 };
    let (mut whole, mut all, mut some, mut lost) = (0, 0, 0, 0);
    for n in 0..tried {
        let page = pages * n / tried;
        let twin = place.bent(&format!("page-{page}"), page)?;
        let Some(told) = rescued(&twin)? else {
            assert_eq!(edits(&twin)?, wanted, "page {page} is harmless");
            whole += 1;
            continue;
        };
        let (kept, unreadable) = (number(&told, "edits"), number(&told, "unreadable"));
        assert!(
            kept + unreadable >= wanted.len(),
            "page {page}: {told}: some are gone and nobody says so"
        );
        let folder = PathBuf::from(told["folder"].as_str().unwrap_or_default());
        assert!(folder.join("cache.db").exists(), "the damaged file is kept");
        lost += unreadable;
        if unreadable == 0 && page > 0 {
            all += 1;
            place
                .takes_back(&twin, &wanted)
                .map_err(|error| format!("page {page}: {error}"))?;
        } else {
            some += 1;
        }
    }
    eprintln!(
        "{tried} of {pages} pages: {whole} harmless, {all} with all edits, {some} with some, {lost} of {} edits lost",
        tried * wanted.len()
    );
    assert!(all > some, "most pages cost nothing");
    Ok(())
}

#[test]
fn a_rescue_that_is_killed_is_begun_again() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let place = place()?;
    let wanted = edits(&place.terminal)?;
    // A page of the search index or of what the service has: nothing of one's own.
    let length = fs::metadata(database(&place.terminal)).map_err(|error| error.to_string())?;
    let pages = usize::try_from(length.len()).map_err(|error| error.to_string())? / PAGE;
    let mut harmful = None;
    for page in 1..pages {
        let twin = place.bent(&format!("search-{page}"), page)?;
        if let Some(told) = rescued(&twin)?
            && number(&told, "unreadable") == 0
        {
            harmful = Some(page);
            break;
        }
    }
    let page = harmful.ok_or("no page matters")?;
    let mut fell = 0;
    for call in ["rename", "unlink", "fsync"] {
        let most = if is_thorough() { usize::MAX } else { 2 };
        for nth in 1..=most {
            let twin = place.bent(&format!("{call}-{nth}"), page)?;
            let point = Point {
                call: call.to_owned(),
                nth,
            };
            let struck = Strike::kill(&point).run(&twin.command(&["salvage"])?)?;
            if !struck.fired {
                break;
            }
            fell += 1;
            rescued(&twin)?;
            place
                .takes_back(&twin, &wanted)
                .map_err(|error| format!("{call} {nth}: {error}"))?;
        }
    }
    eprintln!("the rescue was killed {fell} times");
    assert!(fell > 2);
    Ok(())
}
