//! Which notices follow from a decision on an offer, and which that have not
//! gone yet it makes needless.

use crate::{
    service::Service,
    storage::{
        NoticeKind, NoticeState, NoticesOf, Reader, Result, Scope, StoredNotice, StoredRecord,
        Writer,
    },
};
use edutracker_domain::{Language, Record, RecordId, RecordType, record, review::Verdict, text};
use serde_json::Value;
use std::collections::BTreeMap;

/// Notices of one offer that are looked at: more decisions on it than a person makes.
const MOST: usize = 1_000;
/// Accounts of one organisation that are looked at.
const ACCOUNTS: usize = 10_000;
/// Why a notice was cancelled.
const WITHDRAWN: &str = "withdrawn";

/// What decisions did to the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    /// Notices that will go.
    pub written: u64,
    /// Notices that will not go any more.
    pub withdrawn: u64,
}

impl Told {
    /// Adds another decision's.
    pub const fn join(&mut self, other: Self) {
        self.written += other.written;
        self.withdrawn += other.withdrawn;
    }
}

/// The notice a verdict causes, and the waiting ones that it makes needless.
const fn consequences(verdict: Verdict) -> (Option<NoticeKind>, &'static [NoticeKind]) {
    use NoticeKind::{Ask, Remove, Restore};
    match verdict {
        Verdict::Remove => (Some(Remove), &[Remove, Restore, Ask]),
        Verdict::Restore => (Some(Restore), &[Remove, Restore]),
        Verdict::Ask => (Some(Ask), &[]),
        Verdict::Keep => (None, &[Ask]),
        Verdict::Defer | Verdict::Answer | Verdict::Objection => (None, &[]),
    }
}

impl Service {
    /// Writes the notices of a review that is being written, and takes back
    /// those that wait and that it makes needless.
    ///
    /// A removal is told unless it says `notify: false`; a restoration to those
    /// who were told of the removal; a removal that comes back as it was, to
    /// nobody who knows of it already.
    pub(crate) fn tell(&self, writer: &dyn Writer, review: &StoredRecord) -> Result<Told> {
        let verdict = record::text(&review.data, "verdict").parse();
        let offer = record::text(&review.data, "offer").parse();
        let (Ok(verdict), Ok(offer)) = (verdict, offer) else {
            return Ok(Told::default());
        };
        let (kind, needless) = consequences(verdict);
        if kind.is_none() && needless.is_empty() {
            return Ok(Told::default());
        }
        let now = self.clock().millis();
        let mut told = Told::default();
        // Whom the mail server has last told what; newest first.
        let mut known: BTreeMap<String, StoredNotice> = BTreeMap::new();
        let of = NoticesOf {
            offer: Some(offer),
            subject: None,
        };
        for mut notice in writer.notices(of, None, MOST)? {
            if notice.state == NoticeState::Waiting && needless.contains(&notice.kind) {
                notice.state = NoticeState::Cancelled;
                notice.changed = now;
                notice.code = WITHDRAWN.to_owned();
                writer.put_notice(&notice)?;
                told.withdrawn += 1;
            } else if is_out(&notice) {
                known.entry(notice.recipient.clone()).or_insert(notice);
            }
        }
        let Some(kind) = kind else {
            return Ok(told);
        };
        let silent = is_silent(review);
        let offer_record = writer.record(RecordType::Offer, offer)?;
        let Some(offer_record) = offer_record.filter(|_| !silent) else {
            return Ok(told);
        };
        for (recipient, language) in recipients(writer.as_reader(), &offer_record)? {
            let last = known.get(&recipient);
            if is_news(writer.as_reader(), kind, review, last) {
                writer.put_notice(&StoredNotice {
                    id: RecordId::new(),
                    kind,
                    subject: review.id,
                    offer: Some(offer),
                    recipient,
                    language: language.as_str().to_owned(),
                    state: NoticeState::Waiting,
                    due: now + self.settings().notice_seconds * 1_000,
                    tries: 0,
                    created: now,
                    changed: now,
                    code: String::new(),
                })?;
                told.written += 1;
            }
        }
        Ok(told)
    }

    /// A notice did not go after all: while it was handed over, its decision, and
    /// those that counted on it, may have become old news. What waits for its
    /// recipient and is none any more is taken back.
    pub(super) fn reconsider(&self, writer: &dyn Writer, notice: &StoredNotice) -> Result<()> {
        let Some(offer) = notice.offer else {
            return Ok(());
        };
        let reader = writer.as_reader();
        let reviews = reader.reviews_since(offer, 0)?;
        let of = NoticesOf {
            offer: Some(offer),
            subject: None,
        };
        let mut notices = writer.notices(of, None, MOST)?;
        notices.retain(|other| other.recipient == notice.recipient);
        let last = notices.iter().find(|other| is_out(other)).cloned();
        let waiting = notices
            .into_iter()
            .filter(|other| other.state == NoticeState::Waiting);
        for mut other in waiting {
            let Some(at) = reviews.iter().position(|made| made.id == other.subject) else {
                continue;
            };
            let (Some(review), Some(later)) = (reviews.get(at), reviews.get(at + 1..)) else {
                continue;
            };
            if is_overtaken(other.kind, review, later)
                || !is_news(reader, other.kind, review, last.as_ref())
            {
                other.state = NoticeState::Cancelled;
                other.changed = self.clock().millis();
                other.code = WITHDRAWN.to_owned();
                writer.put_notice(&other)?;
            }
        }
        Ok(())
    }
}

/// Whether somebody is not to be told of a decision.
fn is_silent(review: &StoredRecord) -> bool {
    record::get(&review.data, "notify") == Some(&Value::Bool(false))
}

/// Whether a decision is news for somebody, by what was told last: a restoration
/// for who knows of the removal, a removal for who does not know of the same.
fn is_news(
    reader: &dyn Reader,
    kind: NoticeKind,
    review: &StoredRecord,
    last: Option<&StoredNotice>,
) -> bool {
    let removed = last.filter(|last| last.kind == NoticeKind::Remove);
    match kind {
        NoticeKind::Restore => removed.is_some(),
        NoticeKind::Remove => !removed.is_some_and(|last| {
            let told = reader.record(RecordType::Review, last.subject);
            told.is_ok_and(|told| told.is_some_and(|told| says_same(&told, review)))
        }),
        _ => true,
    }
}

/// Whether later decisions make the notice of a review needless: the last of
/// those that do counts, and an equal removal that is told stands for it.
fn is_overtaken(kind: NoticeKind, review: &StoredRecord, later: &[StoredRecord]) -> bool {
    let makes_needless = |review: &&StoredRecord| {
        let verdict = record::text(&review.data, "verdict").parse::<Verdict>();
        verdict.is_ok_and(|verdict| consequences(verdict).1.contains(&kind))
    };
    let last = later.iter().rev().find(makes_needless);
    last.is_some_and(|last| is_silent(last) || !says_same(last, review))
}

/// Whether a removal or a restoration has reached the mail server, or may have.
fn is_out(notice: &StoredNotice) -> bool {
    matches!(notice.kind, NoticeKind::Remove | NoticeKind::Restore)
        && matches!(
            notice.state,
            NoticeState::Sent | NoticeState::Sending | NoticeState::Uncertain
        )
}

/// Whether two reviews are the same decision with the same words.
fn says_same(a: &StoredRecord, b: &StoredRecord) -> bool {
    ["verdict", "reasons", "note"]
        .iter()
        .all(|field| record::get(&a.data, field) == record::get(&b.data, field))
}

/// Who is told of a decision on an offer: the active administrators of its
/// organisation in their own language, and its contact in the organisation's.
/// One mail for each address.
fn recipients(reader: &dyn Reader, offer: &StoredRecord) -> Result<BTreeMap<String, Language>> {
    let mut found = BTreeMap::new();
    let contact = record::text(&offer.data, "contact").parse::<RecordId>();
    if let Ok(contact) = contact
        && let Some(contact) = reader.record(RecordType::Contact, contact)?
    {
        let organisation = reader.record(RecordType::Organisation, offer.org)?;
        let language = organisation.map_or(Language::Nl, |found| first_language(&found.data));
        add(&mut found, &contact.data, language);
    }
    let scope = Scope {
        orgs: Some(vec![offer.org]),
        kinds: vec![RecordType::Account],
        own: offer.org,
        own_kinds: Vec::new(),
        internal: false,
    };
    let mut administrators = Vec::new();
    reader.snapshot(&scope, None, ACCOUNTS, &mut |row| {
        let data: Record = serde_json::from_str(row.data).unwrap_or_default();
        if record::text(&data, "role") == "administrator"
            && record::text(&data, "state") == "active"
        {
            administrators.push(data);
        }
    })?;
    for account in administrators {
        let language = record::text(&account, "language").parse();
        add(&mut found, &account, language.unwrap_or(Language::Nl));
    }
    Ok(found)
}

fn add(found: &mut BTreeMap<String, Language>, person: &Record, language: Language) {
    let address = record::text(person, "email").trim().to_lowercase();
    if text::is_email(&address) {
        found.insert(address, language);
    }
}

/// The first language of the product that an organisation works in.
pub(super) fn first_language(organisation: &Record) -> Language {
    let works_in = record::members(organisation, "languages");
    let first = Language::ALL
        .iter()
        .find(|language| works_in.contains(&language.as_str()));
    first.copied().unwrap_or(Language::Nl)
}
