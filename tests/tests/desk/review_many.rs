//! What a reviewer does with many offers: finds those that are alike, and decides
//! on them at once.

use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType, codes::CodeList};
use edutracker_protocol::{
    ErrorCode,
    command::{
        Condition, FacetsAsked, Nothing, NoticesAsked, ReviewDecision, ReviewItemAsked, ViewOpen,
    },
};
use edutracker_service::Options;
use edutracker_tests::world::{Client, World};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A verdict of many offers, as the window and the terminal give it.
fn verdict(ids: &[RecordId], verdict: &str, confirm: bool) -> ReviewDecision {
    let reason = match verdict {
        "remove" => Some("NON_TECH".to_owned()),
        "ask" => Some("BORDERLINE".to_owned()),
        _ => None,
    };
    ReviewDecision {
        ids: ids.to_vec(),
        verdict: verdict.to_owned(),
        reasons: reason.into_iter().collect(),
        note: Default::default(),
        due: None,
        seen: Default::default(),
        known: Default::default(),
        notify: true,
        confirm,
    }
}

#[tokio::test]
async fn a_verdict_on_many_offers_has_to_be_confirmed_whatever_it_is() {
    let world = World::demo();
    let reviewer = world.client("AGORIA", "reviewer").await;
    let queue = reviewer.queue();
    let offers = app::status(&reviewer.app, Nothing {})
        .await
        .expect("counts");
    let all = offers.records["offer"] as usize;
    let most = (all / 20).clamp(5, 50);
    assert!(queue.len() > most, "{} of {all}", queue.len());
    for name in ["keep", "remove", "ask", "defer"] {
        let many = app::review(&reviewer.app, verdict(&queue[..=most], name, false));
        let asked = many.await.expect("asks").needs_confirm;
        let asked = asked.unwrap_or_else(|| panic!("{name}: {most} and one more"));
        let counted = (most + 1) as u64;
        let expected = if name == "remove" {
            (0, counted)
        } else {
            (counted, 0)
        };
        assert_eq!((asked.updates, asked.removals), expected, "{name}");
        assert_eq!(reviewer.pending().await, 0, "{name}: nothing was done");
        for (ids, confirm) in [(&queue[..most], false), (&queue[..=most], true)] {
            let reply = app::review(&reviewer.app, verdict(ids, name, confirm)).await;
            let reply = reply.expect("decides");
            assert_eq!(reply.needs_confirm, None, "{name}");
            assert_eq!(reviewer.pending().await, ids.len() as u64, "{name}");
            app::undo(&reviewer.app, Nothing {}).await.expect("undoes");
            assert_eq!(reviewer.pending().await, 0, "{name}: one step");
        }
    }
}

#[tokio::test]
async fn the_places_of_a_note_are_filled_for_each_offer() {
    let world = World::demo();
    let (owner, other) = (
        world.client("KUL", "administrator").await,
        world.client("HOGENT", "administrator").await,
    );
    let reviewer = world.client("AGORIA", "reviewer").await;
    let offers = [
        (&owner, owner.published()[0]),
        (&other, other.published()[0]),
    ];
    let ids = offers.map(|(_, id)| id);
    let mut removal = verdict(&ids, "remove", false);
    let texts = [("nl", "“{name}” van {institution}"), ("fr", "Sans {nom}")];
    removal.note = texts
        .map(|(lang, text)| (lang.to_owned(), text.to_owned()))
        .into();
    app::review(&reviewer.app, removal).await.expect("removes");
    reviewer.push().await;
    for (client, id) in offers {
        client.pull().await;
        let offer = client.offer(id).await;
        let owner = offer["organisation"].as_str().expect("an owner");
        let owner = owner.parse().expect("an id");
        let owner = client.get(RecordType::Organisation, owner).await.row.fields;
        let expected = format!(
            "“{}” van {}",
            offer["name"].as_str().expect("a name"),
            owner["legalName"].as_str().expect("a name")
        );
        assert_eq!(
            offer["removed"]["note"],
            json!({"nl": expected, "fr": "Sans {nom}"})
        );
    }
    // A question keeps the same rule.
    let mut question = verdict(&reviewer.queue()[..1], "ask", false);
    question.note = [("en".to_owned(), "{name}?".to_owned())].into();
    let id = question.ids[0];
    app::review(&reviewer.app, question).await.expect("asks");
    let view = reviewer.get(RecordType::Offer, id).await;
    let name = view.row.fields["name"].as_str().expect("a name");
    assert_eq!(view.reviews[0].fields["note"]["en"], format!("{name}?"));
}

/// The queue, or all offers, where some conditions hold.
fn filtered(queue: bool, conditions: &[(&str, &str)]) -> ViewOpen {
    let conditions = conditions.iter();
    let conditions = conditions.map(|(field, value)| Condition::new(field, value));
    ViewOpen {
        review_queue: queue,
        ..app::views::filter(RecordType::Offer, conditions.collect())
    }
}

fn found(client: &Client, queue: bool, conditions: &[(&str, &str)]) -> BTreeSet<RecordId> {
    let found = app::views::select(&client.app, &filtered(queue, conditions));
    found.expect("finds").into_iter().collect()
}

/// The values of a field with their counts, and how many offers there are.
async fn counted(
    client: &Client,
    field: &str,
    (queue, conditions): (bool, &[(&str, &str)]),
) -> (u64, BTreeMap<String, usize>) {
    let asked = FacetsAsked {
        filter: filtered(queue, conditions),
        fields: vec![field.to_owned()],
        most: None,
    };
    let facets = app::facets(&client.app, asked).await.expect("counts");
    let values = facets.facets[0].values.iter();
    let values = values.map(|value| (value.value.clone(), value.count as usize));
    (facets.total, values.collect())
}

#[tokio::test]
async fn offers_are_found_by_the_criteria_that_ask_for_a_look() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let outside = CodeList::StudyDomains.items().iter();
    let outside: Vec<_> = outside.filter(|one| !one.in_scope_by_default).collect();
    let (first, second) = (&outside[0].code, &outside[1].code);
    let ids = owner.published();
    for (at, patch) in [
        json!({"durationMonths": 2, "studyLevel": "PG"}),
        json!({"durationMonths": 1}),
        json!({"durationMonths": 3, "studyDomains": {first.clone(): true, second.clone(): true}}),
        json!({"durationMonths": null, "studyDomains": {first.clone(): true, "ICT-SOFT": true}}),
    ]
    .into_iter()
    .enumerate()
    {
        owner.edit(ids[at], patch).await;
    }
    owner.push().await;
    reviewer.pull().await;
    // What an item says of each offer, for all of them.
    let mut looks: BTreeMap<String, BTreeSet<RecordId>> = BTreeMap::new();
    let all = reviewer.ids(RecordType::Offer, &[]);
    for id in &all {
        let item = app::review_item(&reviewer.app, ReviewItemAsked { id: *id }).await;
        let looked = item.expect("an item").criteria.into_iter();
        let mut asks: Vec<_> = looked.filter(|one| one.look == "look").collect();
        if asks.is_empty() {
            looks.entry(String::new()).or_default().insert(*id);
        }
        for asking in asks.drain(..) {
            looks.entry(asking.criterion).or_default().insert(*id);
        }
    }
    for criterion in ["technological", "not_yet_employed", "minimum_length"] {
        assert!(looks.contains_key(criterion), "{criterion}");
    }
    let (total, counts) = counted(&reviewer, "criterion", (false, &[])).await;
    assert_eq!(total, all.len() as u64);
    let expected = looks.iter().map(|(code, ids)| (code.clone(), ids.len()));
    assert_eq!(counts, expected.collect());
    for (criterion, ids) in &looks {
        let condition = [("criterion", criterion.as_str())];
        assert_eq!(&found(&reviewer, false, &condition), ids, "{criterion}");
        // A field leaves its own condition aside, others do not.
        let (total, same) = counted(&reviewer, "criterion", (false, &condition)).await;
        assert_eq!((total, same), (ids.len() as u64, counts.clone()));
        let (_, levels) = counted(&reviewer, "studyLevel", (false, &condition)).await;
        assert_eq!(levels.values().sum::<usize>(), ids.len(), "{criterion}");
    }
    let wrong = filtered(false, &[("criterion", "beauty")]);
    let refused = app::views::select(&reviewer.app, &wrong).expect_err("no such criterion");
    assert_eq!(refused.code, ErrorCode::InvalidValue);
    // What is edited here counts as it is now.
    let before = found(&reviewer, false, &[("criterion", "minimum_length")]);
    let corrected = found(&owner, false, &[("criterion", "minimum_length")]);
    assert!(before.contains(&ids[1]) && corrected.contains(&ids[1]));
    owner.edit(ids[1], json!({"durationMonths": 12})).await;
    assert!(!found(&owner, false, &[("criterion", "minimum_length")]).contains(&ids[1]));
}

/// A reviewer whose service keeps secondary schools out between these days, with
/// the offers of one.
async fn with_a_school(dates: &str) -> (World, Client, BTreeSet<RecordId>) {
    let mut options = Options::test();
    let exclusions = &mut options.settings.texts.exclusions;
    exclusions
        .date(&format!("secondary_school={dates}"))
        .expect("dates");
    let world = World::open(options);
    let reviewer = world.client("AGORIA", "reviewer").await;
    let condition = [("criterion", "education_kind")];
    assert!(found(&reviewer, false, &condition).is_empty());
    let school = reviewer.ids(RecordType::Organisation, &[("code", "TECHNIF")])[0];
    let offers = found(&reviewer, false, &[("organisation", &school.to_string())]);
    assert!(!offers.is_empty());
    // As a pull notes it down once the organisation's kind was changed.
    app::status::with_cache(&reviewer.app, |cache| {
        cache.write(|tx| {
            let sql = "UPDATE org SET kind = 'secondary_school' WHERE code = 'TECHNIF'";
            tx.execute(sql, []).map_err(edutracker_store::Error::from)
        })
    })
    .expect("writes");
    (world, reviewer, offers)
}

#[tokio::test]
async fn offers_of_a_school_are_looked_at_on_the_days_that_the_operator_names() {
    // The clients' day is 22 November; the end is the first day on which they may.
    for (dates, kept_out) in [
        ("2026-11-21", true),
        ("2026-11-22..2026-11-23", true),
        ("2026-11-21..2026-11-22", false),
        ("2026-11-23..2027-09-01", false),
    ] {
        let (_world, reviewer, offers) = with_a_school(dates).await;
        let expected = if kept_out {
            offers.clone()
        } else {
            BTreeSet::new()
        };
        // What the queue finds is what each item says, and what a decision keeps.
        let condition = [("criterion", "education_kind")];
        assert_eq!(found(&reviewer, false, &condition), expected, "{dates}");
        let (_, counts) = counted(&reviewer, "criterion", (false, &[])).await;
        let count = counts.get("education_kind").copied().unwrap_or_default();
        assert_eq!(count, expected.len(), "{dates}");
        for id in &offers {
            let item = app::review_item(&reviewer.app, ReviewItemAsked { id: *id }).await;
            let looked = item.expect("an item").criteria.into_iter();
            let mut looked = looked.filter(|one| one.criterion == "education_kind");
            let look = if kept_out { "look" } else { "fine" };
            assert_eq!(looked.next().expect("is asked").look, look, "{dates}");
        }
        let id = *offers.first().expect("an offer");
        let kept = app::review(&reviewer.app, verdict(&[id], "keep", false)).await;
        kept.expect("keeps");
        let view = reviewer.get(RecordType::Offer, id).await;
        let shown = &view.reviews[0].fields["shown"];
        let asks = shown["criteria"]["education_kind"] == json!(true);
        assert_eq!(asks, kept_out, "{dates}: {shown}");
    }
}

#[tokio::test]
async fn what_became_of_the_mails_of_a_decision_is_asked_of_the_service() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let ids = &owner.published()[..3];
    let decided = |id: RecordId, name: &str, notify| ReviewDecision {
        notify,
        ..verdict(&[id], name, false)
    };
    for (id, name, notify) in [
        (ids[0], "remove", true),
        (ids[1], "remove", false),
        (ids[2], "keep", true),
    ] {
        app::review(&reviewer.app, decided(id, name, notify))
            .await
            .expect("decides");
    }
    reviewer.push().await;
    reviewer.pull().await;
    let review = async |id: RecordId| {
        let view = reviewer.get(RecordType::Offer, id).await;
        view.reviews[0].id
    };
    let told = async |client: &Client, review: RecordId| {
        app::notices(&client.app, NoticesAsked { review }).await
    };
    let removal = review(ids[0]).await;
    let mails = told(&reviewer, removal).await.expect("is told").items;
    assert!(mails.len() > 1, "administrators and contact: {mails:?}");
    for mail in &mails {
        assert_eq!(
            (mail.review, mail.offer, mail.state.as_str()),
            (removal, ids[0], "waiting")
        );
    }
    let addresses: BTreeSet<_> = mails.iter().map(|mail| &mail.recipient).collect();
    assert_eq!(addresses.len(), mails.len());
    // In silence, or kept: nothing went to anybody.
    for id in [ids[1], ids[2]] {
        let review = review(id).await;
        assert_eq!(told(&reviewer, review).await.expect("is told").items, []);
    }
    // It is the service's to know, and Agoria's.
    reviewer.set_up(false);
    let away = told(&reviewer, removal).await.expect_err("is not known");
    assert_eq!(away.code, ErrorCode::Unreachable);
    let refused = told(&owner, removal).await.expect_err("is not theirs");
    assert_eq!(refused.code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn offers_are_found_by_what_changed_since_the_decision_on_them() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let ids = owner.published();
    let kept = app::review(&reviewer.app, verdict(&ids[..4], "keep", false)).await;
    assert_eq!(kept.expect("keeps").needs_confirm, None);
    reviewer.push().await;
    reviewer.pull().await;
    let waiting = reviewer.queue().len();
    let (_, none) = counted(&reviewer, "changed", (true, &[])).await;
    assert_eq!(none, [(String::new(), waiting)].into());
    let months = owner.offer(ids[2]).await["durationMonths"].clone();
    for (id, patch) in [
        (ids[0], json!({"durationMonths": 7})),
        (
            ids[1],
            json!({"durationMonths": 8, "name": "Elektromechanica"}),
        ),
        (ids[2], json!({"durationMonths": 9})),
        // One that nobody had decided on.
        (ids[4], json!({"durationMonths": 10})),
    ] {
        owner.edit(id, patch).await;
    }
    owner.push().await;
    reviewer.pull().await;
    // And back again: it waits, and nothing of it differs any more.
    owner.edit(ids[2], json!({"durationMonths": months})).await;
    owner.push().await;
    reviewer.pull().await;
    assert_eq!(reviewer.queue().len(), waiting + 3);
    let (total, counts) = counted(&reviewer, "changed", (true, &[])).await;
    assert_eq!(total as usize, waiting + 3);
    let expected = [("", waiting + 1), ("durationMonths", 2), ("name", 1)];
    assert_eq!(
        counts,
        expected
            .map(|(field, count)| (field.to_owned(), count))
            .into()
    );
    let by = |field| found(&reviewer, true, &[("changed", field)]);
    assert_eq!(by("durationMonths"), ids[..2].iter().copied().collect());
    assert_eq!(by("name"), [ids[1]].into());
    assert_eq!(by("website"), BTreeSet::new());
    assert_eq!(by("").len(), waiting + 1);
    let both = [("changed", "durationMonths"), ("changed", "name")];
    assert_eq!(found(&reviewer, true, &both), [ids[1]].into());
    // Decided on again, they are looked at anew.
    let kept = app::review(&reviewer.app, verdict(&ids[..2], "keep", false)).await;
    kept.expect("keeps");
    assert!(by("durationMonths").is_empty());
    let wrong = filtered(true, &[("changed", "colour")]);
    assert!(app::views::select(&reviewer.app, &wrong).is_err());
}
