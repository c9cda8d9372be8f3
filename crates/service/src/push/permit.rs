//! Who may write which field: the field table and the matrix, nothing else.

use super::outcome::Outcome;
use crate::account::Account;
use edutracker_domain::{
    Record, RecordId, RecordType,
    field::{self, Field, Writer},
    merge,
};
use edutracker_protocol::wire::ItemStatus;
use serde_json::{Value, json};

/// The fields of a patch that would change a record, in the order of the table.
pub fn changed(kind: RecordType, patch: &Record, current: &Record) -> Vec<&'static Field> {
    let wanted = merge::patched(kind, current, patch);
    merge::touched(kind, patch)
        .into_iter()
        .filter(|field| merge::value(&wanted, field.name) != merge::value(current, field.name))
        .collect()
}

/// Whether an account may change these fields of a record; the refusal if not.
pub fn update(
    account: &Account,
    mid: RecordId,
    fields: &[&'static Field],
) -> Result<(), Box<Outcome>> {
    for field in fields {
        match field.writer {
            Writer::Creation => {
                let detail = json!({ "field": field.name });
                return Err(Box::new(
                    Outcome::new(mid, ItemStatus::Invalid).because("fixed-field", Some(detail)),
                ));
            }
            Writer::AccountDesk | Writer::Service => {
                return Err(Box::new(Outcome::forbidden(mid, None, Some(field.name))));
            }
            Writer::May(action) if !account.may(action) => {
                return Err(Box::new(Outcome::forbidden(
                    mid,
                    Some(action),
                    Some(field.name),
                )));
            }
            Writer::May(_) => {}
        }
    }
    Ok(())
}

/// Whether an account may give a new record these fields; the refusal if not.
pub fn create(
    account: &Account,
    mid: RecordId,
    kind: RecordType,
    record: &Record,
) -> Result<(), Box<Outcome>> {
    for field in field::fields(kind) {
        // A flag that is off is no more than its default.
        if matches!(
            merge::value(record, field.name),
            Value::Null | Value::Bool(false)
        ) {
            continue;
        }
        match field.writer {
            Writer::AccountDesk | Writer::Service => {
                return Err(Box::new(Outcome::forbidden(mid, None, Some(field.name))));
            }
            Writer::May(action) if !account.may(action) => {
                return Err(Box::new(Outcome::forbidden(
                    mid,
                    Some(action),
                    Some(field.name),
                )));
            }
            Writer::May(_) | Writer::Creation => {}
        }
    }
    Ok(())
}
