//! Reading what a form sends.

use crate::{refusal::Refusal, service::Service};
use axum::extract::{FromRequest, Request};
use edutracker_protocol::ProblemType;
use http::header;
use serde::de::DeserializeOwned;

/// The longest form, in bytes: 2000 characters of any kind take less.
const LONGEST: usize = 64 * 1_024;

/// The fields of a form; what cannot be read is a refusal to be shown as a page.
pub struct Sent<T>(pub Result<T, Refusal>);

impl<T: DeserializeOwned> FromRequest<Service> for Sent<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &Service) -> Result<Self, Self::Rejection> {
        Ok(Self(read(request).await))
    }
}

async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Refusal> {
    let media = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if !media
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    {
        return Err(ProblemType::UnsupportedMediaType.into());
    }
    let bytes = axum::body::to_bytes(request.into_body(), LONGEST)
        .await
        .map_err(|_| Refusal::new(ProblemType::TooLarge).with("limit", LONGEST))?;
    serde_urlencoded::from_bytes(&bytes).map_err(|_| Refusal::malformed(""))
}
