//! Why a request was not answered as asked: always an RFC 9457 problem.

use crate::{rights::RightsError, storage::StorageError};
use axum::response::{IntoResponse, Response};
use edutracker_domain::rights::Action;
use edutracker_protocol::{Problem, ProblemType};
use http::{HeaderValue, StatusCode, header};

/// A problem on its way out.
#[derive(Debug)]
pub struct Refusal {
    /// What travels; boxed, since answers are mostly not refusals.
    pub problem: Box<Problem>,
    /// Seconds after which asking again makes sense.
    pub retry_after: Option<i64>,
}

/// The answer to a request.
pub type Answer<T = Response> = Result<T, Refusal>;

impl Refusal {
    /// A refusal of a type.
    #[must_use]
    pub fn new(kind: ProblemType) -> Self {
        Self {
            problem: Box::new(kind.into()),
            retry_after: None,
        }
    }

    /// The same with one more member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        *self.problem = self.problem.with(name, value);
        self
    }

    /// The same with `Retry-After`.
    #[must_use]
    pub fn after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// The account's role may not do this.
    #[must_use]
    pub fn forbidden(action: Action) -> Self {
        Self::new(ProblemType::Forbidden).with("action", action.as_str())
    }

    /// There is no implementation of this yet.
    #[must_use]
    pub fn not_available(action: impl Into<String>) -> Self {
        Self::new(ProblemType::NotAvailable).with("action", action.into())
    }

    /// The request cannot be read, at a place in its body or its query.
    #[must_use]
    pub fn malformed(pointer: impl Into<String>) -> Self {
        Self::new(ProblemType::Malformed).with("pointer", pointer.into())
    }
}

impl From<ProblemType> for Refusal {
    fn from(kind: ProblemType) -> Self {
        Self::new(kind)
    }
}

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        crate::log::event("storage", &error);
        let wait = match error {
            StorageError::Busy => 1,
            StorageError::Database(_) | StorageError::Corrupt(_) => 5,
        };
        Self::new(ProblemType::Unavailable).after(wait)
    }
}

impl From<RightsError> for Refusal {
    fn from(error: RightsError) -> Self {
        match error {
            RightsError::Storage(error) => error.into(),
            // What was looked at before is gone meanwhile.
            _ => ProblemType::NotFound.into(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&*self.problem).unwrap_or_default();
        let mut response = (
            status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body,
        )
            .into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
            headers.insert(
                header::ACCEPT_ENCODING,
                HeaderValue::from_static(crate::http::CODINGS),
            );
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
