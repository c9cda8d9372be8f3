//! What to do next, from what the cache holds. Observations are stored, work is
//! not: there is no "sync in progress" to be wrong after a crash.

use edutracker_domain::RecordId;
use edutracker_store::{Result, meta, outbox, partition};
use rusqlite::Connection;

/// What decides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Observed {
    /// A part of a push waits for its answer.
    pub waiting: bool,
    /// Organisations whose records must be read anew.
    pub repairs: Vec<RecordId>,
    /// Records that the service says are here and are not.
    pub missing: Vec<RecordId>,
    /// Where the feed stands; `None` before the first checkpoint.
    pub cursor: Option<String>,
    /// The account's rights have changed and are not known yet.
    pub relearn: bool,
    /// The check sums differ.
    pub diverged: bool,
    /// The service has another incarnation: it may have lost what was sent.
    pub recover: bool,
}

/// What was done in this turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    /// What waits was sent: the service took it, or could not.
    pub settled: bool,
    /// The feed was read to its end, and nothing came in otherwise since.
    pub caught_up: bool,
    /// How often the check sums were compared partition by partition.
    pub compared: u32,
}

/// The next thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Send what waits (again): only its answer tells what became of it.
    Settle,
    /// Read the records of these organisations anew.
    Repair(Vec<RecordId>),
    /// Ask for these records.
    Fetch(Vec<RecordId>),
    /// Read the feed from here.
    Read(Option<String>),
    /// Ask what the account may do now.
    Learn,
    /// Find out which organisations differ.
    Compare,
    /// Find out what a restored service has lost.
    Recover,
    /// Nothing.
    Rest,
}

/// How often a turn looks for differences before it leaves them to the next.
const COMPARISONS: u32 = 2;

/// The next thing to do: settle what was sent, mend what is known to be wrong,
/// read on, and see that the result is right.
#[must_use]
pub fn next(observed: Observed, turn: Turn) -> Step {
    if observed.waiting && !turn.settled {
        return Step::Settle;
    }
    if !observed.repairs.is_empty() {
        return Step::Repair(observed.repairs);
    }
    if !observed.missing.is_empty() {
        return Step::Fetch(observed.missing);
    }
    if !turn.caught_up {
        return Step::Read(observed.cursor);
    }
    if observed.relearn {
        return Step::Learn;
    }
    if observed.diverged && turn.compared < COMPARISONS {
        return Step::Compare;
    }
    if observed.recover {
        return Step::Recover;
    }
    Step::Rest
}

/// Observes the cache.
///
/// # Errors
/// What SQLite says.
pub fn observe(connection: &Connection) -> Result<Observed> {
    let is_set = |name| Ok::<_, edutracker_store::Error>(meta::get(connection, name)?.is_some());
    Ok(Observed {
        waiting: outbox::is_waiting(connection)?,
        repairs: partition::repairs(connection)?,
        missing: partition::missing(connection)?,
        cursor: meta::get(connection, meta::CURSOR)?,
        relearn: is_set(meta::RELEARN)?,
        diverged: is_set(meta::DIVERGED)?,
        recover: is_set(meta::RECOVER)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_settled_first_and_everything_has_its_turn() {
        let id = RecordId::from_bytes([1; 16]);
        let mut observed = Observed {
            waiting: true,
            repairs: vec![id],
            missing: vec![id],
            cursor: Some("c".into()),
            relearn: true,
            diverged: true,
            recover: true,
        };
        let mut turn = Turn::default();
        let next = |observed: &Observed, turn| next(observed.clone(), turn);
        assert_eq!(next(&observed, turn), Step::Settle);
        // What the service cannot answer holds up nothing.
        turn.settled = true;
        assert_eq!(next(&observed, turn), Step::Repair(vec![id]));
        observed.repairs.clear();
        assert_eq!(next(&observed, turn), Step::Fetch(vec![id]));
        observed.missing.clear();
        assert_eq!(next(&observed, turn), Step::Read(Some("c".into())));
        turn.caught_up = true;
        assert_eq!(next(&observed, turn), Step::Learn);
        observed.relearn = false;
        assert_eq!(next(&observed, turn), Step::Compare);
        turn.compared = COMPARISONS;
        assert_eq!(next(&observed, turn), Step::Recover);
        observed.recover = false;
        assert_eq!(next(&observed, turn), Step::Rest);
    }
}
