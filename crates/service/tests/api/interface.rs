//! The OpenAPI document and the demo data.

use crate::support;

use edutracker_domain::{
    Limits, Lookup, Record, RecordId, RecordType, Severity, record, validate, validate::Facts,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use support::World;

#[test]
fn every_path_is_in_the_document() {
    let document = edutracker_service::document();
    assert_eq!(document["openapi"], "3.1.0");
    let listed: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let routed: BTreeSet<&str> = edutracker_service::paths().into_iter().collect();
    assert_eq!(listed, routed);
    for name in [
        "PushPart",
        "PushResult",
        "ChangeLine",
        "ChangePage",
        "Problem",
        "Meta",
        "SessionTokens",
    ] {
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
}

struct Data(BTreeMap<(RecordType, RecordId), Record>);

impl Lookup for Data {
    fn facts(&self, kind: RecordType, id: RecordId) -> Option<Facts> {
        let data = self.0.get(&(kind, id))?;
        let text = |name: &str| record::text(data, name).to_owned();
        Some(match kind {
            RecordType::Organisation => Facts {
                name: text("kind"),
                ..Facts::default()
            },
            _ => Facts {
                organisation: text("organisation").parse().ok(),
                province: text("province"),
                name: text("name"),
                retired: false,
            },
        })
    }

    fn today(&self) -> String {
        "2026-11-22".into()
    }
}

#[tokio::test]
async fn demo_data_breaks_no_rule() {
    let world = World::new();
    let lines = world
        .snapshot(&world.token("reviewer@agoria.example").await)
        .await;
    let mut data = Data(BTreeMap::new());
    for line in lines.iter().filter(|line| line["t"] == "u") {
        let Value::Object(fields) = line["data"].clone() else {
            panic!("{line}")
        };
        let key = (
            line["type"].as_str().unwrap().parse().unwrap(),
            line["id"].as_str().unwrap().parse().unwrap(),
        );
        assert!(data.0.insert(key, fields).is_none());
    }
    let (mut published, mut bytes, mut names) = (0, 0, BTreeSet::new());
    let offers: Vec<&Record> = data
        .0
        .iter()
        .filter(|((kind, _), _)| *kind == RecordType::Offer)
        .map(|(_, d)| d)
        .collect();
    for ((kind, id), fields) in &data.0 {
        let findings = validate::validate(*kind, fields, &data, &Limits::default());
        let errors: Vec<_> = findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{kind} {id}: {errors:?}");
    }
    for offer in &offers {
        published += usize::from(record::flag(offer, "published"));
        bytes += serde_json::to_string(offer).unwrap().len();
        names.insert((
            record::text(offer, "organisation"),
            record::text(offer, "name"),
            record::text(offer, "studyLevel"),
            record::members(offer, "languages"),
            record::members(offer, "sites"),
        ));
    }
    assert!(
        published * 10 > offers.len() * 7,
        "{published} of {}",
        offers.len()
    );
    assert!(
        (800..1_400).contains(&(bytes / offers.len())),
        "{}",
        bytes / offers.len()
    );
    assert!(
        names.len() * 100 > offers.len() * 97,
        "{} of {}",
        names.len(),
        offers.len()
    );
}

#[test]
fn demo_sizes_are_as_asked() {
    use edutracker_service::{Options, Service, demo::Size, storage::Scope};
    for size in [1, 9, 100, 635, 2_000] {
        let service = Service::open(Options {
            demo: Some(Size(Some(size))),
            ..Options::test()
        })
        .unwrap();
        let reader = service.storage().reader().unwrap();
        let kul = reader.organisation("KUL").unwrap().unwrap();
        let count = |org: Option<RecordId>| {
            let scope = Scope {
                orgs: org.map(|org| vec![org]),
                kinds: vec![RecordType::Offer],
                own: kul,
                own_kinds: Vec::new(),
                internal: true,
            };
            usize::try_from(reader.tally(&scope).unwrap().count).unwrap()
        };
        assert_eq!(count(None), size);
        assert!(count(Some(kul)) * 10 >= size, "{size}");
    }
}
