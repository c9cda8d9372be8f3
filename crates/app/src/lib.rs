//! The use cases of the client: one function per command of
//! [`edutracker_protocol::commands`], against a small [`Host`].
//!
//! Window and command line call the same functions; neither decides anything.

pub mod about;
mod brakes;
pub mod bulk;
pub mod changes;
pub mod choosing;
pub mod claims;
pub mod classify;
pub mod desk;
pub mod doctor;
pub mod edits;
pub mod export;
pub mod facets;
pub mod failure;
mod gate;
pub mod host;
pub mod import;
mod import_plan;
mod import_report;
pub mod importing;
pub mod journal;
pub mod left;
pub mod lost;
pub mod notices;
pub mod problems;
pub mod progress;
pub mod pulse;
pub mod pushes;
pub mod quarantine;
pub mod questions;
mod reply;
pub mod report;
pub mod requests;
pub mod review;
pub mod rows;
pub mod saved;
pub mod session;
pub mod sheet;
mod shown;
mod standing;
pub mod status;
pub mod syncing;
pub mod views;

pub use about::{check, choices, record_get};
pub use bulk::{bulk, bulk_preview, mended};
pub use changes::{changes_export, pending};
pub use choosing::{change_groups, change_page, discard_ticked};
pub use claims::{claim, claims};
pub use classify::{classify_table, explain};
pub use desk::review_item;
pub use doctor::{doctor, verify};
pub use edits::{create, discard, duplicate, edit, redo, retry, undo};
pub use export::export;
pub use facets::facets;
pub use host::{App, Host, SystemHost};
pub use importing::{import, import_check, recipe_of};
pub use journal::{cell_history, journal, undo_step};
pub use left::{import_rejected, rejected_to};
pub use lost::{give_up, lost_pushes, resend};
pub use notices::notices;
pub use problems::{problem_next, problems};
pub use progress::{export_cancel, export_progress, import_cancel, import_progress};
pub use pushes::{push_detail, pushes, revert};
pub use quarantine::{quarantine, quarantine_discard, quarantine_export, reattach};
pub use questions::{conflicts, resolve, resolve_all};
pub use reply::{attention, review_reply};
pub use report::review_report;
pub use requests::{account_request_accept, account_request_refuse, account_requests};
pub use review::review;
pub use saved::{forget, save, saved};
pub use session::{
    password_forgotten, recovery_code, salvage, session, set_aside, set_preferences, sign_in,
    sign_out, unlock,
};
pub use sheet::{review_report_save, review_report_to};
pub use standing::sync_state;
pub use status::status;
pub use syncing::{history, pull, push, push_stop};
pub use views::{view_locate, view_open, view_window};

/// What a command ends in when it fails.
pub type Outcome<T> = Result<T, edutracker_protocol::ClientError>;
