//! Keys, accounts, preferences.

use super::{EnterKey, Phase, TabKey};
use crate::wire::AccountInfo;
use edutracker_domain::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

shapes! {
    /// No arguments.
    #[derive(Default)]
    #[serde(deny_unknown_fields)]
    pub struct Nothing {}

    /// Where the client stands.
    pub struct Session {
        /// What to show.
        #[ts(type = "Phase")]
        pub phase: Phase,
        /// Whether the system keyring can be used; if not, sign-in takes a passphrase.
        pub keyring: bool,
        /// Why the cache is locked: `keyring-empty`, `keyring-unavailable`, `other-key`, `passphrase`.
        pub locked_because: Option<String>,
        /// What opens a locked cache: `passphrase`, `recovery-code`.
        pub opened_by: Vec<String>,
        /// Records with edits that only this machine has; of a locked cache,
        /// as many as were last counted.
        #[ts(type = "number")]
        pub unsent: u64,
        /// The service's address, as last used or as pre-filled.
        pub service: String,
        /// Who the cache belongs to.
        pub account: Option<AccountInfo>,
        /// What the role may do: grants by action code (a mirror; the service decides).
        pub rights: BTreeMap<String, String>,
        /// Whether the session at the service still lives; without it edits stay here.
        pub connected: bool,
        /// The language and theme chosen.
        pub preferences: Preferences,
        /// The folder that files are written to.
        pub folder: String,
    }

    /// Choices of appearance, kept outside the cache.
    #[derive(Default)]
    #[serde(deny_unknown_fields)]
    pub struct Preferences {
        /// `nl`, `fr` or `en`; none: the system's.
        #[ts(type = "Language | null")]
        pub language: Option<Language>,
        /// `system`, `light` or `dark`.
        pub theme: Option<String>,
        /// How large the window draws, in percent, `50..=300`; none: 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub zoom: Option<u16>,
        /// Own keys of commands, in place of those that they come with:
        /// `where.command` to combinations such as `Ctrl+Shift+E`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub keys: Option<BTreeMap<String, Vec<String>>>,
        /// What Tab does in a list; none: it leads out of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional, type = "TabKey")]
        pub tab: Option<TabKey>,
        /// Where Enter leads after a cell was written; none: down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional, type = "EnterKey")]
        pub enter: Option<EnterKey>,
    }

    /// Opens a locked cache.
    #[serde(deny_unknown_fields)]
    pub struct Unlock {
        /// The passphrase or the recovery code.
        pub secret: String,
        /// A passphrase that opens it from now on, in place of an earlier one.
        #[serde(default)]
        pub passphrase: Option<String>,
    }

    /// A locked cache was put aside.
    pub struct SetAside {
        /// Where the client stands now.
        pub session: Session,
        /// The folder of data that holds the cache with its keys.
        pub folder: String,
    }

    /// Rescues the edits of a damaged cache.
    #[serde(deny_unknown_fields)]
    pub struct Salvage {
        /// The passphrase or the recovery code, where the keyring does not open it.
        #[serde(default)]
        pub secret: Option<String>,
    }

    /// A new cache stands in the place of the damaged one.
    pub struct Salvaged {
        /// Where the client stands now.
        pub session: Session,
        /// Edits that are in quarantine now, to be put back after the next pull.
        #[ts(type = "number")]
        pub edits: u64,
        /// Edits that were there and cannot be read.
        #[ts(type = "number")]
        pub unreadable: u64,
        /// The folder that the damaged files are in.
        pub folder: String,
    }

    /// Signs in.
    #[serde(deny_unknown_fields)]
    pub struct SignIn {
        /// The service's address.
        pub service: String,
        /// The account's e-mail.
        pub email: String,
        /// Its password.
        pub password: String,
        /// The passphrase of a new cache where there is no keyring.
        pub passphrase: Option<String>,
    }

    /// Asks for a link to a new password.
    #[serde(deny_unknown_fields)]
    pub struct PasswordForgotten {
        /// The service's address.
        pub service: String,
        /// The account's e-mail.
        pub email: String,
    }

    /// Signed in.
    pub struct SignedIn {
        /// Where the client stands now.
        pub session: Session,
        /// Shown once, when the cache was made; none where scripts brought the passphrase.
        pub recovery_code: Option<String>,
    }

    /// Signs out.
    #[serde(deny_unknown_fields)]
    pub struct SignOut {
        /// Deletes the cache as well, with its unsent edits.
        #[serde(default)]
        pub discard: bool,
    }

    /// The recovery code: 26 base32 characters.
    pub struct RecoveryCode {
        /// In groups for reading; none where the passphrase is the only key.
        pub code: Option<String>,
    }
}
