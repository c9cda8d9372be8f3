//! What an operator may set; the defaults are those of the contract.

use edutracker_domain::Limits;
use edutracker_protocol::wire::WireLimits;
use std::net::IpAddr;

/// The cost of a password hash, Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    /// KiB of memory.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// How often an account may ask; 0 turns a second is as often as it likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Requests a second that read.
    pub pull: u32,
    /// Requests a second that write.
    pub push: u32,
    /// Requests at once, after a pause.
    pub burst: u32,
}

/// Why settings cannot be worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A push sent again after its answer was forgotten must be refused as stale:
    /// else it could take effect twice.
    #[error("mutation-days must be more than cursor-days")]
    Mutations,
    /// Every deletion must be told to every cursor that may go on.
    #[error("tombstone-days must be at least cursor-days")]
    Tombstones,
}

/// The numbers of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Seconds an access token lasts.
    pub access_seconds: i64,
    /// Seconds a refresh token lasts.
    pub refresh_seconds: i64,
    /// Seconds in which a refresh token may be exchanged again, for answers that were lost.
    pub refresh_grace_seconds: i64,
    /// Failed sign-ins of an account from an address that shut it out.
    pub sign_in_failures: usize,
    /// Forms from an address, as long as failures count, that shut it out.
    pub forms: u32,
    /// Proxies whose word on where a request comes from is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// Seconds for which they count.
    pub sign_in_window_seconds: i64,
    /// Fewest characters of a password.
    pub password_length: usize,
    /// The cost of hashing passwords.
    pub hash_cost: HashCost,
    /// Days a cursor may be kept.
    pub cursor_days: u32,
    /// Days the answers to edits are kept.
    pub mutation_days: u32,
    /// Days in which a push can be taken back.
    pub undo_days: u32,
    /// Days in which cursors are told of deletions.
    pub tombstone_days: u32,
    /// The oldest version of the desktop program that may write.
    pub min_client_push: String,
    /// What the service takes at once.
    pub wire: WireLimits,
    /// Limits of texts.
    pub texts: Limits,
    /// Seconds a request may take until its answer begins.
    pub request_seconds: u64,
    /// Seconds a client may take to read a piece of a stream.
    pub stream_seconds: u64,
    /// How often an account may ask.
    pub rates: Rates,
    /// Seconds that clients are asked to leave between requests, also where
    /// they succeed; 0 asks nothing.
    pub backoff_seconds: u32,
    /// Seconds before the notice of a decision goes: so long it can be taken
    /// back without anybody hearing of it.
    pub notice_seconds: i64,
    /// Seconds before a mail that the server could not take is tried again;
    /// the pause doubles with each try.
    pub mail_retry_seconds: i64,
    /// Whether institutions may search among the offers of companies (ET-107).
    pub institution_search: bool,
    /// The address that people reach the service under, without a slash at the
    /// end; empty where it is not known, and links are of the listening address.
    pub public_url: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            access_seconds: 15 * 60,
            refresh_seconds: 30 * 24 * 3_600,
            refresh_grace_seconds: 60,
            sign_in_failures: 5,
            forms: 30,
            trusted_proxies: Vec::new(),
            sign_in_window_seconds: 15 * 60,
            password_length: 12,
            hash_cost: HashCost {
                memory: 19 * 1_024,
                passes: 2,
                lanes: 1,
            },
            cursor_days: 90,
            mutation_days: 120,
            undo_days: 90,
            tombstone_days: 120,
            min_client_push: "0.1.0".to_owned(),
            wire: WireLimits::default(),
            texts: Limits::default(),
            request_seconds: 60,
            stream_seconds: 60,
            rates: Rates {
                pull: 10,
                push: 4,
                burst: 20,
            },
            backoff_seconds: 0,
            notice_seconds: 120,
            mail_retry_seconds: 30,
            institution_search: false,
            public_url: String::new(),
        }
    }
}

impl Settings {
    /// Whether the numbers agree with each other.
    pub const fn check(&self) -> Result<(), SettingsError> {
        if self.mutation_days <= self.cursor_days {
            return Err(SettingsError::Mutations);
        }
        if self.tombstone_days < self.cursor_days {
            return Err(SettingsError::Tombstones);
        }
        Ok(())
    }

    /// Settings whose password hashes cost next to nothing and that let
    /// accounts ask as often as they like, for tests.
    #[must_use]
    pub fn cheap() -> Self {
        Self {
            hash_cost: HashCost {
                memory: 8,
                passes: 1,
                lanes: 1,
            },
            rates: Rates {
                pull: 0,
                push: 0,
                burst: 0,
            },
            ..Self::default()
        }
    }
}
