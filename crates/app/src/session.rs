//! Keys and accounts: from nothing to a signed-in client, and back.

use crate::{
    App, Outcome, failure,
    host::{Passphrases, SIGNED_OUT, account_of, side},
    standing,
};
use edutracker_domain::{
    RecordId,
    rights::{self, Action},
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{
        Nothing, PasswordForgotten, Phase, Preferences, RecoveryCode, Salvage, Salvaged, Session,
        SetAside, SignIn, SignOut, SignedIn, Unlock,
    },
    wire::{AccountInfo, ForgottenRequest},
};
use edutracker_store::{
    Cache,
    keys::{self, keyring},
    meta, pending,
    profile::Protection,
};
use edutracker_sync::{session as tokens, transport::Request};
use std::{ops::RangeInclusive, sync::Arc, time::Duration};

/// Where the client stands.
///
/// # Errors
/// When the cache is damaged or newer, or the disk fails.
pub async fn session(app: &App, _: Nothing) -> Outcome<Session> {
    if app.state().cache.is_none() {
        app.find()?;
    }
    describe(app)
}

fn describe(app: &App) -> Outcome<Session> {
    let (cache, locked, damaged) = {
        let state = app.state();
        (state.cache.clone(), state.locked, state.damaged.is_some())
    };
    let account = cache.as_deref().map(account_of).transpose()?.flatten();
    let phase = match (&cache, locked, &account) {
        _ if damaged => Phase::Damaged,
        (_, Some(_), _) => Phase::Locked,
        (None, None, _) => Phase::FirstRun,
        (Some(_), None, None) => Phase::SignedOut,
        (Some(_), None, Some(_)) => Phase::Ready,
    };
    let (connected, unsent) = match &cache {
        None => (false, 0),
        Some(cache) => cache
            .read(|c| {
                Ok((
                    meta::get(c, meta::REFRESH_TOKEN)?.is_some(),
                    pending::only_here(c)?,
                ))
            })
            .map_err(failure::cache)?,
    };
    let rights = account.as_ref().map_or_else(Default::default, |account| {
        Action::ALL
            .iter()
            .map(|action| {
                (
                    action.to_string(),
                    rights::grant(side(account), &account.role, *action).to_string(),
                )
            })
            .collect()
    });
    let (opened_by, unsent) = match locked {
        None if !damaged => (Vec::new(), unsent),
        _ => (opened_by(app)?, app.profile.unsent().unwrap_or(0)),
    };
    Ok(Session {
        phase,
        // Only the first sign-in needs to know: probing can ask a person.
        keyring: phase != Phase::FirstRun || keyring::works(app.host.keyring()),
        locked_because: locked.map(|why| why.code().to_owned()),
        opened_by,
        unsent,
        service: app.service(),
        account,
        rights,
        connected,
        preferences: app.preferences(),
        folder: app.host.downloads().display().to_string(),
    })
}

fn opened_by(app: &App) -> Outcome<Vec<String>> {
    let secrets = app.profile.secrets().map_err(failure::cache)?;
    Ok(secrets.into_iter().map(|kind| kind.to_string()).collect())
}

/// A passphrase that was given, if it is long enough.
fn given<'a>(app: &App, passphrase: Option<&'a str>) -> Outcome<Option<&'a str>> {
    let limit = app.host.passphrases().shortest();
    match passphrase.filter(|passphrase| !passphrase.is_empty()) {
        Some(passphrase) if passphrase.chars().count() < limit => {
            Err(ClientError::new(ErrorCode::WeakPassphrase).with("limit", limit))
        }
        passphrase => Ok(passphrase),
    }
}

/// Opens a locked cache.
///
/// # Errors
/// [`ErrorCode::WrongPassphrase`], [`ErrorCode::WeakPassphrase`] for a new one,
/// or why the cache cannot be used.
pub async fn unlock(app: &App, args: Unlock) -> Outcome<Session> {
    let passphrase = given(app, args.passphrase.as_deref())?;
    let opened = app
        .profile
        .unlock(&args.secret, passphrase, app.host.keyring());
    if let Err(error) = &opened {
        app.is_salvageable(error);
    }
    app.open(opened.map_err(failure::cache)?)?;
    app.told()?;
    describe(app)
}

/// Puts a locked cache aside, unopened and whole, so that the next sign-in makes
/// a new one.
///
/// # Errors
/// [`ErrorCode::AlreadyOpen`] when it is not locked, or what the disk says.
pub async fn set_aside(app: &App, _: Nothing) -> Outcome<SetAside> {
    let folder = {
        let mut state = app.state();
        if state.locked.is_none() {
            return Err(ErrorCode::AlreadyOpen.into());
        }
        let folder = app.profile.set_aside().map_err(failure::cache)?;
        state.locked = None;
        folder
    };
    Ok(SetAside {
        session: describe(app)?,
        folder: folder.display().to_string(),
    })
}

/// Puts a new cache in the place of a damaged one, with the edits that can
/// still be read, in quarantine: to be put back after the next pull. The damaged
/// files are kept.
///
/// # Errors
/// [`ErrorCode::WrongPassphrase`], [`ErrorCode::NotDamaged`],
/// [`ErrorCode::AlreadyOpen`] while a command reads the cache, or what the disk says.
pub async fn salvage(app: &App, args: Salvage) -> Outcome<Salvaged> {
    if app.state().damaged.is_none() {
        // Damage may be met long after opening.
        if app.cache()?.is_whole() {
            return Err(ErrorCode::NotDamaged.into());
        }
        drop(alone(app).await?);
        app.state().damaged = Some(app.profile.database());
    }
    let secret = args.secret.as_deref().filter(|secret| !secret.is_empty());
    let (cache, salvaged) = app
        .profile
        .salvage(secret, app.host.keyring())
        .map_err(failure::cache)?;
    app.open(cache)?;
    app.told()?;
    Ok(Salvaged {
        session: describe(app)?,
        edits: salvaged.edits,
        unreadable: salvaged.unreadable,
        folder: salvaged.kept.display().to_string(),
    })
}

/// Signs in. The first time makes the cache; another account gets a new one,
/// unless the old one holds unsent edits.
///
/// # Errors
/// [`ErrorCode::InvalidCredentials`], [`ErrorCode::OtherAccount`],
/// [`ErrorCode::NoKeyring`], or what the network says.
pub async fn sign_in(app: &App, args: SignIn) -> Outcome<SignedIn> {
    let shut = {
        let state = app.state();
        state.locked.is_some() || state.damaged.is_some()
    };
    if shut {
        return Err(app
            .cache()
            .err()
            .unwrap_or_else(|| ErrorCode::Locked.into()));
    }
    let service = args.service.trim().trim_end_matches('/').to_owned();
    let device = existing_device(app)?.unwrap_or_else(|| RecordId::new().to_string());
    let transport = app
        .host
        .transport(&service, &device)
        .map_err(|error| failure::net(&error, &service))?;
    let answer = tokens::sign_in(
        transport.as_ref(),
        args.email.trim(),
        &args.password,
        &device,
    )
    .await
    .map_err(|error| failure::sync(error, &service))?;
    let recovery_code =
        make_room(app, &answer.account, &service, args.passphrase.as_deref()).await?;
    let cache = app.state().cache.clone().ok_or(ErrorCode::Locked)?;
    cache
        .write(|tx| {
            meta::set(tx, meta::SERVICE, &service)?;
            meta::set(tx, meta::DEVICE, &device)?;
            meta::clear(tx, SIGNED_OUT)
        })
        .map_err(failure::cache)?;
    let engine = app.engine_for(transport, &cache);
    engine
        .session()
        .adopt(&answer)
        .await
        .map_err(|error| failure::sync(error, &service))?;
    // Limits are a convenience: without them the defaults hold.
    if engine.learn().await.is_ok() {
        standing::note_learnt(app)?;
    }
    {
        let mut state = app.state();
        state.engine = Some(engine);
        state.online = true;
    }
    app.told()?;
    Ok(SignedIn {
        session: describe(app)?,
        recovery_code,
    })
}

/// Asks for a mail with a link to a new password. What is answered says nothing
/// about whether there is such an account.
///
/// # Errors
/// What the network says, or that it was asked for too often.
pub async fn password_forgotten(app: &App, args: PasswordForgotten) -> Outcome<Nothing> {
    let service = args.service.trim().trim_end_matches('/').to_owned();
    let device = RecordId::new().to_string();
    let transport = app
        .host
        .transport(&service, &device)
        .map_err(|error| failure::net(&error, &service))?;
    let wish = ForgottenRequest {
        email: args.email.trim().to_owned(),
    };
    let body = serde_json::to_vec(&wish).unwrap_or_default();
    let request = Request::post("/v1/password/forgotten", body);
    let answer = transport
        .send(request)
        .await
        .map_err(|error| failure::net(&error, &service))?;
    if (200..300).contains(&answer.status) {
        return Ok(Nothing {});
    }
    Err(failure::sync(answer.problem().await, &service))
}

fn existing_device(app: &App) -> Outcome<Option<String>> {
    let cache = app.state().cache.clone();
    cache
        .map(|cache| {
            cache
                .read(|c| meta::get(c, meta::DEVICE))
                .map_err(failure::cache)
        })
        .transpose()
        .map(Option::flatten)
}

/// Sees to it that the open cache is one for this account at this service.
/// Answers the recovery code of a cache made just now.
async fn make_room(
    app: &App,
    account: &AccountInfo,
    service: &str,
    passphrase: Option<&str>,
) -> Outcome<Option<String>> {
    let open = app.state().cache.clone();
    if let Some(cache) = open {
        let (owner, at) = cache
            .read(|c| Ok((meta::get(c, meta::ACCOUNT)?, meta::get(c, meta::SERVICE)?)))
            .map_err(failure::cache)?;
        let owner: Option<AccountInfo> = owner.and_then(|text| serde_json::from_str(&text).ok());
        let same = owner.as_ref().is_none_or(|owner| owner.id == account.id)
            && at
                .as_deref()
                .is_none_or(|at| at == service || is_loopback(at) && is_loopback(service));
        if same {
            return Ok(None);
        }
        if cache.read(pending::only_here).map_err(failure::cache)? > 0 {
            let email = owner.map(|owner| owner.email).unwrap_or_default();
            return Err(ClientError::new(ErrorCode::OtherAccount).with("account", email));
        }
        drop(cache);
        discard(app).await?;
    }
    let keyring = app.host.keyring();
    let protection = match given(app, passphrase)? {
        Some(passphrase) => match app.host.passphrases() {
            Passphrases::OfPeople => Protection::Passphrase(passphrase),
            Passphrases::OfScripts => Protection::PassphraseAlone(passphrase),
        },
        None if keyring::works(keyring) => Protection::Keyring(keyring),
        None => return Err(ErrorCode::NoKeyring.into()),
    };
    let cache = app.profile.create(&protection).map_err(failure::cache)?;
    let code = recovery(&cache)?;
    app.open(cache)?;
    Ok(code)
}

/// A service on this machine may come back on another port.
fn is_loopback(service: &str) -> bool {
    ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        .iter()
        .any(|prefix| service.starts_with(prefix))
}

fn recovery(cache: &Cache) -> Outcome<Option<String>> {
    Ok(cache
        .read(|c| meta::get(c, meta::RECOVERY_CODE))
        .map_err(failure::cache)?
        .map(|code| keys::grouped(&code)))
}

/// How long removing waits for commands that still read.
const PATIENCE: Duration = Duration::from_secs(15);

/// Removes the cache for good.
async fn discard(app: &App) -> Outcome<()> {
    match alone(app).await? {
        Some(cache) => app
            .profile
            .discard(cache, app.host.keyring())
            .map_err(failure::cache),
        None => Ok(()),
    }
}

/// The open cache, once no command reads it any more.
async fn alone(app: &App) -> Outcome<Option<Cache>> {
    let end = tokio::time::Instant::now() + PATIENCE;
    while app.state().cache.is_some() {
        if let Some(cache) = take_alone(app) {
            return Ok(Some(cache));
        }
        if tokio::time::Instant::now() > end {
            return Err(ErrorCode::AlreadyOpen.into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(None)
}

/// The cache, unless something else holds it; then everything stays as it was.
fn take_alone(app: &App) -> Option<Cache> {
    let mut state = app.state();
    if let Some(engine) = state.engine.take()
        && let Err(engine) = Arc::try_unwrap(engine)
    {
        state.engine = Some(engine);
        return None;
    }
    match Arc::try_unwrap(state.cache.take()?) {
        Ok(cache) => Some(cache),
        Err(cache) => {
            state.cache = Some(cache);
            None
        }
    }
}

/// Signs out; keeps the encrypted cache and its unsent edits unless `discard`.
///
/// # Errors
/// What the cache says.
pub async fn sign_out(app: &App, args: SignOut) -> Outcome<Session> {
    // A second attempt finds the session ended and the engine gone: that is fine.
    if let Ok(engine) = app.engine() {
        let service = app.service();
        engine
            .session()
            .end()
            .await
            .map_err(|error| failure::sync(error, &service))?;
    }
    app.cache()?
        .write(|tx| meta::set(tx, SIGNED_OUT, "1"))
        .map_err(failure::cache)?;
    if args.discard {
        discard(app).await?;
    }
    let kept = app.state().cache.clone();
    match kept {
        Some(cache) => app.changed(&cache),
        None => app.host.changed(0),
    }
    describe(app)
}

/// The recovery code, for those signed in.
///
/// # Errors
/// [`ErrorCode::NotSignedIn`].
pub async fn recovery_code(app: &App, _: Nothing) -> Outcome<RecoveryCode> {
    app.account()?;
    Ok(RecoveryCode {
        code: recovery(&*app.cache()?)?,
    })
}

/// How small and how large a window may draw, in percent (ET: WCAG 1.4.4).
const ZOOM: RangeInclusive<u16> = 50..=300;

/// Chooses language, theme, zoom, own keys and what keys do in lists; what is `None` stays as it is.
///
/// # Errors
/// [`ErrorCode::InvalidValue`] for a zoom that is not offered; what the disk says.
pub async fn set_preferences(app: &App, args: Preferences) -> Outcome<Session> {
    if let Some(zoom) = args.zoom.filter(|zoom| !ZOOM.contains(zoom)) {
        return Err(ClientError::new(ErrorCode::InvalidValue)
            .with("field", "zoom")
            .with("value", zoom));
    }
    let current = app.preferences();
    let next = Preferences {
        language: args.language.or(current.language),
        theme: args.theme.or(current.theme),
        zoom: args.zoom.or(current.zoom),
        keys: args.keys.or(current.keys),
        tab: args.tab.or(current.tab),
        enter: args.enter.or(current.enter),
    };
    if let Some(zoom) = args.zoom {
        app.host.zoomed(zoom);
    }
    let path = app.preferences_path();
    let temporary = path.with_extension("new");
    let text = serde_json::to_string_pretty(&next).unwrap_or_default();
    std::fs::write(&temporary, text)
        .and_then(|()| std::fs::rename(&temporary, &path))
        .map_err(|_| ClientError::new(ErrorCode::Disk).with("path", path.display()))?;
    describe(app)
}
