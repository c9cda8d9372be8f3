//! What was sent and answered, kept for a while: a service that is restored
//! from a backup may not know of it any more, and then it is offered again.

use crate::{
    Error, Result, Transaction,
    edit::Editor,
    incoming::{self, Carried},
    outbox,
    record::{self, Overlay, OverlayOp, OverlayState, Stored},
    removing,
};
use edutracker_domain::{
    Record, RecordId, RecordType, field,
    merge::{self, Patch},
};
use edutracker_protocol::wire::{Op, PushItem};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// How long answered parts are kept, in days of the service's time.
const KEPT_DAYS: i64 = 30;

/// A push that the service lost, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostPush {
    /// The push.
    pub push: RecordId,
    /// The service's time when it was answered, RFC 3339.
    pub answered: String,
    /// What the person said about it.
    pub comment: String,
    /// How many edits are lost.
    pub edits: u64,
}

/// The pushes that were answered, oldest first.
///
/// # Errors
/// What SQLite says.
pub fn answered(connection: &Connection) -> Result<Vec<RecordId>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT push FROM part WHERE answered IS NOT NULL ORDER BY push",
    )?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(rows
        .collect::<rusqlite::Result<Vec<_>>>()?
        .iter()
        .filter_map(|push| push.parse().ok())
        .collect())
}

/// Compares a push with what the service knows of it: the rest is lost.
/// Answers how many edits that are.
///
/// # Errors
/// What SQLite says.
pub fn compare(tx: &Transaction<'_>, push: RecordId, known: &BTreeSet<RecordId>) -> Result<u64> {
    let mut count = 0;
    for part in parts(tx, push)? {
        let lost: Vec<String> = part
            .items
            .iter()
            .filter(|item| part.done.contains(&item.mid) && !known.contains(&item.mid))
            .map(|item| item.mid.to_string())
            .collect();
        count += lost.len() as u64;
        let text = (!lost.is_empty())
            .then(|| serde_json::to_string(&lost))
            .transpose()?;
        tx.execute(
            "UPDATE part SET lost = ?3 WHERE push = ?1 AND part = ?2",
            params![push.to_string(), part.part, text],
        )?;
    }
    Ok(count)
}

/// The pushes that the service lost, oldest first.
///
/// # Errors
/// What SQLite says.
pub fn lost(connection: &Connection) -> Result<Vec<LostPush>> {
    let mut statement = connection.prepare_cached(
        "SELECT push, answered, lost, body FROM part WHERE lost IS NOT NULL ORDER BY push, part",
    )?;
    let mut rows = statement.query([])?;
    let mut pushes: Vec<LostPush> = Vec::new();
    while let Some(row) = rows.next()? {
        let Ok(push) = row.get::<_, String>(0)?.parse() else {
            continue;
        };
        let mids: Vec<String> = serde_json::from_str(&row.get::<_, String>(2)?)?;
        match pushes.last_mut().filter(|last| last.push == push) {
            Some(last) => last.edits += mids.len() as u64,
            None => {
                let part = outbox::whole(&row.get::<_, String>(3)?, false, "")?;
                pushes.push(LostPush {
                    push,
                    answered: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                    comment: part.comment.unwrap_or_default(),
                    edits: mids.len() as u64,
                });
            }
        }
    }
    Ok(pushes)
}

/// The person does not want a lost push back.
///
/// # Errors
/// [`Error::NotFound`].
pub fn give_up(tx: &Transaction<'_>, push: RecordId) -> Result<()> {
    let known = tx.execute(
        "UPDATE part SET lost = NULL WHERE push = ?1 AND lost IS NOT NULL",
        [push.to_string()],
    )?;
    if known == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// When a part was answered is known with the service's next word about the
/// time: the last one may be as old as the client was away.
pub const NOT_YET: &str = "";

/// The service told its time: so late was answered what was answered before.
///
/// # Errors
/// What SQLite says.
pub fn stamp(tx: &Transaction<'_>, now: &str) -> Result<()> {
    tx.prepare_cached("UPDATE part SET answered = ?1 WHERE answered = ?2")?
        .execute([now, NOT_YET])?;
    Ok(())
}

/// Forgets parts that were answered longer ago than they are kept, by the
/// service's time.
///
/// # Errors
/// What SQLite says.
pub fn forget_old(tx: &Transaction<'_>) -> Result<()> {
    let moment = |text: &str| text.parse::<jiff::Timestamp>().ok();
    let Some(now) = crate::meta::get(tx, crate::meta::AS_OF)?.and_then(|text| moment(&text)) else {
        return Ok(());
    };
    let answered: Vec<(String, String)> = tx
        .prepare_cached(
            "SELECT push, max(answered) FROM part WHERE answered IS NOT NULL AND lost IS NULL GROUP BY push",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (push, at) in answered {
        let old =
            moment(&at).is_some_and(|at| now.as_second() - at.as_second() > KEPT_DAYS * 24 * 3_600);
        if old {
            tx.execute(
                "DELETE FROM part WHERE push = ?1 AND answered IS NOT NULL AND lost IS NULL",
                [&push],
            )?;
        }
    }
    tx.execute(
        "DELETE FROM push WHERE NOT EXISTS (SELECT 1 FROM part WHERE part.push = push.push)",
        [],
    )?;
    Ok(())
}

struct SentPart {
    part: u32,
    items: Vec<PushItem>,
    /// What the touched fields were; `None` for creations.
    before: Vec<Option<Patch>>,
    /// The mutations that the service took.
    done: BTreeSet<RecordId>,
    lost: BTreeSet<RecordId>,
}

fn mids(text: Option<String>) -> Result<BTreeSet<RecordId>> {
    let texts: Vec<String> = match text {
        None => Vec::new(),
        Some(text) => serde_json::from_str(&text)?,
    };
    Ok(texts.iter().filter_map(|mid| mid.parse().ok()).collect())
}

fn parts(connection: &Connection, push: RecordId) -> Result<Vec<SentPart>> {
    let mut statement = connection.prepare_cached(
        "SELECT part, body, before, lost, refused FROM part WHERE push = ?1 AND answered IS NOT NULL ORDER BY part",
    )?;
    let mut rows = statement.query([push.to_string()])?;
    let mut parts = Vec::new();
    while let Some(row) = rows.next()? {
        let before: String = row.get(2)?;
        let items = outbox::whole(&row.get::<_, String>(1)?, false, "")?.items;
        let refused = mids(row.get(4)?)?;
        parts.push(SentPart {
            part: row.get(0)?,
            before: if before.is_empty() {
                Vec::new()
            } else {
                serde_json::from_str(&before)?
            },
            done: items
                .iter()
                .map(|item| item.mid)
                .filter(|mid| !refused.contains(mid))
                .collect(),
            items,
            lost: mids(row.get(3)?)?,
        });
    }
    Ok(parts)
}

impl Editor<'_, '_> {
    /// Makes the edits of a lost push again, as pending edits: merged with what
    /// the service has now, with a question for each field that somebody else
    /// has changed since.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the service did not lose it.
    pub fn send_again(&mut self, push: RecordId) -> Result<()> {
        let mut found = false;
        for part in parts(self.transaction(), push)? {
            for (at, item) in part.items.iter().enumerate() {
                if !part.lost.contains(&item.mid) {
                    continue;
                }
                found = true;
                self.again(item, part.before.get(at).and_then(Option::as_ref))?;
            }
        }
        if !found {
            return Err(Error::NotFound);
        }
        give_up(self.transaction(), push)
    }

    fn again(&mut self, item: &PushItem, before: Option<&Patch>) -> Result<()> {
        match record::find(self.transaction(), item.kind, item.id)? {
            Some(stored) => {
                let theirs = stored.mirror.as_ref().unwrap_or_else(|| stored.effective());
                let base = before.map(|before| merge::patched(item.kind, theirs, before));
                self.reapply(&stored, base.as_ref(), &item.patch)
            }
            None if item.op == Op::Create => {
                let organisation = match item.kind {
                    RecordType::Organisation => Some(item.id),
                    _ => edutracker_domain::record::text(&item.patch, "organisation")
                        .parse()
                        .ok(),
                };
                match organisation {
                    Some(organisation) => {
                        self.create(item.kind, item.id, organisation, &item.patch)
                    }
                    None => Ok(()),
                }
            }
            // An edit of a record that is not there: its creation was lost with
            // another push, and comes first.
            None => Ok(()),
        }
    }

    /// Makes an edit again that was made on `base` (`None`: unknown). What the
    /// person has edited since goes before it; what others have changed since
    /// becomes a question.
    pub(crate) fn reapply(
        &mut self,
        stored: &Stored,
        base: Option<&Record>,
        patch: &Patch,
    ) -> Result<()> {
        let kind = stored.kind;
        let newer: BTreeSet<&str> = merge::touched(kind, &stored.patch())
            .iter()
            .map(|field| field.group)
            .collect();
        let mut mine = patch.clone();
        mine.retain(|name, _| {
            !field::fields(kind)
                .iter()
                .filter(|field| field.name.split('.').next() == Some(name))
                .any(|field| newer.contains(field.group))
        });
        let Some(theirs) = &stored.mirror else {
            let after = merge::patched(kind, stored.effective(), &mine);
            return self.replace(stored.clone(), after);
        };
        let Carried {
            effective,
            conflicts,
            ..
        } = incoming::carry(kind, base, &mine, theirs);
        let after = merge::patched(kind, stored.effective(), &merge::diff(theirs, &effective));
        if conflicts.is_empty() {
            return self.replace(stored.clone(), after);
        }
        let mut ancestor = stored.base().unwrap_or(theirs).clone();
        for conflict in &conflicts {
            let was = conflict.base.clone().unwrap_or_default();
            incoming::ask(
                self.transaction(),
                stored.n,
                conflict,
                (&stored.by, &stored.at),
            )?;
            edutracker_domain::record::put(&mut ancestor, conflict.field, was);
        }
        removing::keep_seen(self.transaction(), stored.n, base)?;
        let asked = Stored {
            overlay: Some(Overlay {
                op: OverlayOp::Update,
                base: Some(edutracker_domain::record::canonical(kind, &ancestor)),
                effective: stored.effective().clone(),
                state: OverlayState::Conflict,
                refusal: None,
                step: stored.overlay.as_ref().and_then(|overlay| overlay.step),
            }),
            ..stored.clone()
        };
        self.replace(asked, after)
    }
}
