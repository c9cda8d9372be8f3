//! What the rows of a file want of a record: one row, and what others add to it.

use super::{
    Clash, NewContact, Reason, offers,
    place::{Owner, Placer},
    sites,
};
use crate::{
    import::{
        context::Organisation,
        decision::{Decision, Side, Taken},
        field::Field,
        report::{Judged, Remark, RemarkCode},
        words,
    },
    own::OwnRow,
};
use edutracker_domain::{RecordType, field, merge::Patch, record};
use serde_json::{Value, json};

/// What a row wants of a record.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The fields.
    pub patch: Patch,
    /// The contact to make first.
    pub contact: Option<NewContact>,
    /// Fields that name records by ids that are not here.
    pub unknown: Vec<&'static str>,
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

    /// The fields that the row says something about.
    pub(super) fn says(&self) -> impl Iterator<Item = &str> {
        let contact = self.contact.as_ref().map(|_| "contact");
        self.patch.keys().map(String::as_str).chain(contact)
    }

    /// What it says of a field: nothing, a value, the e-mail of a contact to be made.
    fn value(&self, field: &str) -> Value {
        match &self.contact {
            Some(contact) if field == "contact" => json!(contact.email),
            _ => self.patch.get(field).cloned().unwrap_or_default(),
        }
    }

    /// Takes the contact of another row, or none.
    fn take_contact(&mut self, other: &mut Wanted) {
        self.patch.remove("contact");
        if let Some(contact) = other.patch.remove("contact") {
            self.put("contact", contact);
        }
        self.contact = other.contact.take();
    }

    /// What another row adds: members of sets, and what is not said yet.
    fn join(&mut self, mut other: Wanted) {
        if self.value("contact").is_null() {
            self.take_contact(&mut other);
        }
        for (name, value) in other.patch {
            match (self.patch.get_mut(&name), value) {
                (Some(Value::Object(mine)), Value::Object(more)) => mine.extend(more),
                (None | Some(Value::Null), value) if name != "contact" => {
                    self.patch.insert(name, value);
                }
                _ => {}
            }
        }
    }
}

impl Placer<'_> {
    /// What a row wants; of one that was exported from here, what was edited in it.
    pub(super) fn wanted(&self, row: &Judged, owner: &Organisation, decision: &Decision) -> Wanted {
        let mut wanted = match self.record {
            RecordType::Site => sites::values(row, self.against),
            _ => offers::values(row, owner, self),
        };
        if let Some(own) = &row.origin.own
            && decision.row != Some(Taken::New)
        {
            wanted
                .patch
                .retain(|field, _| own.edited.contains(field.as_str()));
            wanted.contact = wanted.contact.filter(|_| own.edited.contains("contact"));
            self.by_ids(own, owner, &mut wanted);
        }
        if self.record == RecordType::Site {
            let edited = |own: &OwnRow| own.edited.contains("province");
            let said = match row
                .origin
                .own
                .as_ref()
                .filter(|_| decision.row != Some(Taken::New))
            {
                Some(own) => edited(own),
                None => row.origin.said.contains("province"),
            };
            if !said {
                sites::place(&mut wanted, owner);
            }
        }
        wanted
    }

    /// Adds what another row says. What both say, and say differently, somebody
    /// has to decide: until then nothing of that row is added.
    pub(super) fn add(&mut self, wanted: &mut Wanted, row: &Judged, (owner, _): Owner<'_>) {
        let nothing = Decision::default();
        let against = self.against;
        let decision = against.decisions.get(&row.source_row).unwrap_or(&nothing);
        let mut other = self.wanted(row, owner, decision);
        let side = |field: &str| decision.sides.get(field).copied();
        let clash = |field: &'static str, file: Value, usable: bool| Clash {
            of: self.record,
            field,
            here: wanted.value(field),
            file,
            usable,
            side: side(field),
        };
        let mut clashes: Vec<Clash> = field::fields(self.record)
            .iter()
            .filter(|field| !field.shape.is_set())
            .filter(|field| {
                differ(
                    field.name,
                    &wanted.value(field.name),
                    &other.value(field.name),
                )
            })
            .map(|field| clash(field.name, other.value(field.name), true))
            .collect();
        let reason = if other.unknown.is_empty() {
            Reason::OtherRow
        } else {
            Reason::UnknownReference
        };
        clashes.extend(
            other
                .unknown
                .iter()
                .map(|field| clash(field, Value::Null, false)),
        );
        let decided = clashes.clone();
        self.apart.insert(row.source_row, (reason, clashes));
        if decided.iter().any(Clash::is_open) {
            return;
        }
        for clash in decided
            .iter()
            .filter(|clash| clash.side == Some(Side::File))
        {
            if clash.field == "contact" {
                wanted.take_contact(&mut other);
            } else {
                wanted.put(clash.field, clash.file.clone());
            }
        }
        wanted.join(other);
    }

    /// What a row says of its contact and what is not taken in, because the
    /// contact is known otherwise: here, or from an earlier row.
    pub(super) fn known_contact(&mut self, row: &Judged, wanted: &Wanted) -> Vec<Remark> {
        let text = |field: &str| row.fields.get(field).and_then(Value::as_str);
        let text = |field: &str| text(field).unwrap_or_default().to_owned();
        let (name, phone) = (text("contact_name"), text("contact_phone"));
        let id = wanted.patch.get("contact").and_then(Value::as_str);
        let known = id.and_then(|id| self.by_contact.get(&id.parse().ok()?));
        let (known_name, known_phone) = match (known, &wanted.contact) {
            (Some(contact), _) => (contact.name.clone(), contact.phone.clone()),
            (None, Some(contact)) => {
                let mailbox = (contact.organisation.clone(), contact.email.to_lowercase());
                let made = self.made.entry(mailbox).or_default();
                // The first row that says something counts.
                for (made, said) in [(&mut made.0, &name), (&mut made.1, &phone)] {
                    if made.is_empty() {
                        made.clone_from(said);
                    }
                }
                made.clone()
            }
            (None, None) => return Vec::new(),
        };
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let mut out = Vec::new();
        let mut tell = |field: Field, value: String| {
            let (code, field) = (RemarkCode::KnownContact, field.as_str());
            out.push(Remark { code, field, value });
        };
        if !name.is_empty() && words::key(&name) != words::key(&known_name) {
            tell(Field::ContactName, name);
        }
        if !phone.is_empty() && digits(&phone) != digits(&known_phone) {
            tell(Field::ContactPhone, phone);
        }
        out
    }

    /// Takes the records that a file names by their ids.
    fn by_ids(&self, own: &OwnRow, owner: &Organisation, wanted: &mut Wanted) {
        for (field, ids) in &own.ids {
            let known = |id: &String| match *field {
                "sites" => owner
                    .sites
                    .iter()
                    .any(|site| site.id.is_some_and(|known| known.to_string() == *id)),
                _ => id.parse().is_ok_and(|id| self.is_contact(&owner.code, id)),
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
                    wanted.unknown.push(*field);
                }
            }
        }
    }
}

/// Whether two rows say different things about a field of one record.
fn differ(field: &str, one: &Value, other: &Value) -> bool {
    let same = match (one, other) {
        // Names and addresses that differ in capitals are the same.
        (Value::String(one), Value::String(other)) if field == "name" || field == "contact" => {
            one.to_lowercase() == other.to_lowercase()
        }
        (one, other) => one == other,
    };
    !one.is_null() && !other.is_null() && !same
}
