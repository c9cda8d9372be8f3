//! Records as files.

use super::Scope;
use edutracker_domain::Language;
use serde::{Deserialize, Serialize};

shapes! {
    /// Writes records to a file.
    #[serde(deny_unknown_fields)]
    pub struct Export {
        /// Which records, in their order.
        pub scope: Scope,
        /// `xlsx`, `csv`, `json`, or `pdf` for cards of offers.
        pub format: String,
        /// The columns of a table, in their order: fields, `state` or `status`;
        /// none: all. JSON and cards have everything.
        #[serde(default)]
        pub columns: Option<Vec<String>>,
        /// The language of headings, labels and cards; none: that of the window.
        #[serde(default)]
        #[ts(type = "Language | null")]
        pub language: Option<Language>,
        /// What stands between the cells of a CSV, `;` or `,`; none: `;`.
        #[serde(default)]
        pub delimiter: Option<char>,
    }

    /// A file was written.
    pub struct Exported {
        /// Where.
        pub path: String,
        /// How many records, or edits that were set aside, are in it.
        #[ts(type = "number")]
        pub count: u64,
    }
}
