//! The line behind which no edit is taken: cursors of before a transaction.
//!
//! Whether a cursor has expired is read off the clock, and a clock may be put
//! back. What was refused once must stay refused all the same, since the client
//! has made its edits anew meanwhile; and an edit whose answer was forgotten must
//! not look like a new one. Both are kept as a transaction number, which only
//! rises.

use crate::{
    feed::cursor::Cursor,
    refusal::Answer,
    service::Service,
    storage::{RecordReads, Result, Writer},
};

/// The name of the setting.
const LINE: &str = "push_line";

/// The first transaction that a cursor must have seen for edits to be taken.
pub(super) fn line<R: RecordReads + ?Sized>(reader: &R) -> Result<u64> {
    Ok(reader
        .setting(LINE)?
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_le_bytes))
}

/// Draws the line at a transaction, unless it stands there or behind already.
pub(crate) fn draw(writer: &dyn Writer, at: u64) -> Result<()> {
    if at > line(writer)? {
        writer.set_setting(LINE, &at.to_le_bytes())?;
        // Who reads now must come to stand behind it.
        while writer.head()?.seq < at {
            writer.next_seq()?;
        }
    }
    Ok(())
}

impl Service {
    /// A request with this cursor was refused: so is every copy of it, for ever.
    pub(super) fn refused(&self, cursor: &str, account: &crate::account::Account) -> Answer<()> {
        let Some(cursor) = Cursor::decode(cursor, self.secret(), account) else {
            return Ok(());
        };
        let writer = self.storage().writer()?;
        if cursor.epoch == writer.head()?.epoch {
            draw(&*writer, cursor.seq() + 1)?;
            writer.commit()?;
        }
        Ok(())
    }
}
