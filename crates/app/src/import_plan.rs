//! What a file that is imported is compared with, and what that gives.

use crate::{
    App, Outcome, failure,
    host::{is_own, side},
    import::{Opened, all},
    rows,
};
use edutracker_domain::{
    Record, RecordId, RecordType,
    field::creation_right,
    record as fields,
    rights::{self, Action as Right},
};
use edutracker_exchange::import::{
    context::{Context, Existing},
    field::Kind,
    plan::{Against, Contact, Plan, Rights, complete, plan, record_type},
    report::Report,
};
use edutracker_protocol::{command::Condition, wire::AccountInfo};
use edutracker_store::{Result as CacheResult, filter::Query, record, record::Stored, view};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The right that changing a record of an imported type takes.
pub(crate) const fn changing_right(of: RecordType) -> Right {
    match of {
        RecordType::Site => Right::OrganisationEdit,
        _ => Right::OfferEdit,
    }
}

/// What is known of the organisations of whoever imports: what a text of the
/// file may mean, and what its rows are compared with.
pub(crate) struct Known {
    pub contacts: Vec<Contact>,
    records: Vec<Existing>,
    profiles: BTreeMap<RecordId, Record>,
}

fn existing(stored: &Stored, epoch: u32) -> Existing {
    Existing {
        id: stored.id,
        rev: stored.rev(epoch).map(|rev| rev.to_string()),
        fields: stored.effective().clone(),
    }
}

/// The offers of the organisations that rows of a report belong to.
fn offers(
    connection: &Connection,
    report: &Report,
    context: &Context,
) -> CacheResult<Vec<Existing>> {
    let codes: BTreeSet<&str> = report
        .rows
        .iter()
        .filter_map(|row| row.fields.get("org_code").and_then(Value::as_str))
        .chain(context.own.as_deref())
        .collect();
    let epoch = rows::epoch(connection)?;
    let mut out = Vec::new();
    for id in codes
        .into_iter()
        .filter_map(|code| context.by_code(code)?.id)
    {
        let mut query = Query::of(RecordType::Offer);
        let of = Condition::new("organisation", &id.to_string());
        let _ = query.narrow(connection, RecordType::Offer, &of)?;
        let _ = query.sort(RecordType::Offer, &[]);
        for number in view::all(connection, &query)? {
            let stored = record::by_number(connection, number)?;
            let record = stored.effective();
            // What Agoria removed is not matched with: a row of it is a new offer.
            if fields::get(record, "removed").is_some() {
                continue;
            }
            out.push(existing(&stored, epoch));
        }
    }
    Ok(out)
}

fn contacts(connection: &Connection, context: &Context) -> CacheResult<Vec<Contact>> {
    let codes: BTreeMap<String, &str> = context
        .organisations
        .iter()
        .filter_map(|organisation| Some((organisation.id?.to_string(), organisation.code.as_str())))
        .collect();
    let stored = all(connection, RecordType::Contact)?;
    let usable = stored
        .iter()
        .filter(|contact| !fields::flag(contact.effective(), "retired"));
    Ok(usable
        .filter_map(|contact| {
            let record = contact.effective();
            Some(Contact {
                id: contact.id,
                organisation: (*codes.get(fields::text(record, "organisation"))?).to_owned(),
                email: fields::text(record, "email").to_owned(),
                name: fields::text(record, "name").to_owned(),
                phone: fields::text(record, "phone").to_owned(),
            })
        })
        .collect())
}

/// The sites of the account's organisations, retired ones as well: a row may take one back.
fn sites(connection: &Connection, account: &AccountInfo) -> CacheResult<Vec<Existing>> {
    let epoch = rows::epoch(connection)?;
    let stored = all(connection, RecordType::Site)?;
    let own = stored
        .iter()
        .filter(|site| is_own(account, fields::text(site.effective(), "organisation")));
    Ok(own.map(|site| existing(site, epoch)).collect())
}

fn profiles(
    connection: &Connection,
    account: &AccountInfo,
) -> CacheResult<BTreeMap<RecordId, Record>> {
    let stored = all(connection, RecordType::Organisation)?;
    let own = stored
        .into_iter()
        .filter(|organisation| account.belongs_to(organisation.id));
    Ok(own
        .map(|organisation| (organisation.id, organisation.effective().clone()))
        .collect())
}

/// The plan for a report, where an account is signed in, with what it was made
/// against. A row that says a part of an offer that exists is then no longer rejected.
pub(crate) fn planned(
    app: &App,
    opened: &Opened,
    report: &mut Report,
) -> Outcome<Option<(Plan, Known)>> {
    let Ok(account) = app.account() else {
        return Ok(None);
    };
    let context = &opened.context;
    let known = app
        .cache()?
        .read(|c| {
            let about_places = report.kind == Kind::OrganisationsCampuses;
            Ok(Known {
                contacts: contacts(c, context)?,
                records: if about_places {
                    sites(c, &account)?
                } else {
                    offers(c, report, context)?
                },
                profiles: if about_places {
                    profiles(c, &account)?
                } else {
                    BTreeMap::new()
                },
            })
        })
        .map_err(failure::cache)?;
    let decisions = &opened.understanding.decisions;
    complete(
        report,
        &known.records,
        context,
        decisions,
        opened.empty_clears,
    );
    let of = record_type(report.kind);
    let may = |right: Right| rights::allows(side(&account), &account.role, right);
    let plan = plan(
        report,
        &Against {
            context,
            records: &known.records,
            profiles: &known.profiles,
            contacts: &known.contacts,
            // Earlier revisions are not kept here: a stale row that differs is asked about.
            base: &|_, _| None,
            empty_clears: opened.empty_clears,
            decisions,
            rights: Rights {
                own: &|id| account.belongs_to(id),
                add: creation_right(of).is_some_and(may),
                change: may(changing_right(of)),
                restore: may(Right::OfferArchive),
            },
        },
    );
    Ok(Some((plan, known)))
}
