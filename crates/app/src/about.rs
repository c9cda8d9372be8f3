//! Everything about one record, drafts that are not saved yet, and choices.

use crate::{App, Outcome, edits, failure, rows};
use edutracker_domain::{Record, RecordType, Shape, field, merge, postal, record as fields, text};
use edutracker_protocol::command::{
    Checked, Choice, ChoiceList, Choices, Condition, Derived, Draft, RecordRef, RecordView, Row,
};
use edutracker_store::{
    Error as CacheError,
    filter::Query,
    incoming::Judge,
    listing, pending,
    record::{self, CacheLookup, Stored},
    reviews, view,
};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// One record with everything about it.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotFound`].
pub async fn record_get(app: &App, args: RecordRef) -> Outcome<RecordView> {
    let account = app.account()?;
    let today = app.host.today();
    let (view, stored) = app
        .cache()?
        .read(|c| {
            let stored = record::get(c, args.kind, args.id)?;
            let judge = Judge::new(c, &today)?;
            let mut builder = rows::Builder::new(c, &judge)?;
            let mut reviews = match args.kind {
                RecordType::Offer => reviews_of(c, &stored, &mut builder)?,
                _ => Vec::new(),
            };
            rows::add_answers(c, &mut reviews, &account.email)?;
            let mut row = builder.row(&stored, true)?;
            rows::count_uses(c, std::slice::from_mut(&mut row))?;
            let view = RecordView {
                row,
                base: stored.mirror.clone(),
                pending: rows::field_changes(&stored),
                conflicts: pending::conflicts(c, &stored)?,
                headings: rows::headings(stored.kind, stored.effective()),
                derived: derived(stored.kind, stored.effective(), &judge.lookup),
                reviews,
                refusal: stored
                    .overlay
                    .as_ref()
                    .and_then(|overlay| overlay.told().cloned()),
                editable: false,
            };
            Ok::<_, CacheError>((view, stored))
        })
        .map_err(failure::cache)?;
    let editable = edits::may_edit(&account, &stored);
    Ok(RecordView { editable, ..view })
}

/// Verdicts on an offer, newest first.
fn reviews_of(
    c: &Connection,
    offer: &Stored,
    builder: &mut rows::Builder<'_>,
) -> Result<Vec<Row>, CacheError> {
    reviews::of_offer(c, offer.id)?
        .iter()
        .map(|review| builder.row(review, false))
        .collect()
}

/// Checks values that are not saved yet.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotFound`].
pub async fn check(app: &App, args: Draft) -> Outcome<Checked> {
    let account = app.account()?;
    let today = app.host.today();
    app.cache()?
        .read(|c| {
            let before = match args.id {
                Some(id) => record::get(c, args.kind, id)?.effective().clone(),
                None => {
                    let mut record = Record::new();
                    if args.kind != RecordType::Organisation {
                        fields::put(
                            &mut record,
                            "organisation",
                            account.organisation.to_string().into(),
                        );
                    }
                    record
                }
            };
            let judge = Judge::new(c, &today)?;
            let mut patch = args.fields;
            edits::place(&judge.lookup, args.kind, &before, &mut patch);
            let after = merge::patched(args.kind, &before, &patch);
            let counts: BTreeMap<String, usize> = field::fields(args.kind)
                .iter()
                .filter(|field| {
                    matches!(
                        field.shape,
                        Shape::Line(_) | Shape::Lines(_) | Shape::Website
                    )
                })
                .map(|field| {
                    (
                        field.name.to_owned(),
                        text::count(fields::text(&after, field.name)),
                    )
                })
                .collect();
            Ok(Checked {
                findings: judge.findings(args.kind, &after),
                headings: rows::headings(args.kind, &after),
                counts,
                derived: derived(args.kind, &after, &judge.lookup),
            })
        })
        .map_err(failure::cache)
}

/// What follows from other values of a record.
fn derived(kind: RecordType, record: &Record, lookup: &CacheLookup<'_>) -> Vec<Derived> {
    let province = match kind {
        RecordType::Site => postal::province(record, lookup),
        _ => None,
    };
    let province = province.map(|province| Derived {
        field: "province".to_owned(),
        value: province.to_owned(),
        from: "postalCode".to_owned(),
    });
    province.into_iter().collect()
}

/// What an enumeration of sites or contacts offers.
///
/// # Errors
/// What the cache says.
pub async fn choices(app: &App, args: Choices) -> Outcome<ChoiceList> {
    let account = app.account()?;
    let organisation = args.organisation.unwrap_or(account.organisation);
    let items = app
        .cache()?
        .read(|c| {
            let mut query = Query::of(args.kind);
            for condition in [
                Condition::new("organisation", &organisation.to_string()),
                Condition::new("retired", "false"),
            ] {
                let _ = query.narrow(c, args.kind, &condition)?;
            }
            let _ = query.sort(args.kind, &[]);
            view::all(c, &query)?
                .into_iter()
                .map(|n| {
                    let stored = record::by_number(c, n)?;
                    let record = stored.effective();
                    let detail = if args.kind == RecordType::Contact {
                        "email"
                    } else {
                        "municipality"
                    };
                    Ok(Choice {
                        id: stored.id,
                        name: listing::name(args.kind, record).to_owned(),
                        detail: fields::text(record, detail).to_owned(),
                        province: fields::text(record, "province").to_owned(),
                    })
                })
                .collect::<Result<Vec<_>, CacheError>>()
        })
        .map_err(failure::cache)?;
    Ok(ChoiceList { items })
}
