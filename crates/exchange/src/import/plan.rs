//! What importing offers would change: each accepted row against the offers
//! that exist. Nothing is written here.
//!
//! A column that is not there and a cell that is empty leave a field as it is
//! (unless empty cells are to clear); defaults are for new offers. A row that
//! was exported from here carries id and revision: what was changed in the
//! sheet since that revision is merged into what became of the offer, so that
//! an old sheet undoes nothing.

use super::{
    context::{Context, Existing, Organisation},
    field::Kind,
    report::{Judged, Report, Status},
};
use crate::own::OwnRow;
use edutracker_domain::{
    Record, RecordId, RecordType, merge,
    merge::{FieldConflict, Patch},
    record, text_enum,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

text_enum! {
    /// What becomes of a row.
    Action, "action of an import" {
        /// A new offer.
        Added = "added",
        /// An offer changes.
        Changed = "changed",
        /// An offer is so already.
        Unchanged = "unchanged",
        /// The row repeats an earlier one.
        Duplicate = "duplicate",
        /// A person has to choose.
        NeedsDecision = "needs_decision",
        /// Nothing: something is missing or not usable.
        Rejected = "rejected",
    }
}

/// A contact of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: RecordId,
    /// Its organisation's code.
    pub organisation: String,
    /// Its e-mail.
    pub email: String,
}

/// A contact that an offer needs and that does not exist yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NewContact {
    /// Its organisation's code.
    pub organisation: String,
    /// Its e-mail.
    pub email: String,
    /// Its name; the e-mail where the file gives none.
    pub name: String,
    /// Its telephone; may be empty.
    pub phone: String,
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The field's dotted name.
    pub field: &'static str,
    /// Its value in the offer as it is.
    pub before: Value,
    /// Its value after the import.
    pub after: Value,
}

/// What becomes of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The row's number in the file.
    pub source_row: u32,
    /// What becomes of it.
    pub action: Action,
    /// The offer it was matched with.
    pub id: Option<RecordId>,
    /// The fields of a new offer, or what changes in an existing one.
    pub patch: Patch,
    /// The contact to make first; its id then goes into `contact`.
    pub contact: Option<NewContact>,
    /// The changes, field by field.
    pub changes: Vec<Change>,
    /// Fields that others changed as well since the file was exported.
    pub conflicts: Vec<FieldConflict>,
    /// Offers that fit as well, where it is not sure which one is meant.
    pub candidates: Vec<RecordId>,
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The rows, from the top, without blank ones.
    pub rows: Vec<Planned>,
    /// Offers of the organisations in the file that no row speaks of: listed, never touched.
    pub missing: Vec<RecordId>,
}

/// The record of an offer at a revision, where it is still known.
pub type Base<'a> = dyn Fn(RecordId, &str) -> Option<Record> + 'a;

/// What exists, and how empty cells count.
pub struct Against<'a> {
    /// The organisations.
    pub context: &'a Context,
    /// Their offers.
    pub offers: &'a [Existing],
    /// Their contacts that are not retired.
    pub contacts: &'a [Contact],
    /// Earlier revisions.
    pub base: &'a Base<'a>,
    /// Whether an empty cell clears the field.
    pub empty_clears: bool,
}

/// Report fields that are texts, and what records call them.
const TEXTS: &[(&str, &str)] = &[
    ("name", "name"),
    ("study_level", "studyLevel"),
    ("website", "website"),
    ("description", "description"),
    ("valid_from", "validFrom"),
];
/// Report fields that are lists of codes or texts.
const LISTS: &[(&str, &str)] = &[
    ("collaboration_forms", "collaborationForms"),
    ("collaboration_form", "collaborationForms"),
    ("study_levels", "studyLevels"),
    ("study_domains", "studyDomains"),
    ("languages", "languages"),
    ("provinces", "provinces"),
    ("specialisations", "specialisations"),
];

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(members) => members
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// What makes an offer the same as a row: level or levels, name, provinces, and a company's form.
fn identity(fields: &Record) -> String {
    let company = record::text(fields, "subject") == "companyOffer";
    [
        record::text(fields, "organisation").to_owned(),
        record::text(fields, "studyLevel").to_owned(),
        record::members(fields, "studyLevels").join(","),
        record::text(fields, "name").to_lowercase(),
        record::members(fields, "provinces").join(","),
        if company {
            record::members(fields, "collaborationForms").join(",")
        } else {
            String::new()
        },
    ]
    .join("\u{1f}")
}

/// The organisation of a row.
fn organisation<'a>(row: &Judged, context: &'a Context) -> Option<&'a Organisation> {
    match row.fields.get("org_code").and_then(Value::as_str) {
        Some(code) => context.by_code(code),
        None => context.own(),
    }
}

/// The values of a row as a record has them, wherever in the row they come
/// from (a level out of the name). A default is none: only a cell says that.
fn values(
    row: &Judged,
    kind: Kind,
    organisation: &Organisation,
    against: &Against<'_>,
) -> (Patch, Option<NewContact>) {
    let mut patch = Patch::new();
    let of = |name: &str| row.fields.get(name).cloned().unwrap_or_default();
    let says = |name: &str| row.origin.said.contains(name);
    let clears = |name: &str| against.empty_clears && row.origin.emptied.contains(name);
    for (name, field) in TEXTS {
        match of(name) {
            Value::String(text) => {
                patch.insert((*field).to_owned(), text.into());
            }
            _ if clears(name) => {
                patch.insert((*field).to_owned(), Value::Null);
            }
            _ => {}
        }
    }
    for (name, field) in LISTS {
        let members = list(&of(name));
        if !members.is_empty() {
            patch.insert((*field).to_owned(), record::set_of(members));
        } else if clears(name) {
            patch.insert((*field).to_owned(), Value::Null);
        }
    }
    let sites = if kind == Kind::CompanyOffers {
        "entities"
    } else {
        "campuses"
    };
    let ids: Vec<String> = list(&of(sites))
        .iter()
        .filter_map(|text| {
            organisation
                .sites
                .iter()
                .find(|site| site.code == *text || site.name == *text)?
                .id
        })
        .map(|id| id.to_string())
        .collect();
    if !ids.is_empty() {
        patch.insert("sites".to_owned(), record::set_of(ids));
    } else if clears(sites) {
        patch.insert("sites".to_owned(), Value::Null);
    }
    if let Some(months) = of("duration_months").as_u64() {
        patch.insert("durationMonths".to_owned(), months.into());
    }
    if says("published")
        && let Value::Bool(flag) = of("published")
    {
        patch.insert("published".to_owned(), flag.into());
    }
    let mut new = None;
    if let Some(email) = of("contact_email").as_str() {
        let same = |contact: &&Contact| {
            contact.organisation == organisation.code && contact.email.eq_ignore_ascii_case(email)
        };
        match against.contacts.iter().find(same) {
            Some(contact) => {
                patch.insert("contact".to_owned(), contact.id.to_string().into());
            }
            None => {
                let text = |name: &str| of(name).as_str().unwrap_or_default().to_owned();
                let name = Some(text("contact_name")).filter(|name| !name.is_empty());
                new = Some(NewContact {
                    organisation: organisation.code.clone(),
                    email: email.to_owned(),
                    name: name.unwrap_or_else(|| email.to_owned()),
                    phone: text("contact_phone"),
                });
            }
        }
    }
    (patch, new)
}

fn changes(before: &Record, after: &Record) -> Vec<Change> {
    edutracker_domain::field::fields(RecordType::Offer)
        .iter()
        .map(|field| Change {
            field: field.name,
            before: merge::value(before, field.name),
            after: merge::value(after, field.name),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// What importing the rows of a report would do.
#[must_use]
pub fn plan(report: &Report, against: &Against<'_>) -> Plan {
    let by_id: BTreeMap<RecordId, &Existing> = against
        .offers
        .iter()
        .map(|offer| (offer.id, offer))
        .collect();
    let mut by_identity: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    for offer in against.offers {
        by_identity
            .entry(identity(&offer.fields))
            .or_default()
            .push(offer.id);
    }
    let mut plan = Plan::default();
    let mut met: BTreeSet<RecordId> = BTreeSet::new();
    let mut organisations: BTreeSet<String> = BTreeSet::new();
    for row in &report.rows {
        let mut planned = Planned {
            source_row: row.source_row,
            action: match row.status {
                Status::SkippedBlank => continue,
                Status::Rejected => Action::Rejected,
                Status::NeedsDecision => Action::NeedsDecision,
                Status::Duplicate => Action::Duplicate,
                Status::Accepted | Status::AcceptedWithWarnings => Action::Added,
            },
            id: None,
            patch: Patch::new(),
            contact: None,
            changes: Vec::new(),
            conflicts: Vec::new(),
            candidates: Vec::new(),
        };
        let owner = organisation(row, against.context).and_then(|owner| Some((owner, owner.id?)));
        if planned.action == Action::Added {
            match owner {
                Some((owner, id)) => {
                    organisations.insert(id.to_string());
                    place(
                        &mut planned,
                        row,
                        report.kind,
                        owner,
                        id,
                        against,
                        &by_id,
                        &by_identity,
                    );
                }
                // An organisation that is not here cannot be imported into.
                None => planned.action = Action::Rejected,
            }
        }
        // What a row speaks of is not missing, whatever becomes of it.
        met.extend(planned.id);
        met.extend(
            row.origin
                .id
                .as_ref()
                .and_then(|id| id.parse::<RecordId>().ok()),
        );
        met.extend(planned.candidates.iter().copied());
        plan.rows.push(planned);
    }
    plan.missing = against
        .offers
        .iter()
        .filter(|offer| {
            organisations.contains(record::text(&offer.fields, "organisation"))
                && !met.contains(&offer.id)
        })
        .map(|offer| offer.id)
        .collect();
    plan
}

#[expect(
    clippy::too_many_arguments,
    reason = "two indexes over what exists, made once"
)]
fn place(
    planned: &mut Planned,
    row: &Judged,
    kind: Kind,
    owner: &Organisation,
    owner_id: RecordId,
    against: &Against<'_>,
    by_id: &BTreeMap<RecordId, &Existing>,
    by_identity: &BTreeMap<String, Vec<RecordId>>,
) {
    let (mut patch, mut contact) = values(row, kind, owner, against);
    let exported = row.origin.own.as_ref();
    if let Some(own) = exported {
        if own.edited.is_empty() {
            planned.action = Action::Unchanged;
            planned.id = own.id.as_ref().and_then(|id| id.parse().ok());
            return;
        }
        patch.retain(|field, _| own.edited.contains(field.as_str()));
        contact = contact.filter(|_| own.edited.contains("contact"));
        if !by_ids(own, owner, against, &mut patch, &mut contact) {
            planned.action = Action::NeedsDecision;
            return;
        }
    }
    let own =
        |offer: &&&Existing| record::text(&offer.fields, "organisation") == owner_id.to_string();
    let subject = if kind == Kind::CompanyOffers {
        "companyOffer"
    } else {
        "programme"
    };
    let mut fresh: Record =
        json!({"organisation": owner_id.to_string(), "subject": subject, "published": false})
            .as_object()
            .cloned()
            .unwrap_or_default();
    merge::apply(&mut fresh, &patch);
    let fresh = record::into_canonical(RecordType::Offer, fresh);
    let named = row.origin.id.as_ref().map(|id| {
        id.parse::<RecordId>()
            .ok()
            .and_then(|id| by_id.get(&id))
            .filter(own)
    });
    let existing = match named {
        Some(Some(offer)) => Some(*offer),
        Some(None) => {
            // The row names an offer that is not here, or another organisation's.
            planned.action = Action::NeedsDecision;
            return;
        }
        None => {
            let found = by_identity
                .get(&identity(&fresh))
                .map(Vec::as_slice)
                .unwrap_or_default();
            if found.len() > 1 {
                planned.action = Action::NeedsDecision;
                planned.candidates = found.to_vec();
                return;
            }
            found.first().and_then(|id| by_id.get(id)).copied()
        }
    };
    planned.contact = contact;
    let Some(existing) = existing else {
        planned.changes = changes(&Record::new(), &fresh);
        planned.patch = fresh;
        return;
    };
    planned.id = Some(existing.id);
    let current = record::canonical(RecordType::Offer, &existing.fields);
    let revision = row.origin.revision.as_deref();
    let stale = revision.filter(|revision| existing.rev.as_deref() != Some(revision));
    let base = match exported {
        Some(own) => Some(Some(own_base(own, &current))),
        None => stale.map(|revision| (against.base)(existing.id, revision)),
    };
    let after = match base {
        None => merge::patched(RecordType::Offer, &current, &replacing(&current, &patch)),
        Some(Some(base)) => {
            let base = record::canonical(RecordType::Offer, &base);
            let mine = merge::patched(RecordType::Offer, &base, &replacing(&base, &patch));
            let edited = merge::diff(&base, &mine);
            let merged = merge::merge(RecordType::Offer, Some(&base), &edited, &current, |group| {
                merge::group_differs(RecordType::Offer, group, &base, &current)
            });
            planned.conflicts = merged.conflicts;
            merged.record
        }
        // The revision is gone: what differs may be older or newer, so a person looks.
        Some(None) => {
            let wanted = merge::patched(RecordType::Offer, &current, &replacing(&current, &patch));
            planned.changes = changes(&current, &wanted);
            planned.action = if planned.changes.is_empty() {
                Action::Unchanged
            } else {
                Action::NeedsDecision
            };
            return;
        }
    };
    planned.changes = changes(&current, &after);
    planned.patch = merge::diff(&current, &after);
    planned.action = if !planned.conflicts.is_empty() {
        Action::NeedsDecision
    } else if planned.patch.is_empty() && planned.contact.is_none() {
        Action::Unchanged
    } else {
        Action::Changed
    };
}

/// What an offer was when it was exported, as far as that matters: as it is
/// now, without what was edited both in the file and elsewhere since.
fn own_base(own: &OwnRow, current: &Record) -> Record {
    let mut base = current.clone();
    for field in own.changed_since(RecordType::Offer, current) {
        if own.edited.contains(field) {
            record::put(&mut base, field, Value::Null);
        }
    }
    base
}

/// Takes the records that a file names by their ids; whether they are all known.
fn by_ids(
    own: &OwnRow,
    owner: &Organisation,
    against: &Against<'_>,
    patch: &mut Patch,
    contact: &mut Option<NewContact>,
) -> bool {
    for (field, ids) in &own.ids {
        let known = |id: &String| match *field {
            "sites" => owner
                .sites
                .iter()
                .any(|site| site.id.is_some_and(|known| known.to_string() == *id)),
            _ => against
                .contacts
                .iter()
                .any(|contact| contact.organisation == owner.code && contact.id.to_string() == *id),
        };
        if !ids.iter().all(known) {
            return false;
        }
        match (*field, ids.as_slice()) {
            ("sites", [_, ..]) => {
                patch.insert((*field).to_owned(), record::set_of(ids.clone()));
            }
            ("contact", [id]) => {
                *contact = None;
                patch.insert((*field).to_owned(), id.clone().into());
            }
            // An empty cell leaves what is there.
            (_, []) => {}
            _ => return false,
        }
    }
    true
}

/// The patch with its sets as whole values: members that are there and not in the file go.
fn replacing(record: &Record, patch: &Patch) -> Patch {
    let mut out = patch.clone();
    for (name, value) in &mut out {
        if let Value::Object(set) = value {
            for member in record::members(record, name) {
                if !set.contains_key(member) {
                    set.insert(member.to_owned(), Value::Null);
                }
            }
        }
    }
    out
}
