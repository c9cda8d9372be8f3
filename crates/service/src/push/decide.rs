//! Decides what becomes of each item of a part, in order.

use super::{
    Part,
    outcome::{MID_REUSED, Outcome},
    view::View,
};
use crate::{
    account::Account,
    refusal::Answer,
    service::Service,
    storage::{Head, Reader, StorageError, StoredChange, StoredRecord},
};
use edutracker_domain::{
    Finding, FindingCode, Record, RecordId, RecordType, Rev, Severity, field, merge, record,
    review::Verdict, validate,
};
use edutracker_protocol::wire::{ItemResult, ItemStatus, Op, PushItem};
use serde_json::json;
use std::collections::BTreeMap;

/// The way to an item's answer.
pub enum Decided {
    /// It was answered before.
    Known {
        /// The stored answer.
        result: Box<ItemResult>,
        /// The transaction of then.
        seq: u64,
    },
    /// It is new.
    New(Box<Outcome>),
}

impl Decided {
    /// What is answered.
    pub fn result(&self) -> &ItemResult {
        match self {
            Decided::Known { result, .. } => result,
            Decided::New(outcome) => &outcome.result,
        }
    }

    /// Whether the edit is in the service.
    pub fn is_done(&self) -> bool {
        self.result().status.is_done()
    }

    /// The transaction of a stored answer.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Decided::Known { seq, .. } => Some(*seq),
            Decided::New(_) => None,
        }
    }
}

/// The state of deciding a part.
pub struct Deciding<'a> {
    pub(super) service: &'a Service,
    pub(super) account: &'a Account,
    pub(super) part: &'a Part,
    pub(super) view: View<'a>,
    /// The transaction it will be.
    pub(super) next: Head,
    pub(super) now: String,
    mids: BTreeMap<RecordId, ()>,
    /// Records that an earlier item of the part should have made, with its mid.
    failed: BTreeMap<RecordId, RecordId>,
}

impl<'a> Deciding<'a> {
    /// Begins with a part.
    pub fn new(
        service: &'a Service,
        reader: &'a dyn Reader,
        account: &'a Account,
        part: &'a Part,
        next: Head,
    ) -> Self {
        Self {
            service,
            account,
            part,
            view: View::new(reader, service.clock().today()),
            next,
            now: service.clock().moment(),
            mids: BTreeMap::new(),
            failed: BTreeMap::new(),
        }
    }

    /// The stored answer to an edit, if it came before; the same mid with another edit is an error of the client.
    pub fn known(&mut self, item: &PushItem, hash: &[u8]) -> Answer<Option<Decided>> {
        let reused = || Outcome::new(item.mid, ItemStatus::Invalid).because(MID_REUSED, None);
        if self.mids.insert(item.mid, ()).is_some() {
            return Ok(Some(Decided::New(Box::new(reused()))));
        }
        let Some(stored) = self.view.reader().mutation(item.mid)? else {
            return Ok(None);
        };
        if stored.account != self.account.info.id || stored.hash != hash {
            return Ok(Some(Decided::New(Box::new(reused()))));
        }
        let result =
            serde_json::from_str(&stored.result).map_err(|_| StorageError::Corrupt("result"))?;
        Ok(Some(Decided::Known {
            result,
            seq: stored.seq,
        }))
    }

    /// Decides an item and lays its writes on the view.
    pub fn decide(&mut self, item: &PushItem) -> Answer<Outcome> {
        let outcome = match (item.kind, item.op) {
            // Rights on stale facts are no rights: accounts are changed online only.
            (RecordType::Account, _) => {
                Outcome::new(item.mid, ItemStatus::Forbidden).because("not-available", None)
            }
            (_, Op::Delete) => Outcome::forbidden(item.mid, None, None),
            (_, Op::Create) => self.create(item)?,
            (_, Op::Update) => self.update(item)?,
        };
        self.view.failure()?;
        for write in &outcome.writes {
            self.view.write(write);
        }
        if !outcome.result.status.is_done() {
            self.not_made(item);
        }
        Ok(outcome)
    }

    /// Notes that an item was not taken: what refers to its record waits for it.
    pub fn not_made(&mut self, item: &PushItem) {
        if item.op == Op::Create {
            self.failed.insert(item.id, item.mid);
        }
    }

    /// A place to come back to.
    pub const fn savepoint(&self) -> usize {
        self.view.savepoint()
    }

    /// Goes back to a savepoint: these items are decided again.
    pub fn rollback(&mut self, savepoint: usize, items: &[PushItem]) {
        self.view.rollback(savepoint);
        for item in items {
            self.failed.remove(&item.id);
        }
    }

    /// The revision of a stored record.
    pub(super) fn rev(&self, record: &StoredRecord) -> Rev {
        Rev::new(self.next.epoch, record.seq)
    }

    /// The errors of a record, or that it waits for an item that failed.
    pub(super) fn check(&self, item: &PushItem, data: &Record) -> Result<(), Box<Outcome>> {
        let findings =
            validate::validate(item.kind, data, &self.view, &self.service.settings().texts);
        let errors: Vec<Finding> = findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error)
            .collect();
        if errors.is_empty() {
            return Ok(());
        }
        let causes: Option<Vec<RecordId>> = errors.iter().map(|error| self.cause(error)).collect();
        match causes.and_then(|causes| causes.first().copied()) {
            Some(cause) => {
                let detail = json!({ "mid": cause.to_string() });
                Err(Box::new(
                    Outcome::new(item.mid, ItemStatus::Blocked).because("blocked", Some(detail)),
                ))
            }
            None => Err(Box::new(Outcome::invalid(item.mid, errors))),
        }
    }

    /// The failed item of this part that an unknown reference points to.
    fn cause(&self, error: &Finding) -> Option<RecordId> {
        let id = error
            .args
            .get("value")
            .filter(|_| error.code == FindingCode::UnknownReference)?;
        self.failed.get(&id.parse().ok()?).copied()
    }

    /// A record that is made now.
    pub(super) fn made(
        &self,
        kind: RecordType,
        id: RecordId,
        org: RecordId,
        data: Record,
    ) -> StoredRecord {
        StoredRecord {
            kind,
            id,
            org,
            seq: self.next.seq,
            created: self.next.seq,
            deleted: false,
            internal: is_internal(kind, &data),
            public: is_public(kind, &data),
            groups: BTreeMap::new(),
            inside: Record::new(),
            data,
            by: self.account.info.email.clone(),
            at: self.now.clone(),
            device: self.part.body.device.clone(),
        }
    }

    /// A review that is made now. What was on the reviewer's screen is kept apart.
    pub(super) fn made_review(
        &self,
        id: RecordId,
        org: RecordId,
        mut data: Record,
    ) -> StoredRecord {
        let mut inside = Record::new();
        if let Some(shown) = data.remove(field::SHOWN) {
            inside.insert(field::SHOWN.to_owned(), shown);
        }
        StoredRecord {
            inside,
            ..self.made(RecordType::Review, id, org, data)
        }
    }

    /// A record with new fields, and the changes that made them.
    pub(super) fn changed(
        &self,
        old: &StoredRecord,
        data: Record,
    ) -> (StoredRecord, Vec<StoredChange>) {
        let mut record = StoredRecord {
            created: old.created,
            groups: old.groups.clone(),
            ..self.made(old.kind, old.id, old.org, data)
        };
        let mut changes = Vec::new();
        for field in field::fields(old.kind) {
            let (before, after) = (
                merge::value(&old.data, field.name),
                merge::value(&record.data, field.name),
            );
            if before != after {
                record.groups.insert(field.group.to_owned(), self.next.seq);
                changes.push(self.change(&record, field.name, before, after));
            }
        }
        (record, changes)
    }

    fn change(
        &self,
        record: &StoredRecord,
        field: &str,
        before: serde_json::Value,
        after: serde_json::Value,
    ) -> StoredChange {
        StoredChange {
            seq: self.next.seq,
            kind: record.kind,
            id: record.id,
            field: field.to_owned(),
            before,
            after,
            by: record.by.clone(),
            at: record.at.clone(),
            push: self.part.body.push.to_string(),
            device: record.device.clone(),
        }
    }

    /// The history of a record that is made now.
    pub(super) fn creation(&self, record: &StoredRecord) -> Vec<StoredChange> {
        field::fields(record.kind)
            .iter()
            .filter_map(|field| {
                let after = merge::value(&record.data, field.name);
                let given = !matches!(
                    after,
                    serde_json::Value::Null | serde_json::Value::Bool(false)
                );
                given.then(|| self.change(record, field.name, serde_json::Value::Null, after))
            })
            .collect()
    }
}

/// Whether the public view shows a record.
pub fn is_public(kind: RecordType, data: &Record) -> bool {
    kind == RecordType::Offer
        && record::flag(data, "published")
        && !record::flag(data, "archived")
        && record::get(data, "removed").is_none()
}

/// Whether a record is kept from its own organisation: what Agoria keeps to itself.
pub fn is_internal(kind: RecordType, data: &Record) -> bool {
    let verdict = record::text(data, "verdict").parse();
    kind == RecordType::Review && verdict.is_ok_and(Verdict::is_internal)
}
