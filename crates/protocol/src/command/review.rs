//! The desk of reviewers: what is known of an offer, and verdicts.

use super::FieldChange;
pub use crate::wire::{NoticeInfo, NoticeList};
use edutracker_domain::RecordId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const fn yes() -> bool {
    true
}

shapes! {
    /// A report about a period.
    #[serde(deny_unknown_fields)]
    pub struct ReportAsked {
        /// Its first day, `YYYY-MM-DD`; empty: from the beginning.
        pub from: String,
        /// Its last day; empty: until now.
        pub to: String,
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
        /// A note by language; `{name}` and `{institution}` in it are filled in
        /// for each offer.
        #[serde(default)]
        pub note: BTreeMap<String, String>,
        /// The date of a question.
        #[serde(default)]
        pub due: Option<String>,
        /// The revisions that were looked at, by offer: where one has changed
        /// since, nothing is decided. An offer that is not here is decided on as it is.
        #[serde(default)]
        #[ts(type = "Record<string, string>")]
        pub seen: BTreeMap<RecordId, String>,
        /// The latest decisions that were on screen, by offer, empty for none:
        /// where a colleague's came since, nothing is decided. An offer that is
        /// not here is decided on whatever was decided before.
        #[serde(default)]
        #[ts(type = "Record<string, string>")]
        pub known: BTreeMap<RecordId, String>,
        /// Whether the organisation is told by mail of a removal or a question.
        #[serde(default = "yes")]
        pub notify: bool,
        /// The person agreed to a verdict on many offers at once.
        #[serde(default)]
        pub confirm: bool,
    }

    /// An offer to be looked at by a reviewer.
    #[serde(deny_unknown_fields)]
    pub struct ReviewItemAsked {
        /// The offer.
        #[ts(type = "string")]
        pub id: RecordId,
    }

    /// What helps to decide on an offer. Nothing of it decides.
    pub struct ReviewItem {
        /// How likely it is not technological, and why.
        pub judgement: Judgement,
        /// What it says about each criterion, in the order of the criteria.
        pub criteria: Vec<CriterionLook>,
        /// What changed since the revision that the latest decision saw; none
        /// without a decision, and where that revision was never here.
        pub since: Vec<FieldChange>,
        /// Earlier decisions on offers of its organisation, newest first.
        pub earlier: Vec<Judged>,
        /// Offers of other organisations with names like its own, the closest first.
        pub similar: Vec<Judged>,
    }

    /// What the classifier says.
    pub struct Judgement {
        /// The probability that it is not technological, 0 to 1.
        pub not_technological: f64,
        /// Whether that is over the threshold.
        pub flag: bool,
        /// What speaks for it, the strongest first.
        pub speaks_for: Vec<Evidence>,
        /// What speaks against it, the strongest first.
        pub speaks_against: Vec<Evidence>,
        /// The version of the model.
        pub model: String,
    }

    /// Words or a field that speak for or against.
    pub struct Evidence {
        /// `name`, `description` or `studyDomains`; `decisions` for what was
        /// decided before on names with the same words.
        pub field: String,
        /// The words, or the codes of domains; empty when none is declared.
        pub text: String,
        /// How much, in logits: 0.7 doubles the odds.
        pub weight: f64,
        /// What it says: a tag of the vocabulary, `letters`, or for domains
        /// `none`, `outside`, `inside` or `disagrees`; for decisions `decided`.
        pub says: String,
        /// How many earlier decisions say so.
        pub decisions: Option<u32>,
    }

    /// What an offer says about a criterion.
    pub struct CriterionLook {
        /// Its code.
        pub criterion: String,
        /// `fine`, `look` or `unknown`.
        pub look: String,
    }

    /// An offer with what was decided of it.
    pub struct Judged {
        /// The offer.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its name.
        pub name: String,
        /// The code of its organisation.
        pub organisation: String,
        /// Its status.
        pub status: String,
        /// The latest verdict; none where nothing was decided.
        pub verdict: Option<String>,
        /// The reasons given for it.
        pub reasons: Vec<String>,
        /// When.
        pub at: Option<String>,
    }

    /// Which offer is looked at from now on.
    #[serde(deny_unknown_fields)]
    pub struct Claiming {
        /// The offer; none when no offer is looked at any more.
        #[serde(default)]
        #[ts(type = "string | null")]
        pub offer: Option<RecordId>,
    }

    /// What colleagues look at now; nothing while the service cannot be reached.
    pub struct Claims {
        /// One for each of their windows.
        pub items: Vec<Claim>,
    }

    /// A colleague looks at an offer.
    pub struct Claim {
        /// The offer.
        #[ts(type = "string")]
        pub offer: RecordId,
        /// The colleague's name.
        pub name: String,
    }

    /// Asks what became of the mails that a decision caused.
    #[serde(deny_unknown_fields)]
    pub struct NoticesAsked {
        /// The decision.
        #[ts(type = "string")]
        pub review: RecordId,
    }

    /// How much waits for the person who is signed in.
    pub struct Attention {
        /// Programmes that wait for a reviewer; none for anybody else.
        #[ts(type = "number")]
        pub review: u64,
        /// Offers with a question that their owner did not answer; none for reviewers.
        #[ts(type = "number")]
        pub messages: u64,
        /// Where searching among the offers of companies hangs on conditions: of
        /// institutions (ET-20).
        pub search: Option<SearchGate>,
    }

    /// Whether an institution may search among the offers of companies, as far as
    /// is known here; the service decides.
    pub struct SearchGate {
        /// All that shuts the gate: `not-opened`, `no-programme`, `removed`.
        pub shut: Vec<String>,
        /// The programme whose removal did.
        pub removed: Option<RemovedProgramme>,
    }

    /// The last published programme, which Agoria removed (A16).
    pub struct RemovedProgramme {
        /// The offer.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its heading.
        pub heading: String,
        /// When, RFC 3339; empty while the service did not say.
        pub at: String,
    }

    /// What an owner says to a question or a removal.
    #[serde(deny_unknown_fields)]
    pub struct ReviewReply {
        /// The review that it answers: a question, or a removal that is objected to.
        #[ts(type = "string")]
        pub review: RecordId,
        /// The words, in the language of the program.
        pub words: String,
    }
}
