//! Sites and contacts of a profile: what follows from a postal code, what uses
//! a contact, and another contact in its place.

use edutracker_app as app;
use edutracker_domain::{FindingCode, RecordId, RecordType, record as fields};
use edutracker_protocol::command::{
    Bulk, Condition, Create, Derived, Draft, Edit, Nothing, Operation, RecordEdit, Row, Scope,
    ViewWindow,
};
use edutracker_tests::world::{Client, World};
use serde_json::{Value, json};

fn record(value: Value) -> edutracker_domain::Record {
    serde_json::from_value(value).expect("a record")
}

async fn edit(client: &Client, kind: RecordType, id: RecordId, patch: Value) {
    let edits = vec![RecordEdit {
        kind,
        id,
        patch: record(patch),
    }];
    let done = app::edit(&client.app, Edit { edits }).await.expect("edits");
    assert_eq!(done.changed, 1);
}

/// The rows of a list.
async fn rows(client: &Client, kind: RecordType) -> Vec<Row> {
    let open = app::views::filter(kind, Vec::new());
    let view = app::view_open(&client.app, open).await.expect("opens");
    let asked = ViewWindow {
        view: view.view,
        from: 0,
        count: 500,
    };
    app::view_window(&client.app, asked)
        .await
        .expect("rows")
        .rows
}

/// A draft: what follows, and the rules it breaks.
async fn checked(
    client: &Client,
    id: Option<RecordId>,
    patch: Value,
) -> (Vec<Derived>, Vec<FindingCode>) {
    let draft = Draft {
        kind: RecordType::Site,
        id,
        fields: record(patch),
    };
    let checked = app::check(&client.app, draft).await.expect("checks");
    let codes = checked.findings.iter().map(|finding| finding.code);
    (checked.derived, codes.collect())
}

#[tokio::test]
async fn a_postal_code_says_the_province() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let id = client.ids(RecordType::Site, &[("province", "BE-VBR")])[0];
    let follows = |value: &str| {
        vec![Derived {
            field: "province".to_owned(),
            value: value.to_owned(),
            from: "postalCode".to_owned(),
        }]
    };
    // While it is typed, half of it says nothing.
    let (derived, _) = checked(&client, Some(id), json!({"postalCode": "850"})).await;
    assert_eq!(derived, []);
    let (derived, codes) = checked(&client, Some(id), json!({"postalCode": "8500"})).await;
    assert_eq!((derived, codes), (follows("BE-VWV"), vec![]));

    // Saved with the code: one step, which takes back both.
    edit(&client, RecordType::Site, id, json!({"postalCode": "8500"})).await;
    let view = client.get(RecordType::Site, id).await;
    assert_eq!(fields::text(&view.row.fields, "province"), "BE-VWV");
    let changed: Vec<&str> = view.pending.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(changed, ["postalCode", "province"]);
    app::undo(&client.app, Nothing {}).await.expect("undoes");
    let view = client.get(RecordType::Site, id).await;
    assert_eq!(fields::text(&view.row.fields, "province"), "BE-VBR");
    assert!(view.pending.is_empty());

    // What somebody says of the province stays, with a remark and its cure.
    let other = json!({"postalCode": "8500", "province": "BE-VAN"});
    edit(&client, RecordType::Site, id, other).await;
    let view = client.get(RecordType::Site, id).await;
    assert_eq!(fields::text(&view.row.fields, "province"), "BE-VAN");
    assert_eq!(view.row.findings[0].code, FindingCode::ProvinceElsewhere);
    let fix = Bulk {
        scope: Scope::Ids {
            kind: RecordType::Site,
            ids: vec![id],
        },
        operation: Operation::Fix {
            rule: FindingCode::ProvinceElsewhere,
            field: None,
        },
        leave_archived: false,
        confirm: false,
    };
    app::bulk(&client.app, fix).await.expect("mends");
    let view = client.get(RecordType::Site, id).await;
    assert_eq!(fields::text(&view.row.fields, "province"), "BE-VWV");
    assert!(view.row.findings.is_empty());

    // Of a new one too; without a code somebody has to choose (AT-ET-10).
    let (_, codes) = checked(&client, None, json!({"name": "Nieuw"})).await;
    assert_eq!(codes, [FindingCode::Required]);
    let new = Create {
        kind: RecordType::Site,
        fields: record(json!({"name": "Nieuw", "postalCode": "6600"})),
    };
    let made = app::create(&client.app, new).await.expect("makes").ids[0];
    let view = client.get(RecordType::Site, made).await;
    assert_eq!(fields::text(&view.row.fields, "province"), "BE-WLX");
    // The service takes it as it is.
    let pushed = client.push().await;
    assert_eq!(pushed.results, []);
}

/// How many offers have a member or value in a field.
fn uses(client: &Client, field: &str, id: RecordId) -> u64 {
    let mut count = 0;
    let all = app::views::filter(RecordType::Offer, Vec::<Condition>::new());
    app::views::each_row(&client.app, &all, |row| {
        let id = id.to_string();
        let has = fields::text(&row.fields, field) == id
            || fields::members(&row.fields, field).contains(&id.as_str());
        count += u64::from(has);
        Ok(())
    })
    .expect("rows");
    count
}

#[tokio::test]
async fn a_list_tells_how_many_offers_use_a_contact_or_site() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    for (kind, field) in [
        (RecordType::Contact, "contact"),
        (RecordType::Site, "sites"),
    ] {
        let rows = rows(&client, kind).await;
        assert!(rows.iter().any(|row| row.used_by > Some(0)), "{kind}");
        for row in rows {
            assert_eq!(row.used_by, Some(uses(&client, field, row.id)), "{kind}");
            let view = client.get(kind, row.id).await;
            assert_eq!(view.row.used_by, row.used_by);
        }
    }
    // Nothing uses an offer.
    assert!(
        rows(&client, RecordType::Offer)
            .await
            .iter()
            .all(|row| row.used_by.is_none())
    );
}

#[tokio::test]
async fn another_contact_takes_the_place_of_one_that_retires_in_one_step() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let contacts = rows(&client, RecordType::Contact).await;
    let mut used = contacts.iter().filter(|row| row.used_by > Some(0));
    let from = used.next().expect("a used contact").clone();
    let to = contacts
        .iter()
        .find(|row| row.id != from.id)
        .expect("another");
    let count = from.used_by.expect("a number");
    let replace = Bulk {
        scope: Scope::Filter {
            filter: app::views::filter(
                RecordType::Offer,
                vec![Condition::new("contact", &from.id.to_string())],
            ),
        },
        operation: serde_json::from_value(json!({
            "op": "replaceContact", "from": from.id, "to": to.id, "retire": true
        }))
        .expect("an operation"),
        leave_archived: false,
        confirm: false,
    };
    let done = app::bulk(&client.app, replace).await.expect("replaces");
    assert_eq!(done.changed, count + 1);
    let retired = async || {
        let view = client.get(RecordType::Contact, from.id).await;
        (fields::flag(&view.row.fields, "retired"), view.row.used_by)
    };
    assert_eq!(retired().await, (true, Some(0)));
    let view = client.get(RecordType::Contact, to.id).await;
    assert_eq!(view.row.used_by, to.used_by.map(|before| before + count));
    app::undo(&client.app, Nothing {}).await.expect("undoes");
    assert_eq!(retired().await, (false, Some(count)));
    assert_eq!(client.pending().await, 0);
}
