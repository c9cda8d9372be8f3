//! The records as an item sees them: the database, and before it what earlier
//! items of the same part made.

use crate::storage::{Reader, StorageError, StoredRecord};
use edutracker_domain::{Lookup, RecordId, RecordType, record, validate::Facts};
use std::{cell::RefCell, collections::BTreeMap};

type Key = (RecordType, RecordId);

/// A view with the part's own writes on top.
pub struct View<'a> {
    reader: &'a dyn Reader,
    today: String,
    written: BTreeMap<Key, StoredRecord>,
    /// What each write covered, in their order.
    covered: Vec<(Key, Option<StoredRecord>)>,
    facts: RefCell<BTreeMap<Key, Option<Facts>>>,
    // Rules cannot fail; what storage said waits here.
    failure: RefCell<Option<StorageError>>,
}

impl<'a> View<'a> {
    /// A view on a day.
    pub fn new(reader: &'a dyn Reader, today: String) -> Self {
        Self {
            reader,
            today,
            written: BTreeMap::new(),
            covered: Vec::new(),
            facts: RefCell::default(),
            failure: RefCell::default(),
        }
    }

    /// The database below.
    pub const fn reader(&self) -> &'a dyn Reader {
        self.reader
    }

    /// A record or its tombstone.
    pub fn record(
        &self,
        kind: RecordType,
        id: RecordId,
    ) -> Result<Option<StoredRecord>, StorageError> {
        match self.written.get(&(kind, id)) {
            Some(record) => Ok(Some(record.clone())),
            None => self.reader.record(kind, id),
        }
    }

    /// Lays a write on top.
    pub fn write(&mut self, record: &StoredRecord) {
        let key = (record.kind, record.id);
        self.facts.borrow_mut().remove(&key);
        let before = self.written.insert(key, record.clone());
        self.covered.push((key, before));
    }

    /// A place to come back to.
    pub const fn savepoint(&self) -> usize {
        self.covered.len()
    }

    /// Takes off what was laid on top since a savepoint.
    pub fn rollback(&mut self, savepoint: usize) {
        for (key, before) in self.covered.drain(savepoint..).rev() {
            self.facts.borrow_mut().remove(&key);
            match before {
                Some(record) => self.written.insert(key, record),
                None => self.written.remove(&key),
            };
        }
    }

    /// What storage said while rules were looking.
    pub fn failure(&self) -> Result<(), StorageError> {
        self.failure.borrow_mut().take().map_or(Ok(()), Err)
    }
}

fn facts(record: &StoredRecord) -> Option<Facts> {
    if record.deleted {
        return None;
    }
    let text = |name: &str| record::text(&record.data, name).to_owned();
    Some(match record.kind {
        RecordType::Organisation => Facts {
            name: text("kind"),
            ..Facts::default()
        },
        _ => Facts {
            organisation: Some(record.org),
            province: text("province"),
            name: text("name"),
            retired: record::flag(&record.data, "retired"),
        },
    })
}

impl Lookup for View<'_> {
    fn facts(&self, kind: RecordType, id: RecordId) -> Option<Facts> {
        if let Some(known) = self.facts.borrow().get(&(kind, id)) {
            return known.clone();
        }
        let found = match self.record(kind, id) {
            Ok(record) => record.as_ref().and_then(facts),
            Err(error) => {
                *self.failure.borrow_mut() = Some(error);
                return None;
            }
        };
        self.facts.borrow_mut().insert((kind, id), found.clone());
        found
    }

    fn today(&self) -> String {
        self.today.clone()
    }
}
