//! Reading requests: who asks, from where, with which query and body. What
//! cannot be read is answered as a problem, never in plain text.

use super::{
    decode::{self, Coding},
    forwarded,
};
use crate::{auth::session::SignedIn, limits::Turn, refusal::Refusal, service::Service};
use axum::{
    body::Bytes,
    extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Query, Request},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::ProblemType;
use http::{HeaderMap, header, request::Parts};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;

/// The account that asks.
pub struct Who(pub SignedIn);

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

impl FromRequestParts<Service> for Who {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or(ProblemType::NotSignedIn)?;
        let turn = Turn::of(&parts.method, parts.uri.path());
        let who = service
            .blocking(move |service| service.signed_in(&token))
            .await?;
        service.take_turn(who.account.info.id, turn)?;
        Ok(Who(who))
    }
}

/// The account that asks, if one does.
pub struct MaybeWho(pub Option<SignedIn>);

impl FromRequestParts<Service> for MaybeWho {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Refusal> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            Who::from_request_parts(parts, service)
                .await
                .map(|who| MaybeWho(Some(who.0)))
        } else {
            Ok(MaybeWho(None))
        }
    }
}

/// The address a request comes from.
pub struct Address(pub String);

impl FromRequestParts<Service> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Service,
    ) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // In process there is no peer.
        Ok(Self(peer.map_or_else(
            || "local".to_owned(),
            |peer| {
                let trusted = &service.settings().trusted_proxies;
                forwarded::client(peer.0.ip(), &parts.headers, trusted).to_string()
            },
        )))
    }
}

/// The query.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(query)| Self(query))
            .map_err(|_| Refusal::malformed("?"))
    }
}

/// The largest `?limit` that is a number of records to anybody.
pub const MOST_ASKED: usize = 1_000_000;

/// `?limit`: pages are never larger than `most`.
pub fn limit(asked: Option<usize>, usual: usize, most: usize) -> Result<usize, Refusal> {
    match asked {
        Some(asked) if asked > MOST_ASKED => Err(Refusal::malformed("?limit")),
        asked => Ok(asked.unwrap_or(usual).clamp(1, most)),
    }
}

/// `{type}` of a path: another word is no record type, so nothing is found there.
pub fn kind(text: &str) -> Result<RecordType, Refusal> {
    text.parse().map_err(|_| ProblemType::NotFound.into())
}

/// `{id}` of a path.
pub fn id(text: &str) -> Result<RecordId, Refusal> {
    text.parse().map_err(|_| ProblemType::NotFound.into())
}

/// The segments of a path.
pub struct Segments<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Segments<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::from_request_parts(parts, state).await;
        path.map(|Path(path)| Self(path))
            .map_err(|_| ProblemType::NotFound.into())
    }
}

/// The bytes of a JSON body, within the limit before and after decompression,
/// and whole where the client gave the digest of what it sent.
pub struct JsonBytes(pub Bytes);

impl FromRequest<Service> for JsonBytes {
    type Rejection = Refusal;

    async fn from_request(request: Request, service: &Service) -> Result<Self, Refusal> {
        body(request, service, "application/json").await.map(Self)
    }
}

/// The same for a merge patch.
pub struct PatchBytes(pub Bytes);

impl FromRequest<Service> for PatchBytes {
    type Rejection = Refusal;

    async fn from_request(request: Request, service: &Service) -> Result<Self, Refusal> {
        body(request, service, "application/merge-patch+json")
            .await
            .map(Self)
    }
}

async fn body(request: Request, service: &Service, wanted: &str) -> Result<Bytes, Refusal> {
    let headers = request.headers();
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &http::HeaderValue| value.to_str().ok())
    };
    let media = text(header::CONTENT_TYPE)
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    let coding = Coding::of(text(header::CONTENT_ENCODING));
    let expected = media.trim().eq_ignore_ascii_case(wanted);
    let Some(coding) = coding.filter(|_| expected) else {
        return Err(ProblemType::UnsupportedMediaType.into());
    };
    let digest = text(http::HeaderName::from_static("content-digest"))
        .map(sha256)
        .transpose()?
        .flatten();
    let limit = service.settings().wire.push_bytes;
    let too_large = || Refusal::new(ProblemType::TooLarge).with("limit", limit);
    let announced = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let bytes = axum::body::to_bytes(request.into_body(), limit)
        .await
        .map_err(|_| too_large())?;
    if digest.is_some_and(|digest| digest != Sha256::digest(&bytes).to_vec()) {
        return Err(ProblemType::DigestMismatch.into());
    }
    if coding == Coding::Identity {
        return Ok(bytes);
    }
    service
        .blocking(move |_| decode::decoded(bytes, coding, limit))
        .await
}

/// The SHA-256 member of a `Content-Digest`; `None` where it only has others.
fn sha256(value: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let member = value
        .split(',')
        .find_map(|member| member.trim().strip_prefix("sha-256="));
    let Some(member) = member else {
        return Ok(None);
    };
    member
        .strip_prefix(':')
        .and_then(|member| member.strip_suffix(':'))
        .and_then(|text| STANDARD.decode(text).ok())
        .map(Some)
        .ok_or_else(|| ProblemType::DigestMismatch.into())
}

/// A JSON body.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Service> for JsonBody<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, service: &Service) -> Result<Self, Refusal> {
        let JsonBytes(bytes) = JsonBytes::from_request(request, service).await?;
        object(&bytes).map(Self)
    }
}

/// Reads a JSON object. To the types behind it a list of its values would do as well.
pub fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let malformed = || Refusal::malformed("");
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(malformed());
    }
    serde_json::from_slice(bytes).map_err(|_| malformed())
}
