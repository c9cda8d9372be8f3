//! Requests for an account.

use super::id;
use crate::storage::{RequestState, Result, Storage, StoredRequest};

/// Checks requests.
pub fn run(storage: &dyn Storage) -> Result<()> {
    let request = |number: u8| StoredRequest {
        id: id(number),
        receipt: format!("R{number}"),
        state: RequestState::Open,
        organisation: "Hogeschool Voorbeeld".into(),
        kind: "university_college".into(),
        country: "BE".into(),
        name: "Ann".into(),
        email: "ann@voorbeeld.example".into(),
        language: "nl".into(),
        message: "é".into(),
        created: i64::from(number),
        decided: None,
        decided_by: String::new(),
        reason: String::new(),
        account: None,
    };
    let (first, mut second) = (request(1), request(2));
    let writer = storage.writer()?;
    writer.put_request(&first)?;
    writer.put_request(&second)?;
    second.state = RequestState::Accepted;
    second.decided = Some(9);
    second.decided_by = "desk@agoria.example".into();
    second.reason = "why".into();
    second.account = Some(id(5));
    writer.put_request(&second)?;
    writer.commit()?;
    let reader = storage.reader()?;
    assert_eq!(reader.request(id(2))?.as_ref(), Some(&second));
    assert_eq!(reader.request(id(3))?, None);
    let open = reader.requests(Some(RequestState::Open), None, 9)?;
    assert_eq!(open.iter().collect::<Vec<_>>(), [&first]);
    let all = reader.requests(None, None, 9)?;
    assert_eq!(all, [second, first.clone()], "newest first");
    let page = reader.requests(None, Some((2, id(2))), 1)?;
    assert_eq!(page.first(), Some(&first), "after the page before");
    Ok(())
}
