//! What the service holds, asked from its storage and past its interface.

use super::{
    client::Client,
    oracle::{Key, Mirror},
    server::Server,
    view::{self, Mirrored, Place},
};
use edutracker_domain::{RecordId, merge};
use edutracker_protocol::wire::ItemResult;
use edutracker_service::{account::Account, storage::StoredRecord};
use serde_json::Value;

/// Whether a device has written a value.
pub(super) fn landed(server: &Server, device: &str, place: &Place, value: &Value) -> bool {
    let reader = server.service.storage().reader().expect("reads");
    let changes = reader.history(place.0, place.1).expect("reads");
    changes
        .iter()
        .filter(|change| change.field == place.2 && change.device == device)
        .any(|change| match &place.3 {
            None => view::plain(place.2, change.after.clone()) == *value,
            Some(member) => {
                let has = |value: &Value| value.get(member).is_some();
                has(&change.after) != has(&change.before)
                    && has(&change.after) == (*value == Value::Bool(true))
            }
        })
}

/// Whether the service has taken an edit.
pub(super) fn was_done(server: &Server, mid: &[u8; 16]) -> bool {
    let reader = server.service.storage().reader().expect("reads");
    let stored = reader.mutation(RecordId::from_bytes(*mid)).expect("reads");
    stored.is_some_and(|stored| {
        let result: ItemResult = serde_json::from_str(&stored.result).expect("a result");
        result.status.is_done()
    })
}

/// Whether the service took an edit where a place had the value already that was
/// asked for: nothing was to be written then, and what others write later is theirs.
pub(super) fn agreed(server: &Server, mid: &[u8; 16], place: &Place, value: &Value) -> bool {
    if !was_done(server, mid) {
        return false;
    }
    let reader = server.service.storage().reader().expect("reads");
    let taken = reader.mutation(RecordId::from_bytes(*mid)).expect("reads");
    let Some(taken) = taken else { return false };
    let changes = reader.history(place.0, place.1).expect("reads");
    let mut changes = changes.iter().filter(|change| change.field == place.2);
    // Newest first: what the first one after the edit met, or what is there now.
    let mut then = None;
    let before = changes.find(|change| {
        if change.seq > taken.seq {
            then = Some(change.before.clone());
        }
        change.seq <= taken.seq
    });
    let then = before.map(|change| change.after.clone()).or(then);
    let then = then.or_else(|| {
        let record = reader.record(place.0, place.1).expect("reads")?;
        Some(merge::value(&record.data, place.2))
    });
    then.is_some_and(|then| {
        let then = view::inside(place, view::plain(place.2, then));
        then == *value || is_nothing(value) && is_nothing(&then)
    })
}

/// Not there, or not so.
pub(super) const fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false))
}

pub(super) fn exists(server: &Server, key: Key) -> bool {
    let reader = server.service.storage().reader().expect("reads");
    reader.record(key.0, key.1).expect("reads").is_some()
}

/// What the service shows an account.
pub(super) fn visible(client: &Client, server: &Server) -> Mirror {
    let reader = server.service.storage().reader().expect("reads");
    let login = reader
        .login(&client.member.email)
        .expect("reads")
        .expect("a login");
    let account = Account::load(&*reader, login.account)
        .expect("reads")
        .expect("an account");
    let mut found = Mirror::new();
    reader
        .snapshot(&account.scope(), None, 100_000, &mut |row| {
            let mirrored = Mirrored {
                seq: row.seq,
                text: row.data.to_owned(),
            };
            found.insert((row.kind, row.id), mirrored);
        })
        .expect("reads");
    found
}

/// Every record of the service, and its last transaction.
pub(super) fn all(server: &Server) -> (Vec<StoredRecord>, u64) {
    let reader = server.service.storage().reader().expect("reads");
    let login = reader
        .login("rik@agoria.example")
        .expect("reads")
        .expect("a reviewer");
    let reviewer = Account::load(&*reader, login.account)
        .expect("reads")
        .expect("an account");
    let mut keys = Vec::new();
    reader
        .snapshot(&reviewer.scope(), None, 100_000, &mut |row| {
            keys.push((row.kind, row.id));
        })
        .expect("reads");
    let records = keys
        .into_iter()
        .filter_map(|(kind, id)| reader.record(kind, id).expect("reads"))
        .collect();
    (records, reader.head().expect("reads").seq)
}
