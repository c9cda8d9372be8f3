//! Named things of an organisation that are kept on this machine.

use serde::{Deserialize, Serialize};
use serde_json::Value;

shapes! {
    /// Asks for what is kept.
    #[serde(deny_unknown_fields)]
    pub struct SavedAsked {
        /// Of which kind: `view`, `recipe`, `template`, `typed` or `place`.
        pub kind: String,
    }

    /// What is kept of a kind.
    pub struct SavedList {
        /// By name.
        pub items: Vec<SavedItem>,
    }

    /// One of them.
    pub struct SavedItem {
        /// Its name.
        pub name: String,
        /// What it holds; its kind says how to read it.
        #[ts(type = "unknown")]
        pub body: Value,
        /// Whether it can neither be written over nor forgotten.
        pub locked: bool,
    }

    /// Keeps one, over another of its name. A locked one takes the same body
    /// only: so it is unlocked.
    #[serde(deny_unknown_fields)]
    pub struct Save {
        /// Its kind.
        pub kind: String,
        /// Its name.
        pub name: String,
        /// What it holds.
        #[ts(type = "unknown")]
        pub body: Value,
        /// Whether it is locked from now on.
        #[serde(default)]
        pub locked: bool,
    }

    /// Names one.
    #[serde(deny_unknown_fields)]
    pub struct SavedRef {
        /// Its kind.
        pub kind: String,
        /// Its name.
        pub name: String,
    }
}
