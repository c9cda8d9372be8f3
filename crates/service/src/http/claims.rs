//! Who looks at which offer, over HTTP: among reviewers only.

use super::{
    json,
    request::{JsonBody, Who},
};
use crate::{refusal::Answer, service::Service};
use axum::extract::State;
use edutracker_protocol::{
    Problem,
    wire::{ClaimList, Claiming},
};

/// What the other reviewers look at now.
#[utoipa::path(get, path = "/v1/claims", tag = "reviews", responses((status = 200, body = ClaimList)))]
pub async fn list(State(service): State<Service>, Who(who): Who) -> Answer {
    let list = service
        .blocking(move |service| service.claimed(&who.account, who.session))
        .await?;
    Ok(json(&list))
}

/// Says which offer this session looks at; it holds for a minute unless it is
/// said again, and hinders nobody. Answers what the others look at.
#[utoipa::path(put, path = "/v1/claims", tag = "reviews", request_body = Claiming,
    responses((status = 200, body = ClaimList), (status = 404, body = Problem)))]
pub async fn look(
    State(service): State<Service>,
    Who(who): Who,
    JsonBody(given): JsonBody<Claiming>,
) -> Answer {
    let list = service
        .blocking(move |service| service.claim(&who.account, who.session, given.offer))
        .await?;
    Ok(json(&list))
}
