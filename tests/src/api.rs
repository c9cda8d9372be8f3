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

    /// The answer to a `POST` of JSON.
    ///
    /// # Errors
    /// When it is no success.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.ask(
            self.client
                .post(format!("{}{path}", self.address))
                .json(body),
        )
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

/// A page as a browser gets it.
#[derive(Debug)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// The `Content-Security-Policy`.
    pub policy: String,
    /// The HTML, or JSON.
    pub text: String,
}

/// A browser without scripts: it shows pages and sends forms.
#[derive(Debug)]
pub struct Browser {
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
}

impl Browser {
    /// Starts one.
    ///
    /// # Errors
    /// When it cannot.
    pub fn start() -> Result<Self> {
        Self::start_behind(&[])
    }

    /// Starts one whose requests a proxy adds headers to.
    ///
    /// # Errors
    /// When it cannot.
    pub fn start_behind(headers: &[(&'static str, &str)]) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        let mut added = http::HeaderMap::new();
        for (name, value) in headers {
            let value = value.parse().map_err(|_| format!("{value} is no header"))?;
            added.append(*name, value);
        }
        let client = reqwest::Client::builder()
            .no_proxy()
            .default_headers(added)
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { runtime, client })
    }

    /// Shows a page.
    ///
    /// # Errors
    /// When nobody answers.
    pub fn show(&self, url: &str) -> Result<Page> {
        self.ask(self.client.get(url).header("Accept-Language", "en-GB,nl"))
    }

    /// Sends a form.
    ///
    /// # Errors
    /// When nobody answers.
    pub fn submit(&self, url: &str, fields: &[(&str, &str)]) -> Result<Page> {
        let encoded = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", quoted(value)))
            .collect::<Vec<_>>()
            .join("&");
        let request = self.client.post(url).body(encoded);
        self.ask(request.header("Content-Type", "application/x-www-form-urlencoded"))
    }

    /// Sends JSON, signed in or not.
    ///
    /// # Errors
    /// When nobody answers.
    pub fn send(&self, url: &str, body: &Value, token: Option<&Api>) -> Result<Page> {
        let mut request = self.client.post(url).json(body);
        if let Some(api) = token {
            request = request.bearer_auth(&api.token);
        }
        self.ask(request)
    }

    fn ask(&self, request: reqwest::RequestBuilder) -> Result<Page> {
        self.runtime
            .block_on(async {
                let answer = request.send().await?;
                let policy = answer.headers().get("content-security-policy");
                let policy = policy.and_then(|value| value.to_str().ok());
                Ok(Page {
                    status: answer.status().as_u16(),
                    policy: policy.unwrap_or_default().to_owned(),
                    text: answer.text().await?,
                })
            })
            .map_err(|error: reqwest::Error| error.to_string())
    }
}

/// A value as a form sends it.
fn quoted(value: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    value.bytes().map(byte).collect()
}
