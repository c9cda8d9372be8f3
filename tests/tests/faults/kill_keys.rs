//! A new passphrase by the recovery code, killed at each call that writes: the
//! old secret or the new one opens the cache, with its edits in it.
#![cfg(target_os = "linux")]

use edutracker_store::{
    Error,
    keys::keyring::NoKeyring,
    meta,
    profile::{Profile, Protection},
};
use edutracker_tests::{
    Result,
    programs::{PASSPHRASE, Service, Terminal, account},
    sound::{Holds, copy, sound, sound_by},
    strike::{DISK, Strike, can_strike, some},
};
use std::{path::Path, process::Command};

const ANOTHER: &str = "another passphrase for the tests";
/// Points in the usual run.
const FEW: usize = 4;

/// A profile with a recovery code, as people have one; the code.
fn profile_of_a_person(folder: &Path) -> Result<String> {
    let told = |error: Error| error.to_string();
    let profile = Profile::hold(&folder.join("profile")).map_err(told)?;
    let cache = profile
        .create(&Protection::Passphrase(PASSPHRASE))
        .map_err(told)?;
    let code = cache.read(|c| meta::get(c, meta::RECOVERY_CODE));
    let code = code.map_err(told)?.ok_or("no code")?;
    cache.close().map_err(told)?;
    Ok(code)
}

/// What a cache holds, if the secret opens it.
fn opened(folder: &Path, secret: &str) -> Result<Option<Holds>> {
    let told = |error: Error| error.to_string();
    let profile = Profile::hold(&folder.join("profile")).map_err(told)?;
    match profile.unlock(secret, None, &NoKeyring) {
        Err(Error::WrongSecret) => Ok(None),
        Err(error) => Err(told(error)),
        Ok(cache) => {
            cache.close().map_err(told)?;
            drop(profile);
            sound_by(folder, secret).map(Some)
        }
    }
}

#[test]
fn a_new_passphrase_by_the_recovery_code() -> Result {
    if !can_strike() {
        return Ok(());
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let service = Service::start_sized(&folder.path().join("service"), Some(60))?;
    let person = Terminal::new(folder.path().join("desk"));
    let code = profile_of_a_person(person.folder())?;
    person.sign_in(service.address(), &account("KUL", "administrator")?)?;
    person.run(&["set", "offer", "--all", "durationMonths=9"])?;
    let whole = sound(person.folder())?;
    assert!(whole.edited > 0);
    let changing = |folder: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_another_passphrase"));
        command
            .arg(folder)
            .env("CODE", &code)
            .env("PASSPHRASE", ANOTHER);
        command
    };
    let twin = |name: &str| -> Result<_> {
        let path = folder.path().join(name);
        copy(person.folder(), &path)?;
        Ok(path)
    };
    let calls = Strike::none(DISK).run(&changing(&twin("rehearsal")?))?;
    assert_eq!(calls.code, Some(0), "{}", calls.complaint);
    let (count, points) = (calls.points.len(), some(calls.points, FEW));
    let (mut fell, mut old, mut new) = (0, 0, 0);
    for point in &points {
        let what = format!("{point:?}");
        let path = twin(&format!("{}-{}", point.call, point.nth))?;
        let struck = Strike::kill(point).run(&changing(&path))?;
        fell += usize::from(struck.fired);
        let by = [PASSPHRASE, ANOTHER].map(|secret| opened(&path, secret));
        let by = [by[0].clone()?, by[1].clone()?];
        match by {
            [Some(holds), None] => {
                assert_eq!(holds, whole, "{what}");
                assert!(!struck.said.contains("done"), "{what}: told, and not kept");
                old += 1;
            }
            [None, Some(holds)] => {
                assert_eq!(holds, whole, "{what}");
                new += 1;
            }
            other => return Err(format!("{what}: the old and the new one: {other:?}")),
        }
        assert_eq!(opened(&path, &code)?, Some(whole), "{what}: the code");
        // Once more, to its end.
        let again = Strike::none(DISK).run(&changing(&path))?;
        assert_eq!(again.code, Some(0), "{what}: {}", again.complaint);
        assert_eq!(opened(&path, PASSPHRASE)?, None, "{what}");
        assert_eq!(opened(&path, ANOTHER)?, Some(whole), "{what}");
    }
    eprintln!(
        "new passphrase: {count} calls, {} points, {fell} kills; the old one opened {old} times, the new one {new} times",
        points.len()
    );
    assert!(fell * 10 >= points.len() * 9, "only {fell} kills fell");
    assert!(old > 0 && new > 0, "{old} and {new}");
    Ok(())
}
