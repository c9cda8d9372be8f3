//! Records that others refer to: made here and given up again, taken away by others.

use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType, Severity, record};
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

/// A contact and a site are taken away at the service, and come back: what was
/// edited here and names them cannot be sent, and then it can, untouched.
#[tokio::test]
async fn offers_whose_contact_or_site_goes_elsewhere_say_so() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    let state = async |id| a.get(RecordType::Offer, id).await.row.state;
    let offer = a.offer(ids[0]).await;
    let contact: RecordId = record::text(&offer, "contact").parse().expect("an id");
    let site = a.ids(RecordType::Site, &[])[0];
    let named = json!({"name": "Een nieuwe naam", "sites": {site.to_string(): true}});
    a.edit(ids[0], named).await;
    let mut elsewhere = None;
    for id in &ids[1..] {
        let offer = a.offer(*id).await;
        let sites = record::members(&offer, "sites");
        if record::text(&offer, "contact") != contact.to_string()
            && !sites.contains(&site.to_string().as_str())
        {
            elsewhere = Some(*id);
            break;
        }
    }
    let elsewhere = elsewhere.expect("an offer with another contact and other sites");
    a.edit(elsewhere, json!({"name": "Met een andere contactpersoon"}))
        .await;
    for (kind, id) in [(RecordType::Contact, contact), (RecordType::Site, site)] {
        let there = |deleted: bool| {
            let writer = world.service.storage().writer().expect("writes");
            let mut record = writer.record(kind, id).expect("reads").expect("is there");
            record.seq = writer.next_seq().expect("counts");
            record.deleted = deleted;
            writer.put_record(&record).expect("writes");
            writer.commit().expect("commits");
        };
        there(true);
        assert_eq!(state(ids[0]).await, RowState::Changed, "nobody has said so");
        a.pull().await;
        assert_eq!(state(ids[0]).await, RowState::Invalid, "{kind}");
        assert_eq!(state(elsewhere).await, RowState::Changed);
        there(false);
        a.pull().await;
        assert_eq!(state(ids[0]).await, RowState::Changed, "{kind}");
    }
}
