//! The OpenAPI document, made from the code.

mod schemas;
mod shape;

use super::{
    absent, changes, claims, compare, events, json, meta, notices, public, pushes, records,
    requests, sessions, single,
};
use axum::response::Response;
use serde_json::Value;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

#[derive(OpenApi)]
#[openapi(
    info(title = "EduTracker service", description = "Accounts, change feed, pushes."),
    paths(
        meta::meta, openapi,
        sessions::sign_in, sessions::refresh, sessions::list, sessions::end, sessions::password,
        sessions::forgotten,
        changes::changes, compare::check,
        pushes::push, pushes::list, pushes::status, pushes::revert,
        compare::batch_get, events::events, notices::list, claims::list, claims::look, absent::search, absent::interests,
        absent::accounts, requests::send, requests::check,
        requests::list, requests::accept, requests::refuse,
        public::offers,
        records::list, records::get, records::history,
        single::replace, single::patch, single::erase,
    ),
    modifiers(&Bearer),
    security(("bearer" = []))
)]
struct Api;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        api.components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The document.
#[must_use]
pub fn document() -> Value {
    let mut api = serde_json::to_value(Api::openapi()).unwrap_or_default();
    shape::complete(&mut api);
    api
}

/// This document.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "meta", security(()), responses((status = 200, body = Object)))]
pub async fn openapi() -> Response {
    json(&document())
}
