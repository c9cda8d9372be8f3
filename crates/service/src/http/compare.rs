//! For a client that doubts what it has: check sums of partitions, and single
//! records asked for by their ids.

use super::{
    changes::kinds,
    json,
    request::{Asked, JsonBody, Who},
    typed,
};
use crate::{
    feed::line,
    refusal::{Answer, Refusal},
    service::Service,
    storage::RawRecord,
};
use axum::extract::State;
use edutracker_protocol::{
    Problem,
    wire::{BatchGet, ChangePage, PartitionCheck, PartitionChecks},
};
use serde::Deserialize;

/// `GET /v1/changes/check?…`.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CheckQuery {
    /// Record types, separated by commas; all when absent.
    types: Option<String>,
}

/// What each partition holds that the account sees, summed up.
#[utoipa::path(get, path = "/v1/changes/check", tag = "feed", params(CheckQuery), responses(
    (status = 200, body = PartitionChecks), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn check(
    State(service): State<Service>,
    Who(who): Who,
    Asked(query): Asked<CheckQuery>,
) -> Answer {
    let kinds = kinds(query.types.as_deref())?;
    let checks = service
        .blocking(move |service| {
            let reader = service.storage().reader()?;
            let head = reader.head()?;
            let scope = who.account.scope().limited(&kinds);
            let tallies = reader.tallies(&scope)?;
            Ok(PartitionChecks {
                seq: head.seq,
                epoch: format!("{:08x}", head.epoch),
                partitions: tallies
                    .into_iter()
                    .map(|(org, tally)| PartitionCheck {
                        org,
                        count: tally.count,
                        check: tally.text(),
                    })
                    .collect(),
            })
        })
        .await?;
    Ok(json(&checks))
}

/// Records by their ids. One that is gone, or that the account does not see,
/// comes as a tombstone; an id that nothing has does not come.
#[utoipa::path(post, path = "/v1/records:batchGet", tag = "feed", request_body = BatchGet, responses(
    (status = 200, body = ChangePage), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
    (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn batch_get(
    State(service): State<Service>,
    Who(who): Who,
    JsonBody(asked): JsonBody<BatchGet>,
) -> Answer {
    let most = service.settings().wire.batch_get;
    if asked.ids.len() > most {
        return Err(Refusal::malformed("/ids").with("limit", most));
    }
    let lines = service
        .blocking(move |service| {
            let reader = service.storage().reader()?;
            let epoch = reader.head()?.epoch;
            let scope = who.account.scope();
            let mut lines = Vec::new();
            reader.found(&asked.ids, &mut |row: RawRecord<'_>| {
                if scope.sees(row.kind, row.org, row.internal) {
                    line::record(&mut lines, epoch, &row, scope.internal);
                } else {
                    line::out_of_scope(&mut lines, epoch, &row);
                }
            })?;
            Ok(lines)
        })
        .await?;
    let body = line::joined(lines, "", true);
    Ok(typed("application/json", body.into()))
}
