//! Plain questions to a running service, past every client.

use crate::{Result, programs::Account};
use serde_json::{Value, json};

/// An account at a service, without a cache.
#[derive(Debug)]
pub struct Api {
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
    address: String,
    token: String,
}

impl Api {
    /// Signs in.
    ///
    /// # Errors
    /// When the service refuses.
    pub fn sign_in(address: &str, account: &Account) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        let client = reqwest::Client::builder()
            .no_proxy()
            // The service may have been killed and started again in between.
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| error.to_string())?;
        let mut api = Self {
            runtime,
            client,
            address: address.to_owned(),
            token: String::new(),
        };
        let credentials =
            json!({"email": account.email, "password": account.password, "device": "observer"});
        let session = api.ask(
            api.client
                .post(format!("{address}/v1/sessions"))
                .json(&credentials),
        )?;
        api.token = session["accessToken"]
            .as_str()
            .ok_or("no token")?
            .to_owned();
        Ok(api)
    }

    /// The answer to a `GET`.
    ///
    /// # Errors
    /// When it is no success.
    pub fn get(&self, path: &str) -> Result<Value> {
        self.ask(self.client.get(format!("{}{path}", self.address)))
    }

    fn ask(&self, request: reqwest::RequestBuilder) -> Result<Value> {
        let request = if self.token.is_empty() {
            request
        } else {
            request.bearer_auth(&self.token)
        };
        self.runtime
            .block_on(async { request.send().await?.error_for_status()?.json().await })
            .map_err(|error| error.to_string())
    }

    /// How often a field of an offer was given this value, by its history.
    ///
    /// # Errors
    /// When the service does not answer.
    pub fn times(&self, id: &str, field: &str, value: &Value) -> Result<usize> {
        let history = self.get(&format!("/v1/offer/{id}/history"))?;
        let entries = history["entries"].as_array().ok_or("no entries")?;
        let fits = |entry: &&Value| entry["field"] == field && entry["after"] == *value;
        Ok(entries.iter().filter(fits).count())
    }
}
