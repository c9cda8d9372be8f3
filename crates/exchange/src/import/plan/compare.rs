//! What a row changes in a record that exists: against what it was when the
//! file was made, and against what earlier rows say.

use super::{Action, Clash, Planned, Reason, changes, place::Placer, replacing, wanted::Wanted};
use crate::{
    import::{
        context::{Existing, Organisation},
        decision::{Decision, Side},
        report::Judged,
    },
    own::OwnRow,
};
use edutracker_domain::{Record, RecordType, merge, record};
use serde_json::{Value, json};

impl Placer<'_> {
    /// What a row changes in a record; answers what the record is then.
    pub(super) fn merged(
        &self,
        planned: &mut Planned,
        row: &Judged,
        existing: &Existing,
        wanted: &Wanted,
        (owner, decision): (&Organisation, &Decision),
    ) -> Record {
        let of = self.record;
        planned.id = Some(existing.id);
        // An earlier row may have changed it.
        let current = self.now.get(&existing.id).unwrap_or(&existing.fields);
        let current = record::canonical(of, current);
        // What an offer is about is said once, when it is made.
        let mut patch = wanted.patch.clone();
        let subject = patch.remove("subject");
        let here_subject = merge::value(&current, "subject");
        let fixed = subject.filter(|file| !here_subject.is_null() && *file != here_subject);
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
            None => merge::patched(of, &current, &replacing(&current, &patch)),
            Some(Some(base)) => {
                let base = record::canonical(of, base);
                let mine = merge::patched(of, &base, &replacing(&base, &patch));
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
                let all = merge::patched(of, &current, &replacing(&current, &patch));
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
                let all = merge::patched(of, &current, &replacing(&current, &patch));
                let found = changes(of, &current, &all).into_iter();
                planned
                    .clashes
                    .extend(found.map(|change| clash(change.field, change.before, change.after)));
                current.clone()
            }
        };
        // What an earlier row says otherwise.
        let said = |field: &str| self.said.contains(&(existing.id, field.to_owned()));
        let mut other_row = false;
        for change in changes(of, &current, &after) {
            if said(change.field) {
                other_row = true;
                record::put(&mut after, change.field, change.before.clone());
                let asked = clash(change.field, change.before, change.after);
                planned.clashes.push(asked);
            }
        }
        // A new contact stands in no patch.
        let here = merge::value(&current, "contact");
        let same = wanted.contact.as_ref().is_some_and(|contact| {
            let text = here.as_str().unwrap_or_default();
            contact.email.eq_ignore_ascii_case(text)
        });
        if same && said("contact") {
            planned.contact = None;
        }
        let changed = match (&base, exported) {
            _ if said("contact") => {
                other_row |= wanted.contact.is_some() && !same;
                !same
            }
            (Some(None), _) => true,
            (_, Some(own)) => own.changed_since(of, &current).contains("contact"),
            _ => false,
        };
        if let (true, Some(contact)) = (changed, &wanted.contact) {
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
        if of == RecordType::Offer && record::text(&current, "subject") != "companyOffer" {
            drop_sites(owner, &current, &mut after);
        }
        let after = record::into_canonical(of, after);
        if planned.clashes.iter().any(|clash| clash.of == of) {
            planned.reason = Some(match base {
                _ if other_row => Reason::OtherRow,
                Some(None) => Reason::RevisionGone,
                _ => Reason::Conflict,
            });
        }
        if let Some(file) = fixed {
            planned.reason = Some(Reason::Fixed);
            planned.clashes.push(Clash {
                usable: false,
                ..clash("subject", here_subject, file)
            });
        }
        planned.changes = changes(of, &current, &after);
        planned.patch = merge::diff(&current, &after);
        planned.action = if planned.patch.is_empty() && planned.contact.is_none() {
            Action::Unchanged
        } else {
            Action::Changed
        };
        after
    }
}

/// The campuses fall away that lie in a province which does, as when it is
/// taken away in the form (ET-81).
fn drop_sites(owner: &Organisation, before: &Record, after: &mut Record) {
    let (old, new) = (
        record::members(before, "provinces"),
        record::members(after, "provinces"),
    );
    let gone: Vec<String> = owner
        .sites
        .iter()
        .filter(|site| old.contains(&site.province.as_str()))
        .filter(|site| !new.contains(&site.province.as_str()))
        .filter_map(|site| Some(site.id?.to_string()))
        .collect();
    if let Some(Value::Object(sites)) = after.get_mut("sites") {
        sites.retain(|id, _| !gone.contains(id));
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
