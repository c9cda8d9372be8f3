//! The shapes of [`crate::command`] as TypeScript, for the window.

use crate::{command, error::ClientError, wire};
use edutracker_domain::{
    FindingCode, Language, OfferStatus, RecordType, Severity, Subject,
    review::Verdict,
    rights::{Action, Grant, Side},
};
use std::fmt::Write as _;
use ts_rs::{Config, TS};

fn union(out: &mut String, name: &str, values: impl IntoIterator<Item = &'static str>) {
    let values: Vec<String> = values
        .into_iter()
        .map(|value| format!("'{value}'"))
        .collect();
    let _ = writeln!(out, "export type {name} = {};", values.join(" | "));
}

/// The whole of `ui/src/generated/protocol.ts`.
#[must_use]
pub fn source() -> String {
    let config = Config::new().with_large_int("number");
    let mut out =
        String::from("// Made from crates/protocol by `cargo xtask types`. Do not edit.\n\n");
    union(
        &mut out,
        "RecordType",
        RecordType::ALL.iter().map(|v| v.as_str()),
    );
    union(
        &mut out,
        "Language",
        Language::ALL.iter().map(|v| v.as_str()),
    );
    union(&mut out, "Subject", Subject::ALL.iter().map(|v| v.as_str()));
    union(
        &mut out,
        "OfferStatus",
        OfferStatus::ALL.iter().map(|v| v.as_str()),
    );
    union(
        &mut out,
        "Severity",
        Severity::ALL.iter().map(|v| v.as_str()),
    );
    union(
        &mut out,
        "FindingCode",
        FindingCode::ALL.iter().map(|v| v.as_str()),
    );
    union(&mut out, "Verdict", Verdict::ALL.iter().map(|v| v.as_str()));
    union(&mut out, "Action", Action::ALL.iter().map(|v| v.as_str()));
    union(&mut out, "Grant", Grant::ALL.iter().map(|v| v.as_str()));
    union(&mut out, "Side", Side::ALL.iter().map(|v| v.as_str()));
    union(
        &mut out,
        "RowState",
        command::RowState::ALL.iter().map(|v| v.as_str()),
    );
    union(
        &mut out,
        "Phase",
        command::Phase::ALL.iter().map(|v| v.as_str()),
    );
    union(
        &mut out,
        "TabKey",
        command::TabKey::ALL.iter().map(|v| v.as_str()),
    );
    union(
        &mut out,
        "EnterKey",
        command::EnterKey::ALL.iter().map(|v| v.as_str()),
    );
    union(
        &mut out,
        "Standing",
        command::Standing::ALL.iter().map(|v| v.as_str()),
    );
    union(
        &mut out,
        "ErrorCode",
        crate::ErrorCode::ALL.iter().map(|v| v.as_str()),
    );
    out.push_str("/** A record's fields; sets are objects of members. */\nexport type Fields = Record<string, unknown>;\n");
    out.push_str("/** Any JSON. */\nexport type JsonValue = unknown;\n");
    out.push_str(
        "/** A broken rule: the sentence is `finding-<code>`. */\nexport type Finding = { pointer: string; code: FindingCode; severity: Severity; args?: Record<string, string> };\n",
    );
    macro_rules! declare {
        ($($name:ty),+ $(,)?) => { $( let _ = writeln!(out, "export {}", <$name>::decl(&config)); )+ };
    }
    declare!(
        ClientError,
        wire::AccountInfo,
        wire::ItemStatus,
        wire::Summary,
        wire::Effect,
        command::Nothing,
        command::Session,
        command::Preferences,
        command::Unlock,
        command::Salvage,
        command::Salvaged,
        command::SetAside,
        command::SignIn,
        command::PasswordForgotten,
        command::SignedIn,
        command::SignOut,
        command::RecoveryCode,
        command::Status,
        command::SyncState,
        command::PullReply,
        command::Push,
        command::PushReply,
        command::ChangesExport,
        command::Stopped,
        command::ConfirmNeeded,
        command::Sending,
        command::ItemOutcome,
        command::Condition,
        command::Sort,
        command::ViewOpen,
        command::View,
        command::ViewWindow,
        command::Window,
        command::Row,
        command::ViewLocate,
        command::Located,
        command::RecordRef,
        command::RecordView,
        command::FieldChange,
        command::Conflict,
        command::Draft,
        command::Checked,
        command::Derived,
        command::Edit,
        command::RecordEdit,
        command::Create,
        command::Duplicate,
        command::Discard,
        command::Resolve,
        command::ResolveAll,
        command::ConflictPage,
        command::Conflicts,
        command::ConflictGroup,
        command::EditReply,
        command::ImportChoices,
        command::ImportDecision,
        command::ImportAsked,
        command::Recipe,
        command::Progress,
        command::ImportReport,
        command::Scope,
        command::RankRange,
        command::PendingSet,
        command::Grouping,
        command::Tick,
        command::ChangeGroupsAsked,
        command::ChangeGroups,
        command::ChangeCounts,
        command::ChangeGroup,
        command::NamedRecord,
        command::VerdictState,
        command::ChangePageAsked,
        command::ChangePage,
        command::ChangeRecord,
        command::DiscardTicked,
        command::Retry,
        command::TextChange,
        command::Operation,
        command::Hit,
        command::Bulk,
        command::BulkAsked,
        command::BulkPreview,
        command::BulkSample,
        command::HitText,
        command::FacetsAsked,
        command::Facets,
        command::Answer,
        command::Attention,
        command::SearchGate,
        command::RemovedProgramme,
        command::Facet,
        command::FacetValue,
        command::ProblemsAsked,
        command::Problems,
        command::ProblemGroup,
        command::ProblemCell,
        command::ProblemNext,
        command::ProblemFound,
        command::StepDetail,
        command::SourceFile,
        command::Journal,
        command::StepEntry,
        command::StepName,
        command::StepAsked,
        command::StepUndone,
        command::CellAsked,
        command::CellHistory,
        command::CellChange,
        command::SavedAsked,
        command::SavedList,
        command::SavedItem,
        command::Save,
        command::SavedRef,
        command::DroppedSite,
        command::Page,
        command::Pending,
        command::PendingRecord,
        command::PushesAsked,
        command::Pushes,
        command::PushEntry,
        command::PushAsked,
        command::PushDetail,
        command::PushedRecord,
        command::RevertPush,
        command::Quarantine,
        command::QuarantinedEdit,
        command::QuarantineChoice,
        command::QuarantineExport,
        command::Export,
        command::Exported,
        command::Verified,
        command::LostPushes,
        command::LostPush,
        command::Backup,
        command::Doctor,
        command::KeyState,
        command::CacheState,
        command::ServiceState,
        command::Choices,
        command::ChoiceList,
        command::Choice,
        command::History,
        command::Change,
        command::ReviewDecision,
        command::ReviewReply,
        command::ReportAsked,
        command::ReviewItemAsked,
        command::ReviewItem,
        command::InReview,
        command::Decision,
        command::Claiming,
        command::Claims,
        command::Claim,
        command::NoticesAsked,
        wire::NoticeInfo,
        wire::NoticeList,
        command::RequestsAsked,
        command::AcceptRequest,
        command::RefuseRequest,
        wire::AccountRequest,
        wire::ExcludedKind,
        wire::AccountRequestInfo,
        wire::AccountRequestList,
        command::Judgement,
        command::Evidence,
        command::CriterionLook,
        command::Judged,
    );
    out.push_str(
        "/** The commands: what each takes and answers. */\nexport interface Commands {\n",
    );
    macro_rules! members {
        ($($(#[$doc:meta])* $name:ident($args:ident) -> $reply:ident;)+) => {
            $( let _ = writeln!(out, "  {}: {{ args: {}; reply: {} }};", stringify!($name), stringify!($args), stringify!($reply)); )+
        };
    }
    crate::commands!(members);
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    /// `EDUTRACKER_UPDATE_TYPES=1` writes the file instead of comparing.
    #[test]
    fn the_committed_types_are_fresh() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../ui/src/generated/protocol.ts"
        );
        if std::env::var_os("EDUTRACKER_UPDATE_TYPES").is_some() {
            std::fs::create_dir_all(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../ui/src/generated"
            ))
            .unwrap();
            std::fs::write(path, super::source()).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == super::source(),
            "ui/src/generated/protocol.ts is stale: run `cargo xtask types`"
        );
    }
}
