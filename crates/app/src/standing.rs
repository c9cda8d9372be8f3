//! Where the client stands with the service, in one word, and what waits.

use crate::{App, Outcome, doctor, failure};
use edutracker_protocol::{
    ErrorCode,
    command::{Nothing, RowState, Standing, SyncState},
};
use edutracker_store::{Error as CacheError, meta, pending, quarantine, sent};

/// This program's version.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the cache knows of it.
struct Kept {
    connected: bool,
    caught_up: bool,
    oldest_push: Option<String>,
}

/// What happens next between client and service, and what waits.
///
/// # Errors
/// What the cache says.
pub async fn sync_state(app: &App, _: Nothing) -> Outcome<SyncState> {
    app.account()?;
    let version = VERSION;
    let (online, trouble, next, listening) = {
        let state = app.state();
        (state.online, state.trouble, state.next, state.listening)
    };
    let cache = app.cache()?;
    let database = cache.path().to_owned();
    cache
        .read(|c| {
            let counts = pending::counts(c)?;
            let count = |sql: &str| -> Result<u64, CacheError> {
                let count: i64 = c.query_row(sql, [], |row| row.get(0))?;
                Ok(count.unsigned_abs())
            };
            let kept = Kept {
                connected: meta::get(c, meta::REFRESH_TOKEN)?.is_some(),
                caught_up: meta::get(c, meta::CAUGHT_UP)?.as_deref() == Some("1"),
                oldest_push: meta::get(c, meta::OLDEST_PUSH)?
                    .filter(|oldest| is_older(version, oldest)),
            };
            let standing = standing(online, trouble, &kept);
            Ok(SyncState {
                standing,
                trouble: trouble.map(|code| code.as_str().to_owned()),
                next_in: next.map(|at| {
                    at.saturating_duration_since(std::time::Instant::now())
                        .as_secs()
                }),
                listening,
                as_of: meta::get(c, meta::AS_OF)?,
                verified_at: meta::get(c, meta::VERIFIED)?,
                version: version.to_owned(),
                oldest_push: kept.oldest_push,
                // What was sent and has no answer is not to be sent once more.
                ready: counts.of(RowState::Changed).saturating_sub(count(
                    "SELECT count(*) FROM outbox o JOIN overlay v ON v.n = o.n WHERE v.state = 'ready'",
                )?),
                waiting: count("SELECT count(*) FROM outbox")?,
                conflicts: counts.of(RowState::Conflict),
                refused: counts.of(RowState::Refused),
                invalid: counts.of(RowState::Invalid),
                quarantined: quarantine::count(c)?,
                lost: sent::lost(c)?.len() as u64,
                backups: doctor::backups(&database)?,
            })
        })
        .map_err(failure::cache)
}

/// Whether the service said that this version may send no more.
pub(crate) fn is_too_old(app: &App) -> Outcome<bool> {
    let oldest = app.cache()?.read(|c| meta::get(c, meta::OLDEST_PUSH));
    let oldest = oldest.map_err(failure::cache)?;
    Ok(oldest.is_some_and(|oldest| is_older(VERSION, &oldest)))
}

/// Whether the service was asked today what it takes.
pub(crate) fn learnt_today(app: &App) -> Outcome<bool> {
    let day = app.cache()?.read(|c| meta::get(c, meta::LEARNT));
    Ok(day.map_err(failure::cache)?.as_deref() == Some(app.host.today().as_str()))
}

/// Notes that it was.
pub(crate) fn note_learnt(app: &App) -> Outcome<()> {
    let today = app.host.today();
    let noted = app.cache()?.write(|tx| meta::set(tx, meta::LEARNT, &today));
    noted.map_err(failure::cache)
}

/// One word for it: what keeps the person from sending comes first.
fn standing(online: bool, trouble: Option<ErrorCode>, kept: &Kept) -> Standing {
    match trouble {
        Some(ErrorCode::AccountDisabled) => Standing::AccountDisabled,
        _ if !kept.connected => Standing::SessionEnded,
        Some(ErrorCode::NotTheService) => Standing::NotTheService,
        Some(ErrorCode::Unreachable) => Standing::Offline,
        Some(ErrorCode::RateLimited | ErrorCode::Unavailable) => Standing::Busy,
        Some(ErrorCode::ClientTooOld) => Standing::TooOld,
        _ if kept.oldest_push.is_some() => Standing::TooOld,
        Some(ErrorCode::SessionEnded | ErrorCode::NotSignedIn) => Standing::SessionEnded,
        Some(_) => Standing::Troubled,
        None if !online => Standing::Starting,
        None if !kept.caught_up => Standing::CatchingUp,
        None => Standing::InOrder,
    }
}

/// Whether a version (`1.2.3`) comes before another.
fn is_older(version: &str, than: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> {
        text.split(['.', '-'])
            .map(|part| part.parse().unwrap_or(0))
            .collect()
    };
    numbers(version) < numbers(than)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert!(is_older("0.9.12", "0.10.0"));
        assert!(is_older("1.2", "1.2.1"));
        assert!(!is_older("1.10.0", "1.9.9"));
        assert!(!is_older("1.0.0", "1.0.0"));
    }

    #[test]
    fn what_keeps_from_sending_comes_first() {
        let kept = |connected, oldest: Option<&str>| Kept {
            connected,
            caught_up: true,
            oldest_push: oldest.map(str::to_owned),
        };
        let well = kept(true, None);
        assert_eq!(standing(true, None, &well), Standing::InOrder);
        assert_eq!(standing(false, None, &well), Standing::Starting);
        let offline = standing(false, Some(ErrorCode::Unreachable), &well);
        assert_eq!(offline, Standing::Offline);
        let ended = standing(false, Some(ErrorCode::Unreachable), &kept(false, None));
        assert_eq!(ended, Standing::SessionEnded);
        let old = standing(true, None, &kept(true, Some("9.0.0")));
        assert_eq!(old, Standing::TooOld);
    }
}
