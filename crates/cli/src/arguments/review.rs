//! The grammar of the reviewers' desk.

use super::Filter;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The desk of Agoria's reviewers.
#[derive(Debug, Subcommand)]
pub(crate) enum Review {
    /// Published programmes that are new or changed since the last verdict.
    ///
    /// Events and company offers too with `--all` or a condition on `subject`; how many of them wait is told beside.
    Queue {
        /// Which ones.
        #[command(flatten)]
        filter: Filter,
    },
    /// How likely the programmes of a table are not technological, a line each, with what speaks for and against; asks no account.
    ///
    /// Reads a CSV with a column `name` and, where they are, `description`, `studyLevel`, `studyDomains` and `languages`.
    Classify {
        /// The file, in UTF-8.
        file: PathBuf,
    },
    /// The same of one offer.
    Explain {
        /// Its id, or the first 8 characters or more.
        id: String,
    },
    /// What helps to decide on an offer: evidence, criteria, what changed since the last decision, decisions elsewhere.
    Show {
        /// Its id, or the first 8 characters or more.
        id: String,
    },
    /// What became of the mails that a decision caused, a line each; asks the service.
    Notices {
        /// The decision's id (`list review`), or the first 8 characters or more.
        id: String,
    },
    /// What was decided in a period, in numbers.
    Report {
        /// The first day, YYYY-MM-DD; from the beginning when it is left out.
        #[arg(long, default_value = "")]
        from: String,
        /// The last day, YYYY-MM-DD; until now when it is left out.
        #[arg(long, default_value = "")]
        to: String,
        /// Writes it as a PDF to this file instead.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// They may stay.
    Keep(Verdict),
    /// Take them off, with a reason.
    Remove(Verdict),
    /// Ask the institution a question.
    Ask(Verdict),
    /// Decide later.
    Defer(Verdict),
    /// Bring removed offers back, unpublished.
    Restore(Verdict),
    /// The texts that notes begin with, by verdict and reason.
    #[command(subcommand)]
    Templates(Templates),
}

/// A verdict on offers.
#[derive(Debug, Args)]
pub(crate) struct Verdict {
    /// The offers' ids.
    #[arg(required = true)]
    pub ids: Vec<String>,
    /// A reason's code (NON_TECH, LIFELONG, TOO_SHORT, …).
    #[arg(long)]
    pub reason: Vec<String>,
    /// A note in Dutch; {name} and {institution} are filled in for each offer.
    #[arg(long, default_value = "")]
    pub note_nl: String,
    /// A note in French.
    #[arg(long, default_value = "")]
    pub note_fr: String,
    /// A note in English.
    #[arg(long, default_value = "")]
    pub note_en: String,
    /// The note is the template for the reason, in the languages for which none
    /// is given here.
    #[arg(long)]
    pub template: bool,
    /// The date of a question, YYYY-MM-DD.
    #[arg(long)]
    pub due: Option<String>,
    /// The organisation is not told by mail.
    #[arg(long)]
    pub no_notice: bool,
    /// Agree to a verdict on many offers at once.
    #[arg(long)]
    pub yes: bool,
}

/// The texts that notes begin with.
#[derive(Debug, Subcommand)]
pub(crate) enum Templates {
    /// List them all.
    List,
    /// Show one.
    Show(Template),
    /// Keep other texts for one, on this machine; a language that is left out stays as it is.
    Set {
        /// Which one.
        #[command(flatten)]
        which: Template,
        /// The text in Dutch, with {name} and {institution} for the offer's.
        #[arg(long)]
        note_nl: Option<String>,
        /// The text in French.
        #[arg(long)]
        note_fr: Option<String>,
        /// The text in English.
        #[arg(long)]
        note_en: Option<String>,
    },
    /// Go back to the texts that come with the program.
    Reset(Template),
}

/// Which template.
#[derive(Debug, Clone, Args)]
pub(crate) struct Template {
    /// What it is for.
    #[arg(value_parser = ["remove", "ask"])]
    pub verdict: String,
    /// A reason's code (NON_TECH, LIFELONG, TOO_SHORT, …).
    pub reason: String,
}
