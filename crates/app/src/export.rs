//! Records as files: a workbook, a text, JSON, or cards of offers.

use crate::{App, Outcome, bulk::scope, failure, views};
use edutracker_domain::{Record, RecordId, RecordType, record as fields};
use edutracker_exchange::export::{Format, Item, Sink, Wish, begin};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Export, Exported, Row},
};
use edutracker_store::{Cache, Result as CacheResult, record};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

pub(crate) fn disk(path: &Path) -> ClientError {
    ClientError::new(ErrorCode::Disk).with("path", path.display())
}

pub(crate) fn bad(field: &str, value: &str) -> ClientError {
    ClientError::new(ErrorCode::InvalidValue)
        .with("field", field)
        .with("value", value)
}

/// The name of a file that is not there yet in the folder of downloads.
pub(crate) fn new_file(app: &App, stem: &str, extension: &str) -> Outcome<PathBuf> {
    let folder = app.host.downloads();
    fs::create_dir_all(&folder).map_err(|_| disk(&folder))?;
    let day = app.host.today();
    let path = (1..)
        .map(|n| {
            let number = if n == 1 {
                String::new()
            } else {
                format!("-{n}")
            };
            folder.join(format!("{stem}-{day}{number}.{extension}"))
        })
        .find(|path| !path.exists());
    path.ok_or_else(|| disk(&folder))
}

/// Writes records to a new file in the folder of downloads.
///
/// # Errors
/// [`ErrorCode::InvalidValue`] for another format or delimiter, or cards of
/// something else than offers; [`ErrorCode::UnknownField`] for a column that
/// there is not; [`ErrorCode::ViewClosed`], [`ErrorCode::Disk`];
/// [`ErrorCode::Cancelled`] when it was stopped, or another one was begun.
pub async fn export(app: &App, args: Export) -> Outcome<Exported> {
    app.account()?;
    let cache = app.cache()?;
    let format = format(&args)?;
    let chosen = cache.read(|c| scope::numbers(c, &cache, &args.scope, &app.host.today()))?;
    let path = new_file(app, &format!("edutracker-{}", chosen.kind), format.as_str())?;
    write(app, &cache, &args, format, &chosen, &path)
}

/// Writes records to a file; one that is there already is replaced when the
/// new one is whole.
///
/// # Errors
/// As [`export`].
pub async fn export_records_to(app: &App, args: Export, path: &Path) -> Outcome<Exported> {
    app.account()?;
    let cache = app.cache()?;
    let format = format(&args)?;
    let chosen = cache.read(|c| scope::numbers(c, &cache, &args.scope, &app.host.today()))?;
    write(app, &cache, &args, format, &chosen, path)
}

fn format(args: &Export) -> Outcome<Format> {
    args.format.parse().map_err(|_| bad("format", &args.format))
}

/// What people want to read beside a record, looked up once for all.
struct Beside<'a> {
    cache: &'a Cache,
    known: BTreeMap<String, Record>,
}

impl Beside<'_> {
    /// Looks up the contacts and organisations of rows.
    fn learn(&mut self, rows: &[Row]) -> Outcome<()> {
        let known = &mut self.known;
        self.cache
            .read(|c| {
                for row in rows {
                    for (kind, field) in [
                        (RecordType::Contact, "contact"),
                        (RecordType::Organisation, "organisation"),
                    ] {
                        let id = fields::text(&row.fields, field);
                        if known.contains_key(id) {
                            continue;
                        }
                        let Ok(parsed) = id.parse::<RecordId>() else {
                            continue;
                        };
                        if let Some(found) = record::find(c, kind, parsed)? {
                            known.insert(id.to_owned(), found.effective().clone());
                        }
                    }
                }
                CacheResult::Ok(())
            })
            .map_err(failure::cache)
    }

    fn item<'a>(&'a self, row: &'a Row) -> Item<'a> {
        let of = |field: &str| self.known.get(fields::text(&row.fields, field));
        let name = of("organisation").map_or("", |owner| fields::text(owner, "legalName"));
        Item {
            row,
            contact: of("contact"),
            organisation: if name.is_empty() {
                &row.organisation
            } else {
                name
            },
        }
    }
}

fn write(
    app: &App,
    cache: &Cache,
    args: &Export,
    format: Format,
    chosen: &scope::Chosen,
    path: &Path,
) -> Outcome<Exported> {
    let delimiter = args.delimiter.unwrap_or(';');
    if ![';', ','].contains(&delimiter) {
        return Err(bad("delimiter", &delimiter.to_string()));
    }
    // What is put aside on the way stays beside the file that is asked for.
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::InvalidInput if error.to_string() == "format" => {
            bad("format", format.as_str())
        }
        io::ErrorKind::InvalidInput => ClientError::new(ErrorCode::UnknownField)
            .with("field", error)
            .with("type", chosen.kind),
        _ => failure::writing(path, &error),
    };
    let half = beside(folder).map_err(failed)?;
    let out = BufWriter::new(half.as_file().try_clone().map_err(failed)?);
    let wish = Wish {
        format,
        kind: chosen.kind,
        columns: args.columns.as_deref(),
        language: args.language.unwrap_or_else(|| app.language()),
        delimiter,
        today: &app.host.today(),
        scratch: folder.to_path_buf(),
    };
    let mut sink: Box<dyn Sink> = begin(&wish, out).map_err(failed)?;
    let mut go_on = app.writing.begin();
    let mut count = 0;
    let mut around = Beside {
        cache,
        known: BTreeMap::new(),
    };
    for numbers in chosen.numbers.chunks(views::WINDOW as usize) {
        let rows = views::rows_of(app, cache, numbers, false)?;
        around.learn(&rows)?;
        for row in &rows {
            sink.put(&around.item(row)).map_err(failed)?;
            count += 1;
        }
        go_on(count as f64 / chosen.numbers.len() as f64)?;
    }
    sink.finish().map_err(failed)?;
    go_on(1.0)?;
    half.persist(path).map_err(|error| failed(error.error))?;
    Ok(Exported {
        path: path.display().to_string(),
        count,
    })
}

/// Writes bytes to a file; one that is there already is replaced when the new
/// one is whole.
pub(crate) fn whole(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let written = beside(folder).and_then(|mut half| {
        half.write_all(bytes)?;
        half.persist(path).map_err(|error| error.error)
    });
    written.map(drop).map_err(|_| disk(path))
}

/// A file that goes when it is not finished.
pub(crate) fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".edutracker-");
    #[cfg(unix)]
    {
        // As any file that the person makes: what others may is the system's affair.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
