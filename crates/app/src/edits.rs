//! Edits: whoever may not make one is told here; the service decides in the end.

use crate::{
    App, Outcome, failure,
    host::{is_own, side},
    rows,
};
use edutracker_domain::{
    Language, Record, RecordId, RecordType,
    field::{self, Writer},
    merge::{self, Patch},
    postal, record as fields,
    rights::{self, Action},
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{
        Create, Discard, DroppedSite, Duplicate, Edit, EditReply, Nothing, RecordEdit, Retry,
        StepDetail,
    },
    wire::AccountInfo,
};
use edutracker_store::{
    Error as CacheError, Transaction, aside,
    edit::{Editor, Outcome as Done},
    filter::Unknown,
    journal,
    record::{self, CacheLookup, Stored},
    undo as steps,
};
use rusqlite::Connection;
use serde_json::Value;

/// A failure of the cache, or a refusal, inside a transaction.
pub(crate) enum Refused {
    Cache(CacheError),
    Client(ClientError),
}

impl From<CacheError> for Refused {
    fn from(error: CacheError) -> Self {
        Refused::Cache(error)
    }
}

impl From<ClientError> for Refused {
    fn from(error: ClientError) -> Self {
        Refused::Client(error)
    }
}

impl From<Unknown> for Refused {
    fn from(unknown: Unknown) -> Self {
        Refused::Client(failure::unknown(unknown))
    }
}

impl From<Refused> for ClientError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Cache(error) => failure::cache(error),
            Refused::Client(error) => error,
        }
    }
}

pub(crate) fn reply(done: Done) -> EditReply {
    EditReply {
        changed: done.changed,
        unchanged: done.unchanged,
        invalid: done.invalid,
        step: done.step.map(i64::unsigned_abs),
        ids: done.ids,
        action: done.action,
        waits: done.waits,
        kept: done.kept,
        ..EditReply::default()
    }
}

/// One transaction and one step, with the account's rights at hand.
pub(crate) fn step(
    app: &App,
    action: &str,
    make: impl FnOnce(&Transaction<'_>, &mut Editor<'_, '_>, &AccountInfo) -> Result<(), Refused>,
) -> Outcome<EditReply> {
    let detail = StepDetail::default();
    step_told(app, action, detail, |tx, editor, account, _| {
        make(tx, editor, account)
    })
}

/// The same, with what the history tells of it; `make` may add to that. Counts
/// are filled in.
pub(crate) fn step_told(
    app: &App,
    action: &str,
    mut detail: StepDetail,
    make: impl FnOnce(
        &Transaction<'_>,
        &mut Editor<'_, '_>,
        &AccountInfo,
        &mut StepDetail,
    ) -> Result<(), Refused>,
) -> Outcome<EditReply> {
    let account = app.account()?;
    let (today, now) = (app.host.today(), app.host.now());
    let done = app.cache()?.write(|tx| {
        let mut editor = Editor::new(tx, action, &today)?.made_at(&now);
        make(tx, &mut editor, &account, &mut detail)?;
        detail.changed = editor.so_far().changed;
        detail.invalid = editor.so_far().invalid;
        let text = serde_json::to_string(&detail).map_err(CacheError::from)?;
        editor.describe(&text)?;
        Ok::<_, Refused>(editor.finish()?)
    })?;
    app.told()?;
    Ok(reply(done))
}

/// Whether the account may edit something in a record.
pub(crate) fn may_edit(account: &AccountInfo, stored: &Stored) -> bool {
    let record = stored.effective();
    let own = match stored.kind {
        RecordType::Organisation => account.belongs_to(stored.id),
        _ => is_own(account, fields::text(record, "organisation")),
    };
    let removed = stored.kind == RecordType::Offer && fields::get(record, "removed").is_some();
    own && !removed
        && field::fields(stored.kind)
            .iter()
            .any(|field| matches!(field.writer, Writer::May(action) if rights::allows(side(account), &account.role, action)))
}

/// Whether the account may write what a patch touches in a record.
pub(crate) fn permitted(
    account: &AccountInfo,
    stored: &Stored,
    patch: &Patch,
) -> Result<(), ClientError> {
    let locked = |name: &str| ClientError::new(ErrorCode::LockedField).with("field", name);
    for name in patch.keys() {
        let known = field::fields(stored.kind)
            .iter()
            .any(|f| f.name.split('.').next() == Some(name.as_str()));
        if !known {
            return Err(ClientError::new(ErrorCode::UnknownField)
                .with("field", name)
                .with("type", stored.kind));
        }
    }
    for field in merge::touched(stored.kind, patch) {
        let action = match field.writer {
            Writer::May(action) => action,
            Writer::Creation | Writer::AccountDesk | Writer::Service => {
                return Err(locked(field.name));
            }
        };
        if !rights::allows(side(account), &account.role, action) {
            return Err(ClientError::new(ErrorCode::NotAllowed).with("action", action));
        }
        let own = match stored.kind {
            RecordType::Organisation => account.belongs_to(stored.id),
            _ => is_own(account, fields::text(stored.effective(), "organisation")),
        };
        if !own && action != Action::OfferRemove {
            return Err(ClientError::new(ErrorCode::NotAllowed).with("action", action));
        }
    }
    Ok(())
}

/// The campuses of an institution's offer that fall away with a province
/// (ET-81), added to the patch.
pub(crate) fn drop_sites(
    lookup: &CacheLookup<'_>,
    stored: &Stored,
    patch: &mut Patch,
    dropped: &mut Vec<DroppedSite>,
) {
    use edutracker_domain::{Lookup as _, Subject};
    let institution = matches!(
        fields::subject(stored.effective()),
        Some(Subject::Programme | Subject::Event)
    );
    if stored.kind != RecordType::Offer || !institution || !patch.contains_key("provinces") {
        return;
    }
    let after = merge::patched(stored.kind, stored.effective(), patch);
    let provinces = fields::members(&after, "provinces");
    let before = fields::members(stored.effective(), "provinces");
    for site in fields::members(&after, "sites") {
        let facts = site
            .parse::<RecordId>()
            .ok()
            .and_then(|id| lookup.facts(RecordType::Site, id));
        let Some(facts) = facts else { continue };
        // Only what this edit takes away: a campus that was outside already is an error to show.
        if provinces.contains(&facts.province.as_str())
            || !before.contains(&facts.province.as_str())
        {
            continue;
        }
        let sites = patch
            .entry("sites")
            .or_insert_with(|| Value::Object(Record::new()));
        if let Value::Object(sites) = sites {
            sites.insert(site.to_owned(), Value::Null);
        }
        dropped.push(DroppedSite {
            offer: stored.id,
            site: facts.name,
        });
    }
}

/// The province that follows from a postal code, added to the patch that
/// writes the code, unless the patch says something of the province itself.
pub(crate) fn place(
    lookup: &CacheLookup<'_>,
    kind: RecordType,
    before: &Record,
    patch: &mut Patch,
) {
    let written = patch.contains_key("postalCode") && !patch.contains_key("province");
    if kind != RecordType::Site || !written {
        return;
    }
    let after = merge::patched(kind, before, patch);
    if let Some(province) = postal::province(&after, lookup)
        && fields::text(&after, "province") != province
    {
        patch.insert("province".to_owned(), province.into());
    }
}

/// Edits records: one transaction, one undo step.
///
/// # Errors
/// [`ErrorCode::NotAllowed`], [`ErrorCode::LockedField`], [`ErrorCode::UnknownField`], [`ErrorCode::NotFound`].
pub async fn edit(app: &App, args: Edit) -> Outcome<EditReply> {
    edit_as(app, "edit", args.edits)
}

/// The same under another name for the step.
///
/// # Errors
/// As [`edit`].
pub fn edit_as(app: &App, action: &str, edits: Vec<RecordEdit>) -> Outcome<EditReply> {
    let today = app.host.today();
    let mut dropped = Vec::new();
    let mut reply = step(app, action, |tx, editor, account| {
        let lookup = CacheLookup::new(tx, &today);
        for (n, edit) in in_place(tx, edits)? {
            let stored = record::by_number(tx, n)?;
            let mut patch = merge::with_consequences(edit.kind, edit.patch);
            permitted(account, &stored, &patch)?;
            drop_sites(&lookup, &stored, &mut patch, &mut dropped);
            place(&lookup, stored.kind, stored.effective(), &mut patch);
            editor.update_stored(stored, &patch)?;
        }
        Ok(())
    })?;
    reply.dropped = dropped;
    Ok(reply)
}

/// Edits with the numbers of their records, in the order in which these stand in
/// the cache: neighbours share a page, which is then read and written once. Edits of
/// one record keep their order.
fn in_place(
    c: &Connection,
    edits: Vec<RecordEdit>,
) -> Result<Vec<(record::RowNumber, RecordEdit)>, CacheError> {
    let mut numbered = edits
        .into_iter()
        .map(|edit| Ok((record::number(c, edit.kind, edit.id)?, edit)))
        .collect::<Result<Vec<_>, CacheError>>()?;
    numbered.sort_by_key(|(n, _)| *n);
    Ok(numbered)
}

/// Makes a record.
///
/// # Errors
/// As [`edit`].
pub async fn create(app: &App, args: Create) -> Outcome<EditReply> {
    let today = app.host.today();
    step(app, "create", |tx, editor, account| {
        let Some(action) = field::creation_right(args.kind) else {
            return Err(ClientError::new(ErrorCode::NotAvailable)
                .with("action", "accounts.manage")
                .into());
        };
        if !rights::allows(side(account), &account.role, action) {
            return Err(ClientError::new(ErrorCode::NotAllowed)
                .with("action", action)
                .into());
        }
        let mut record = args.fields;
        for name in record.keys() {
            if !field::fields(args.kind)
                .iter()
                .any(|f| f.name.split('.').next() == Some(name.as_str()))
            {
                return Err(ClientError::new(ErrorCode::UnknownField)
                    .with("field", name)
                    .with("type", args.kind)
                    .into());
            }
        }
        for field in merge::touched(args.kind, &record) {
            if matches!(field.writer, Writer::AccountDesk | Writer::Service) {
                return Err(ClientError::new(ErrorCode::LockedField)
                    .with("field", field.name)
                    .into());
            }
        }
        if fields::text(&record, "organisation").is_empty() {
            fields::put(
                &mut record,
                "organisation",
                account.organisation.to_string().into(),
            );
        } else if !is_own(account, fields::text(&record, "organisation")) {
            return Err(ClientError::new(ErrorCode::NotAllowed)
                .with("action", action)
                .into());
        }
        let organisation = fields::text(&record, "organisation")
            .parse()
            .unwrap_or(account.organisation);
        let lookup = CacheLookup::new(tx, &today);
        place(&lookup, args.kind, &Record::new(), &mut record);
        Ok(editor.create(args.kind, RecordId::new(), organisation, &record)?)
    })
}

/// Copies an offer; the copy is unpublished and nobody has judged it.
///
/// # Errors
/// As [`create`].
pub async fn duplicate(app: &App, args: Duplicate) -> Outcome<EditReply> {
    step(app, "duplicate", |tx, editor, account| {
        let stored = record::get(tx, RecordType::Offer, args.id)?;
        copy_offer(editor, account, &stored, &args.patch)
    })
}

/// A new offer of what an offer is here, with a patch on top; as every new one
/// it is not published.
pub(crate) fn copy_offer(
    editor: &mut Editor<'_, '_>,
    account: &AccountInfo,
    stored: &Stored,
    patch: &Patch,
) -> Result<(), Refused> {
    let mut copy = stored.effective().clone();
    if !rights::allows(side(account), &account.role, Action::OfferCreate)
        || !is_own(account, fields::text(&copy, "organisation"))
    {
        return Err(ClientError::new(ErrorCode::NotAllowed)
            .with("action", Action::OfferCreate)
            .into());
    }
    for name in ["published", "archived", "removed", "confirmedOn"] {
        copy.remove(name);
    }
    let copy = merge::patched(RecordType::Offer, &copy, patch);
    Ok(editor.create(
        RecordType::Offer,
        RecordId::new(),
        account.organisation,
        &copy,
    )?)
}

/// Takes back pending edits of records, or of one field.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn discard(app: &App, args: Discard) -> Outcome<EditReply> {
    step(app, "discard", |_, editor, _| {
        for record in &args.records {
            editor.discard(record.kind, record.id, args.field.as_deref())?;
        }
        Ok(())
    })
}

/// Edits that the service refused go with the next push again. What Agoria
/// removed stays refused.
///
/// # Errors
/// [`ErrorCode::NotFound`], or what the cache says.
pub async fn retry(app: &App, args: Retry) -> Outcome<EditReply> {
    app.account()?;
    let today = app.host.today();
    let mut reply = EditReply::default();
    app.cache()?
        .write(|tx| {
            for record in &args.records {
                let again = aside::send_again(tx, record.kind, record.id, &today)?;
                reply.changed += u64::from(again);
                reply.unchanged += u64::from(!again);
            }
            Ok::<_, CacheError>(())
        })
        .map_err(failure::cache)?;
    app.told()?;
    Ok(reply)
}

/// Takes back the last step.
///
/// # Errors
/// What the cache says.
pub async fn undo(app: &App, _: Nothing) -> Outcome<EditReply> {
    walk(app, steps::undo)
}

/// Does the step again that was taken back.
///
/// # Errors
/// What the cache says.
pub async fn redo(app: &App, _: Nothing) -> Outcome<EditReply> {
    walk(app, steps::redo)
}

fn walk(
    app: &App,
    way: impl FnOnce(&Transaction<'_>, &str) -> Result<Done, CacheError>,
) -> Outcome<EditReply> {
    app.account()?;
    let today = app.host.today();
    let cache = app.cache()?;
    let done = cache.write(|tx| way(tx, &today)).map_err(failure::cache)?;
    let (heading, detail) = cache
        .read(|c| {
            let heading = match done.ids.as_slice() {
                [id] => named(c, *id, app.language())?,
                _ => String::new(),
            };
            let detail = match done.step {
                Some(step) => serde_json::from_str(&journal::get(c, step)?.detail)?,
                None => StepDetail::default(),
            };
            Ok::<_, CacheError>((heading, detail))
        })
        .map_err(failure::cache)?;
    app.told()?;
    Ok(EditReply {
        heading,
        detail,
        ..reply(done)
    })
}

/// What a record is called; nothing for one that is gone.
fn named(c: &Connection, id: RecordId, language: Language) -> Result<String, CacheError> {
    for kind in RecordType::ALL {
        if let Some(stored) = record::find(c, *kind, id)? {
            return rows::heading_of(c, &stored, language);
        }
    }
    Ok(String::new())
}
