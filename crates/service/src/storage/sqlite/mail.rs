//! The outbox and the links in its mails.

use super::{Result, Tx, records, signed};
use crate::storage::{
    MailReads, MailWrites, NoticeState, NoticesOf, StorageError, StoredLink, StoredNotice,
};
use edutracker_domain::RecordId;
use rusqlite::{OptionalExtension, Row, ToSql, params};

const NOTICE: &str =
    "id, kind, subject, offer, recipient, language, state, due, tries, created, changed, code";

fn word<T: std::str::FromStr>(row: &Row<'_>, index: usize) -> Result<T> {
    let text: String = row.get(index)?;
    text.parse().map_err(|_| StorageError::Corrupt("notice"))
}

fn notice(row: &Row<'_>) -> Result<StoredNotice> {
    let offer: Option<[u8; 16]> = row.get(3)?;
    Ok(StoredNotice {
        id: records::id(row, 0)?,
        kind: word(row, 1)?,
        subject: records::id(row, 2)?,
        offer: offer.map(RecordId::from_bytes),
        recipient: row.get(4)?,
        language: row.get(5)?,
        state: word(row, 6)?,
        due: row.get(7)?,
        tries: row.get(8)?,
        created: row.get(9)?,
        changed: row.get(10)?,
        code: row.get(11)?,
    })
}

impl Tx<'_> {
    fn notices_where(&self, rest: &str, values: &[&dyn ToSql]) -> Result<Vec<StoredNotice>> {
        let mut statement = self
            .conn()?
            .prepare_cached(&format!("SELECT {NOTICE} FROM notice WHERE {rest}"))?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(notice(row)?);
        }
        Ok(found)
    }
}

impl MailReads for Tx<'_> {
    fn notice(&self, id: RecordId) -> Result<Option<StoredNotice>> {
        Ok(self.notices_where("id = ?1", &[id.as_bytes()])?.pop())
    }

    fn notices(
        &self,
        of: NoticesOf,
        before: Option<(i64, RecordId)>,
        limit: usize,
    ) -> Result<Vec<StoredNotice>> {
        let limit = signed(limit as u64);
        let (moment, id) =
            before.map_or((i64::MAX, [u8::MAX; 16]), |(at, id)| (at, *id.as_bytes()));
        let page = "(created, id) < (?1, ?2) ORDER BY created DESC, id DESC LIMIT ?3";
        let subject = of.subject.map(|id| *id.as_bytes());
        let offer = of.offer.map(|id| *id.as_bytes());
        match (&subject, &offer) {
            (None, None) => self.notices_where(page, &[&moment, &id, &limit]),
            (Some(one), None) => self.notices_where(
                &format!("subject = ?4 AND {page}"),
                &[&moment, &id, &limit, one],
            ),
            (None, Some(one)) => self.notices_where(
                &format!("offer = ?4 AND {page}"),
                &[&moment, &id, &limit, one],
            ),
            (Some(subject), Some(offer)) => self.notices_where(
                &format!("subject = ?4 AND offer = ?5 AND {page}"),
                &[&moment, &id, &limit, subject, offer],
            ),
        }
    }

    fn due_notices(&self, now: i64, limit: usize) -> Result<Vec<StoredNotice>> {
        self.notices_where(
            "state = 'waiting' AND due <= ?1 ORDER BY due, id LIMIT ?2",
            &[&now, &signed(limit as u64)],
        )
    }

    fn sending_notices(&self) -> Result<Vec<StoredNotice>> {
        self.notices_where("state = ?1 ORDER BY id", &[&NoticeState::Sending.as_str()])
    }

    fn link(&self, hash: &[u8]) -> Result<Option<StoredLink>> {
        let mut statement = self
            .conn()?
            .prepare_cached("SELECT hash, notice, expires, used FROM link WHERE hash = ?1")?;
        let found = statement
            .query_row([hash], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        Ok(found.map(|(hash, notice, expires, used)| StoredLink {
            hash,
            notice: RecordId::from_bytes(notice),
            expires,
            used,
        }))
    }
}

impl MailWrites for Tx<'_> {
    fn put_notice(&self, notice: &StoredNotice) -> Result<()> {
        self.conn()?
            .prepare_cached(&format!(
                "INSERT INTO notice ({NOTICE}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                 ON CONFLICT (id) DO UPDATE SET state = excluded.state, due = excluded.due,
                   tries = excluded.tries, changed = excluded.changed, code = excluded.code"
            ))?
            .execute(params![
                notice.id.as_bytes(),
                notice.kind.as_str(),
                notice.subject.as_bytes(),
                notice.offer.map(|id| *id.as_bytes()),
                notice.recipient,
                notice.language,
                notice.state.as_str(),
                notice.due,
                notice.tries,
                notice.created,
                notice.changed,
                notice.code,
            ])?;
        Ok(())
    }

    fn put_link(&self, link: &StoredLink) -> Result<()> {
        self.conn()?
            .prepare_cached(
                "INSERT INTO link (hash, notice, expires, used) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (hash) DO UPDATE SET expires = excluded.expires, used = excluded.used",
            )?
            .execute(params![
                link.hash,
                link.notice.as_bytes(),
                link.expires,
                link.used
            ])?;
        Ok(())
    }

    fn drop_links(&self, notice: RecordId) -> Result<()> {
        self.conn()?
            .prepare_cached("DELETE FROM link WHERE notice = ?1")?
            .execute([notice.as_bytes()])?;
        Ok(())
    }

    fn forget_links(&self, moment: i64) -> Result<()> {
        self.conn()?
            .prepare_cached("DELETE FROM link WHERE expires < ?1")?
            .execute([moment])?;
        Ok(())
    }
}
