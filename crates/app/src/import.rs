//! What importing a spreadsheet would do: the file is judged against what is
//! known here, and nothing is written.

use crate::{App, Outcome, failure, host::side};
use edutracker_domain::{RecordType, record as fields, rights::Side};
use edutracker_exchange::import::{
    Choices,
    context::{Context, Organisation, Site},
    field::{Field, Kind},
    file::{self, FileLimits, Table},
    recognise::{self, Understanding},
    reference, row, words,
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ImportAsked, ImportReport},
    wire::AccountInfo,
};
use edutracker_store::{Result as CacheResult, filter::Query, record, record::Stored, view};
use rusqlite::Connection;
use serde_json::Value;
use std::{fs, path::Path};

/// The whole of a file, unless it is larger than anything that is read.
fn bytes(path: &str, limits: &FileLimits) -> Outcome<Vec<u8>> {
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

fn all(connection: &Connection, kind: RecordType) -> CacheResult<Vec<Stored>> {
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
    for stored in all(connection, RecordType::Organisation)? {
        let record = stored.effective();
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
        let organisation = out
            .iter_mut()
            .find(|organisation| organisation.id.is_some_and(|id| id.to_string() == owner));
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
            let own = organisation.id == Some(account.organisation);
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
}

/// Reads and understands a file.
pub(crate) fn open(app: &App, asked: &ImportAsked) -> Outcome<Opened> {
    let limits = FileLimits::default();
    let context = context(app, asked.organisation.as_deref())?;
    let mut choices = Choices::try_from(&asked.choices)?;
    if asked.about.as_deref() == Some("site") {
        choices.told.kind = Some(Kind::OrganisationsCampuses);
    }
    let bytes = bytes(&asked.path, &limits)?;
    let table = file::read(&bytes, &choices.read, &limits, &mut |_| Ok(()))?;
    let mut understanding = recognise::understand(&table, &context, &choices.told)?;
    if asked.about.as_deref() == Some("offer") && understanding.kind == Kind::OrganisationsCampuses
    {
        choices.told.kind = Some(Kind::InstitutionOffers);
        understanding = recognise::understand(&table, &context, &choices.told)?;
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
    })
}

/// What importing a file would do; nothing is written. Nobody has to be signed
/// in for a file that names the institution in each row, or with an
/// organisation that is publicly known.
///
/// # Errors
/// When the file cannot be read or understood, or it is not known whose it is.
pub async fn import_check(app: &App, asked: ImportAsked) -> Outcome<ImportReport> {
    let opened = open(app, &asked)?;
    let report = row::judge(
        &opened.table,
        &opened.understanding,
        &opened.context,
        &mut |_| Ok(()),
    )?;
    let rows: Result<Vec<Value>, serde_json::Error> =
        report.rows.iter().map(serde_json::to_value).collect();
    let internal =
        |error: serde_json::Error| ClientError::new(ErrorCode::Internal).with("detail", error);
    Ok(ImportReport {
        kind: report.kind.as_str().to_owned(),
        summary: report.summary(),
        detected: report.detected.clone(),
        rows: rows.map_err(internal)?,
    })
}
