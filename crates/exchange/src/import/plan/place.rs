//! One row against the records that exist: which one it is, what it changes
//! there, and what a person has to say first.

use super::{
    Action, Against, Clash, NewContact, Planned, Reason, changes, offers, record_type, replacing,
    sites,
};
use crate::{
    import::{
        context::{Existing, Organisation},
        decision::{Decision, Side, Taken},
        field::Kind,
        report::Judged,
        row::sites::near,
    },
    own::OwnRow,
};
use edutracker_domain::{
    Record, RecordId, RecordType,
    merge::{self, Patch},
    record,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What a row wants of a record.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The fields.
    pub patch: Patch,
    /// The contact to make first.
    pub contact: Option<NewContact>,
}

impl Wanted {
    pub(super) fn put(&mut self, field: &str, value: Value) {
        self.patch.insert(field.to_owned(), value);
    }

    /// The texts of a row, by their names in reports and in records.
    pub(super) fn texts(&mut self, row: &Judged, names: &[(&str, &str)], empty_clears: bool) {
        for (name, field) in names {
            match row.fields.get(*name) {
                Some(Value::String(text)) => self.put(field, text.clone().into()),
                _ if empty_clears && row.origin.emptied.contains(name) => {
                    self.put(field, Value::Null);
                }
                _ => {}
            }
        }
    }

    /// What another row adds: members of sets, and what is not said yet.
    fn join(&mut self, other: Wanted) {
        for (name, value) in other.patch {
            match (self.patch.get_mut(&name), value) {
                (Some(Value::Object(mine)), Value::Object(more)) => mine.extend(more),
                (None | Some(Value::Null), value) => {
                    self.patch.insert(name, value);
                }
                _ => {}
            }
        }
        if !self.patch.contains_key("contact") {
            self.contact = self.contact.take().or(other.contact);
        }
    }
}

/// An organisation with its id.
type Owner<'a> = (&'a Organisation, RecordId);

/// The rows of a file, one after another.
pub(super) struct Placer<'a> {
    kind: Kind,
    record: RecordType,
    against: &'a Against<'a>,
    by_id: BTreeMap<RecordId, &'a Existing>,
    by_identity: BTreeMap<String, Vec<RecordId>>,
    /// What rows speak of.
    met: BTreeSet<RecordId>,
    /// The organisations as earlier rows leave them.
    profiles: BTreeMap<RecordId, Record>,
    /// What earlier rows say about them.
    said: BTreeMap<(RecordId, String), Value>,
}

impl<'a> Placer<'a> {
    pub(super) fn new(kind: Kind, against: &'a Against<'a>) -> Self {
        let mut placer = Self {
            kind,
            record: record_type(kind),
            against,
            by_id: BTreeMap::new(),
            by_identity: BTreeMap::new(),
            met: BTreeSet::new(),
            profiles: against.profiles.clone(),
            said: BTreeMap::new(),
        };
        for existing in against.records {
            placer.by_id.insert(existing.id, existing);
            let identity = placer.identity(&existing.fields);
            let same = placer.by_identity.entry(identity).or_default();
            same.push(existing.id);
        }
        placer
    }

    fn identity(&self, fields: &Record) -> String {
        match self.record {
            RecordType::Site => sites::identity(fields),
            _ => offers::identity(fields),
        }
    }

    fn values(&self, row: &Judged, owner: &Organisation) -> Wanted {
        match self.record {
            RecordType::Site => sites::values(row, self.against),
            _ => offers::values(row, self.kind, owner, self.against),
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
        if let Some(named) = named {
            return match named {
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
            [id] if self.record == RecordType::Site && self.met.contains(id) => {
                Err((Reason::Taken, vec![*id]))
            }
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
        if is_record {
            self.record_of(planned, row, more, owner, decision);
        } else {
            planned.action = Action::Unchanged;
        }
        if matches!(planned.action, Action::NeedsDecision) {
            return;
        }
        if planned.clashes.iter().any(Clash::is_open) {
            planned.action = Action::NeedsDecision;
            return;
        }
        if let Some((wanted, after)) = profile {
            let before = self.profiles.get(&owner.1).cloned().unwrap_or_default();
            let patch = merge::diff(&before, &after);
            if !patch.is_empty() {
                planned.profile = Some((owner.1, patch));
                if planned.action == Action::Unchanged {
                    planned.action = Action::Changed;
                }
            }
            let of = RecordType::Organisation;
            planned.changes.extend(changes(of, &before, &after));
            for field in wanted.patch.keys() {
                let value = merge::value(&after, field);
                self.said.insert((owner.1, field.clone()), value);
            }
            self.profiles.insert(owner.1, after);
        }
        match (planned.action, may) {
            (Action::Added, (false, _)) => planned.stop(Action::Rejected, Reason::NoRightToAdd),
            (Action::Changed, (_, false)) => planned.stop(Action::Rejected, Reason::NoRight),
            _ => {}
        }
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
        let before = self.profiles.get(&owner)?;
        let wanted = sites::profile(row, self.against);
        let mut after = merge::patched(of, before, &replacing(before, &wanted.patch));
        for change in changes(of, before, &after) {
            if !self.said.contains_key(&(owner, change.field.to_owned())) {
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
        &self,
        planned: &mut Planned,
        row: &Judged,
        more: &[&Judged],
        owner: Owner<'_>,
        decision: &Decision,
    ) {
        let mut wanted = self.values(row, owner.0);
        for other in more {
            wanted.join(self.values(other, owner.0));
        }
        let exported = row.origin.own.as_ref();
        let mut unknown = Vec::new();
        if let Some(own) = exported
            && decision.row != Some(Taken::New)
        {
            if own.edited.is_empty() && decision.row.is_none() {
                planned.action = Action::Unchanged;
                planned.id = own.id.as_ref().and_then(|id| id.parse().ok());
                return;
            }
            wanted
                .patch
                .retain(|field, _| own.edited.contains(field.as_str()));
            wanted.contact = wanted.contact.filter(|_| own.edited.contains("contact"));
            unknown = self.by_ids(own, owner.0, &mut wanted);
        }
        let fresh = self.fresh(&wanted, owner.1);
        let existing = match self.meant(row, &fresh, owner, decision.row) {
            Ok(existing) => existing,
            Err((reason, fitting)) => {
                let fitting = fitting.iter().filter_map(|id| self.owned(*id, owner));
                planned.candidates = fitting.cloned().collect();
                planned.stop(Action::NeedsDecision, reason);
                return;
            }
        };
        planned.contact = wanted.contact.clone();
        match existing {
            None => {
                planned.changes = changes(self.record, &Record::new(), &fresh);
                planned.patch = fresh;
            }
            Some(existing) => self.merged(planned, row, existing, &wanted, decision),
        }
        let current = existing.map(|existing| &existing.fields);
        for field in unknown {
            let here = current.map(|record| merge::value(record, field));
            planned.reason = Some(Reason::UnknownReference);
            planned.clashes.push(Clash {
                of: self.record,
                field,
                here: here.unwrap_or_default(),
                file: Value::Null,
                usable: false,
                side: decision.sides.get(field).copied(),
            });
        }
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

    /// What a row changes in a record.
    fn merged(
        &self,
        planned: &mut Planned,
        row: &Judged,
        existing: &Existing,
        wanted: &Wanted,
        decision: &Decision,
    ) {
        let of = self.record;
        planned.id = Some(existing.id);
        let current = record::canonical(of, &existing.fields);
        let revision = row.origin.revision.as_deref();
        let stale = revision.filter(|revision| existing.rev.as_deref() != Some(revision));
        let exported = row.origin.own.as_ref();
        let base = match exported {
            Some(own) => Some(Some(own_base(of, own, &current))),
            None => stale.map(|revision| (self.against.base)(existing.id, revision)),
        };
        let clash = |field: &'static str, here: Value, file: Value| Clash {
            of,
            field,
            here,
            file,
            usable: true,
            side: decision.sides.get(field).copied(),
        };
        let mut after = match &base {
            None => merge::patched(of, &current, &replacing(&current, &wanted.patch)),
            Some(Some(base)) => {
                let base = record::canonical(of, base);
                let mine = merge::patched(of, &base, &replacing(&base, &wanted.patch));
                let edited = merge::diff(&base, &mine);
                let merged = merge::merge(of, Some(&base), &edited, &current, |group| {
                    merge::group_differs(of, group, &base, &current)
                });
                let conflicts = merged.conflicts.into_iter();
                planned
                    .clashes
                    .extend(conflicts.map(|found| clash(found.field, found.theirs, found.mine)));
                let mut merged = merged.record;
                // Members of a set never clash, and what was emptied is no edit
                // of an empty base: edited on both sides, a person is asked.
                let all = merge::patched(of, &current, &replacing(&current, &wanted.patch));
                for change in changes(of, &current, &all) {
                    let known = |clash: &Clash| clash.field == change.field;
                    let both = exported.is_some_and(|own| {
                        own.edited.contains(change.field)
                            && own.changed_since(of, &current).contains(change.field)
                    });
                    if both && !planned.clashes.iter().any(known) {
                        record::put(&mut merged, change.field, change.before.clone());
                        let asked = clash(change.field, change.before, change.after);
                        planned.clashes.push(asked);
                    }
                }
                merged
            }
            // The revision is gone: what differs may be older or newer, so a person looks.
            Some(None) => {
                let all = merge::patched(of, &current, &replacing(&current, &wanted.patch));
                let found = changes(of, &current, &all).into_iter();
                planned
                    .clashes
                    .extend(found.map(|change| clash(change.field, change.before, change.after)));
                current.clone()
            }
        };
        // A new contact stands in no patch.
        let changed = match (&base, exported) {
            (Some(None), _) => true,
            (_, Some(own)) => own.changed_since(of, &current).contains("contact"),
            _ => false,
        };
        if let (true, Some(contact)) = (changed, &wanted.contact) {
            let here = merge::value(&current, "contact");
            let clash = clash("contact", here, json!(contact.email));
            if clash.side == Some(Side::Here) {
                planned.contact = None;
            }
            planned.clashes.push(clash);
        }
        for clash in &planned.clashes {
            let stands_there = clash.field == "contact" && wanted.contact.is_some();
            if clash.of == of && clash.takes_file() && !stands_there {
                record::put(&mut after, clash.field, clash.file.clone());
            }
        }
        let after = record::into_canonical(of, after);
        if planned.clashes.iter().any(|clash| clash.of == of) {
            planned.reason = Some(match base {
                Some(None) => Reason::RevisionGone,
                _ => Reason::Conflict,
            });
        }
        planned.changes = changes(of, &current, &after);
        planned.patch = merge::diff(&current, &after);
        planned.action = if planned.patch.is_empty() && planned.contact.is_none() {
            Action::Unchanged
        } else {
            Action::Changed
        };
    }

    /// Takes the records that a file names by their ids; the fields whose records are not known.
    fn by_ids(&self, own: &OwnRow, owner: &Organisation, wanted: &mut Wanted) -> Vec<&'static str> {
        let mut unknown = Vec::new();
        for (field, ids) in &own.ids {
            let known = |id: &String| match *field {
                "sites" => owner
                    .sites
                    .iter()
                    .any(|site| site.id.is_some_and(|known| known.to_string() == *id)),
                _ => self.against.contacts.iter().any(|contact| {
                    contact.organisation == owner.code && contact.id.to_string() == *id
                }),
            };
            match (*field, ids.as_slice()) {
                // An empty cell leaves what is there.
                (_, []) => {}
                ("sites", _) if ids.iter().all(known) => {
                    wanted.put(field, record::set_of(ids.clone()));
                }
                ("contact", [id]) if known(id) => {
                    wanted.contact = None;
                    wanted.put(field, id.clone().into());
                }
                _ => {
                    wanted.patch.remove(*field);
                    if *field == "contact" {
                        wanted.contact = None;
                    }
                    unknown.push(*field);
                }
            }
        }
        unknown
    }
}

/// What a record was when it was exported, as far as that matters: as it is
/// now, without what was edited both in the file and elsewhere since.
fn own_base(of: RecordType, own: &OwnRow, current: &Record) -> Record {
    let mut base = current.clone();
    for field in own.changed_since(of, current) {
        if own.edited.contains(field) {
            record::put(&mut base, field, Value::Null);
        }
    }
    base
}
