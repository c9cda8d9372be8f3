//! What happens by itself: the client reads what others changed, now and then
//! and when the service hints at it. Nothing is sent that a person did not send.

use crate::{App, claims, desk};
use edutracker_domain::RecordId;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Nothing, PullReply},
};
use edutracker_sync::{
    clock,
    events::{Hint, Hints},
};
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, timeout};

/// How often the feed is read while all is well.
const POLL: Duration = Duration::from_secs(60);
/// How often while the service tells when something is new.
const LISTENING: Duration = Duration::from_secs(300);
/// The first pause after a failure; it doubles with each one.
const FIRST: Duration = Duration::from_secs(2);
/// How soon it is looked whether somebody has signed in or unlocked the cache.
const LOOK: Duration = Duration::from_secs(2);
/// How soon the next piece of upkeep follows.
const NEXT: Duration = Duration::from_millis(50);
/// A stream of hints that ends sooner is not opened again at once.
const LIVED: Duration = Duration::from_secs(10);

/// A wait that took so much longer than it should: the machine slept.
const SLEPT: Duration = Duration::from_secs(5);

/// The rhythm of one window.
#[derive(Default)]
pub struct Pulse {
    /// Reads that failed in a row.
    failures: u32,
    /// How long the service asked to be left alone.
    backoff: Duration,
    hints: Option<Listening>,
    /// Whether the last stream that ended had hardly begun.
    cut_short: bool,
    /// Until when no stream is asked for: the service ended one.
    without: Option<Instant>,
}

struct Listening {
    hints: Hints,
    since: Instant,
}

/// How long to wait after a read. `failures` counts this one; `jitter` is
/// anything from 0 to 1; `backoff` is what the service asks for while all is well.
#[must_use]
pub fn pause(
    outcome: &Result<PullReply, ClientError>,
    failures: u32,
    listening: bool,
    jitter: f64,
    backoff: Duration,
) -> Duration {
    // All clients that were told of the same trouble must not come back together.
    let spread = |wait: Duration| wait.mul_f64(0.8 + 0.4 * jitter);
    let Err(error) = outcome else {
        let usual = spread(if listening { LISTENING } else { POLL });
        // Never sooner than asked, and not all together.
        return usual.max(backoff.mul_f64(1.0 + 0.2 * jitter));
    };
    let doubled = FIRST
        .saturating_mul(1 << failures.saturating_sub(1).min(10))
        .min(POLL);
    let named = error
        .args
        .get("seconds")
        .and_then(|seconds| seconds.parse().ok())
        .map(Duration::from_secs);
    match (error.code, named) {
        (ErrorCode::NotSignedIn | ErrorCode::Locked, _) => LOOK,
        (ErrorCode::SessionEnded | ErrorCode::AccountDisabled, _) => spread(POLL),
        // Never sooner than asked.
        (_, Some(named)) => named + spread(doubled),
        _ => spread(doubled),
    }
}

impl Pulse {
    /// Reads what changed, and says how long to wait. What fails here is shown
    /// in the state of the connection, not as an error.
    pub async fn beat(&mut self, app: &App) -> Duration {
        let outcome = if connected(app) {
            crate::pull(app, Nothing {}).await
        } else {
            // Without a session there is nothing to read; whether the service
            // is there is worth knowing all the same.
            crate::syncing::reachable(app).await;
            Err(ErrorCode::NotSignedIn.into())
        };
        match &outcome {
            Ok(_) => {
                self.failures = 0;
                self.listen(app).await;
            }
            Err(_) => {
                self.failures = self.failures.saturating_add(1);
                self.hints = None;
            }
        }
        self.backoff = match app.engine() {
            Ok(engine) => engine.session().backoff(),
            Err(_) => Duration::ZERO,
        };
        let listening = self.hints.is_some();
        let wait = pause(&outcome, self.failures, listening, jitter(), self.backoff);
        let mut state = app.state();
        state.listening = self.hints.is_some();
        state.next = Some(std::time::Instant::now() + wait);
        drop(state);
        wait
    }

    /// Waits, or until the service hints at something new, or somebody signs in
    /// or out. Meanwhile the cache is tended, in pieces.
    pub async fn rest(&mut self, app: &App, wait: Duration) {
        let mut end = Instant::now() + wait;
        let earliest = Instant::now() + self.backoff;
        let engine = engine(app);
        while Instant::now() < end && self::engine(app) == engine {
            let more = tend(app).await;
            let slice = if more { NEXT } else { LOOK };
            let slice = slice.min(end.saturating_duration_since(Instant::now()));
            let before = clock::now();
            let hinted = match &mut self.hints {
                None => {
                    tokio::time::sleep(slice).await;
                    None
                }
                Some(listening) => timeout(slice, listening.hints.next()).await.ok(),
            };
            if slept(
                slice,
                clock::now().as_millisecond() - before.as_millisecond(),
            ) {
                // The stream may be dead without knowing it, and much may be new.
                self.hints = None;
                return;
            }
            match hinted {
                None => {}
                // Others need the stream more, or the service ends.
                Some(Some(Hint::Bye)) => {
                    self.hints = None;
                    // Is it still there? All were told at once: not all ask at once.
                    self.without = Some(Instant::now() + POLL);
                    end = end.min(Instant::now() + FIRST.mul_f64(0.5 + jitter()));
                }
                Some(Some(Hint::Claims)) => claims::refresh(app).await,
                // What is new is read as soon as the service wants to be asked.
                Some(Some(_)) if Instant::now() < earliest => end = end.min(earliest),
                Some(Some(_)) => return,
                // The stream ended: look at once whether the service is there,
                // unless it is a service that ends every stream.
                Some(None) => {
                    let lived = self.hints.take().is_some_and(|l| l.since.elapsed() > LIVED);
                    let again = std::mem::replace(&mut self.cut_short, !lived);
                    if lived || !again {
                        return;
                    }
                    end = end.min(Instant::now() + POLL);
                }
            }
        }
        if self::engine(app) != engine {
            self.hints = None;
        }
    }

    async fn listen(&mut self, app: &App) {
        let soon = self.without.is_some_and(|until| Instant::now() < until);
        if self.hints.is_some() || soon {
            return;
        }
        let Ok(engine) = app.engine() else { return };
        // A service without hints is read by the clock.
        if let Ok(Some(hints)) = engine.session().hints().await {
            self.hints = Some(Listening {
                hints,
                since: Instant::now(),
            });
        }
    }
}

/// Does a piece of the cache's upkeep, apart from the window's other work.
/// Answers whether there is more; what fails is tried again the next time.
async fn tend(app: &App) -> bool {
    let Ok(cache) = app.cache() else { return false };
    // What is waited for comes first: a queue is read, a merged index is not seen.
    if matches!(desk::judge_some(app), Ok(true)) {
        return true;
    }
    let tended = tokio::task::spawn_blocking(move || cache.tend()).await;
    matches!(tended, Ok(Ok(true)))
}

/// Whether the machine slept in a wait, of which so many milliseconds passed.
fn slept(asked: Duration, passed: i64) -> bool {
    u128::try_from(passed).is_ok_and(|passed| passed > (asked + SLEPT).as_millis())
}

/// Whether there is a session to read with.
fn connected(app: &App) -> bool {
    use edutracker_store::meta;
    app.account().is_ok()
        && app.cache().is_ok_and(|cache| {
            cache
                .read(|c| meta::get(c, meta::REFRESH_TOKEN))
                .is_ok_and(|token| token.is_some())
        })
}

/// Which engine there is: another one after a sign-in.
fn engine(app: &App) -> Option<usize> {
    app.engine().ok().map(|engine| Arc::as_ptr(&engine).addr())
}

fn jitter() -> f64 {
    let id = RecordId::new();
    f64::from(id.as_bytes()[15]) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Duration = Duration::ZERO;

    #[test]
    fn the_service_is_left_alone_for_as_long_as_it_asks() {
        let well = Ok(PullReply::default());
        let asked = Duration::from_secs(150);
        assert!(pause(&well, 0, false, 0.0, asked) >= asked);
        assert!(pause(&well, 0, false, 1.0, asked) <= asked.mul_f64(1.2));
        let little = Duration::from_secs(5);
        assert_eq!(pause(&well, 0, false, 0.5, little), POLL);
        assert_eq!(pause(&well, 0, true, 0.5, asked), LISTENING);
    }

    #[test]
    fn a_sleep_is_noticed_and_a_clock_put_back_is_none() {
        let asked = Duration::from_secs(2);
        assert!(!slept(asked, 2_010));
        assert!(!slept(asked, 6_900), "a busy machine");
        assert!(slept(asked, 8 * 3_600_000));
        assert!(!slept(asked, -3_600_000));
    }

    fn failed(code: ErrorCode) -> Result<PullReply, ClientError> {
        Err(code.into())
    }

    #[test]
    fn the_feed_is_read_each_minute_give_or_take_a_fifth() {
        let well = Ok(PullReply::default());
        assert_eq!(pause(&well, 0, false, 0.5, NONE), POLL);
        assert_eq!(pause(&well, 0, false, 0.0, NONE), Duration::from_secs(48));
        assert_eq!(pause(&well, 0, false, 1.0, NONE), Duration::from_secs(72));
        assert_eq!(pause(&well, 0, true, 0.5, NONE), LISTENING);
    }

    #[test]
    fn pauses_grow_to_a_minute_and_never_undercut_what_was_asked() {
        let away = failed(ErrorCode::Unreachable);
        let pauses: Vec<u64> = [1, 2, 3, 4, 5, 6, 40, u32::MAX]
            .iter()
            .map(|failures| pause(&away, *failures, false, 0.5, NONE).as_secs())
            .collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 60, 60, 60]);
        let busy = Err(ClientError::new(ErrorCode::RateLimited).with("seconds", 40));
        assert!(pause(&busy, 1, false, 0.0, NONE) >= Duration::from_secs(40));
    }

    #[test]
    fn a_sign_in_is_noticed_soon() {
        assert_eq!(
            pause(&failed(ErrorCode::NotSignedIn), 9, false, 1.0, NONE),
            LOOK
        );
        let ended = pause(&failed(ErrorCode::SessionEnded), 9, false, 0.5, NONE);
        assert_eq!(ended, POLL);
    }
}
