//! Forgetting what has been kept for as long as the settings say: at the start
//! of the program, and every hour. History stays.

use crate::{
    clock,
    push::line,
    service::Service,
    storage::{Result, Writer},
};

/// Rows forgotten in one transaction: pushes wait for it.
const BATCH: usize = 1_000;
const DAY: i64 = 24 * 3_600 * 1_000;

/// How much was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Answers to edits.
    pub mutations: usize,
    /// Sessions that nobody can carry on.
    pub sessions: usize,
    /// The floor, where tombstones were forgotten: cursors that are older have expired.
    pub floor: Option<u64>,
}

impl Service {
    /// Forgets what is too old. Blocks; other writers get their turn between batches.
    pub fn housekeeping(&self) -> Result<Swept> {
        let mut swept = Swept::default();
        let settings = self.settings();
        let before = |days: u32| clock::moment(self.clock().millis() - i64::from(days) * DAY);
        let tombstones = before(settings.tombstone_days);
        while let Some(floor) = self.transaction(|writer| raise(writer, &tombstones))? {
            swept.floor = Some(floor);
        }
        let mutations = before(settings.mutation_days);
        loop {
            let gone = self.transaction(|writer| {
                let (gone, last) = writer.forget_mutations(&mutations, BATCH)?;
                // Sent again, none of them may look like a new one.
                line::draw(writer, last)?;
                Ok(gone)
            })?;
            swept.mutations += gone;
            if gone < BATCH {
                break;
            }
        }
        // A session lives as long as its last refresh token.
        let dead = self.clock().millis() - settings.refresh_seconds * 1_000;
        swept.sessions = self.transaction(|writer| {
            writer.forget_before(dead)?;
            writer.forget_links(self.clock().millis())?;
            writer.forget_sessions(dead)
        })?;
        Ok(swept)
    }

    fn transaction<T>(&self, work: impl FnOnce(&dyn Writer) -> Result<T>) -> Result<T> {
        let writer = self.storage().writer()?;
        let done = work(&*writer)?;
        writer.commit()?;
        Ok(done)
    }
}

/// Forgets some tombstones and raises the floor to the last of them, so that
/// no cursor goes on that has not seen them.
fn raise(writer: &dyn Writer, before: &str) -> Result<Option<u64>> {
    let Some(last) = writer.forget_tombstones(before, BATCH)? else {
        return Ok(None);
    };
    let mut head = writer.head()?;
    head.floor = head.floor.max(last);
    writer.set_head(head)?;
    Ok(Some(head.floor))
}
