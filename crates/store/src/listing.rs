//! The narrow row that lists sort and filter by, and the search index.

use crate::{
    Result, Transaction, narrow,
    record::{self, OverlayState, Stored},
    words,
};
use edutracker_domain::{
    OfferStatus, Record, RecordId, RecordType, Subject, codes::CodeList, record as fields,
    review::Verdict,
};
use edutracker_protocol::command::RowState;
use rusqlite::{OptionalExtension, params};

/// Lower case without accents: how lists sort and words are found.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .flat_map(|c| match c {
            'à' | 'á' | 'â' | 'ä' | 'À' | 'Á' | 'Â' | 'Ä' => 'a'.to_lowercase(),
            'ç' | 'Ç' => 'c'.to_lowercase(),
            'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => 'e'.to_lowercase(),
            'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => 'i'.to_lowercase(),
            'ò' | 'ó' | 'ô' | 'ö' | 'Ò' | 'Ó' | 'Ô' | 'Ö' => 'o'.to_lowercase(),
            'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => 'u'.to_lowercase(),
            c => c.to_lowercase(),
        })
        .collect()
}

/// The state of a row, the worst first.
#[must_use]
pub fn row_state(stored: &Stored) -> RowState {
    match &stored.overlay {
        Some(_) if stored.waiting => RowState::Waiting,
        Some(overlay) => match overlay.state {
            OverlayState::Conflict => RowState::Conflict,
            OverlayState::Refused => RowState::Refused,
            OverlayState::Invalid => RowState::Invalid,
            OverlayState::Ready => RowState::Changed,
        },
        None if stored.waiting => RowState::Waiting,
        None if fields::get(stored.effective(), "removed").is_some() => RowState::Removed,
        None => RowState::Clean,
    }
}

/// An offer's status; `None` for other records. What the service holds is
/// complete, so only edits can make a draft.
#[must_use]
pub fn status(stored: &Stored) -> Option<OfferStatus> {
    let complete =
        !matches!(&stored.overlay, Some(overlay) if overlay.state == OverlayState::Invalid);
    (stored.kind == RecordType::Offer).then(|| fields::status(stored.effective(), complete))
}

/// The name a list shows: of a person, a place, an organisation or an offer.
#[must_use]
pub fn name(kind: RecordType, record: &Record) -> &str {
    let field = match kind {
        RecordType::Organisation => "legalName",
        RecordType::Review => "at",
        _ => "name",
    };
    let name = fields::text(record, field);
    if name.is_empty() && kind == RecordType::Account {
        return fields::text(record, "email");
    }
    name
}

/// A level as stored: its place in the order of levels; [`NO_LEVEL`] for none,
/// one less for what is in no list.
pub(crate) fn level_position(code: &str) -> i64 {
    if code.is_empty() {
        return NO_LEVEL;
    }
    CodeList::StudyLevels
        .find(code)
        .map_or(NO_LEVEL - 1, |level| i64::from(level.sort))
}

/// The place of a record without a level: after all others.
pub(crate) const NO_LEVEL: i64 = 99;

fn subject_position(record: &Record) -> i64 {
    fields::subject(record)
        .and_then(|subject| Subject::ALL.iter().position(|s| *s == subject))
        .map_or(-1, |at| at as i64)
}

/// A status as stored: its place in [`OfferStatus::ALL`]; −1 for none.
#[must_use]
pub fn status_position(status: Option<OfferStatus>) -> i64 {
    status
        .and_then(|status| OfferStatus::ALL.iter().position(|s| *s == status))
        .map_or(-1, |at| at as i64)
}

/// A row state as stored: its place in [`RowState::ALL`].
#[must_use]
pub fn state_position(state: RowState) -> i64 {
    RowState::ALL
        .iter()
        .position(|s| *s == state)
        .map_or(0, |at| at as i64)
}

/// Writes the narrow row of a record; its words where they have changed, and
/// `judged` where what it is judged by has (see [`crate::judged`]).
fn write(tx: &Transaction<'_>, stored: &Stored, words: Option<String>, judged: bool) -> Result<()> {
    let shown = Shown {
        status: status(stored),
        state: row_state(stored),
        waits: waits(tx, stored.kind, stored.id, status(stored), stored.seq)?,
        rejudge: judged,
    };
    shown.write(tx, (stored.n, stored.kind, stored.o), stored.effective())?;
    words.map_or(Ok(()), |words| tx.words.replace(tx, stored.n, words))
}

/// Writes the narrow row of a record seen for the first time: there is nothing to look at before.
pub(crate) fn write_new(
    tx: &Transaction<'_>,
    row: (i64, RecordType, i64),
    (id, seq): (RecordId, u64),
    record: &Record,
) -> Result<()> {
    let removed = fields::get(record, "removed").is_some();
    let status = (row.1 == RecordType::Offer).then(|| fields::status(record, true));
    let shown = Shown {
        status,
        state: if removed {
            RowState::Removed
        } else {
            RowState::Clean
        },
        waits: waits(tx, row.1, id, status, seq)?,
        rejudge: false,
    };
    shown.write(tx, row, record)?;
    tx.words.add(tx, row.0, words::of(row.1, record))
}

struct Shown {
    status: Option<OfferStatus>,
    state: RowState,
    waits: bool,
    /// A judgement on it no longer counts.
    rejudge: bool,
}

/// Whether a record at a revision waits for a reviewer: a published offer, new
/// or changed since the last verdict, or one whose owner answered or objected.
fn waits(
    tx: &Transaction<'_>,
    kind: RecordType,
    id: RecordId,
    status: Option<OfferStatus>,
    seq: u64,
) -> Result<bool> {
    let published = status == Some(OfferStatus::Published);
    if kind != RecordType::Offer || !(published || status == Some(OfferStatus::Removed)) {
        return Ok(false);
    }
    let verdict: Option<(i64, bool)> = tx
        .prepare_cached("SELECT seq, reopened > at FROM verdict WHERE offer = ?1")?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(match verdict {
        None => published,
        Some((seen, reopened)) => reopened || (published && seq as i64 > seen),
    })
}

impl Shown {
    /// Writes the row; one that says the same already is left as it is, so that
    /// a change that no list shows costs no page.
    fn write(
        &self,
        tx: &Transaction<'_>,
        (n, kind, o): (i64, RecordType, i64),
        record: &Record,
    ) -> Result<()> {
        let [
            levels,
            domains,
            forms,
            languages,
            provinces,
            flags,
            contact,
            sites,
        ] = narrow::values(tx, kind, record)?;
        tx.prepare_cached(
            "INSERT INTO listing(n, type, o, name, level, subject, status, state, waits,
               levels, domains, forms, languages, provinces, flags, contact, sites)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
             ON CONFLICT(n) DO UPDATE SET name = excluded.name, level = excluded.level, subject = excluded.subject,
               status = excluded.status, state = excluded.state, waits = excluded.waits, levels = excluded.levels,
               domains = excluded.domains, forms = excluded.forms, languages = excluded.languages,
               provinces = excluded.provinces, flags = excluded.flags, contact = excluded.contact, sites = excluded.sites,
               score = iif(?18, NULL, score)
             WHERE (?18 AND score IS NOT NULL) OR (name, level, subject, status, state, waits, levels, domains, forms, languages, provinces, flags, contact, sites)
               IS NOT (excluded.name, excluded.level, excluded.subject, excluded.status, excluded.state, excluded.waits,
                 excluded.levels, excluded.domains, excluded.forms, excluded.languages, excluded.provinces, excluded.flags,
                 excluded.contact, excluded.sites)",
        )?
        .execute(params![
            n,
            record::type_number(kind),
            o,
            folded(name(kind, record)),
            level_position(fields::text(record, "studyLevel")),
            subject_position(record),
            status_position(self.status),
            state_position(self.state),
            self.waits,
            levels,
            domains,
            forms,
            languages,
            provinces,
            flags,
            contact,
            sites,
            self.rejudge,
        ])?;
        match kind {
            RecordType::Organisation => {
                tx.prepare_cached("UPDATE org SET code = ?2, kind = ?3 WHERE o = ?1")?
                    .execute(params![
                        o,
                        fields::text(record, "code"),
                        fields::text(record, "kind")
                    ])?;
            }
            // One that may not stand says nothing.
            RecordType::Review if self.state == RowState::Conflict => forget_verdict(tx, record)?,
            RecordType::Review => note_verdict(tx, record)?,
            _ => {}
        }
        Ok(())
    }
}

/// Remembers the latest verdict on an offer, for the reviewers' queue.
fn note_verdict(tx: &Transaction<'_>, review: &Record) -> Result<()> {
    let Ok(offer) = fields::text(review, "offer").parse::<RecordId>() else {
        return Ok(());
    };
    let at = fields::text(review, "at");
    // An owner decides nothing, and asks for a look.
    let verdict = fields::text(review, "verdict").parse::<Verdict>();
    if verdict.is_ok_and(Verdict::is_owners) {
        tx.prepare_cached(
            "INSERT INTO verdict(offer, seq, at, reopened) VALUES (?1, -1, '', ?2)
             ON CONFLICT(offer) DO UPDATE SET reopened = max(reopened, excluded.reopened)",
        )?
        .execute(params![offer.as_bytes(), at])?;
        return renew_waits(tx, &offer);
    }
    let seen = fields::text(review, "seenRev")
        .parse::<edutracker_domain::Rev>()
        .map_or(0, |rev| rev.seq);
    let due = Some(fields::text(review, "due")).filter(|due| !due.is_empty());
    // One that was not sent yet has no time: it is later than all that is known.
    tx.prepare_cached(
        "INSERT INTO verdict(offer, seq, at, due) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT(offer) DO UPDATE SET seq = max(seq, excluded.seq),
           at = iif(excluded.at = '', max(at, reopened), max(at, excluded.at)),
           seen = iif(excluded.seq > seq, NULL, seen),
           due = iif(excluded.at = '' OR excluded.at >= at, excluded.due, due)",
    )?
    .execute(params![offer.as_bytes(), seen as i64, at, due])?;
    renew_waits(tx, &offer)
}

/// An offer is about to change: what the latest verdict saw of it is kept.
pub(crate) fn keep_seen(tx: &Transaction<'_>, before: &Stored) -> Result<()> {
    let Some(mirror) = &before.mirror else {
        return Ok(());
    };
    let kept = tx
        .prepare_cached("SELECT 1 FROM verdict WHERE offer = ?1 AND seq >= ?2 AND seen IS NULL")?
        .exists(params![before.id.as_bytes(), before.seq as i64])?;
    if kept {
        tx.prepare_cached("UPDATE verdict SET seen = ?2 WHERE offer = ?1")?
            .execute(params![
                before.id.as_bytes(),
                serde_json::to_string(mirror)?
            ])?;
    }
    Ok(())
}

/// The offer as its latest verdict saw it, where it has changed since and that
/// is known here.
///
/// # Errors
/// What SQLite says.
pub fn seen(connection: &rusqlite::Connection, offer: RecordId) -> Result<Option<Record>> {
    let text: Option<Option<String>> = connection
        .prepare_cached("SELECT seen FROM verdict WHERE offer = ?1")?
        .query_row([offer.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(text
        .flatten()
        .map(|text| serde_json::from_str(&text))
        .transpose()?)
}

/// Notes down anew whether an offer waits, after its verdicts changed.
fn renew_waits(tx: &Transaction<'_>, offer: &RecordId) -> Result<()> {
    if let Some(stored) = record::find(tx, RecordType::Offer, *offer)? {
        let waits = waits(tx, stored.kind, stored.id, status(&stored), stored.seq)?;
        tx.prepare_cached("UPDATE listing SET waits = ?2 WHERE n = ?1")?
            .execute(params![stored.n, waits])?;
    }
    Ok(())
}

/// A verdict was taken back, or is a question: the offer waits again unless
/// another one stands.
pub(crate) fn forget_verdict(tx: &Transaction<'_>, review: &Record) -> Result<()> {
    let offer = fields::text(review, "offer");
    let seen: Option<(i64, Option<String>)> = tx
        .prepare_cached("DELETE FROM verdict WHERE offer = record_id(?1) RETURNING seq, seen")?
        .query_row([offer], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    // In the order in which they were said; what was not sent yet has no time.
    let standing: Vec<Option<String>> = tx
        .prepare_cached(
            "SELECT COALESCE(v.effective, r.mirror) FROM listing l CROSS JOIN record r ON r.n = l.n
             LEFT JOIN overlay v ON v.n = l.n
             WHERE l.contact = (SELECT r FROM reference WHERE id = record_id(?1)) AND l.type = ?2
               AND v.state IS NOT 'conflict' ORDER BY l.name = '', l.name, l.n",
        )?
        .query_map(
            params![offer, record::type_number(RecordType::Review)],
            |row| row.get(0),
        )?
        .collect::<rusqlite::Result<_>>()?;
    for text in standing.iter().flatten() {
        note_verdict(tx, &serde_json::from_str(text)?)?;
    }
    if let Some((seq, Some(seen))) = seen {
        tx.prepare_cached("UPDATE verdict SET seen = ?3 WHERE offer = record_id(?1) AND seq = ?2")?
            .execute(params![offer, seq, seen])?;
    }
    offer.parse().map_or(Ok(()), |id| renew_waits(tx, &id))
}

/// Notes down anew what all verdicts say: for a cache of a version that kept less of them.
pub(crate) fn renew_verdicts(tx: &Transaction<'_>) -> Result<()> {
    let mut last = -1;
    loop {
        let found: Vec<(i64, Option<String>)> = tx
            .prepare_cached(
                "SELECT r.n, COALESCE(v.effective, r.mirror) FROM record r LEFT JOIN overlay v ON v.n = r.n
                 WHERE r.type = ?1 AND r.n > ?2 ORDER BY r.n LIMIT 500",
            )?
            .query_map(params![record::type_number(RecordType::Review), last], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let Some((n, _)) = found.last() else {
            return Ok(());
        };
        last = *n;
        for text in found.iter().filter_map(|(_, text)| text.as_deref()) {
            note_verdict(tx, &serde_json::from_str(text)?)?;
        }
    }
}

/// Takes a record's narrow row and words away.
pub(crate) fn remove(tx: &Transaction<'_>, n: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM listing WHERE n = ?1")?
        .execute([n])?;
    tx.words.remove(tx, n)
}

/// A record was frozen for sending.
pub(crate) fn set_waiting(tx: &Transaction<'_>, n: i64) -> Result<()> {
    tx.prepare_cached("UPDATE listing SET state = ?2 WHERE n = ?1")?
        .execute(params![n, state_position(RowState::Waiting)])?;
    Ok(())
}

/// An edit was taken as it was sent: the row is what it was, without the edit.
/// To be called while the overlay is still there.
pub(crate) fn settled(tx: &Transaction<'_>, n: i64, seq: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE listing SET state = (SELECT iif(json_extract(effective, '$.removed') IS NULL, ?2, ?3) FROM overlay WHERE n = ?1),
           waits = type = ?4 AND status = ?5 AND COALESCE(
             (SELECT ?6 > d.seq OR d.reopened > d.at FROM record r CROSS JOIN verdict d ON d.offer = r.id WHERE r.n = ?1), 1)
         WHERE n = ?1",
    )?
    .execute(params![
        n,
        state_position(RowState::Clean),
        state_position(RowState::Removed),
        record::type_number(RecordType::Offer),
        status_position(Some(OfferStatus::Published)),
        seq,
    ])?;
    Ok(())
}

/// Brings the narrow row up to date after the record's fields were `before`;
/// its words only where they have changed.
pub(crate) fn replace(tx: &Transaction<'_>, before: &Record, after: &Stored) -> Result<()> {
    let words = words::of(after.kind, after.effective());
    let words = (words != words::of(after.kind, before)).then_some(words);
    let judged = crate::judged::differs(before, after.effective());
    write(tx, after, words, judged)
}

/// Brings the row state up to date after a freeze or an answer; answers the record.
pub(crate) fn refresh(tx: &Transaction<'_>, n: i64, text: bool) -> Result<Stored> {
    let stored = record::by_number(tx, n)?;
    let words = text.then(|| words::of(stored.kind, stored.effective()));
    write(tx, &stored, words, text)?;
    Ok(stored)
}
