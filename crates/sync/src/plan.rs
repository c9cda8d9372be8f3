//! What to do next, from what the cache holds. Observations are stored, work is
//! not: there is no "sync in progress" to be wrong after a crash.

use edutracker_store::{Result, meta, outbox};
use rusqlite::Connection;

/// What the cache holds that decides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Observed {
    /// A part of a push waits for its answer.
    pub frozen: Option<outbox::Frozen>,
    /// Where the feed stands; `None` before the first checkpoint.
    pub cursor: Option<String>,
    /// Whether the feed was read to its end.
    pub caught_up: bool,
}

/// The next thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Send these bytes (again): only their answer tells what became of them.
    Send(outbox::Frozen),
    /// Read the feed from here.
    Read(Option<String>),
    /// Nothing.
    Rest,
}

/// The next thing to do for a pull: settle what was sent, then read on.
#[must_use]
pub fn next(observed: &Observed) -> Step {
    match (&observed.frozen, observed.caught_up) {
        (Some(frozen), _) => Step::Send(frozen.clone()),
        (None, false) => Step::Read(observed.cursor.clone()),
        (None, true) => Step::Rest,
    }
}

/// Observes the cache.
///
/// # Errors
/// What SQLite says.
pub fn observe(connection: &Connection, caught_up: bool) -> Result<Observed> {
    Ok(Observed {
        frozen: outbox::next_part(connection)?,
        cursor: meta::get(connection, meta::CURSOR)?,
        caught_up,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_settled_before_anything_is_read() {
        let frozen = outbox::Frozen {
            push: "p".into(),
            part: 0,
            body: "{}".into(),
        };
        let observed = Observed {
            frozen: Some(frozen.clone()),
            cursor: Some("c".into()),
            caught_up: true,
        };
        assert_eq!(next(&observed), Step::Send(frozen));
        let observed = Observed {
            frozen: None,
            ..observed
        };
        assert_eq!(next(&observed), Step::Rest);
        let observed = Observed {
            caught_up: false,
            ..observed
        };
        assert_eq!(next(&observed), Step::Read(Some("c".into())));
    }
}
