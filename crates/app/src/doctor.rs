//! Whether all is well: the cache compared with the service, and a report that
//! can be given to anybody, since nothing about people or records is in it.

use crate::{App, Outcome, failure, standing, syncing};
use edutracker_protocol::{
    command::{Backup, CacheState, Doctor, KeyState, Nothing, ServiceState, Standing, Verified},
    wire::Meta,
};
use edutracker_store::{Cache, Error as CacheError, meta, migration};
use std::{collections::BTreeMap, path::Path};

/// A clock that is further off is told.
const CLOCK: i64 = 120;

/// Compares the whole cache with the service and mends what differs.
///
/// # Errors
/// As [`crate::pull`].
pub async fn verify(app: &App, _: Nothing) -> Outcome<Verified> {
    app.account()?;
    let engine = app.engine()?;
    let checked = syncing::online(app, engine.check()).await?;
    Ok(Verified {
        verified_at: checked.verified,
        repaired: checked.repaired,
        received: checked.pulled.changed,
        removed: checked.pulled.removed,
    })
}

/// The copies of the cache, newest first.
pub(crate) fn backups(database: &Path) -> Result<Vec<Backup>, CacheError> {
    let mut backups = Vec::new();
    for path in migration::list(&migration::folder(database))? {
        let Ok(about) = std::fs::metadata(&path) else {
            continue;
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let at = about
            .modified()
            .ok()
            .and_then(|at| jiff::Timestamp::try_from(at).ok());
        backups.push(Backup {
            before: stem.split('-').next().unwrap_or_default().to_owned(),
            path: path.display().to_string(),
            at: at.map(|at| at.to_string()).unwrap_or_default(),
            bytes: about.len(),
        });
    }
    backups.sort_by(|a, b| b.at.cmp(&a.at));
    Ok(backups)
}

/// The health of the client, without anything about people or records. Works
/// with a locked cache and without the service.
///
/// # Errors
/// What the disk says.
pub async fn doctor(app: &App, _: Nothing) -> Outcome<Doctor> {
    let session = crate::session(app, Nothing {}).await?;
    let service = service(app).await;
    let open = app.state().cache.clone();
    let cache = open
        .as_deref()
        .map(cache_state)
        .transpose()
        .map_err(failure::cache)?;
    let state = match (&open, &session.account) {
        (Some(_), Some(_)) => Some(crate::sync_state(app, Nothing {}).await?),
        _ => None,
    };
    let recovery = open
        .as_ref()
        .map(|cache| cache.read(|c| meta::get(c, meta::RECOVERY_CODE)))
        .transpose()
        .map_err(failure::cache)?
        .flatten()
        .is_some();
    let pending: BTreeMap<String, u64> = state
        .iter()
        .flat_map(|state| {
            [
                ("ready", state.ready),
                ("waiting", state.waiting),
                ("conflicts", state.conflicts),
                ("refused", state.refused),
                ("invalid", state.invalid),
                ("quarantined", state.quarantined),
                ("lost", state.lost),
            ]
        })
        .map(|(name, count)| (name.to_owned(), count))
        .collect();
    let diverged = open
        .as_ref()
        .map(|cache| cache.read(|c| meta::get(c, meta::DIVERGED)))
        .transpose()
        .map_err(failure::cache)?
        .flatten()
        .is_some();
    let count = |name: &str| pending.get(name).copied().unwrap_or(0);
    let findings = [
        ("keyring", !session.keyring),
        ("locked", session.locked_because.is_some()),
        (
            "cache-damaged",
            cache.as_ref().is_some_and(|cache| !cache.whole),
        ),
        ("diverged", diverged),
        // Who has no session, or a locked one, has asked nobody.
        ("unreachable", app.engine().is_ok() && !service.reachable),
        (
            "clock",
            service.clock_ahead.is_some_and(|ahead| ahead.abs() > CLOCK),
        ),
        ("other-epoch", service.same_epoch == Some(false)),
        (
            "too-old",
            state
                .as_ref()
                .is_some_and(|state| state.oldest_push.is_some()),
        ),
        ("stuck-push", count("waiting") > 0),
        ("conflicts", count("conflicts") > 0),
        ("refused", count("refused") > 0),
        ("quarantine", count("quarantined") > 0),
        ("lost-pushes", count("lost") > 0),
    ];
    Ok(Doctor {
        version: standing::VERSION.to_owned(),
        standing: state.map_or(Standing::Starting, |state| state.standing),
        keys: KeyState {
            phase: session.phase.to_string(),
            keyring: session.keyring,
            recovery_code: recovery,
        },
        cache: cache.unwrap_or(CacheState {
            schema: 0,
            bytes: 0,
            whole: false,
            records: 0,
            as_of: None,
            verified_at: None,
            backups: 0,
        }),
        service,
        pending,
        findings: findings
            .iter()
            .filter(|(_, found)| *found)
            .map(|(code, _)| (*code).to_owned())
            .collect(),
    })
}

fn cache_state(cache: &Cache) -> Result<CacheState, CacheError> {
    let bytes = std::fs::metadata(cache.path()).map_or(0, |about| about.len());
    let backups = backups(cache.path())?.len() as u64;
    cache.read(|c| {
        let whole: String = c.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        let schema: i64 = c.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let records: i64 = c.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?;
        Ok(CacheState {
            schema: schema.unsigned_abs(),
            bytes,
            whole: whole == "ok",
            records: records.unsigned_abs(),
            as_of: meta::get(c, meta::AS_OF)?,
            verified_at: meta::get(c, meta::VERIFIED)?,
            backups,
        })
    })
}

async fn service(app: &App) -> ServiceState {
    let mut state = ServiceState {
        reachable: false,
        api: None,
        same_epoch: None,
        clock_ahead: None,
        session: false,
    };
    let Ok(engine) = app.engine() else {
        return state;
    };
    let kept = |name: &'static str| {
        app.cache()
            .ok()
            .and_then(|cache| cache.read(|c| meta::get(c, name)).ok().flatten())
    };
    state.session = kept(meta::REFRESH_TOKEN).is_some();
    let answer = engine.session().introduce().await;
    state.reachable = answer.is_ok();
    syncing::noticed(app, state.reachable);
    let Ok(answer) = answer else {
        return state;
    };
    let now = edutracker_sync::clock::now();
    state.clock_ahead = answer
        .headers
        .get("date")
        .and_then(|text| jiff::fmt::rfc2822::parse(text).ok())
        .map(|theirs| now.as_second() - theirs.timestamp().as_second());
    if let Ok(said) = answer.json::<Meta>().await {
        state.same_epoch = kept(meta::EPOCH).map(|epoch| epoch == said.epoch);
        state.api = Some(said.api);
    }
    state
}
