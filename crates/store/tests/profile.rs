//! What is found at start, by the state of database, key file and keyring:
//! nothing is ever deleted, and no key is made over an existing database.

#![allow(clippy::unwrap_used, reason = "in tests a panic is the message")]

use edutracker_store::{
    Error, Result,
    keys::{
        Work,
        keyring::{Keyring, NoKeyring, Unavailable},
    },
    meta,
    profile::{Found, Locked, Profile, Protection},
};
use std::{collections::BTreeMap, fs, path::Path, sync::Mutex};

/// A keyring in memory that can be locked, emptied and swapped.
#[derive(Default)]
struct Ring {
    keys: Mutex<BTreeMap<String, [u8; 32]>>,
    state: Mutex<Option<Unavailable>>,
}

impl Ring {
    fn fail(&self, why: Option<Unavailable>) {
        *self.state.lock().unwrap() = why;
    }

    fn check(&self) -> std::result::Result<(), Unavailable> {
        self.state.lock().unwrap().map_or(Ok(()), Err)
    }
}

impl Keyring for Ring {
    fn get(&self, key_id: &str) -> std::result::Result<[u8; 32], Unavailable> {
        self.check()?;
        self.keys
            .lock()
            .unwrap()
            .get(key_id)
            .copied()
            .ok_or(Unavailable::Empty)
    }

    fn set(&self, key_id: &str, key: [u8; 32]) -> std::result::Result<(), Unavailable> {
        self.check()?;
        self.keys.lock().unwrap().insert(key_id.to_owned(), key);
        Ok(())
    }

    fn remove(&self, key_id: &str) -> std::result::Result<(), Unavailable> {
        self.check()?;
        self.keys.lock().unwrap().remove(key_id);
        Ok(())
    }
}

const QUICK: Work = Work {
    memory: 64,
    passes: 1,
};

fn hold(folder: &Path) -> Profile {
    Profile::hold(folder).unwrap().with_work(QUICK)
}

/// A profile with one note in its cache; answers the recovery code.
fn made(folder: &Path, ring: &Ring) -> String {
    let profile = hold(folder);
    let cache = profile.create(&Protection::Keyring(ring)).unwrap();
    cache.write(|tx| meta::set(tx, "note", "kept")).unwrap();
    let code = cache
        .read(|c| meta::get(c, meta::RECOVERY_CODE))
        .unwrap()
        .unwrap();
    cache.close().unwrap();
    code
}

fn locked(found: Found) -> Option<Locked> {
    match found {
        Found::Locked(why) => Some(why),
        _ => None,
    }
}

fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    ["cache.db", "keys.json", "keys.json.bak"]
        .iter()
        .map(|name| ((*name).to_owned(), fs::read(folder.join(name)).unwrap()))
        .collect()
}

fn note(found: Result<Found>) -> Option<String> {
    match found.unwrap() {
        Found::Open(cache) => cache.read(|c| meta::get(c, "note")).unwrap(),
        _ => None,
    }
}

#[test]
fn the_first_start_finds_nothing_and_the_second_opens_by_keyring() {
    let folder = tempfile::tempdir().unwrap();
    let ring = Ring::default();
    assert!(matches!(
        hold(folder.path()).find(&ring).unwrap(),
        Found::Nothing
    ));
    made(folder.path(), &ring);
    assert_eq!(
        note(hold(folder.path()).find(&ring)).as_deref(),
        Some("kept")
    );
}

#[test]
fn without_its_key_the_cache_is_locked_and_untouched_until_the_code_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let ring = Ring::default();
    let code = made(folder.path(), &ring);
    let before = bytes(folder.path());
    for (why, told) in [
        (Unavailable::NoKeyring, Locked::NoKeyring),
        (Unavailable::Empty, Locked::KeyringEmpty),
        (Unavailable::TimedOut, Locked::TimedOut),
    ] {
        ring.fail(Some(why));
        assert_eq!(locked(hold(folder.path()).find(&ring).unwrap()), Some(told));
        assert!(bytes(folder.path()) == before, "left as it was");
    }
    // An emptied keyring looks like a locked one; the code puts a key back.
    ring.fail(None);
    ring.keys.lock().unwrap().clear();
    let profile = hold(folder.path());
    assert_eq!(
        locked(profile.find(&ring).unwrap()),
        Some(Locked::KeyringEmpty)
    );
    assert!(
        matches!(
            profile.create(&Protection::Keyring(&ring)),
            Err(Error::InUse)
        ),
        "no new key over a cache"
    );
    assert!(matches!(
        profile.unlock("not the code", &ring),
        Err(Error::WrongSecret)
    ));
    profile.unlock(&code, &ring).unwrap().close().unwrap();
    drop(profile);
    assert_eq!(
        note(hold(folder.path()).find(&ring)).as_deref(),
        Some("kept")
    );
}

#[test]
fn another_key_in_the_keyring_is_told_apart_from_damage() {
    let folder = tempfile::tempdir().unwrap();
    let ring = Ring::default();
    made(folder.path(), &ring);
    for key in ring.keys.lock().unwrap().values_mut() {
        *key = [9; 32];
    }
    assert_eq!(
        locked(hold(folder.path()).find(&ring).unwrap()),
        Some(Locked::OtherKey)
    );
}

#[test]
fn a_lost_key_file_is_replaced_by_its_copy_and_without_both_the_cache_is_moved_aside() {
    let folder = tempfile::tempdir().unwrap();
    let ring = Ring::default();
    made(folder.path(), &ring);
    fs::write(folder.path().join("keys.json"), "{ half").unwrap();
    assert_eq!(
        note(hold(folder.path()).find(&ring)).as_deref(),
        Some("kept")
    );
    fs::remove_file(folder.path().join("keys.json")).unwrap();
    assert_eq!(
        note(hold(folder.path()).find(&ring)).as_deref(),
        Some("kept")
    );
    fs::remove_file(folder.path().join("keys.json.bak")).unwrap();
    let before = fs::read(folder.path().join("cache.db")).unwrap();
    let profile = hold(folder.path());
    assert!(matches!(profile.find(&ring).unwrap(), Found::Nothing));
    profile
        .create(&Protection::Keyring(&ring))
        .unwrap()
        .close()
        .unwrap();
    assert!(
        fs::read(folder.path().join("cache.db.locked-1")).unwrap() == before,
        "kept"
    );
}

#[test]
fn a_damaged_cache_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let ring = Ring::default();
    made(folder.path(), &ring);
    let path = folder.path().join("cache.db");
    let whole = fs::read(&path).unwrap();
    for broken in [
        Vec::new(),
        whole[..100].to_vec(),
        [&[0; 4096], &whole[4096..]].concat(),
    ] {
        fs::write(&path, &broken).unwrap();
        assert!(
            matches!(hold(folder.path()).find(&ring), Err(Error::Damaged(_))),
            "{} bytes",
            broken.len()
        );
        assert!(fs::read(&path).unwrap() == broken, "left as it was");
    }
}

#[test]
fn a_passphrase_alone_opens_what_it_closed() {
    let folder = tempfile::tempdir().unwrap();
    let profile = hold(folder.path());
    assert!(matches!(
        profile.create(&Protection::Passphrase("")),
        Err(Error::WeakPassphrase)
    ));
    profile
        .create(&Protection::Passphrase("long enough"))
        .unwrap()
        .close()
        .unwrap();
    assert_eq!(
        locked(profile.find(&NoKeyring).unwrap()),
        Some(Locked::Passphrase)
    );
    assert!(profile.unlock("wrong enough", &NoKeyring).is_err());
    profile.unlock("long enough", &NoKeyring).unwrap();
}

#[test]
fn a_second_holder_is_turned_away_and_a_discarded_cache_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let ring = Ring::default();
    made(folder.path(), &ring);
    let profile = hold(folder.path());
    assert!(matches!(Profile::hold(folder.path()), Err(Error::InUse)));
    let Found::Open(cache) = profile.find(&ring).unwrap() else {
        panic!("opens")
    };
    profile.discard(*cache, &ring).unwrap();
    assert!(ring.keys.lock().unwrap().is_empty());
    assert!(matches!(profile.find(&ring).unwrap(), Found::Nothing));
}
