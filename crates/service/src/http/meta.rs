//! What the service is and takes.

use super::{json, request::MaybeWho, tagged};
use crate::{refusal::Answer, service::Service};
use axum::extract::State;
use edutracker_domain::{Rev, gate};
use edutracker_protocol::{Problem, wire::Meta};
use http::HeaderMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The version of the interface.
pub const API: &str = "1.0";
/// The oldest client that understands the feed.
const OLDEST_READER: &str = "0.1.0";
const SCHEMA_REV: u32 = 1;
const FEATURES: [&str; 12] = [
    "changes",
    "changesCheck",
    "batchGet",
    "events",
    "claims",
    "pushes",
    "dryRun",
    "groups",
    "revert",
    "history",
    "publicOffers",
    "sessions",
];

/// The incarnation, the limits, the features, and who asks.
#[utoipa::path(get, path = "/v1/meta", tag = "meta", security(()),
    responses((status = 200, body = Meta), (status = 304), (status = 401, body = Problem)))]
pub async fn meta(
    State(service): State<Service>,
    MaybeWho(who): MaybeWho,
    headers: HeaderMap,
) -> Answer {
    let head = service
        .blocking(|service| Ok(service.storage().reader()?.head()?))
        .await?;
    let settings = service.settings();
    let oldest = |what: &str, version: &str| (what.to_owned(), version.to_owned());
    let meta = Meta {
        api: API.to_owned(),
        epoch: Rev::new(head.epoch, 0)
            .to_string()
            .chars()
            .take(8)
            .collect(),
        min_client: BTreeMap::from([
            oldest("read", OLDEST_READER),
            oldest("push", &settings.min_client_push),
        ]),
        limits: settings.wire.clone(),
        retention: BTreeMap::from([
            ("cursorDays".to_owned(), settings.cursor_days),
            ("mutationDays".to_owned(), settings.mutation_days),
            ("undoDays".to_owned(), settings.undo_days),
            ("tombstoneDays".to_owned(), settings.tombstone_days),
        ]),
        schema_rev: SCHEMA_REV,
        features: FEATURES
            .into_iter()
            .chain(settings.institution_search.then_some(gate::FEATURE))
            .map(str::to_owned)
            .collect(),
        text_limits: settings.texts.clone(),
        account: who.map(|who| who.account.info),
    };
    let digest = Sha256::digest(serde_json::to_vec(&meta).unwrap_or_default());
    let tag: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(tagged(&headers, &tag, || json(&meta)))
}
