//! What the window and the command line ask of the client: one list of
//! commands, with the shapes of their arguments and replies.
//!
//! A record's fields travel as on the wire (sets as `{"nl":true}`).

use edutracker_domain::text_enum;

/// Calls `$each!` with all commands: `name(Arguments) -> Reply`.
#[macro_export]
macro_rules! commands {
    ($each:ident) => {
        $each! {
            /// Where the client stands: keys, account, language. Tries the keyring again.
            session(Nothing) -> Session;
            /// Opens a locked cache with the passphrase or the recovery code.
            unlock(Unlock) -> Session;
            /// Puts a locked cache aside, unopened, so that a new one can be made.
            set_aside(Nothing) -> SetAside;
            /// Puts a new cache in the place of a damaged one, with the edits that can be read.
            salvage(Salvage) -> Salvaged;
            /// Signs in and makes the cache at the first time.
            sign_in(SignIn) -> SignedIn;
            /// Asks for a mail with a link to a new password; the answer is the same where there is no such account.
            password_forgotten(PasswordForgotten) -> Nothing;
            /// Ends the session; keeps the encrypted cache unless `discard`.
            sign_out(SignOut) -> Session;
            /// The recovery code of the cache.
            recovery_code(Nothing) -> RecoveryCode;
            /// Chooses language and theme.
            set_preferences(Preferences) -> Session;
            /// Counts and state for the status bar.
            status(Nothing) -> Status;
            /// What happens next between client and service, and what waits.
            sync_state(Nothing) -> SyncState;
            /// Fetches what changed.
            pull(Nothing) -> PullReply;
            /// Sends pending edits, or asks what sending them would do.
            push(Push) -> PushReply;
            /// Ends the push that runs: what is on its way is still answered, the
            /// rest stays pending. Asked twice, it does not wait for answers either.
            push_stop(Nothing) -> Nothing;
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
            /// Does an operation to many records: one transaction, one undo step.
            bulk(Bulk) -> EditReply;
            /// What an operation would do; writes nothing.
            bulk_preview(BulkAsked) -> BulkPreview;
            /// How many records have which value.
            facets(FacetsAsked) -> Facets;
            /// Broken rules and advice in a stretch of a view.
            problems(ProblemsAsked) -> Problems;
            /// The next cell with a problem.
            problem_next(ProblemNext) -> ProblemFound;
            /// Makes a record.
            create(Create) -> EditReply;
            /// Makes a copy of an offer.
            duplicate(Duplicate) -> EditReply;
            /// Takes back pending edits of records, or of one field.
            discard(Discard) -> EditReply;
            /// Takes back the pending edits that were ticked: one step.
            discard_ticked(DiscardTicked) -> EditReply;
            /// Refused edits of records go with the next push again.
            retry(Retry) -> EditReply;
            /// Answers a conflict.
            resolve(Resolve) -> EditReply;
            /// Answers many conflicts: one transaction, one undo step.
            resolve_all(ResolveAll) -> EditReply;
            /// Records with open conflicts, a page at a time.
            conflicts(ConflictPage) -> Conflicts;
            /// Takes back the last step.
            undo(Nothing) -> EditReply;
            /// Does the step again that was taken back.
            redo(Nothing) -> EditReply;
            /// What was done on this machine, a page at a time.
            journal(Page) -> Journal;
            /// Takes an older step back, unless later ones changed the same fields.
            undo_step(StepAsked) -> StepUndone;
            /// What was done to a field on this machine.
            cell_history(CellAsked) -> CellHistory;
            /// Views or recipes kept on this machine.
            saved(SavedAsked) -> SavedList;
            /// Keeps a view or recipe on this machine.
            save(Save) -> SavedList;
            /// Forgets a kept view or recipe.
            forget(SavedRef) -> SavedList;
            /// All pending edits, a page at a time.
            pending(Page) -> Pending;
            /// Pending edits in groups, with how many of each shall go.
            change_groups(ChangeGroupsAsked) -> ChangeGroups;
            /// Pending edits to choose from, a page at a time, each with what the
            /// service said it would do with it.
            change_page(ChangePageAsked) -> ChangePage;
            /// Writes the pending edits that were ticked to a new file in the folder
            /// of downloads, for people to read or keep.
            changes_export(ChangesExport) -> Exported;
            /// What was sent, newest first; asks the service.
            pushes(PushesAsked) -> Pushes;
            /// One push with its edits; asks the service.
            push_detail(PushAsked) -> PushDetail;
            /// Takes a push back, or asks what that would do.
            revert(RevertPush) -> PushReply;
            /// Edits set aside because a right was lost.
            quarantine(Nothing) -> Quarantine;
            /// Puts edits that were set aside back: one step, which can be taken back.
            reattach(QuarantineChoice) -> EditReply;
            /// Gives edits that were set aside up for good.
            quarantine_discard(QuarantineChoice) -> Quarantine;
            /// Writes what was set aside to a file in the folder of downloads.
            quarantine_export(QuarantineExport) -> Exported;
            /// Writes records to a new file in the folder of downloads.
            export(Export) -> Exported;
            /// How far the file that is being written is.
            export_progress(Nothing) -> Progress;
            /// Stops the file that is being written: nothing of it stays.
            export_cancel(Nothing) -> Progress;
            /// Compares the whole cache with the service and mends what differs.
            verify(Nothing) -> Verified;
            /// Pushes that a restored service does not know any more.
            lost_pushes(Nothing) -> LostPushes;
            /// Makes the edits of a lost push again, as pending edits.
            resend(PushAsked) -> EditReply;
            /// Gives a lost push up.
            give_up(PushAsked) -> LostPushes;
            /// What importing a spreadsheet would do; nothing is written.
            import_check(ImportAsked) -> ImportReport;
            /// Imports a spreadsheet of offers as pending edits: one step.
            import(ImportAsked) -> ImportReport;
            /// How far the reading of the file to import is.
            import_progress(Nothing) -> Progress;
            /// Stops the reading of the file to import.
            import_cancel(Nothing) -> Progress;
            /// Writes the rows that an import leaves out, with the reasons, to a
            /// workbook in the folder of downloads.
            import_rejected(ImportAsked) -> Exported;
            /// The health of the client, without anything about people or records.
            doctor(Nothing) -> Doctor;
            /// What an enumeration of sites or contacts offers.
            choices(Choices) -> ChoiceList;
            /// Who changed what in a record; asks the service.
            history(RecordRef) -> History;
            /// Records a verdict on offers.
            review(ReviewDecision) -> EditReply;
            /// Answers a question of Agoria, or objects to a removal.
            review_reply(ReviewReply) -> EditReply;
            /// How much waits for the person.
            attention(Nothing) -> Attention;
            /// What helps a reviewer to decide on an offer.
            review_item(ReviewItemAsked) -> ReviewItem;
            /// What became of the mails that a decision caused; asks the service.
            notices(NoticesAsked) -> NoticeList;
            /// Writes the figures of a period to a PDF in the folder of downloads.
            review_report_save(ReportAsked) -> Exported;
            /// Tells colleagues which offer is looked at; answers what they look at.
            claim(Claiming) -> Claims;
            /// What colleagues look at, as it was told last.
            claims(Nothing) -> Claims;
            /// Requests for an account, newest first; asks the service.
            account_requests(RequestsAsked) -> AccountRequestList;
            /// Accepts a request: its administrator is invited by mail.
            account_request_accept(AcceptRequest) -> AccountRequestInfo;
            /// Refuses a request: its sender is told why by mail.
            account_request_refuse(RefuseRequest) -> AccountRequestInfo;
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
        /// The cache is damaged: what can be read of it can be rescued.
        Damaged = "damaged",
        /// The cache is open, nobody is signed in.
        SignedOut = "signedOut",
        /// Ready.
        Ready = "ready",
    }
}

text_enum! {
    /// What Tab does in a list.
    TabKey, "tab" {
        /// It leads out of the list.
        Leaves = "leaves",
        /// It goes to the next cell.
        Moves = "moves",
    }
}

text_enum! {
    /// Where Enter leads after a cell was written.
    EnterKey, "enter" {
        /// To the row below.
        Down = "down",
        /// To the cell on the right.
        Right = "right",
    }
}

text_enum! {
    /// Where the client stands with the service.
    Standing, "standing" {
        /// Nobody has asked yet.
        Starting = "starting",
        /// Everything was read.
        InOrder = "inOrder",
        /// More is to be read.
        CatchingUp = "catchingUp",
        /// The service cannot be reached.
        Offline = "offline",
        /// Something else answers: a sign-in page of the network.
        NotTheService = "notTheService",
        /// The service asks for patience.
        Busy = "busy",
        /// The session ended: sign in again.
        SessionEnded = "sessionEnded",
        /// The account was deactivated.
        AccountDisabled = "accountDisabled",
        /// This version may read and not send.
        TooOld = "tooOld",
        /// Something else went wrong; `trouble` says what.
        Troubled = "troubled",
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

mod bulk;
mod changes;
mod conflict;
mod edit;
mod export;
mod facet;
mod import;
mod journal;
mod kept;
mod problem;
mod pushes;
mod record;
mod request;
mod review;
mod saved;
mod session;
mod sync;
mod view;

pub use bulk::*;
pub use changes::*;
pub use conflict::*;
pub use edit::*;
pub use export::*;
pub use facet::*;
pub use import::*;
pub use journal::*;
pub use kept::*;
pub use problem::*;
pub use pushes::*;
pub use record::*;
pub use request::*;
pub use review::*;
pub use saved::*;
pub use session::*;
pub use sync::*;
pub use view::*;
