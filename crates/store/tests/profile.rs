//! What is found at start, by the state of database, key file and keyring:
//! nothing is ever deleted, and no key is made over an existing database.

#![allow(clippy::unwrap_used, reason = "in tests a panic is the message")]

use edutracker_store::{
    Error, Result,
    keys::{
        Work,
        file::WrapKind,
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
        profile.unlock("not the code", None, &ring),
        Err(Error::WrongSecret)
    ));
    profile.unlock(&code, None, &ring).unwrap().close().unwrap();
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
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("profile");
    let ring = Ring::default();
    made(&folder, &ring);
    fs::write(folder.join("keys.json"), "{ half").unwrap();
    assert_eq!(note(hold(&folder).find(&ring)).as_deref(), Some("kept"));
    fs::remove_file(folder.join("keys.json")).unwrap();
    assert_eq!(note(hold(&folder).find(&ring)).as_deref(), Some("kept"));
    fs::remove_file(folder.join("keys.json.bak")).unwrap();
    let before = fs::read(folder.join("cache.db")).unwrap();
    let profile = hold(&folder);
    assert!(matches!(profile.find(&ring).unwrap(), Found::Nothing));
    profile
        .create(&Protection::Keyring(&ring))
        .unwrap()
        .close()
        .unwrap();
    assert!(
        fs::read(data.path().join("set-aside-1/profile/cache.db")).unwrap() == before,
        "kept"
    );
}

#[test]
fn a_forgotten_passphrase_is_replaced_with_the_recovery_code() {
    let folder = tempfile::tempdir().unwrap();
    let profile = hold(folder.path());
    let cache = profile
        .create(&Protection::Passphrase("the forgotten one"))
        .unwrap();
    let code = cache
        .read(|c| meta::get(c, meta::RECOVERY_CODE))
        .unwrap()
        .unwrap();
    cache.write(|tx| meta::set(tx, "note", "kept")).unwrap();
    cache.close().unwrap();
    assert_eq!(
        profile.secrets().unwrap(),
        [WrapKind::Passphrase, WrapKind::RecoveryCode]
    );
    let opened = |secret: &str, new: Option<&str>| {
        let cache = profile.unlock(secret, new, &NoKeyring)?;
        let note = cache.read(|c| meta::get(c, "note"))?;
        cache.close()?;
        Ok::<_, Error>(note)
    };
    assert!(
        matches!(
            opened("not it", Some("of a stranger")),
            Err(Error::WrongSecret)
        ),
        "a new passphrase takes an old secret"
    );
    let note = opened(&code, Some("the new one")).unwrap();
    assert_eq!(note.as_deref(), Some("kept"));
    assert!(opened("the new one", None).is_ok());
    assert!(opened(&code, None).is_ok(), "the code stays good");
    assert!(matches!(
        opened("the forgotten one", None),
        Err(Error::WrongSecret)
    ));
}

#[test]
fn what_is_put_aside_stays_whole_and_opens_where_it_lies() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("profile");
    let ring = Ring::default();
    let code = made(&folder, &ring);
    let profile = hold(&folder);
    profile.note_unsent(3);
    assert_eq!(profile.unsent(), Some(3));
    let before = bytes(&folder);
    let aside = profile.set_aside().unwrap();
    assert!(bytes(&aside.join("profile")) == before, "left as it was");
    assert_eq!(profile.unsent(), None);
    assert!(matches!(profile.find(&ring).unwrap(), Found::Nothing));
    assert!(
        matches!(Profile::hold(&folder), Err(Error::InUse)),
        "the new one is held"
    );
    profile
        .create(&Protection::Passphrase("another one"))
        .unwrap()
        .close()
        .unwrap();
    // A second time it goes beside the first.
    assert_ne!(profile.set_aside().unwrap(), aside);
    let old = hold(&aside.join("profile"));
    assert_eq!(old.unsent(), Some(3));
    let cache = old.unlock(&code, None, &NoKeyring).unwrap();
    let note = cache.read(|c| meta::get(c, "note")).unwrap();
    assert_eq!(note.as_deref(), Some("kept"));
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
        profile.create(&Protection::PassphraseAlone("")),
        Err(Error::WeakPassphrase)
    ));
    profile
        .create(&Protection::PassphraseAlone("long enough"))
        .unwrap()
        .close()
        .unwrap();
    assert_eq!(
        locked(profile.find(&NoKeyring).unwrap()),
        Some(Locked::Passphrase)
    );
    assert!(profile.unlock("wrong enough", None, &NoKeyring).is_err());
    let cache = profile.unlock("long enough", None, &NoKeyring).unwrap();
    assert_eq!(profile.secrets().unwrap(), [WrapKind::Passphrase]);
    let code = cache.read(|c| meta::get(c, meta::RECOVERY_CODE)).unwrap();
    assert_eq!(code, None);
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
