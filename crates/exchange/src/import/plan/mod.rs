//! What importing a file would change: each accepted row against the records
//! that exist. Nothing is written here.
//!
//! A column that is not there and a cell that is empty leave a field as it is
//! (unless empty cells are to clear); defaults are for new records. A row that
//! was exported from here carries id and revision: what was changed in the
//! sheet since that revision is merged into what became of the record, so that
//! an old sheet undoes nothing. What nothing settles waits for a decision.

mod compare;
mod offers;
mod partial;
mod place;
mod sites;
mod wanted;

use super::{
    context::{Context, Existing, Organisation},
    decision::{Decision, Decisions, Side, Taken},
    field::Kind,
    report::{Judged, Remark, Report, Status},
};
use edutracker_domain::{
    Record, RecordId, RecordType,
    merge::{self, Patch},
    record, text_enum,
};
pub use partial::complete;
use place::Placer;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

text_enum! {
    /// What becomes of a row.
    Action, "action of an import" {
        /// A new record.
        Added = "added",
        /// A record changes.
        Changed = "changed",
        /// A record is so already.
        Unchanged = "unchanged",
        /// The row repeats an earlier one.
        Duplicate = "duplicate",
        /// A person has to choose.
        NeedsDecision = "needs_decision",
        /// Nothing: something is missing or not usable.
        Rejected = "rejected",
        /// A person left it out.
        Left = "left",
    }
}

text_enum! {
    /// Why a row is not taken in, where no remark about a cell says it. Texts
    /// are in `locales/`, keyed by this code.
    Reason, "reason of an import" {
        /// Its organisation is not in the service.
        UnknownOrganisation = "organisation-unknown",
        /// Its organisation is another one's.
        NotOwn = "not-own",
        /// The role may not change such a record.
        NoRight = "no-right",
        /// The role may not add such a record.
        NoRightToAdd = "no-right-to-add",
        /// It names a record that is not here.
        UnknownRecord = "record-unknown",
        /// It names sites or a contact by ids that are not here.
        UnknownReference = "reference-unknown",
        /// Several records fit.
        Several = "several",
        /// A record is called nearly so.
        Similar = "similar",
        /// The record is in the archive, and the role may not take it out.
        Archived = "archived",
        /// An earlier row is the same record.
        Taken = "taken",
        /// An earlier row adds a campus of this name, at another postal code.
        SameName = "same-name",
        /// Fields changed here as well since the file was exported.
        Conflict = "conflict",
        /// What the record was when the file was exported is not known any more.
        RevisionGone = "revision-gone",
        /// An earlier row says something else about the same record, or the organisation.
        OtherRow = "other-row",
        /// It says something of the record that never changes.
        Fixed = "fixed",
        /// The earlier row that it should be added to is not taken in.
        NotJoined = "not-joined",
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
    /// Its name.
    pub name: String,
    /// Its telephone; may be empty.
    pub phone: String,
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
    /// The type of the record: the row's own, or its organisation.
    pub of: RecordType,
    /// The field's dotted name.
    pub field: &'static str,
    /// Its value in the record as it is.
    pub before: Value,
    /// Its value after the import.
    pub after: Value,
}

/// A field of which a person says whose value counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// The type of the record: the row's own, or its organisation.
    pub of: RecordType,
    /// The field's dotted name.
    pub field: &'static str,
    /// Its value here.
    pub here: Value,
    /// Its value in the file; a new contact's e-mail for `contact`.
    pub file: Value,
    /// Whether the value of the file can be taken: not when it is unknown here.
    pub usable: bool,
    /// What was decided.
    pub side: Option<Side>,
}

impl Clash {
    /// Whether it still waits for a person.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.side.is_none() || self.takes_file() && !self.usable
    }

    fn takes_file(&self) -> bool {
        self.side == Some(Side::File)
    }
}

/// What becomes of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The row's number in the file.
    pub source_row: u32,
    /// What becomes of it.
    pub action: Action,
    /// Why it is not taken in, where no remark says so.
    pub reason: Option<Reason>,
    /// The record it was matched with.
    pub id: Option<RecordId>,
    /// The fields of a new record, or what changes in an existing one.
    pub patch: Patch,
    /// The contact to make first; its id then goes into `contact`.
    pub contact: Option<NewContact>,
    /// What changes in the organisation itself.
    pub profile: Option<(RecordId, Patch)>,
    /// The changes, field by field.
    pub changes: Vec<Change>,
    /// Fields of which a person says whose value counts.
    pub clashes: Vec<Clash>,
    /// Records that fit as well, where it is not sure which one is meant.
    pub candidates: Vec<Existing>,
    /// The earlier row that takes in what this one says.
    pub merged: Option<u32>,
    /// What is not taken in because of what is known already.
    pub remarks: Vec<Remark>,
}

impl Planned {
    fn new(source_row: u32, action: Action) -> Self {
        Self {
            source_row,
            action,
            reason: None,
            id: None,
            patch: Patch::new(),
            contact: None,
            profile: None,
            changes: Vec::new(),
            clashes: Vec::new(),
            candidates: Vec::new(),
            merged: None,
            remarks: Vec::new(),
        }
    }

    fn stop(&mut self, action: Action, reason: Reason) {
        self.action = action;
        self.reason = Some(reason);
    }
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The rows, from the top, without blank ones.
    pub rows: Vec<Planned>,
    /// Records of the organisations in the file that no row speaks of: listed, never touched.
    pub missing: Vec<RecordId>,
}

impl Plan {
    /// What becomes of an earlier row.
    fn action_of(&self, source_row: u32) -> Option<Action> {
        let at = self
            .rows
            .binary_search_by_key(&source_row, |row| row.source_row);
        Some(self.rows[at.ok()?].action)
    }
}

/// The record at a revision, where it is still known.
pub type Base<'a> = dyn Fn(RecordId, &str) -> Option<Record> + 'a;

/// What whoever imports may do with records of the file's type.
pub struct Rights<'a> {
    /// Whether an organisation is their own.
    pub own: &'a dyn Fn(RecordId) -> bool,
    /// Whether they may add some.
    pub add: bool,
    /// Whether they may change some.
    pub change: bool,
    /// Whether they may take offers out of the archive.
    pub restore: bool,
}

/// What exists, and how empty cells count.
pub struct Against<'a> {
    /// The organisations.
    pub context: &'a Context,
    /// Their offers, archived ones as well; their sites for a file about organisations.
    pub records: &'a [Existing],
    /// The organisations as records, for a file about them.
    pub profiles: &'a BTreeMap<RecordId, Record>,
    /// Their contacts that are not retired.
    pub contacts: &'a [Contact],
    /// Earlier revisions.
    pub base: &'a Base<'a>,
    /// Whether an empty cell clears the field.
    pub empty_clears: bool,
    /// What was decided about rows.
    pub decisions: &'a Decisions,
    /// What may be done.
    pub rights: Rights<'a>,
}

/// The type of the records that the rows of a file become.
#[must_use]
pub const fn record_type(kind: Kind) -> RecordType {
    match kind {
        Kind::InstitutionOffers | Kind::CompanyOffers => RecordType::Offer,
        Kind::OrganisationsCampuses => RecordType::Site,
    }
}

/// The organisation of a row.
fn organisation<'a>(row: &Judged, kind: Kind, context: &'a Context) -> Option<&'a Organisation> {
    let text = |name: &str| row.fields.get(name).and_then(Value::as_str);
    if kind == Kind::OrganisationsCampuses {
        // Judging has put the name of the organisation there, where one is known.
        let name = text("org_name")?;
        return context
            .organisations
            .iter()
            .find(|organisation| organisation.name == name);
    }
    match text("org_code") {
        Some(code) => context.by_code(code),
        None => context.own(),
    }
}

fn changes(of: RecordType, before: &Record, after: &Record) -> Vec<Change> {
    edutracker_domain::field::fields(of)
        .iter()
        .map(|field| Change {
            of,
            field: field.name,
            before: merge::value(before, field.name),
            after: merge::value(after, field.name),
        })
        .filter(|change| change.before != change.after)
        .collect()
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

/// Where a row stands before it is compared with what exists.
fn first(row: &Judged, decision: &Decision) -> Option<Action> {
    let again = matches!(decision.row, Some(Taken::New | Taken::Record(_)));
    Some(match row.status {
        Status::SkippedBlank => return None,
        _ if decision.row == Some(Taken::Left) => Action::Left,
        Status::Rejected => Action::Rejected,
        Status::NeedsDecision => Action::NeedsDecision,
        Status::Duplicate if !again => Action::Duplicate,
        Status::Duplicate | Status::Accepted | Status::AcceptedWithWarnings => Action::Added,
    })
}

/// What importing the rows of a report would do.
#[must_use]
pub fn plan(report: &Report, against: &Against<'_>) -> Plan {
    let nothing = Decision::default();
    let decision = |row: &Judged| against.decisions.get(&row.source_row).unwrap_or(&nothing);
    let mut merged: BTreeMap<u32, Vec<&Judged>> = BTreeMap::new();
    for row in &report.rows {
        if let (Status::Duplicate, Some(into), Some(Taken::Merged)) =
            (row.status, row.duplicate_of, decision(row).row)
        {
            merged.entry(into).or_default().push(row);
        }
    }
    let mut placer = Placer::new(report.kind, against);
    let mut plan = Plan::default();
    let mut organisations: BTreeSet<String> = BTreeSet::new();
    for row in &report.rows {
        let decision = decision(row);
        let Some(action) = first(row, decision) else {
            continue;
        };
        let mut planned = Planned::new(row.source_row, action);
        if action == Action::Duplicate && decision.row == Some(Taken::Merged) {
            planned.merged = row.duplicate_of;
        }
        if action == Action::Added {
            let owner = organisation(row, report.kind, against.context);
            match owner.map(|owner| (owner, owner.id)) {
                Some((owner, Some(id))) => {
                    organisations.insert(id.to_string());
                    let more = merged
                        .get(&row.source_row)
                        .map(Vec::as_slice)
                        .unwrap_or_default();
                    placer.place(&mut planned, row, more, (owner, id), decision);
                }
                // One's own organisation is always here.
                Some((_, None)) => planned.stop(Action::Rejected, Reason::NotOwn),
                None => planned.stop(Action::Rejected, Reason::UnknownOrganisation),
            }
        }
        if let Some(into) = planned.merged {
            let taken_in = plan.action_of(into).is_some_and(|action| {
                matches!(action, Action::Added | Action::Changed | Action::Unchanged)
            });
            if !taken_in {
                // What it says would be lost with the other row.
                planned.merged = None;
                planned.stop(Action::NeedsDecision, Reason::NotJoined);
            } else if let Some((reason, clashes)) = placer.apart.remove(&row.source_row) {
                let open = clashes.iter().any(Clash::is_open);
                planned.clashes = clashes;
                if open {
                    planned.merged = None;
                    planned.stop(Action::NeedsDecision, reason);
                }
            }
        }
        placer.meet(row, &planned);
        plan.rows.push(planned);
    }
    plan.missing = against
        .records
        .iter()
        .filter(|existing| {
            organisations.contains(record::text(&existing.fields, "organisation"))
                && !placer.has_met(existing.id)
                && !offers::is_archived(existing)
        })
        .map(|existing| existing.id)
        .collect();
    plan
}
