//! Opening a spreadsheet to import: what it is judged against, and how it is read.

use crate::{App, Outcome, failure, host::side};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use edutracker_domain::{RecordType, record as fields, rights::Side};
use edutracker_exchange::import::{
    Choices,
    context::{Context, Organisation, Site},
    field::{Field, Kind},
    file::{self, FileLimits, Progress, Table},
    recognise::{self, Understanding},
    reference, words,
};
use edutracker_exchange::own::{self, Own};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ImportAsked, ImportChoices, Recipe},
    wire::AccountInfo,
};
use edutracker_store::{Result as CacheResult, filter::Query, record, record::Stored, saved, view};
use rusqlite::Connection;
use std::{collections::BTreeMap, fs, path::Path};

/// The whole of a file, unless it is larger than anything that is read.
fn bytes(asked: &ImportAsked, limits: &FileLimits) -> Outcome<Vec<u8>> {
    let ImportAsked { path, content, .. } = asked;
    if let Some(content) = content {
        // The limit is that of the reader, which has the bytes before it.
        return STANDARD
            .decode(content)
            .map_err(|_| ClientError::new(ErrorCode::FileUnreadable).with("path", path));
    }
    let unreadable = |_| ClientError::new(ErrorCode::FileUnreadable).with("path", path);
    let facts = fs::metadata(Path::new(path)).map_err(unreadable)?;
    if !facts.is_file() {
        return Err(ClientError::new(ErrorCode::FileUnreadable).with("path", path));
    }
    if facts.len() > limits.workbook as u64 {
        let limit = limits.workbook / 1_000_000;
        return Err(ClientError::new(ErrorCode::FileTooLarge).with("limit", limit));
    }
    fs::read(path).map_err(unreadable)
}

pub(crate) fn all(connection: &Connection, kind: RecordType) -> CacheResult<Vec<Stored>> {
    let mut query = Query::of(kind);
    let _ = query.sort(kind, &[]);
    view::all(connection, &query)?
        .into_iter()
        .map(|number| record::by_number(connection, number))
        .collect()
}

/// The code of a site in the list of known campuses, or else its id.
fn site_code(known: &[Organisation], organisation: &str, name: &str, id: &str) -> String {
    known
        .iter()
        .filter(|other| other.code == organisation)
        .flat_map(|other| &other.sites)
        .find(|site| words::key(&site.name) == words::key(name))
        .map_or_else(|| id.to_owned(), |site| site.code.clone())
}

/// The organisations of the cache, each with its sites as they are here.
fn cached(connection: &Connection) -> CacheResult<Vec<Organisation>> {
    let known = reference::organisations();
    let mut out: Vec<Organisation> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for stored in all(connection, RecordType::Organisation)? {
        let record = stored.effective();
        places.insert(stored.id.to_string(), out.len());
        out.push(Organisation {
            code: fields::text(record, "code").to_owned(),
            id: Some(stored.id),
            name: fields::text(record, "legalName").to_owned(),
            kind: fields::text(record, "kind").to_owned(),
            website: fields::text(record, "website").to_owned(),
            sites: Vec::new(),
        });
    }
    for stored in all(connection, RecordType::Site)? {
        let record = stored.effective();
        let owner = fields::text(record, "organisation");
        let organisation = places.get(owner).and_then(|at| out.get_mut(*at));
        let Some(organisation) = organisation.filter(|_| !fields::flag(record, "retired")) else {
            continue;
        };
        let name = fields::text(record, "name");
        organisation.sites.push(Site {
            code: site_code(known, &organisation.code, name, &stored.id.to_string()),
            id: Some(stored.id),
            name: name.to_owned(),
            municipality: fields::text(record, "municipality").to_owned(),
            postal_code: fields::text(record, "postalCode").to_owned(),
            province: fields::text(record, "province").to_owned(),
        });
    }
    Ok(out)
}

/// What a file is judged against. The cache goes first for the organisations
/// whose sites it holds; the others are those that are publicly known.
pub(crate) fn context(app: &App, organisation: Option<&str>) -> Outcome<Context> {
    let mut context = Context {
        organisations: reference::organisations().to_vec(),
        ..Context::default()
    };
    let account: Option<AccountInfo> = app.account().ok();
    if let Some(account) = &account {
        let (cached, limits) = app
            .cache()?
            .read(|c| Ok((cached(c)?, record::limits(c)?)))
            .map_err(failure::cache)?;
        context.limits = limits;
        for organisation in cached {
            let own = organisation.id.is_some_and(|id| account.belongs_to(id));
            let known = context
                .organisations
                .iter_mut()
                .find(|other| other.code == organisation.code);
            match known {
                // Of the organisation whose profile is here in full, nothing else counts.
                Some(known) if own || !organisation.sites.is_empty() => *known = organisation,
                Some(known) => known.id = organisation.id,
                None => context.organisations.push(organisation),
            }
        }
    }
    context.own = match organisation {
        Some(text) => {
            let found = context
                .find(text)
                .map(|found| found.organisation.code.clone());
            Some(found.ok_or_else(|| {
                ClientError::new(ErrorCode::OrganisationUnknown).with("organisation", text)
            })?)
        }
        // Agoria's own people import for others: they name them.
        None => account
            .filter(|account| side(account) != Side::Operator)
            .and_then(|account| {
                let id = Some(account.organisation);
                let mut organisations = context.organisations.iter();
                organisations.find(|organisation| organisation.id == id)
            })
            .map(|organisation| organisation.code.clone()),
    };
    Ok(context)
}

/// A file that was read and understood, with what it is judged against.
pub(crate) struct Opened {
    pub table: Table,
    pub understanding: Understanding,
    pub context: Context,
    /// What the file says of itself, where it was exported from here.
    pub own: Option<Own>,
    /// Whether empty cells clear the fields of records that exist.
    pub empty_clears: bool,
}

/// The recipe of this name.
fn recipe(app: &App, name: &str) -> Outcome<Recipe> {
    let account = app.account()?;
    let kept = app
        .cache()?
        .read(|c| saved::get(c, account.organisation, "recipe", name))
        .map_err(failure::cache)?;
    kept.and_then(|kept| serde_json::from_str(&kept.body).ok())
        .ok_or_else(|| ClientError::new(ErrorCode::RecipeUnknown).with("recipe", name))
}

/// What was chosen now, over what a recipe says.
fn over(now: &ImportChoices, recipe: &ImportChoices) -> ImportChoices {
    let mut out = recipe.clone();
    let ImportChoices {
        sheet,
        encoding,
        delimiter,
        kind,
        header_rows,
        columns,
        values,
        empty_clears,
        decisions,
    } = now.clone();
    out.sheet = sheet.or(out.sheet);
    out.encoding = encoding.or(out.encoding);
    out.delimiter = delimiter.or(out.delimiter);
    out.kind = kind.or(out.kind);
    out.header_rows = header_rows.or(out.header_rows);
    out.empty_clears = empty_clears.or(out.empty_clears);
    // Decisions are about the rows of one file: a recipe has none.
    out.decisions = decisions;
    out.columns.extend(columns);
    for (field, meanings) in values {
        out.values.entry(field).or_default().extend(meanings);
    }
    out
}

/// The columns that a recipe is for and that the file does not have.
fn lacking<'a>(recipe: &'a Recipe, understanding: &Understanding) -> Vec<&'a str> {
    let lacks = |heading: &&String| {
        let mut columns = understanding.columns.iter();
        !columns.any(|column| column.heading.trim() == heading.trim())
    };
    let missing = recipe.headings.iter().filter(lacks);
    missing.map(String::as_str).collect()
}

/// Whether the file has the columns that a recipe is for.
fn fits(recipe: &Recipe, name: &str, understanding: &Understanding) -> Outcome<()> {
    let missing = lacking(recipe, understanding);
    if missing.is_empty() {
        return Ok(());
    }
    Err(ClientError::new(ErrorCode::RecipeDoesNotFit)
        .with("recipe", name)
        .with("missing", missing.join(", ")))
}

/// A file as it is read by some choices.
struct Read {
    table: Table,
    own: Option<Own>,
    understanding: Outcome<Understanding>,
}

impl Read {
    fn has_columns_of(&self, recipe: &Recipe) -> bool {
        let understanding = self.understanding.as_ref();
        understanding.is_ok_and(|understanding| lacking(recipe, understanding).is_empty())
    }
}

fn read(
    bytes: &[u8],
    choices: &Choices,
    context: &Context,
    about: Option<&str>,
    go_on: &mut Progress<'_>,
) -> Outcome<Read> {
    let mut told = choices.told.clone();
    if about == Some("site") {
        told.kind = Some(Kind::OrganisationsCampuses);
    }
    let mut table = file::read(bytes, &choices.read, &FileLimits::default(), go_on)?;
    let own = own::restore(&mut table);
    if let Some(own) = &own {
        own.tell(&mut told);
    }
    let mut understanding = recognise::understand(&table, context, &told);
    let of_sites =
        |understanding: &Understanding| understanding.kind == Kind::OrganisationsCampuses;
    if about == Some("offer") && understanding.as_ref().is_ok_and(of_sites) {
        told.kind = Some(Kind::InstitutionOffers);
        understanding = recognise::understand(&table, context, &told);
    }
    Ok(Read {
        table,
        own,
        understanding,
    })
}

/// Reads a workbook that has no sheet of the name that a recipe remembers, as one
/// of another year: the sheet that is found out, or else the first with the
/// headings of the recipe.
fn read_other_sheet(
    recipe: &Recipe,
    mut choices: Choices,
    by: &mut dyn FnMut(&Choices) -> Outcome<Read>,
) -> Outcome<Read> {
    choices.read.sheet = None;
    let found = by(&choices)?;
    if found.has_columns_of(recipe) {
        return Ok(found);
    }
    let taken = found.table.facts.sheet.as_ref();
    let shown = found
        .table
        .facts
        .sheets
        .iter()
        .filter(|sheet| !sheet.hidden);
    for sheet in shown.filter(|sheet| Some(&sheet.name) != taken) {
        choices.read.sheet = Some(sheet.name.clone());
        match by(&choices) {
            Ok(other) if other.has_columns_of(recipe) => return Ok(other),
            Err(error) if error.code == ErrorCode::Cancelled => return Err(error),
            _ => {}
        }
    }
    Ok(found)
}

/// Reads and understands a file.
pub(crate) fn open(app: &App, asked: &ImportAsked, go_on: &mut Progress<'_>) -> Outcome<Opened> {
    let context = context(app, asked.organisation.as_deref())?;
    let recipe = asked
        .recipe
        .as_deref()
        .map(|name| recipe(app, name))
        .transpose()?;
    let chosen = match &recipe {
        Some(recipe) => over(&asked.choices, &recipe.choices),
        None => asked.choices.clone(),
    };
    let choices = Choices::try_from(&chosen)?;
    let bytes = bytes(asked, &FileLimits::default())?;
    let about = asked.about.as_deref();
    let mut by = |choices: &Choices| read(&bytes, choices, &context, about, go_on);
    let remembered = recipe
        .as_ref()
        .filter(|recipe| recipe.choices.sheet.is_some() && asked.choices.sheet.is_none());
    let empty_clears = choices.empty_clears;
    let Read {
        table,
        own,
        understanding,
    } = match (by(&choices), remembered) {
        (Err(error), Some(recipe)) if error.code == ErrorCode::SheetUnknown => {
            read_other_sheet(recipe, choices, &mut by)?
        }
        (read, _) => read?,
    };
    let understanding = understanding?;
    if let (Some(recipe), Some(name)) = (&recipe, &asked.recipe) {
        fits(recipe, name, &understanding)?;
    }
    let named =
        understanding.kind == Kind::OrganisationsCampuses || understanding.has(Field::Organisation);
    if context.own.is_none() && !named {
        // Whose offers are these?
        return Err(match app.account() {
            Ok(_) => ClientError::new(ErrorCode::OrganisationUnknown).with("organisation", ""),
            Err(error) => error,
        });
    }
    Ok(Opened {
        table,
        understanding,
        context,
        own,
        empty_clears,
    })
}
