//! The grammar of the command line: a public interface (see `docs/cli.md`).

mod review;

use clap::{Args, Parser, Subcommand, ValueEnum};
use edutracker_domain::{Language, RecordType};
pub(crate) use review::{Review, Template, Templates, Verdict};
use std::path::PathBuf;

/// EduTracker Desk in a terminal.
///
/// Results go to stdout, messages to stderr. Exit codes: 0 done, 1 error, 2
/// wrong usage, 3 done but something needs a decision, 4 service unreachable,
/// 5 not signed in or not allowed.
#[derive(Debug, Parser)]
#[command(name = "edutracker", version)]
pub(crate) struct Arguments {
    /// Folder of the client's data.
    #[arg(long, global = true, env = "EDUTRACKER_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// Language of messages: nl, fr or en.
    #[arg(long, global = true, env = "EDUTRACKER_LANG")]
    pub lang: Option<Language>,
    /// Print JSON, one object a line.
    #[arg(long, global = true)]
    pub json: bool,
    /// What protects the key of the cache; `passphrase` reads EDUTRACKER_PASSPHRASE.
    #[arg(long, global = true, value_enum, env = "EDUTRACKER_KEYS", default_value_t = Keys::Keyring)]
    pub keys: Keys,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What protects the key of the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keys {
    /// The system keyring, and a recovery code.
    Keyring,
    /// A passphrase alone.
    Passphrase,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Sign in; the password comes from EDUTRACKER_PASSWORD or a prompt.
    SignIn {
        /// The service's address.
        #[arg(long, env = "EDUTRACKER_SERVICE")]
        service: String,
        /// The account's e-mail.
        #[arg(long)]
        email: String,
    },
    /// Sign out; the encrypted cache stays unless --discard.
    SignOut {
        /// Delete the cache with its unsent edits.
        #[arg(long)]
        discard: bool,
    },
    /// Show the recovery code of the cache.
    RecoveryCode,
    /// Rescue the edits of a damaged copy: they are set aside in a new copy (`quarantine`).
    Salvage,
    /// Fetch what changed.
    Pull,
    /// Send pending edits.
    Push(PushArguments),
    /// Pull, push, and pull again.
    Sync(PushArguments),
    /// Counts and state.
    Status,
    /// List records.
    List {
        /// offer, site, contact, organisation or account.
        r#type: RecordType,
        /// Which ones.
        #[command(flatten)]
        filter: Filter,
        /// Only records with all of these words.
        #[arg(long, default_value = "")]
        search: String,
    },
    /// Show a record with its pending edits.
    Show {
        /// Its type.
        r#type: RecordType,
        /// Its id, or the first 8 characters or more.
        id: String,
    },
    /// Edit one record, or all that a filter finds, as one undo step.
    ///
    /// Assignments: F=V, F= clears, F+=V and F-=V for sets, F=a,b for coded sets, a JSON array for any set.
    Set {
        /// Their type.
        r#type: RecordType,
        /// Which ones.
        #[command(flatten)]
        filter: Filter,
        /// An id (not with --where or --all), then assignments.
        #[arg(required = true)]
        arguments: Vec<String>,
    },
    /// Make a record.
    Create {
        /// Its type: offer, site or contact.
        r#type: RecordType,
        /// Assignments.
        #[arg(required = true)]
        assignments: Vec<String>,
    },
    /// Archive offers; --back takes them out of the archive.
    Archive(Bulk),
    /// Retire sites or contacts; --back takes it back.
    Retire(Bulk),
    /// Take back the creation of a record that was not sent.
    Delete {
        /// Its type.
        r#type: RecordType,
        /// Its id.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Pending edits, field by field.
    Changes,
    /// Find and replace in texts, as one undo step.
    Replace(Replace),
    /// How many records have which value; each field leaves its own conditions aside.
    Facets(Facets),
    /// Broken rules and advice, a line for each.
    Validate(Validate),
    /// What was done on this machine, newest first.
    Steps {
        /// How many.
        #[arg(long, default_value_t = 50)]
        count: u64,
    },
    /// Let refused edits go with the next push again.
    Retry {
        /// Records (the whole id, or its first 8 characters or more).
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Take back the last step.
    Undo {
        /// Another step (`steps`), by new edits; not where later ones changed the same fields.
        #[arg(long)]
        step: Option<u64>,
    },
    /// Do the step again that was taken back.
    Redo,
    /// Fields that others changed as well.
    Conflicts,
    /// Answer conflicts: of one record, or of all that a filter finds, as one undo step.
    Resolve {
        /// The record's type.
        #[arg(default_value = "offer")]
        r#type: RecordType,
        /// Its id (not with --where or --all).
        id: Option<String>,
        /// Which ones.
        #[command(flatten)]
        filter: Filter,
        /// The field; every open question when it is left out.
        #[arg(long, required_unless_present = "take")]
        field: Option<String>,
        /// Only records whose one open question is about --field.
        #[arg(long, requires = "field")]
        only: bool,
        /// Whose value to take.
        #[arg(long, value_parser = ["mine", "theirs"], required_unless_present = "value")]
        take: Option<String>,
        /// A new value, for one record; sets take the members chosen.
        #[arg(long, conflicts_with_all = ["take", "only", "conditions", "all"], requires = "id")]
        value: Option<String>,
    },
    /// Who changed what in a record; asks the service.
    History {
        /// Its type.
        r#type: RecordType,
        /// Its id.
        id: String,
    },
    /// What was sent, newest first, or the edits of one push; asks the service.
    Pushes {
        /// A push: its id, or the first 8 characters or more.
        push: Option<String>,
        /// How many to list.
        #[arg(long, default_value_t = 50)]
        count: u64,
        /// Those that a restored service does not know any more; asks nobody.
        #[arg(long, conflicts_with = "push")]
        lost: bool,
    },
    /// Make the edits of a lost push again, as pending edits.
    Resend {
        /// The push (`pushes --lost`): its id, or the first 8 characters or more.
        push: String,
    },
    /// Edits set aside because a right was lost.
    #[command(subcommand)]
    Quarantine(Quarantine),
    /// Compare the whole copy with the service, and read anew what differs.
    Check,
    /// The health of this client; nothing about people or records is in it.
    Doctor,
    /// Take a push back; what others changed since stays and is reported.
    Revert {
        /// The push: its id, or the first 8 characters or more.
        push: String,
        /// Only this edit of it (`mid` of `pushes PUSH`); repeatable.
        #[arg(long = "item", value_name = "MID")]
        items: Vec<String>,
        /// Ask what it would do; change nothing.
        #[arg(long)]
        dry_run: bool,
        /// What to say about it.
        #[arg(long)]
        comment: Option<String>,
        /// Agree to large numbers.
        #[arg(long)]
        yes: bool,
    },
    /// Import a spreadsheet as pending edits, or tell row by row what that would do.
    Import(Import),
    /// What was kept of how files are read, for `import --recipe`.
    Recipes {
        /// List them, if nothing is said.
        #[command(subcommand)]
        what: Option<Recipes>,
    },
    /// Write records to a file, to be read or edited elsewhere (see export.md).
    Export(Export),
    /// The desk of Agoria's reviewers.
    #[command(subcommand)]
    Review(Review),
    /// The text of docs/cli.md.
    #[command(hide = true)]
    Docs,
}

/// How to push.
#[derive(Debug, Args)]
pub(crate) struct PushArguments {
    /// Ask what it would do; change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// What to say about it.
    #[arg(long)]
    pub comment: Option<String>,
    /// Agree to a large push.
    #[arg(long)]
    pub yes: bool,
    /// Only the edits of this record (id, or its first 8 characters or more), with the new records that it refers to; repeatable.
    #[arg(long, value_name = "ID")]
    pub only: Vec<String>,
    /// Only the records that this step edited (`steps`), each with all its edits; repeatable.
    #[arg(long, value_name = "STEP")]
    pub step: Vec<u64>,
}

/// Which records to write where.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The file; one that is there already is replaced.
    pub file: PathBuf,
    /// offer, site, contact, organisation, account or review.
    #[arg(long)]
    pub r#type: RecordType,
    /// Which ones; all when left out.
    #[command(flatten)]
    pub filter: Filter,
    /// Only records with all of these words.
    #[arg(long, default_value = "")]
    pub search: String,
    /// xlsx, csv, json, or pdf for cards of offers; otherwise as the file's name ends.
    #[arg(long)]
    pub format: Option<String>,
    /// The columns of a table in their order: fields, state or status, with commas; all when left out.
    #[arg(long, value_name = "F,F", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,
    /// What stands between the cells of a CSV: ; or ,.
    #[arg(long)]
    pub delimiter: Option<char>,
}

/// Which records.
#[derive(Debug, Args)]
pub(crate) struct Filter {
    /// A condition F=V; F= means empty; sets match by member; of coded fields F=V|W is either; numbers and days F=>V, F=<=V. All must hold.
    #[arg(long = "where", value_name = "F=V")]
    pub conditions: Vec<String>,
    /// Every record.
    #[arg(long)]
    pub all: bool,
}

/// What to find and what to put there.
#[derive(Debug, Args)]
pub(crate) struct Replace {
    /// The records' type.
    pub r#type: RecordType,
    /// What to find.
    pub find: String,
    /// What to put there; with --regex, $1 is the first group.
    pub with: String,
    /// In this field; repeatable.
    #[arg(long, required = true)]
    pub field: Vec<String>,
    /// Which ones.
    #[command(flatten)]
    pub filter: Filter,
    /// Find a regular expression.
    #[arg(long)]
    pub regex: bool,
    /// Capitals count.
    #[arg(long)]
    pub case: bool,
    /// Whole words only.
    #[arg(long)]
    pub word: bool,
    /// Tell what it would do; change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Ids (not with --where or --all).
    pub ids: Vec<String>,
}

/// What to count.
#[derive(Debug, Args)]
pub(crate) struct Facets {
    /// The records' type.
    pub r#type: RecordType,
    /// This field, or state, status, organisation; repeatable.
    #[arg(long, required = true)]
    pub field: Vec<String>,
    /// Among these.
    #[command(flatten)]
    pub filter: Filter,
    /// Only records with all of these words.
    #[arg(long, default_value = "")]
    pub search: String,
}

/// What to check.
#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// The records' type.
    #[arg(default_value = "offer")]
    pub r#type: RecordType,
    /// Which ones; all when left out.
    #[command(flatten)]
    pub filter: Filter,
    /// Only what stands in the way of sending.
    #[arg(long)]
    pub errors: bool,
}

/// Records to archive or retire.
#[derive(Debug, Args)]
pub(crate) struct Bulk {
    /// Which ones.
    #[command(flatten)]
    pub filter: Filter,
    /// Take it back.
    #[arg(long)]
    pub back: bool,
    /// The type where it is not plain, then ids.
    pub arguments: Vec<String>,
}

/// Edits set aside because a right was lost.
#[derive(Debug, Subcommand)]
pub(crate) enum Quarantine {
    /// List them, field by field.
    List,
    /// Write them to a file: CSV where its name ends so, JSON otherwise.
    Export {
        /// The file.
        file: PathBuf,
    },
    /// Put them back where the right has returned; all of them without IDs.
    Reattach {
        /// Records: an id, or the first 8 characters or more.
        ids: Vec<String>,
    },
    /// Give some up for good.
    Discard {
        /// Records: an id, or the first 8 characters or more.
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

/// What to import, and how.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file: CSV, TSV, XLSX, XLS or ODS.
    pub file: PathBuf,
    /// offer or site: what the file is about; found out when it is left out.
    #[arg(long)]
    pub r#type: Option<RecordType>,
    /// The code of the organisation of rows that name none.
    #[arg(long, value_name = "CODE")]
    pub organisation: Option<String>,
    /// How to read it, by the name of a recipe.
    #[arg(long, value_name = "NAME")]
    pub recipe: Option<String>,
    /// The sheet of a workbook.
    #[arg(long)]
    pub sheet: Option<String>,
    /// The encoding of a text, such as utf-8 or windows-1252.
    #[arg(long)]
    pub encoding: Option<String>,
    /// The delimiter of a text.
    #[arg(long)]
    pub delimiter: Option<String>,
    /// Empty cells clear the field of a record that exists; else they leave it.
    #[arg(long)]
    pub empty_clears: bool,
    /// Say what a row is: ROW=new, ROW=leave, ROW=merge (into the row that it
    /// repeats) or ROW=ID of the record that is meant; whose value counts:
    /// ROW.FIELD=here or ROW.FIELD=file; what a cell should have said:
    /// ROW.FIELD=TEXT. Repeatable.
    #[arg(long, value_name = "ROW=WHAT")]
    pub decide: Vec<String>,
    /// Read what is decided about rows from a file: JSON, {"ROW": {"row": …,
    /// "fields": {…}, "values": {…}}}.
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<PathBuf>,
    /// Write the rows that are left out to a workbook, each with the reason.
    #[arg(long, value_name = "FILE")]
    pub out_rejected: Option<PathBuf>,
    /// Keep how the file is read under a name.
    #[arg(long, value_name = "NAME", conflicts_with = "recipe")]
    pub save_recipe: Option<String>,
    /// Tell only, import nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// What was kept of how files are read.
#[derive(Debug, Subcommand)]
pub(crate) enum Recipes {
    /// List them, with the headings that each is for.
    List,
    /// Show what one says.
    Show {
        /// Its name.
        name: String,
    },
    /// Forget one.
    Remove {
        /// Its name.
        name: String,
    },
}
