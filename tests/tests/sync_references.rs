//! Records that others refer to, made here and given up again.

use edutracker_app as app;
use edutracker_domain::{RecordType, Severity};
use edutracker_protocol::command::{Create, Discard, Nothing, RecordRef, RowState};
use edutracker_tests::world::World;
use serde_json::json;

/// A contact that was made here is given up: the offers that name it cannot be
/// sent any more and say why; with the contact back, they can.
#[tokio::test]
async fn offers_whose_new_contact_is_given_up_say_so() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    let fields = json!({"name": "Nieuwe contactpersoon", "email": "nieuw@kul.example"});
    let create = Create {
        kind: RecordType::Contact,
        fields: serde_json::from_value(fields).expect("an object"),
    };
    let contact = app::create(&a.app, create).await.expect("creates").ids[0];
    a.edit(ids[0], json!({"contact": contact})).await;
    a.edit(ids[1], json!({"name": "Met de oude contactpersoon"}))
        .await;
    let state = async |id| a.get(RecordType::Offer, id).await.row.state;
    assert_eq!(state(ids[0]).await, RowState::Changed);
    let given_up = Discard {
        records: vec![RecordRef {
            kind: RecordType::Contact,
            id: contact,
        }],
        field: None,
    };
    app::discard(&a.app, given_up).await.expect("is given up");
    assert_eq!(state(ids[0]).await, RowState::Invalid);
    assert_eq!(state(ids[1]).await, RowState::Changed);
    let row = a.get(RecordType::Offer, ids[0]).await.row;
    let errors = row
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error);
    let wrong: Vec<_> = errors.map(|f| f.pointer.as_str()).collect();
    assert_eq!(wrong, ["/contact"], "{:?}", row.findings);
    let pushed = a.push().await;
    assert_eq!((pushed.summary.applied, pushed.summary.invalid), (1, 1));
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    assert_eq!(state(ids[0]).await, RowState::Changed);
    assert_eq!(a.push().await.summary.applied, 2);
    assert_eq!(a.pending().await, 0);
}
