//! What the window and the command line ask of the client: one list of
//! commands, with the shapes of their arguments and replies.
//!
//! A record's fields travel as on the wire (sets as `{"nl":true}`).

use crate::wire::{AccountInfo, HistoryEntry, ItemStatus, Summary};
use edutracker_domain::{Finding, Language, OfferStatus, Record, RecordId, RecordType, text_enum};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Calls `$each!` with all commands: `name(Arguments) -> Reply`.
#[macro_export]
macro_rules! commands {
    ($each:ident) => {
        $each! {
            /// Where the client stands: keys, account, language. Tries the keyring again.
            session(Nothing) -> Session;
            /// Opens a locked cache with the passphrase or the recovery code.
            unlock(Unlock) -> Session;
            /// Signs in and makes the cache at the first time.
            sign_in(SignIn) -> SignedIn;
            /// Ends the session; keeps the encrypted cache unless `discard`.
            sign_out(SignOut) -> Session;
            /// The recovery code of the cache.
            recovery_code(Nothing) -> RecoveryCode;
            /// Chooses language and theme.
            set_preferences(Preferences) -> Session;
            /// Counts and state for the status bar.
            status(Nothing) -> Status;
            /// Fetches what changed.
            pull(Nothing) -> PullReply;
            /// Sends pending edits, or asks what sending them would do.
            push(Push) -> PushReply;
            /// Fixes filter and sort as a ranked view.
            view_open(ViewOpen) -> View;
            /// A window of rows of a view, by rank.
            view_window(ViewWindow) -> Window;
            /// The rank of a record in a view.
            view_locate(ViewLocate) -> Located;
            /// One record with everything about it.
            record_get(RecordRef) -> RecordView;
            /// Checks values that are not saved yet.
            check(Draft) -> Checked;
            /// Edits records: one transaction, one undo step.
            edit(Edit) -> EditReply;
            /// Makes a record.
            create(Create) -> EditReply;
            /// Makes a copy of an offer.
            duplicate(Duplicate) -> EditReply;
            /// Takes back pending edits of records, or of one field.
            discard(Discard) -> EditReply;
            /// Answers a conflict.
            resolve(Resolve) -> EditReply;
            /// Takes back the last step.
            undo(Nothing) -> EditReply;
            /// Does the step again that was taken back.
            redo(Nothing) -> EditReply;
            /// All pending edits, a page at a time.
            pending(Page) -> Pending;
            /// What an enumeration of sites or contacts offers.
            choices(Choices) -> ChoiceList;
            /// Who changed what in a record; asks the service.
            history(RecordRef) -> History;
            /// Records a verdict on offers.
            review(ReviewDecision) -> EditReply;
        }
    };
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident($args:ident) -> $reply:ident;)+) => {
        /// The names of all commands, as the window calls them.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),+];
    };
}
commands!(names);

text_enum! {
    /// The state of a row in lists.
    RowState, "row state" {
        /// As the service has it.
        Clean = "clean",
        /// Edited here.
        Changed = "changed",
        /// Sent, not answered yet.
        Waiting = "waiting",
        /// A rule stands in the way of sending it.
        Invalid = "invalid",
        /// Others changed the same field.
        Conflict = "conflict",
        /// The service refused it.
        Refused = "refused",
        /// Removed by Agoria.
        Removed = "removed",
    }
}

text_enum! {
    /// Where the client stands.
    Phase, "phase" {
        /// No cache yet: sign in.
        FirstRun = "firstRun",
        /// The cache is there, its key is not: passphrase or recovery code.
        Locked = "locked",
        /// The cache is open, nobody is signed in.
        SignedOut = "signedOut",
        /// Ready.
        Ready = "ready",
    }
}

macro_rules! shapes {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })+) => {
        $(
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
            #[serde(rename_all = "camelCase")]
            $(#[$meta])*
            pub struct $name { $($body)* }
        )+
    };
}

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
        /// Records with edits that only this machine has.
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
    }

    /// Opens a locked cache.
    #[serde(deny_unknown_fields)]
    pub struct Unlock {
        /// The passphrase or the recovery code.
        pub secret: String,
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

    /// Signed in.
    pub struct SignedIn {
        /// Where the client stands now.
        pub session: Session,
        /// Shown once, when the cache was made with the keyring.
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

    /// The state of cache and connection.
    pub struct Status {
        /// Whether somebody is signed in.
        pub signed_in: bool,
        /// Their e-mail.
        pub account: Option<String>,
        /// Their organisation's code.
        pub organisation: Option<String>,
        /// The service's address.
        pub service: Option<String>,
        /// Whether the service answered last time.
        pub online: bool,
        /// Whether the last pull reached the end.
        pub caught_up: bool,
        /// The service's time at that moment, RFC 3339.
        pub as_of: Option<String>,
        /// Records in the cache by type.
        #[ts(type = "Record<string, number>")]
        pub records: BTreeMap<String, u64>,
        /// Records with unsent edits.
        #[ts(type = "number")]
        pub pending: u64,
        /// Of these, in conflict.
        #[ts(type = "number")]
        pub conflicts: u64,
        /// Of these, refused.
        #[ts(type = "number")]
        pub refused: u64,
        /// Of these, invalid.
        #[ts(type = "number")]
        pub invalid: u64,
        /// Edits under a lost right.
        #[ts(type = "number")]
        pub quarantined: u64,
        /// Whether there is a step to take back.
        pub can_undo: bool,
        /// Whether there is one to do again.
        pub can_redo: bool,
        /// Grows with every change of the cache.
        #[ts(type = "number")]
        pub version: u64,
    }

    /// What a pull brought.
    #[derive(Default)]
    pub struct PullReply {
        /// Records new or changed.
        #[ts(type = "number")]
        pub received: u64,
        /// Records gone.
        #[ts(type = "number")]
        pub removed: u64,
        /// Whether there is nothing more.
        pub caught_up: bool,
        /// The service's time, RFC 3339.
        pub as_of: Option<String>,
        /// Records in conflict now.
        #[ts(type = "number")]
        pub conflicts: u64,
    }

    /// Sends pending edits.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct Push {
        /// Ask only.
        pub dry_run: bool,
        /// What the person says about it.
        pub comment: Option<String>,
        /// The person agreed to a large push.
        pub confirm: bool,
        /// Only these records; none: all that can go.
        pub records: Option<Vec<RecordRef>>,
    }

    /// What became of a push.
    pub struct PushReply {
        /// The push's id; empty if there was nothing to send.
        pub push: String,
        /// Whether nothing was written.
        pub dry_run: bool,
        /// Counts by outcome.
        pub summary: Summary,
        /// What was not applied, or with a dry run every item.
        pub results: Vec<ItemOutcome>,
        /// Nothing was sent: the numbers need a confirmation first.
        pub needs_confirm: Option<ConfirmNeeded>,
    }

    /// Numbers above a threshold.
    pub struct ConfirmNeeded {
        /// Records created or updated.
        #[ts(type = "number")]
        pub updates: u64,
        /// Records removed, archived, retired or deleted.
        #[ts(type = "number")]
        pub removals: u64,
    }

    /// What became of one record of a push.
    pub struct ItemOutcome {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its heading, for people.
        pub heading: String,
        /// The outcome.
        pub status: ItemStatus,
        /// The problem's code, if there is one.
        pub code: Option<String>,
        /// Broken rules.
        #[ts(type = "Finding[]")]
        pub findings: Vec<Finding>,
        /// Fields in conflict.
        pub conflicts: Vec<Conflict>,
        /// More about it: Agoria's removal, the missing right.
        #[ts(type = "unknown")]
        pub detail: Option<Value>,
    }

    /// One condition of a filter; all must hold.
    #[serde(deny_unknown_fields)]
    pub struct Condition {
        /// A field's dotted name, or `state`, `status`.
        pub field: String,
        /// The value: a code, an id, a text; empty: no value; a member for sets.
        pub value: String,
    }

    /// One column of a sort.
    #[serde(deny_unknown_fields)]
    pub struct Sort {
        /// A field's dotted name, or `state`, `status`, `organisation`.
        pub field: String,
        /// Z to A.
        #[serde(default)]
        pub descending: bool,
    }

    /// Opens a view.
    #[serde(deny_unknown_fields)]
    pub struct ViewOpen {
        /// The type of its records.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The filter.
        #[serde(default, rename = "where")]
        pub conditions: Vec<Condition>,
        /// Words to find, as typed.
        #[serde(default)]
        pub search: String,
        /// The sort; then by name.
        #[serde(default)]
        pub sort: Vec<Sort>,
        /// Only offers that wait for a reviewer: new or changed since the last verdict.
        #[serde(default)]
        pub review_queue: bool,
    }

    /// A view.
    pub struct View {
        /// Its number, for windows.
        pub view: u32,
        /// How many rows it has.
        #[ts(type = "number")]
        pub count: u64,
        /// The cache's version when it was opened.
        #[ts(type = "number")]
        pub version: u64,
    }

    /// Asks for rows.
    #[serde(deny_unknown_fields)]
    pub struct ViewWindow {
        /// The view.
        pub view: u32,
        /// The first rank, from 0.
        #[ts(type = "number")]
        pub from: u64,
        /// How many rows, at most 500.
        #[ts(type = "number")]
        pub count: u64,
    }

    /// Rows of a view. Rows keep their rank while the view is open, even when
    /// an edit makes them leave its filter.
    pub struct Window {
        /// The cache's version now.
        #[ts(type = "number")]
        pub version: u64,
        /// The first rank.
        #[ts(type = "number")]
        pub from: u64,
        /// The rows.
        pub rows: Vec<Row>,
    }

    /// One row.
    pub struct Row {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its organisation's code.
        pub organisation: String,
        /// Its revision; none for a creation that was not sent.
        pub rev: Option<String>,
        /// Its state.
        #[ts(type = "RowState")]
        pub state: RowState,
        /// An offer's status.
        #[ts(type = "OfferStatus | null")]
        pub status: Option<OfferStatus>,
        /// Its fields, edits included.
        #[ts(type = "Fields")]
        pub fields: Record,
        /// Names of the records that its fields refer to, by id.
        pub names: BTreeMap<String, String>,
        /// Fields with unsent edits.
        pub changed: Vec<String>,
        /// Fields in conflict.
        pub conflicts: Vec<String>,
        /// Broken rules and advice.
        #[ts(type = "Finding[]")]
        pub findings: Vec<Finding>,
    }

    /// Asks where a record is.
    #[serde(deny_unknown_fields)]
    pub struct ViewLocate {
        /// The view.
        pub view: u32,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
    }

    /// Where a record is.
    pub struct Located {
        /// Its rank, unless it is not in the view.
        #[ts(type = "number | null")]
        pub rank: Option<u64>,
    }

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
        /// Verdicts on an offer, newest first.
        pub reviews: Vec<Row>,
        /// How many offers use the contact or site.
        #[ts(type = "number")]
        pub used_by: u64,
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

    /// A field that both sides changed.
    pub struct Conflict {
        /// Its dotted name.
        pub field: String,
        /// The value both started from.
        #[ts(type = "unknown")]
        pub base: Value,
        /// The value here.
        #[ts(type = "unknown")]
        pub mine: Value,
        /// The service's value.
        #[ts(type = "unknown")]
        pub theirs: Value,
        /// Who made theirs.
        pub by: String,
        /// When, RFC 3339.
        pub at: String,
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
    }

    /// Edits records.
    #[serde(deny_unknown_fields)]
    pub struct Edit {
        /// The edits: all in one transaction and one undo step.
        pub edits: Vec<RecordEdit>,
    }

    /// One edit.
    #[serde(deny_unknown_fields)]
    pub struct RecordEdit {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// A merge patch.
        #[ts(type = "Fields")]
        pub patch: Record,
    }

    /// Makes a record. `organisation` is the account's own unless given.
    #[serde(deny_unknown_fields)]
    pub struct Create {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// Its fields.
        #[ts(type = "Fields")]
        pub fields: Record,
    }

    /// Copies an offer; the copy is unpublished.
    #[serde(deny_unknown_fields)]
    pub struct Duplicate {
        /// The offer.
        #[ts(type = "string")]
        pub id: RecordId,
        /// What differs in the copy, a merge patch (another form of a company offer).
        #[ts(type = "Fields")]
        pub patch: Record,
    }

    /// Takes back pending edits.
    #[serde(deny_unknown_fields)]
    pub struct Discard {
        /// Of these records.
        pub records: Vec<RecordRef>,
        /// Only of this field.
        pub field: Option<String>,
    }

    /// Answers a conflict.
    #[serde(deny_unknown_fields)]
    pub struct Resolve {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// The field.
        pub field: String,
        /// `mine`, `theirs`, or `value` with the value beside it.
        pub take: String,
        /// The value for `take: "value"`.
        #[ts(type = "unknown")]
        #[serde(default)]
        pub value: Value,
    }

    /// What an edit did.
    #[derive(Default)]
    pub struct EditReply {
        /// Records that changed.
        #[ts(type = "number")]
        pub changed: u64,
        /// Records that were so already.
        #[ts(type = "number")]
        pub unchanged: u64,
        /// Of the changed ones, those that a rule keeps from being sent.
        #[ts(type = "number")]
        pub invalid: u64,
        /// The undo step; none if nothing changed.
        #[ts(type = "number | null")]
        pub step: Option<u64>,
        /// The records, at most 100.
        #[ts(type = "string[]")]
        pub ids: Vec<RecordId>,
        /// Sites that fell away with their province (ET-81).
        pub dropped: Vec<DroppedSite>,
        /// What kind of step it was: `edit`, `create`, … for undo and redo.
        pub action: String,
        /// Nothing was done: the numbers need a confirmation first.
        pub needs_confirm: Option<ConfirmNeeded>,
    }

    /// A site that fell away.
    pub struct DroppedSite {
        /// The offer.
        #[ts(type = "string")]
        pub offer: RecordId,
        /// The site's name.
        pub site: String,
    }

    /// A page of a list.
    #[serde(deny_unknown_fields)]
    pub struct Page {
        /// The first, from 0.
        #[ts(type = "number")]
        pub from: u64,
        /// How many.
        #[ts(type = "number")]
        pub count: u64,
    }

    /// Pending edits.
    pub struct Pending {
        /// How many records in all.
        #[ts(type = "number")]
        pub total: u64,
        /// Of these, ready to be sent.
        #[ts(type = "number")]
        pub ready: u64,
        /// The page.
        pub records: Vec<PendingRecord>,
    }

    /// One record with pending edits.
    pub struct PendingRecord {
        /// Its type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its heading, for people.
        pub heading: String,
        /// Its organisation's code.
        pub organisation: String,
        /// What sending does: `create` or `update`.
        pub op: String,
        /// Its state.
        #[ts(type = "RowState")]
        pub state: RowState,
        /// The edited fields.
        pub changes: Vec<FieldChange>,
        /// Names of the records that values refer to, by id.
        pub names: BTreeMap<String, String>,
        /// Broken rules and advice.
        #[ts(type = "Finding[]")]
        pub findings: Vec<Finding>,
        /// Open questions.
        pub conflicts: Vec<Conflict>,
        /// Why the service refused it.
        #[ts(type = "unknown")]
        pub refusal: Option<Value>,
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
        pub entries: Vec<HistoryEntry>,
    }

    /// A verdict on offers.
    #[serde(deny_unknown_fields)]
    pub struct ReviewDecision {
        /// The offers.
        #[ts(type = "string[]")]
        pub ids: Vec<RecordId>,
        /// `keep`, `remove`, `ask`, `defer` or `restore`.
        pub verdict: String,
        /// Reason codes; a removal takes one.
        #[serde(default)]
        pub reasons: Vec<String>,
        /// A note by language.
        #[serde(default)]
        pub note: BTreeMap<String, String>,
        /// The date of a question.
        #[serde(default)]
        pub due: Option<String>,
        /// The person agreed to a large removal.
        #[serde(default)]
        pub confirm: bool,
    }
}
