//! Requests for an account.

use super::{Result, Tx, records, signed};
use crate::storage::{RequestReads, RequestState, RequestWrites, StorageError, StoredRequest};
use edutracker_domain::RecordId;
use rusqlite::{Row, ToSql, params};

const REQUEST: &str = "id, receipt, state, organisation, kind, country, name, email, language, message, created, \
    decided, decided_by, reason, account";

fn request(row: &Row<'_>) -> Result<StoredRequest> {
    let state: String = row.get(2)?;
    let account: Option<[u8; 16]> = row.get(14)?;
    Ok(StoredRequest {
        id: records::id(row, 0)?,
        receipt: row.get(1)?,
        state: state
            .parse()
            .map_err(|_| StorageError::Corrupt("request"))?,
        organisation: row.get(3)?,
        kind: row.get(4)?,
        country: row.get(5)?,
        name: row.get(6)?,
        email: row.get(7)?,
        language: row.get(8)?,
        message: row.get(9)?,
        created: row.get(10)?,
        decided: row.get(11)?,
        decided_by: row.get(12)?,
        reason: row.get(13)?,
        account: account.map(RecordId::from_bytes),
    })
}

impl Tx<'_> {
    fn requests_where(&self, rest: &str, values: &[&dyn ToSql]) -> Result<Vec<StoredRequest>> {
        let mut statement = self.conn()?.prepare_cached(&format!(
            "SELECT {REQUEST} FROM account_request WHERE {rest}"
        ))?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(request(row)?);
        }
        Ok(found)
    }
}

impl RequestReads for Tx<'_> {
    fn request(&self, id: RecordId) -> Result<Option<StoredRequest>> {
        Ok(self.requests_where("id = ?1", &[id.as_bytes()])?.pop())
    }

    fn requests(
        &self,
        state: Option<RequestState>,
        before: Option<(i64, RecordId)>,
        limit: usize,
    ) -> Result<Vec<StoredRequest>> {
        let limit = signed(limit as u64);
        let state = state.map(RequestState::as_str);
        let (moment, id) =
            before.map_or((i64::MAX, [u8::MAX; 16]), |(at, id)| (at, *id.as_bytes()));
        self.requests_where(
            "(?4 IS NULL OR state = ?4) AND (created, id) < (?1, ?2) ORDER BY created DESC, id DESC LIMIT ?3",
            &[&moment, &id, &limit, &state],
        )
    }
}

impl RequestWrites for Tx<'_> {
    fn put_request(&self, request: &StoredRequest) -> Result<()> {
        self.conn()?
            .prepare_cached(&format!(
                "INSERT INTO account_request ({REQUEST})
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
                 ON CONFLICT (id) DO UPDATE SET state = excluded.state, decided = excluded.decided,
                   decided_by = excluded.decided_by, reason = excluded.reason, account = excluded.account"
            ))?
            .execute(params![
                request.id.as_bytes(),
                request.receipt,
                request.state.as_str(),
                request.organisation,
                request.kind,
                request.country,
                request.name,
                request.email,
                request.language,
                request.message,
                request.created,
                request.decided,
                request.decided_by,
                request.reason,
                request.account.map(|id| *id.as_bytes()),
            ])?;
        Ok(())
    }
}
