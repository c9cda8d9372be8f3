//! Single records, for third parties and for support.

use super::{
    filter::Filter,
    json,
    request::{self, Asked, Segments, Who, id, kind},
    tagged,
};
use crate::{
    account::Account,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{Reader, Scope, StorageError, StoredRecord},
};
use axum::extract::State;
use edutracker_domain::{
    Record, RecordId, RecordType, Rev,
    rights::{Action, Grant},
};
use edutracker_protocol::{
    Problem, ProblemType,
    wire::{HistoryEntry, RecordEnvelope},
};
use http::HeaderMap;
use serde::{Deserialize, Serialize};

const PAGE: usize = 100;
const LONGEST_PAGE: usize = 1_000;
/// Records that one request looks at.
const MOST_SEEN: usize = 20_000;

/// A record, if the account may see it; otherwise it is as if there were none.
pub fn visible(
    reader: &dyn Reader,
    account: &Account,
    kind: RecordType,
    id: RecordId,
) -> Answer<StoredRecord> {
    let scope = account.scope();
    reader
        .record(kind, id)?
        .filter(|found| !found.deleted && scope.sees(kind, found.org, found.internal))
        .map(|found| found.seen_in(&scope))
        .ok_or_else(|| Refusal::new(ProblemType::NotFound))
}

/// A record.
#[utoipa::path(get, path = "/v1/{type}/{id}", tag = "records", params(("type" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = RecordEnvelope), (status = 304), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn get(
    State(service): State<Service>,
    Who(who): Who,
    Segments((of, record)): Segments<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let (of, record) = (kind(&of)?, id(&record)?);
    let envelope = service
        .blocking(move |service| {
            let reader = service.storage().reader()?;
            let epoch = reader.head()?.epoch;
            let found = visible(&*reader, &who.account, of, record)?;
            Ok(found.envelope(epoch))
        })
        .await?;
    Ok(tagged(&headers, &envelope.rev.to_string(), || {
        json(&envelope)
    }))
}

/// `GET /v1/{type}?…`.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// The `next` of the page before.
    after: Option<String>,
    /// Records of a page, 1000 at most; a page may hold fewer and still have a `next`.
    limit: Option<usize>,
    /// Words that must all occur in the record's texts.
    q: Option<String>,
    /// Values that fields must have, as a JSON object: `{"published":true,"languages":"nl"}`.
    /// A set has each of its members; null stands for an empty field.
    filter: Option<String>,
}

/// A page of records.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ListPage {
    /// The records, in the order of their ids.
    items: Vec<RecordEnvelope>,
    /// Goes into `after` for the next page; null at the end.
    next: Option<String>,
}

/// The right that seeing records of a type takes.
const fn viewing(kind: RecordType) -> Option<Action> {
    match kind {
        RecordType::Account => Some(Action::AccountsView),
        RecordType::Offer | RecordType::Review => Some(Action::OfferViewOwn),
        RecordType::Organisation | RecordType::Site | RecordType::Contact => None,
    }
}

/// The records of a type that the account may see.
#[utoipa::path(get, path = "/v1/{type}", tag = "records", params(("type" = String, Path), ListQuery), responses(
    (status = 200, body = ListPage), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(service): State<Service>,
    Who(who): Who,
    Segments(of): Segments<String>,
    Asked(query): Asked<ListQuery>,
) -> Answer {
    let of = kind(&of)?;
    let limit = request::limit(query.limit, PAGE, LONGEST_PAGE)?;
    let after = match query.after.as_deref() {
        None | Some("") => None,
        Some(text) => Some((of, text.parse().map_err(|_| Refusal::malformed("?after"))?)),
    };
    if let Some(action) = viewing(of)
        && who.account.grant(action) == Grant::Deny
    {
        return Err(Refusal::forbidden(action));
    }
    let filter = Filter::read(of, query.q.as_deref(), query.filter.as_deref())?;
    let page = service
        .blocking(move |service| {
            let reader = service.storage().reader()?;
            let scope = who.account.scope().limited(&[of]);
            found(&*reader, &scope, &filter, after, limit)
        })
        .await?;
    Ok(json(&page))
}

/// The next page, or as much of it as can be found by looking at so many records.
fn found(
    reader: &dyn Reader,
    scope: &Scope,
    filter: &Filter,
    mut after: Option<(RecordType, RecordId)>,
    limit: usize,
) -> Answer<ListPage> {
    let epoch = reader.head()?.epoch;
    let mut items: Vec<RecordEnvelope> = Vec::new();
    let mut corrupt = false;
    let size = if filter.takes_all() {
        limit
    } else {
        LONGEST_PAGE
    };
    let mut seen = 0;
    let mut more = true;
    while more && seen < MOST_SEEN && items.len() < limit {
        let page = reader.snapshot(scope, after, size, &mut |row| {
            if items.len() == limit {
                return;
            }
            after = Some((row.kind, row.id));
            let inside = if scope.internal { row.inside } else { "" };
            match whole(row.data, inside) {
                Ok(data) if filter.takes(&data) => items.push(RecordEnvelope {
                    kind: row.kind,
                    id: row.id,
                    org: row.org,
                    rev: Rev::new(epoch, row.seq),
                    by: row.by.to_owned(),
                    at: row.at.to_owned(),
                    data,
                }),
                Ok(_) => {}
                Err(_) => corrupt = true,
            }
        })?;
        seen += page;
        more = page == size;
    }
    if corrupt {
        return Err(StorageError::Corrupt("data").into());
    }
    let next = after
        .filter(|_| more || items.len() == limit)
        .map(|(_, id)| id.to_string());
    Ok(ListPage { items, next })
}

/// The fields of a record with those that are kept inside; empty where there are none.
fn whole(data: &str, inside: &str) -> serde_json::Result<Record> {
    let mut data: Record = serde_json::from_str(data)?;
    if !inside.is_empty() {
        data.append(&mut serde_json::from_str(inside)?);
    }
    Ok(data)
}

/// `GET /v1/{type}/{id}/history`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct History {
    /// The changes, newest first.
    entries: Vec<HistoryEntry>,
}

/// Who changed what, when, from what into what.
#[utoipa::path(get, path = "/v1/{type}/{id}/history", tag = "records", params(("type" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = History), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn history(
    State(service): State<Service>,
    Who(who): Who,
    Segments((of, record)): Segments<(String, String)>,
) -> Answer {
    let (of, record) = (kind(&of)?, id(&record)?);
    let history = service
        .blocking(move |service| {
            let reader = service.storage().reader()?;
            let epoch = reader.head()?.epoch;
            visible(&*reader, &who.account, of, record)?;
            let entries = reader.history(of, record)?;
            let entry = |change: crate::storage::StoredChange| HistoryEntry {
                rev: Rev::new(epoch, change.seq),
                at: change.at,
                by: change.by,
                push: change.push,
                device: change.device,
                field: change.field,
                before: change.before,
                after: change.after,
            };
            Ok(History {
                entries: entries.into_iter().map(entry).collect(),
            })
        })
        .await?;
    Ok(json(&history))
}
