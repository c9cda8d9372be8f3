//! Notices over HTTP.

use super::{
    json,
    request::{self, Asked, Who},
};
use crate::{
    refusal::{Answer, Refusal},
    service::Service,
    storage::NoticesOf,
};
use axum::extract::State;
use edutracker_domain::RecordId;
use edutracker_protocol::{Problem, wire::NoticeList};
use serde::Deserialize;

const PAGE: usize = 50;
const LONGEST_PAGE: usize = 200;

/// `GET /v1/notices?…`.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Query {
    /// Only those of this review.
    review: Option<String>,
    /// Only those about this offer.
    offer: Option<String>,
    /// The `next` of the page before.
    before: Option<String>,
    /// Notices of a page, 200 at most.
    limit: Option<usize>,
}

fn id(given: Option<&str>, pointer: &str) -> Result<Option<RecordId>, Refusal> {
    match given {
        None | Some("") => Ok(None),
        Some(text) => match text.parse() {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(Refusal::malformed(pointer)),
        },
    }
}

/// The mails that decisions on offers caused, newest first: to whom, and how
/// far they got. For reviewers.
#[utoipa::path(get, path = "/v1/notices", tag = "notices", params(Query), responses(
    (status = 200, body = NoticeList), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(service): State<Service>,
    Who(who): Who,
    Asked(query): Asked<Query>,
) -> Answer {
    let of = NoticesOf {
        subject: id(query.review.as_deref(), "?review")?,
        offer: id(query.offer.as_deref(), "?offer")?,
    };
    let before = id(query.before.as_deref(), "?before")?;
    let limit = request::limit(query.limit, PAGE, LONGEST_PAGE)?;
    let list = service
        .blocking(move |service| service.notices(&who.account, of, before, limit))
        .await?;
    Ok(json(&list))
}
