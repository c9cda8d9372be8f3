//! What all writing requests have in common: who writes, with which client,
//! under which key, one at a time.

use super::request::{JsonBytes, Who};
use crate::{
    account::Account,
    push::{Key, Turn},
    refusal::{Answer, Refusal},
    service::Service,
};
use axum::extract::FromRequestParts;
use edutracker_protocol::ProblemType;
use http::{HeaderMap, request::Parts};
use sha2::{Digest, Sha256};

/// The longest `Idempotency-Key`.
const LONGEST_KEY: usize = 255;

/// An account that may write with the client it has.
pub struct Writer {
    /// The account.
    pub account: Account,
    /// The `Idempotency-Key`, without its quotes.
    pub key: Option<String>,
    /// The device that the client says it is.
    pub device: String,
}

impl Writer {
    /// The key together with the body it stands for.
    pub fn key_for(&self, bytes: &JsonBytes) -> Option<Key> {
        self.key.clone().map(|name| Key {
            name,
            digest: Sha256::digest(&bytes.0).to_vec(),
        })
    }

    /// Runs a write of the account: one at a time. The turn ends with the work,
    /// which goes on when the client goes away. A question (`dry_run`) changes
    /// nothing, so that it waits for nobody.
    pub async fn write<T: Send + 'static>(
        self,
        service: &Service,
        dry_run: bool,
        work: impl FnOnce(&Service, &Account) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let turn: Option<Turn> = if dry_run {
            None
        } else {
            let turn = service.turns().take(self.account.info.id);
            Some(turn.ok_or_else(|| Refusal::new(ProblemType::PushRunning).after(1))?)
        };
        service
            .blocking(move |service| {
                let answer = work(service, &self.account);
                drop(turn);
                answer
            })
            .await
    }
}

impl FromRequestParts<Service> for Writer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Refusal> {
        let Who(who) = Who::from_request_parts(parts, service).await?;
        let client = text(&parts.headers, "edutracker-client").unwrap_or_default();
        let minimum = &service.settings().min_client_push;
        if let (Some(version), Some(least)) = (desktop(client), version(minimum))
            && version < least
        {
            return Err(Refusal::new(ProblemType::ClientTooOld).with("minimum", minimum.as_str()));
        }
        Ok(Self {
            account: who.account,
            key: key(&parts.headers)?,
            device: device(client),
        })
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get(name)
        .map(|value| value.to_str().unwrap_or("\0"))
}

fn key(headers: &HeaderMap) -> Answer<Option<String>> {
    let Some(value) = text(headers, "idempotency-key") else {
        return Ok(None);
    };
    let value = value.trim();
    let inner = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
        .unwrap_or(value);
    let readable = inner
        .bytes()
        .all(|byte| (b'!'..=b'~').contains(&byte) && byte != b'"');
    if inner.is_empty() || value.len() > LONGEST_KEY || !readable {
        return Err(Refusal::malformed("Idempotency-Key"));
    }
    Ok(Some(inner.to_owned()))
}

/// The device in `EduTracker-Client: …; device=…`; empty when there is none.
pub fn device(client: &str) -> String {
    client
        .split(';')
        .find_map(|part| part.trim().strip_prefix("device="))
        .map(|device| device.trim_matches('"').to_owned())
        .unwrap_or_default()
}

/// The version in `desktop/1.4.2; …`; programs of others count their own versions.
fn desktop(client: &str) -> Option<Version> {
    version(client.split(';').next()?.trim().strip_prefix("desktop/")?)
}

/// Numbers in their order, and whether it is a release and no trial of it.
type Version = ([u64; 3], bool);

/// A version; `None` when it is none.
pub fn version(text: &str) -> Option<Version> {
    let text = text.split('+').next()?;
    let (numbers, trial) = match text.split_once('-') {
        Some((numbers, _)) => (numbers, true),
        None => (text, false),
    };
    let mut parsed = [0; 3];
    for (at, part) in numbers.split('.').enumerate() {
        *parsed.get_mut(at)? = part.parse().ok()?;
    }
    Some((parsed, !trial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_an_order() {
        let texts = [
            "0.9",
            "1.0.0-beta.2",
            "1.0.0",
            "1.0.1+build",
            "1.2",
            "1.10.0",
        ];
        let versions: Vec<_> = texts.iter().map(|text| version(text).unwrap()).collect();
        assert!(versions.is_sorted());
        for none in ["", "x", "1.2.3.4", "1..2", "-1"] {
            assert_eq!(version(none), None, "{none}");
        }
        assert_eq!(desktop("desktop/1.4.2; schema=7"), version("1.4.2"));
        assert_eq!(desktop("other/0.1"), None);
        assert_eq!(device("desktop/1; schema=7; device=\"d\""), "d");
    }
}
