//! One record: what it holds, what may be chosen for it, what became of it.

use super::{Conflict, Row};
use edutracker_domain::{Finding, Record, RecordId, RecordType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

shapes! {
    /// A record, by type and id.
    #[derive(Eq, PartialOrd, Ord)]
    #[serde(deny_unknown_fields)]
    pub struct RecordRef {
        /// Its type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// Its id.
        #[ts(type = "string")]
        pub id: RecordId,
    }

    /// A record with everything about it.
    pub struct RecordView {
        /// Its row.
        pub row: Row,
        /// The fields as the service last had them; none for a creation.
        #[ts(type = "Fields | null")]
        pub base: Option<Record>,
        /// Unsent edits.
        pub pending: Vec<FieldChange>,
        /// Open questions.
        pub conflicts: Vec<Conflict>,
        /// An offer's heading as the website shows it, by language.
        pub headings: BTreeMap<String, String>,
        /// What follows from other values and is written with them.
        pub derived: Vec<Derived>,
        /// Verdicts on an offer, newest first.
        pub reviews: Vec<Row>,
        /// Why the service refused the last push, if it did: its code and detail.
        #[ts(type = "unknown")]
        pub refusal: Option<Value>,
        /// Whether the account may edit it.
        pub editable: bool,
    }

    /// One edited field.
    pub struct FieldChange {
        /// Its dotted name.
        pub field: String,
        /// The service's value.
        #[ts(type = "unknown")]
        pub before: Value,
        /// The value here.
        #[ts(type = "unknown")]
        pub after: Value,
        /// The undo step that last changed it.
        #[ts(type = "number | null")]
        pub step: Option<u64>,
    }

    /// Values that are not saved yet.
    #[serde(deny_unknown_fields)]
    pub struct Draft {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record they would change; none for a new one.
        #[ts(type = "string | null")]
        pub id: Option<RecordId>,
        /// A merge patch, or the fields of the new record.
        #[ts(type = "Fields")]
        pub fields: Record,
    }

    /// What is to be said of a draft.
    pub struct Checked {
        /// Broken rules and advice.
        #[ts(type = "Finding[]")]
        pub findings: Vec<Finding>,
        /// An offer's heading by language.
        pub headings: BTreeMap<String, String>,
        /// User-perceived characters per text field.
        #[ts(type = "Record<string, number>")]
        pub counts: BTreeMap<String, usize>,
        /// What follows from other values and is written with them.
        pub derived: Vec<Derived>,
    }

    /// A value that follows from another one of the record.
    #[derive(Eq)]
    pub struct Derived {
        /// The field.
        pub field: String,
        /// Its value.
        pub value: String,
        /// The field that it follows from.
        pub from: String,
    }

    /// Asks for sites or contacts to choose from.
    #[serde(deny_unknown_fields)]
    pub struct Choices {
        /// `site` or `contact`.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// Of this organisation; none: the account's own.
        #[ts(type = "string | null")]
        pub organisation: Option<RecordId>,
    }

    /// Sites or contacts to choose from.
    pub struct ChoiceList {
        /// In the order of their names; retired ones left out.
        pub items: Vec<Choice>,
    }

    /// One site or contact.
    pub struct Choice {
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its name.
        pub name: String,
        /// A site's municipality, a contact's e-mail.
        pub detail: String,
        /// A site's province.
        pub province: String,
    }

    /// The history of a record.
    pub struct History {
        /// Newest first.
        pub entries: Vec<Change>,
        /// What the ids in them are called, as far as it is known here.
        pub names: BTreeMap<String, String>,
    }

    /// One change of one field.
    pub struct Change {
        /// The revision it made.
        pub rev: String,
        /// When, RFC 3339.
        pub at: String,
        /// Who.
        pub by: String,
        /// In which push; empty for what the service did itself.
        pub push: String,
        /// From which device.
        pub device: String,
        /// Whether that is this one.
        pub here: bool,
        /// The field's dotted name.
        pub field: String,
        /// Its value before.
        #[ts(type = "unknown")]
        pub before: Value,
        /// Its value after.
        #[ts(type = "unknown")]
        pub after: Value,
    }
}
