//! The outbox: what is due is taken, handed over, and its fate written down.
//!
//! A row is marked `sending` and that is committed before the mail server sees
//! it. Whatever ends the program in between, the row is found so, and nobody
//! sends it again.

use super::letter::{self, Letter};
use crate::{
    auth::token,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{NoticeKind, NoticeState, Result, StoredLink, StoredNotice},
};
use edutracker_domain::RecordId;
use edutracker_protocol::ProblemType;

const MINUTE: i64 = 60 * 1_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// After this long a notice that no server takes has failed.
const GIVE_UP: i64 = 4 * DAY;
/// The longest pause between two tries.
const LONGEST_PAUSE: i64 = 60 * MINUTE;
/// How long an objection can be made.
const OBJECTION: i64 = 60 * DAY;
/// How long a link to a new password works.
const PASSWORD: i64 = 30 * MINUTE;
/// How long an invitation works.
const INVITATION: i64 = 14 * DAY;

/// What became of a mail that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// The server took it.
    Sent,
    /// The server could not take it now: its code.
    Later(String),
    /// The server will never take it: its code.
    Refused(String),
    /// The connection ended before the server said whether it took it.
    Unknown(String),
}

/// How long the link in a notice works, and the notice itself is worth sending.
const fn lifetime(kind: NoticeKind) -> i64 {
    match kind {
        NoticeKind::Remove | NoticeKind::Ask | NoticeKind::Restore => OBJECTION,
        NoticeKind::Password => PASSWORD,
        NoticeKind::Invitation | NoticeKind::Refusal => INVITATION,
    }
}

/// When a notice that no server takes has failed.
const fn patience(kind: NoticeKind) -> i64 {
    match kind {
        // Who asked for a password asks again.
        NoticeKind::Password => PASSWORD,
        _ => GIVE_UP,
    }
}

/// The pause after a number of tries: it doubles, and no two rows have the same.
fn pause(notice: &StoredNotice, first: i64) -> i64 {
    let doubled = first.saturating_mul(1 << notice.tries.saturating_sub(1).min(20));
    let chance = notice.id.as_bytes().last().copied().unwrap_or_default();
    let jitter = 80 + (i64::from(chance) + i64::from(notice.tries) * 7) % 41;
    doubled.min(LONGEST_PAUSE).saturating_mul(jitter) / 100
}

impl Service {
    /// Marks what an earlier program left half sent. To be called before
    /// anything is sent. Answers how many.
    pub fn doubt_notices(&self) -> Result<usize> {
        let writer = self.storage().writer()?;
        let found = writer.sending_notices()?;
        let count = found.len();
        for mut notice in found {
            notice.state = NoticeState::Uncertain;
            notice.code = "interrupted".to_owned();
            notice.changed = self.clock().millis();
            writer.put_notice(&notice)?;
        }
        writer.commit()?;
        Ok(count)
    }

    /// Notes with those that wait why the mail server takes nothing.
    pub(super) fn note_trouble(&self, waiting: &[RecordId], code: &str) -> Answer<()> {
        let writer = self.storage().writer()?;
        for id in waiting {
            let found = writer.notice(*id)?;
            let waits = |found: &StoredNotice| found.state == NoticeState::Waiting;
            if let Some(mut notice) = found.filter(|found| waits(found) && found.code != code) {
                notice.code = code.to_owned();
                writer.put_notice(&notice)?;
            }
        }
        Ok(writer.commit()?)
    }

    /// Takes a notice that is due: from now on it is `sending`. `None` where it
    /// was taken back meanwhile, or there is nothing left to tell.
    pub(super) fn take_notice(&self, id: RecordId) -> Answer<Option<Letter>> {
        let now = self.clock().millis();
        let writer = self.storage().writer()?;
        let found = writer.notice(id)?;
        let Some(mut notice) = found.filter(|found| found.state == NoticeState::Waiting) else {
            return Ok(None);
        };
        notice.changed = now;
        let content = if now - notice.created > patience(notice.kind) {
            notice.code = "too-late".to_owned();
            None
        } else {
            let content = letter::content(writer.as_reader(), &notice)?;
            if content.is_none() {
                notice.code = "gone".to_owned();
            }
            content
        };
        let Some(content) = content else {
            notice.state = NoticeState::Failed;
            writer.put_notice(&notice)?;
            writer.commit()?;
            return Ok(None);
        };
        notice.state = NoticeState::Sending;
        notice.code.clear();
        notice.tries += 1;
        writer.put_notice(&notice)?;
        // Each try has a link of its own; that of one that did not go is dead.
        writer.drop_links(notice.id)?;
        let token = token::fresh().map_err(|_| Refusal::new(ProblemType::Unavailable).after(5))?;
        if content.has_link() {
            writer.put_link(&StoredLink {
                hash: token::hash(&token),
                notice: notice.id,
                expires: now + lifetime(notice.kind),
                used: None,
            })?;
        }
        writer.commit()?;
        Ok(Some(Letter {
            notice,
            content,
            token,
        }))
    }

    /// Writes down what became of a notice that was handed over.
    pub(super) fn settle_notice(&self, id: RecordId, fate: &Fate) -> Answer<()> {
        let now = self.clock().millis();
        let writer = self.storage().writer()?;
        let found = writer.notice(id)?;
        let Some(mut notice) = found.filter(|found| found.state == NoticeState::Sending) else {
            return Ok(());
        };
        notice.changed = now;
        let (state, code) = match fate {
            Fate::Sent => (NoticeState::Sent, ""),
            Fate::Later(code) => (NoticeState::Waiting, code.as_str()),
            Fate::Refused(code) => (NoticeState::Failed, code.as_str()),
            Fate::Unknown(code) => (NoticeState::Uncertain, code.as_str()),
        };
        notice.state = state;
        notice.code = code.to_owned();
        if state == NoticeState::Waiting {
            notice.due = now + pause(&notice, self.settings().mail_retry_seconds * 1_000);
        }
        writer.put_notice(&notice)?;
        // While it was handed over, nobody could take it back.
        if matches!(state, NoticeState::Waiting | NoticeState::Failed) {
            self.reconsider(&*writer, &notice)?;
        }
        Ok(writer.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_differ_and_end() {
        let notice = |tries: u32, last: u8| StoredNotice {
            id: RecordId::from_bytes([last; 16]),
            kind: NoticeKind::Remove,
            subject: RecordId::from_bytes([0; 16]),
            offer: None,
            recipient: String::new(),
            language: "nl".into(),
            state: NoticeState::Waiting,
            due: 0,
            tries,
            created: 0,
            changed: 0,
            code: String::new(),
        };
        for (tries, plain) in [(1, 30_000), (2, 60_000), (3, 120_000), (40, LONGEST_PAUSE)] {
            for last in 0..=255 {
                let pause = pause(&notice(tries, last), 30_000);
                assert!(
                    (plain * 8 / 10..=plain * 12 / 10).contains(&pause),
                    "{pause}"
                );
            }
        }
        assert_ne!(
            pause(&notice(1, 1), 30_000),
            pause(&notice(1, 2), 30_000),
            "rows that failed together do not come back together"
        );
    }
}
