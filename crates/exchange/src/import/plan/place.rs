//! One row against the records that exist: which one it is, what it changes
//! there, and what a person has to say first.

use super::{
    Action, Against, Clash, Contact, Planned, Reason, changes, offers, record_type, replacing,
    sites, wanted::Wanted,
};
use crate::import::{
    context::{Existing, Organisation},
    decision::{Decision, Side, Taken},
    field::{Field, Kind},
    report::{Judged, Remark, RemarkCode},
    row::sites::near,
};
use edutracker_domain::{Record, RecordId, RecordType, merge, record};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An organisation with its id.
pub(super) type Owner<'a> = (&'a Organisation, RecordId);

/// The rows of a file, one after another.
pub(super) struct Placer<'a> {
    pub(super) kind: Kind,
    pub(super) record: RecordType,
    pub(super) against: &'a Against<'a>,
    by_id: BTreeMap<RecordId, &'a Existing>,
    by_identity: BTreeMap<String, Vec<RecordId>>,
    /// The contacts, by the code of their organisation and their e-mail in
    /// small letters; of several the first.
    contacts: BTreeMap<(&'a str, String), RecordId>,
    /// The same by their ids.
    pub(super) by_contact: BTreeMap<RecordId, &'a Contact>,
    /// The names and telephones that earlier rows give contacts which are to be made.
    pub(super) made: BTreeMap<(String, String), (String, String)>,
    /// The campuses that earlier rows add, by what makes them the same.
    added: BTreeSet<String>,
    /// What rows speak of.
    met: BTreeSet<RecordId>,
    /// The records of earlier rows as those leave them; the organisations from the start.
    pub(super) now: BTreeMap<RecordId, Record>,
    /// The fields of them that earlier rows say something about.
    pub(super) said: BTreeSet<(RecordId, String)>,
    /// Rows that cannot be added to an earlier one: why, and what has to be decided.
    pub(super) apart: BTreeMap<u32, (Reason, Vec<Clash>)>,
}

impl<'a> Placer<'a> {
    pub(super) fn new(kind: Kind, against: &'a Against<'a>) -> Self {
        let mut placer = Self {
            kind,
            record: record_type(kind),
            against,
            by_id: BTreeMap::new(),
            by_identity: BTreeMap::new(),
            contacts: BTreeMap::new(),
            by_contact: BTreeMap::new(),
            made: BTreeMap::new(),
            added: BTreeSet::new(),
            met: BTreeSet::new(),
            now: against.profiles.clone(),
            said: BTreeSet::new(),
            apart: BTreeMap::new(),
        };
        // Of offers that are the same, the one in use is meant, then the newest in the archive.
        let (archived, used): (Vec<&Existing>, Vec<&Existing>) = against
            .records
            .iter()
            .partition(|one| offers::is_archived(one));
        let newest = archived
            .into_iter()
            .map(|one| (placer.identity(&one.fields), one));
        let newest: BTreeMap<String, &Existing> = newest.collect();
        placer.by_id = against.records.iter().map(|one| (one.id, one)).collect();
        for existing in used.into_iter().chain(newest.into_values()) {
            let identity = placer.identity(&existing.fields);
            let same = placer.by_identity.entry(identity).or_default();
            if same.is_empty() || !offers::is_archived(existing) {
                same.push(existing.id);
            }
        }
        for contact in against.contacts {
            let mailbox = (
                contact.organisation.as_str(),
                contact.email.to_ascii_lowercase(),
            );
            placer.contacts.entry(mailbox).or_insert(contact.id);
            placer.by_contact.insert(contact.id, contact);
        }
        placer
    }

    /// The contact of an organisation that has this e-mail.
    pub(super) fn contact(&self, organisation: &str, email: &str) -> Option<RecordId> {
        let mailbox = (organisation, email.to_ascii_lowercase());
        self.contacts.get(&mailbox).copied()
    }

    /// Whether a contact is one of an organisation.
    pub(super) fn is_contact(&self, organisation: &str, id: RecordId) -> bool {
        let contact = self.by_contact.get(&id);
        contact.is_some_and(|contact| contact.organisation == organisation)
    }

    fn identity(&self, fields: &Record) -> String {
        match self.record {
            RecordType::Site => sites::identity(fields),
            _ => offers::identity(fields),
        }
    }

    /// Remembers what a row speaks of: that is not missing, whatever becomes of it.
    pub(super) fn meet(&mut self, row: &Judged, planned: &Planned) {
        self.met.extend(planned.id);
        let named = row.origin.id.as_ref();
        let named = named.and_then(|id| id.parse::<RecordId>().ok());
        self.met.extend(named);
        let fitting = planned.candidates.iter().map(|existing| existing.id);
        self.met.extend(fitting);
    }

    pub(super) fn has_met(&self, id: RecordId) -> bool {
        self.met.contains(&id)
    }

    fn owned(&self, id: RecordId, (_, owner): Owner<'_>) -> Option<&'a Existing> {
        let existing = *self.by_id.get(&id)?;
        let organisation = record::text(&existing.fields, "organisation");
        (organisation == owner.to_string()).then_some(existing)
    }

    /// The record that a row is, none for a new one; or what a person has to
    /// choose from.
    fn meant(
        &self,
        row: &Judged,
        fresh: &Record,
        owner: Owner<'_>,
        taken: Option<Taken>,
    ) -> Result<Option<&'a Existing>, (Reason, Vec<RecordId>)> {
        let same = || {
            self.by_identity
                .get(&self.identity(fresh))
                .cloned()
                .unwrap_or_default()
        };
        let named = match taken {
            Some(Taken::New) => return Ok(None),
            Some(Taken::Record(id)) => Some(self.owned(id, owner)),
            _ => row.origin.id.as_ref().map(|id| {
                let id = id.parse::<RecordId>().ok()?;
                self.owned(id, owner)
            }),
        };
        let decided = matches!(taken, Some(Taken::Record(_)));
        if let Some(named) = named {
            return match named {
                // Only a person says that two rows are one record.
                Some(existing) if !decided && self.now.contains_key(&existing.id) => {
                    Err((Reason::Taken, vec![existing.id]))
                }
                Some(existing) => Ok(Some(existing)),
                None => Err((Reason::UnknownRecord, same())),
            };
        }
        match same().as_slice() {
            [] if self.record == RecordType::Site => {
                let name = record::text(fresh, "name");
                match near(&owner.0.sites, name).and_then(|site| site.id) {
                    Some(id) => Err((Reason::Similar, vec![id])),
                    None => Ok(None),
                }
            }
            [] => Ok(None),
            [id] if self.now.contains_key(id) => Err((Reason::Taken, vec![*id])),
            [id] => Ok(self.by_id.get(id).copied()),
            several => Err((Reason::Several, several.to_vec())),
        }
    }

    /// What becomes of a row that can be taken in. `more` are rows whose values it takes in.
    pub(super) fn place(
        &mut self,
        planned: &mut Planned,
        row: &Judged,
        more: &[&Judged],
        owner: Owner<'_>,
        decision: &Decision,
    ) {
        let rights = &self.against.rights;
        if !(rights.own)(owner.1) {
            planned.stop(Action::Rejected, Reason::NotOwn);
            return;
        }
        let may = (rights.add, rights.change);
        let profile = (self.record == RecordType::Site)
            .then(|| self.profile(planned, row, owner.1, decision))
            .flatten();
        let is_record = self.record != RecordType::Site
            || row.fields.get("campus_name").is_some_and(Value::is_string);
        let placed = if is_record {
            self.record_of(planned, row, more, owner, decision)
        } else {
            planned.action = Action::Unchanged;
            None
        };
        if matches!(planned.action, Action::NeedsDecision) {
            return;
        }
        if planned.clashes.iter().any(Clash::is_open) {
            planned.action = Action::NeedsDecision;
            return;
        }
        match (planned.action, may) {
            (Action::Added, (false, _)) => planned.stop(Action::Rejected, Reason::NoRightToAdd),
            (Action::Changed, (_, false)) => planned.stop(Action::Rejected, Reason::NoRight),
            _ => {}
        }
        if planned.action == Action::Rejected {
            return;
        }
        if planned.action == Action::Added && self.record == RecordType::Site {
            self.added.insert(self.identity(&planned.patch));
        }
        if let (Some(id), Some((wanted, mut after))) = (planned.id, placed) {
            if let Some(contact) = &planned.contact {
                // It has no id yet: its address stands for it.
                record::put(&mut after, "contact", contact.email.clone().into());
            }
            self.keep(id, &wanted, after);
        }
        if let Some((wanted, after)) = profile {
            let before = self.now.get(&owner.1).cloned().unwrap_or_default();
            let patch = merge::diff(&before, &after);
            if !patch.is_empty() {
                if !may.1 {
                    planned.stop(Action::Rejected, Reason::NoRight);
                    return;
                }
                planned.profile = Some((owner.1, patch));
                if planned.action == Action::Unchanged {
                    planned.action = Action::Changed;
                }
            }
            let of = RecordType::Organisation;
            planned.changes.extend(changes(of, &before, &after));
            self.keep(owner.1, &wanted, after);
        }
    }

    /// Remembers what a row says of a record, and what the record is then.
    fn keep(&mut self, id: RecordId, wanted: &Wanted, after: Record) {
        let said = wanted.says().map(|field| (id, field.to_owned()));
        self.said.extend(said);
        self.now.insert(id, after);
    }

    /// What a row makes of the organisation itself; what an earlier row says
    /// otherwise is a clash.
    fn profile(
        &self,
        planned: &mut Planned,
        row: &Judged,
        owner: RecordId,
        decision: &Decision,
    ) -> Option<(Wanted, Record)> {
        let of = RecordType::Organisation;
        let before = self.now.get(&owner)?;
        let wanted = sites::profile(row, self.against);
        let mut after = merge::patched(of, before, &replacing(before, &wanted.patch));
        for change in changes(of, before, &after) {
            if !self.said.contains(&(owner, change.field.to_owned())) {
                continue;
            }
            let side = decision.sides.get(change.field).copied();
            if side != Some(Side::File) {
                record::put(&mut after, change.field, change.before.clone());
            }
            planned.reason = Some(Reason::OtherRow);
            planned.clashes.push(Clash {
                of,
                field: change.field,
                here: change.before,
                file: change.after,
                usable: true,
                side,
            });
        }
        Some((wanted, record::into_canonical(of, after)))
    }

    fn record_of(
        &mut self,
        planned: &mut Planned,
        row: &Judged,
        more: &[&Judged],
        owner: Owner<'_>,
        decision: &Decision,
    ) -> Option<(Wanted, Record)> {
        let mut wanted = self.wanted(row, owner.0, decision);
        for other in more {
            self.add(&mut wanted, other, owner);
        }
        if let Some(own) = &row.origin.own
            && own.edited.is_empty()
            && more.is_empty()
            && decision.row.is_none()
        {
            planned.action = Action::Unchanged;
            planned.id = own.id.as_ref().and_then(|id| id.parse().ok());
            let existing = planned.id.and_then(|id| self.owned(id, owner))?;
            return Some((Wanted::default(), existing.fields.clone()));
        }
        let fresh = self.fresh(&wanted, owner.1);
        let existing = match self.meant(row, &fresh, owner, decision.row) {
            Ok(existing) => existing,
            Err((reason, fitting)) => {
                let fitting = fitting.iter().filter_map(|id| self.owned(*id, owner));
                planned.candidates = fitting.cloned().collect();
                planned.stop(Action::NeedsDecision, reason);
                return None;
            }
        };
        if existing.is_none()
            && self.record == RecordType::Site
            && decision.row != Some(Taken::New)
            && self.added.contains(&self.identity(&fresh))
        {
            planned.stop(Action::NeedsDecision, Reason::SameName);
            return None;
        }
        planned.contact = wanted.contact.clone();
        planned.remarks = self.known_contact(row, &wanted);
        // A file that was exported from here says what becomes of those in the archive.
        let meant = row.origin.id.is_none() || matches!(decision.row, Some(Taken::Record(_)));
        let archived = existing.filter(|one| offers::is_archived(one) && meant);
        if let Some(archived) = archived.filter(|one| !self.now.contains_key(&one.id)) {
            if !self.against.rights.restore {
                planned.stop(Action::NeedsDecision, Reason::Archived);
                return None;
            }
            planned.id = Some(archived.id);
            wanted.put("archived", false.into());
            planned.remarks.push(Remark {
                code: RemarkCode::Archived,
                field: Field::Name.as_str(),
                value: String::new(),
            });
        }
        let after = match existing {
            None => {
                planned.changes = changes(self.record, &Record::new(), &fresh);
                planned.patch = fresh.clone();
                fresh
            }
            Some(existing) => self.merged(planned, row, existing, &wanted, (owner.0, decision)),
        };
        let current = existing.map(|existing| &existing.fields);
        for field in &wanted.unknown {
            let here = current.map(|record| merge::value(record, field));
            planned.reason = Some(Reason::UnknownReference);
            planned.clashes.push(Clash {
                of: self.record,
                field,
                here: here.unwrap_or_default(),
                file: Value::Null,
                usable: false,
                side: decision.sides.get(*field).copied(),
            });
        }
        Some((wanted, after))
    }

    /// The record that a row would be if nothing were there.
    fn fresh(&self, wanted: &Wanted, owner: RecordId) -> Record {
        let mut fresh = Record::new();
        record::put(&mut fresh, "organisation", owner.to_string().into());
        if self.record == RecordType::Offer {
            let subject = if self.kind == Kind::CompanyOffers {
                "companyOffer"
            } else {
                "programme"
            };
            record::put(&mut fresh, "subject", subject.into());
            record::put(&mut fresh, "published", false.into());
        }
        merge::apply(&mut fresh, &wanted.patch);
        record::into_canonical(self.record, fresh)
    }
}
