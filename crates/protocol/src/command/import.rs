//! Taking in spreadsheets: asked first, with nothing written.

use super::EditReply;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

shapes! {
    /// What a person says about a file instead of what would be found out. A
    /// recipe is a set of these under a name.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct ImportChoices {
        /// The sheet of a workbook.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sheet: Option<String>,
        /// The encoding of a text.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub encoding: Option<String>,
        /// The delimiter of a text, one character.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub delimiter: Option<String>,
        /// `institution_offers`, `company_offers` or `organisations_campuses`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub kind: Option<String>,
        /// The numbers of the rows with headings, from 1; none: there are no headings.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub header_rows: Option<Vec<u32>>,
        /// What columns hold, by heading: a field (`name`), a field with the
        /// code that a mark adds (`collaboration_forms=CASE`), or nothing.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub columns: BTreeMap<String, String>,
        /// What texts mean, by field and text: codes; for campuses also their
        /// ids, for contacts an e-mail; empty for a text that is left away.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub values: BTreeMap<String, BTreeMap<String, String>>,
        /// Whether an empty cell clears the field of a record that exists; else it leaves it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub empty_clears: Option<bool>,
        /// What was decided about single rows, by their number in the file.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub decisions: BTreeMap<u32, ImportDecision>,
    }

    /// What a person decided about one row.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct ImportDecision {
        /// What the row is: `new`, `merge` (into the row that it repeats),
        /// `leave` (it is left out), or the id of the record that is meant;
        /// none: what is found out.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub row: Option<String>,
        /// For fields that changed on both sides, by dotted name: `here` keeps
        /// what is here, `file` takes what the file says.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub fields: BTreeMap<String, String>,
        /// Texts in the place of the row's cells, by what the column holds.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub values: BTreeMap<String, String>,
    }

    /// Asks what importing a file would do.
    #[serde(deny_unknown_fields)]
    pub struct ImportAsked {
        /// The file; with `content` only its name.
        pub path: String,
        /// What is in the file, base64, where it is not to be read from its path.
        #[serde(default)]
        pub content: Option<String>,
        /// `offer` or `site`: only files about these; none: whatever it is about.
        #[serde(default)]
        pub about: Option<String>,
        /// The code of the organisation of rows that name none; none: the account's.
        #[serde(default)]
        pub organisation: Option<String>,
        /// The name of a recipe, used where `choices` says nothing.
        #[serde(default)]
        pub recipe: Option<String>,
        /// What was chosen.
        #[serde(default)]
        pub choices: ImportChoices,
    }

    /// How far the reading or writing of a file is.
    pub struct Progress {
        /// How much is done, `0.0..=1.0`.
        pub done: f64,
    }

    /// A recipe: choices for files with these headings. The body of what is
    /// saved as a `recipe`.
    #[derive(Default)]
    #[serde(default)]
    pub struct Recipe {
        /// The headings that a file has to have.
        pub headings: Vec<String>,
        /// The headings that were found before anything was said of the file: by
        /// them the next one is known, whose sheet or headings are not found
        /// either. None: the same.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub found: Vec<String>,
        /// The choices.
        pub choices: ImportChoices,
    }

    /// What importing a file would do, or did.
    pub struct ImportReport {
        /// What it is about.
        pub kind: String,
        /// What was found out about file, sheet, headings and columns.
        #[ts(type = "Record<string, unknown>")]
        pub detected: Value,
        /// Each row with its status, values, warnings and errors; for offers of
        /// organisations that are here also its `action`, the `id` it was
        /// matched with, and the `changes`.
        #[ts(type = "Record<string, unknown>[]")]
        pub rows: Vec<Value>,
        /// Counts by status, remark and action, and the offers that no row speaks of.
        #[ts(type = "Record<string, unknown>")]
        pub summary: Value,
        /// What was done; nothing where it was only asked.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub done: Option<EditReply>,
    }
}
