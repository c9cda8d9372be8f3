//! Forgetting what is too old, a bounded number of rows at a time: the writer
//! is held briefly.

use super::{Result, Tx, signed, unsigned};
use crate::storage::RetentionWrites;
use rusqlite::params;

impl RetentionWrites for Tx<'_> {
    fn forget_mutations(&self, before: &str, limit: usize) -> Result<(usize, u64)> {
        self.conn()?
            .prepare_cached("DELETE FROM idempotency WHERE at < ?1")?
            .execute([before])?;
        // Rows are numbered as they come: the oldest are at the start, and the
        // first young one ends the search.
        let mut statement = self.conn()?.prepare_cached(
            "DELETE FROM mutation WHERE at < ?1 AND rowid IN (SELECT rowid FROM mutation ORDER BY rowid LIMIT ?2)
             RETURNING seq",
        )?;
        let mut rows = statement.query(params![before, signed(limit as u64)])?;
        let (mut gone, mut last) = (0, 0);
        while let Some(row) = rows.next()? {
            gone += 1;
            last = last.max(unsigned(row.get(0)?));
        }
        Ok((gone, last))
    }

    fn forget_tombstones(&self, before: &str, limit: usize) -> Result<Option<u64>> {
        let mut statement = self.conn()?.prepare_cached(
            "DELETE FROM record WHERE (type, id) IN
             (SELECT type, id FROM record WHERE deleted = 1 AND changed_at < ?1 ORDER BY seq LIMIT ?2) RETURNING seq",
        )?;
        let mut rows = statement.query(params![before, signed(limit as u64)])?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            last = last.max(Some(unsigned(row.get(0)?)));
        }
        Ok(last)
    }

    fn forget_sessions(&self, before: i64) -> Result<usize> {
        Ok(self
            .conn()?
            .prepare_cached("DELETE FROM session WHERE used < ?1")?
            .execute([before])?)
    }
}
