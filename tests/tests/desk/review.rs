//! The desk of reviewers: what comes first, what helps to decide, what comes back.

use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType};
use edutracker_exchange::export::json::flat;
use edutracker_protocol::{
    ErrorCode,
    command::{
        Judgement, Nothing, RecordRef, ReviewDecision, ReviewItem, ReviewItemAsked, ReviewReply,
    },
};
use edutracker_store::reviews;
use edutracker_tests::world::{Client, World};
use serde_json::json;
use std::collections::BTreeMap;

async fn decide(
    reviewer: &Client,
    id: RecordId,
    verdict: &str,
    reason: Option<&str>,
    due: Option<&str>,
) {
    let decision = ReviewDecision {
        ids: vec![id],
        verdict: verdict.to_owned(),
        reasons: reason.map(str::to_owned).into_iter().collect(),
        note: Default::default(),
        due: due.map(str::to_owned),
        seen: Default::default(),
        known: Default::default(),
        notify: true,
        confirm: false,
    };
    app::review(&reviewer.app, decision).await.expect("decides");
}

async fn item(reviewer: &Client, id: RecordId) -> ReviewItem {
    app::review_item(&reviewer.app, ReviewItemAsked { id })
        .await
        .expect("an item")
}

/// Twelve removals of the same trade: the thirteenth offer of it is likelier
/// not technological than the model alone would say, and says why.
#[tokio::test]
async fn what_was_decided_again_and_again_is_learned() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let ids = owner.published();
    let (another, trade) = ids.split_first().expect("offers");
    for (place, id) in trade.iter().take(12).enumerate() {
        let name = format!("Zwerfkeien zetten {}", char::from(b'A' + place as u8));
        let offer = json!({"name": name, "description": ""});
        owner.edit(*id, offer).await;
    }
    let atelier = json!({"name": "Atelier zwerfkeien", "description": ""});
    owner.edit(*another, atelier).await;
    owner.push().await;
    reviewer.pull().await;
    while app::desk::judge_some(&reviewer.app).expect("judges") {}
    let before = item(&reviewer, *another).await.judgement;
    let decided = |judgement: &Judgement| {
        let mut all = judgement.speaks_for.iter().chain(&judgement.speaks_against);
        all.find(|evidence| evidence.field == "decisions").cloned()
    };
    assert_eq!(decided(&before), None);
    for id in trade.iter().take(12) {
        decide(&reviewer, *id, "remove", Some("NON_TECH"), None).await;
    }
    reviewer.push().await;
    reviewer.pull().await;
    while app::desk::judge_some(&reviewer.app).expect("judges") {}
    let after = item(&reviewer, *another).await.judgement;
    assert!(after.not_technological > before.not_technological + 0.05);
    assert_ne!(after.model, before.model);
    let evidence = decided(&after).expect("decisions speak");
    assert_eq!(
        (evidence.text.as_str(), evidence.decisions),
        ("zwerfkeien", Some(12))
    );
    assert!(evidence.weight > 0.0);
    // The queue is ordered by the same number.
    let said = probability(&reviewer, *another).await;
    assert!((said - after.not_technological).abs() < 1e-9);
}

async fn probability(reviewer: &Client, id: RecordId) -> f64 {
    let offer = RecordRef {
        kind: RecordType::Offer,
        id,
    };
    let said = app::explain(&reviewer.app, offer).await.expect("explains");
    said.judgement.not_technological
}

#[tokio::test]
async fn the_queue_begins_with_what_is_most_likely_not_technological() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    while app::desk::judge_some(&reviewer.app).expect("judges") {}
    let queue = reviewer.queue();
    assert!(queue.len() > 100, "{}", queue.len());
    let mut last = 1.0;
    for id in queue.iter().step_by(queue.len() / 20) {
        let next = probability(&reviewer, *id).await;
        assert!(next <= last + 0.001, "{next} after {last}");
        last = next;
    }
    // Judged anew when its name changes.
    let ids = owner.published();
    owner
        .edit(
            ids[0],
            json!({"name": "Elektromechanica", "description": ""}),
        )
        .await;
    owner
        .edit(
            ids[1],
            json!({"name": "Kunstgeschiedenis", "description": ""}),
        )
        .await;
    owner.push().await;
    reviewer.pull().await;
    while app::desk::judge_some(&reviewer.app).expect("judges") {}
    let queue = reviewer.queue();
    let place = |id| queue.iter().position(|one| *one == id).expect("waits");
    assert!(place(ids[1]) < place(ids[0]));
    assert!(
        app::desk::judge_some(&owner.app).is_ok_and(|more| !more),
        "nobody else judges"
    );
}

#[tokio::test]
async fn an_item_shows_evidence_criteria_and_what_changed_since_the_decision() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let id = owner.published()[0];
    owner
        .edit(
            id,
            json!({"name": "Boekhouden en fiscaliteit", "durationMonths": 2}),
        )
        .await;
    owner.push().await;
    reviewer.pull().await;
    let before = item(&reviewer, id).await;
    assert!(
        before.judgement.flag,
        "{}",
        before.judgement.not_technological
    );
    assert!(
        before
            .judgement
            .speaks_for
            .iter()
            .any(|said| said.field == "name")
    );
    assert_eq!(before.criteria.len(), 4);
    let length = before
        .criteria
        .iter()
        .find(|one| one.criterion == "minimum_length");
    assert_eq!(length.map(|one| one.look.as_str()), Some("look"));
    assert!(before.since.is_empty(), "nothing was decided yet");

    decide(&reviewer, id, "keep", None, None).await;
    reviewer.push().await;
    reviewer.pull().await;
    owner.edit(id, json!({"durationMonths": 6})).await;
    owner.push().await;
    owner.edit(id, json!({"name": "Boekhouden"})).await;
    owner.push().await;
    reviewer.pull().await;
    let after = item(&reviewer, id).await;
    let mut since: Vec<_> = after
        .since
        .iter()
        .map(|change| {
            (
                change.field.as_str(),
                change.before.clone(),
                change.after.clone(),
            )
        })
        .collect();
    since.sort_by_key(|(field, ..)| *field);
    assert_eq!(
        since,
        [
            ("durationMonths", json!(2), json!(6)),
            (
                "name",
                json!("Boekhouden en fiscaliteit"),
                json!("Boekhouden")
            ),
        ]
    );
}

#[tokio::test]
async fn decisions_elsewhere_are_shown_beside_an_offer() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let other = world.client("HOGENT", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let (mine, also, theirs) = (
        owner.published()[0],
        owner.published()[1],
        other.published()[0],
    );
    owner
        .edit(mine, json!({"name": "Toegepaste zeefdruktechnieken"}))
        .await;
    owner.push().await;
    other
        .edit(theirs, json!({"name": "Zeefdruktechnieken"}))
        .await;
    other.push().await;
    reviewer.pull().await;
    decide(&reviewer, theirs, "remove", Some("NON_TECH"), None).await;
    decide(&reviewer, also, "keep", None, None).await;
    reviewer.push().await;
    reviewer.pull().await;
    let item = item(&reviewer, mine).await;
    let similar = item.similar.first().expect("a similar one");
    assert_eq!(
        (similar.id, similar.organisation.as_str()),
        (theirs, "HOGENT")
    );
    assert_eq!(similar.verdict.as_deref(), Some("remove"));
    assert_eq!(similar.reasons, ["NON_TECH"]);
    let earlier = item.earlier.first().expect("an earlier one");
    assert_eq!(
        (earlier.id, earlier.verdict.as_deref()),
        (also, Some("keep"))
    );
}

#[tokio::test]
async fn a_question_leaves_the_queue_until_its_day() {
    let world = World::demo();
    let reviewer = world.client("AGORIA", "reviewer").await;
    let queue = reviewer.queue();
    decide(
        &reviewer,
        queue[0],
        "ask",
        Some("BORDERLINE"),
        Some("2026-11-23"),
    )
    .await;
    decide(
        &reviewer,
        queue[1],
        "ask",
        Some("BORDERLINE"),
        Some("2026-11-22"),
    )
    .await;
    let left = reviewer.queue();
    assert!(!left.contains(&queue[0]), "tomorrow");
    assert!(left.contains(&queue[1]), "its day has come");
    // A day that is past is no day to answer by.
    let late = ReviewDecision {
        ids: vec![queue[2]],
        verdict: "ask".to_owned(),
        reasons: vec!["BORDERLINE".to_owned()],
        note: Default::default(),
        due: Some("2026-11-21".to_owned()),
        seen: Default::default(),
        known: Default::default(),
        notify: true,
        confirm: false,
    };
    let refused = app::review(&reviewer.app, late).await.expect_err("is past");
    assert_eq!(refused.code, ErrorCode::InvalidValue);
    app::undo(&reviewer.app, Nothing {}).await.expect("undoes");
    app::undo(&reviewer.app, Nothing {}).await.expect("undoes");
    assert_eq!(reviewer.queue().len(), queue.len());
}

#[tokio::test]
async fn an_answer_brings_an_offer_back_to_the_queue_and_an_objection_a_removed_one() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let ids = owner.published();
    decide(
        &reviewer,
        ids[0],
        "ask",
        Some("BORDERLINE"),
        Some("2027-01-01"),
    )
    .await;
    decide(&reviewer, ids[1], "remove", Some("NON_TECH"), None).await;
    decide(&reviewer, ids[2], "keep", None, None).await;
    reviewer.push().await;
    reviewer.pull().await;
    for id in &ids[..3] {
        assert!(!reviewer.queue().contains(id));
    }
    owner.pull().await;
    for (id, verdict) in [(ids[0], "ask"), (ids[1], "remove")] {
        let reviews = owner.get(RecordType::Offer, id).await.reviews;
        assert_eq!(reviews.len(), 1, "{verdict}");
        let reply = ReviewReply {
            review: reviews[0].id,
            words: "Wij leiden technici op.".to_owned(),
        };
        app::review_reply(&owner.app, reply).await.expect("replies");
    }
    assert!(
        owner
            .get(RecordType::Offer, ids[2])
            .await
            .reviews
            .is_empty(),
        "what is kept stays among reviewers"
    );
    assert_eq!(owner.push().await.summary.applied, 2);
    reviewer.pull().await;
    let queue = reviewer.queue();
    assert!(queue.contains(&ids[0]) && queue.contains(&ids[1]));
    // Looked at again, they are done.
    decide(&reviewer, ids[0], "keep", None, None).await;
    decide(&reviewer, ids[1], "restore", None, None).await;
    let queue = reviewer.queue();
    assert!(!queue.contains(&ids[0]));
    reviewer.push().await;
    reviewer.pull().await;
    assert!(!reviewer.queue().contains(&ids[1]), "restored: unpublished");
}

#[tokio::test]
async fn the_report_counts_what_was_decided() {
    let world = World::demo();
    let reviewer = world.client("AGORIA", "reviewer").await;
    let queue = reviewer.queue();
    decide(&reviewer, queue[0], "keep", None, None).await;
    decide(&reviewer, queue[1], "defer", Some("BORDERLINE"), None).await;
    let removal = ReviewDecision {
        ids: queue[2..4].to_vec(),
        verdict: "remove".to_owned(),
        reasons: vec!["NON_TECH".to_owned()],
        note: Default::default(),
        due: None,
        seen: Default::default(),
        known: Default::default(),
        notify: false,
        confirm: false,
    };
    app::review(&reviewer.app, removal).await.expect("removes");
    let before = app::review_report(&reviewer.app, "", "").expect("a report");
    assert_eq!(
        before.decisions, 0,
        "a decision stands when the service took it"
    );
    reviewer.push().await;
    reviewer.pull().await;
    let report = app::review_report(&reviewer.app, "", "").expect("a report");
    assert_eq!((report.decisions, report.offers), (4, 4));
    assert_eq!(report.by_verdict["remove"], 2);
    assert_eq!(report.removed_by_reason["NON_TECH"], 2);
    assert_eq!(report.removed_by_organisation.values().sum::<u64>(), 2);
    assert_eq!(report.without_notice, 2);
    // A removal changes the offer itself, and counts all the same.
    assert_eq!(report.time_to_decision.known, 4);
    assert!(
        report
            .time_to_decision
            .median_hours
            .is_some_and(|hours| hours > 0.0)
    );
    // In a file for programs, a notice is told of only where there may be one.
    let mut notices = BTreeMap::new();
    for id in reviewer.ids(RecordType::Review, &[]) {
        let review = flat(&reviewer.get(RecordType::Review, id).await.row);
        notices.insert(review["verdict"].to_string(), review["notify"].clone());
    }
    let expected = [
        ("keep", json!(null)),
        ("defer", json!(null)),
        ("remove", json!(false)),
    ];
    let expected = expected.map(|(verdict, told)| (json!(verdict).to_string(), told));
    assert_eq!(notices, expected.into());
    let empty = app::review_report(&reviewer.app, "2001-01-01", "2001-12-31").expect("a report");
    assert_eq!(empty.decisions, 0);
    assert!(app::review_report(&reviewer.app, "yesterday", "").is_err());
}

#[tokio::test]
async fn what_changed_since_it_was_looked_at_is_not_decided() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let ids = owner.published();
    let shown = reviewer.get(RecordType::Offer, ids[0]).await.row.rev;
    owner
        .edit(ids[0], json!({"name": "Elektromechanica"}))
        .await;
    owner.push().await;
    reviewer.pull().await;
    let removal = ReviewDecision {
        ids: ids[..2].to_vec(),
        verdict: "remove".to_owned(),
        reasons: vec!["NON_TECH".to_owned()],
        note: Default::default(),
        due: None,
        seen: [(ids[0], shown.expect("a revision"))].into(),
        known: Default::default(),
        notify: true,
        confirm: false,
    };
    let refused = app::review(&reviewer.app, removal)
        .await
        .expect_err("look again");
    assert_eq!(refused.code, ErrorCode::LookAgain);
    assert_eq!(reviewer.pending().await, 0, "all or nothing");
}

#[tokio::test]
async fn a_decision_keeps_what_was_shown_and_its_owner_does_not_get_it() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let colleague = world.client("AGORIA", "reviewer").await;
    let ids = owner.published();
    for (id, verdict, reason) in [
        (ids[0], "remove", Some("NON_TECH")),
        (ids[1], "ask", Some("BORDERLINE")),
        (ids[2], "keep", None),
        (ids[3], "defer", None),
    ] {
        decide(&reviewer, id, verdict, reason, None).await;
    }
    assert_eq!(reviewer.push().await.summary.applied, 4);
    for client in [&reviewer, &colleague, &owner] {
        client.pull().await;
    }
    for client in [&reviewer, &colleague] {
        for (id, offer) in ids[..4].iter().zip(0..) {
            let review = &client.get(RecordType::Offer, *id).await.reviews[0];
            let shown = &review.fields["shown"];
            let expected = probability(client, *id).await;
            let kept = shown["probability"].as_f64().expect("a probability");
            assert!(
                (kept - expected).abs() < 0.001,
                "{offer}: {kept} {expected}"
            );
            assert!(
                shown["model"]
                    .as_str()
                    .is_some_and(|model| !model.is_empty())
            );
            assert!(shown["for"].is_string() || shown["against"].is_string());
        }
    }
    let removed = owner.offer(ids[0]).await;
    assert!(removed["removed"].get("shown").is_none());
    for id in &ids[..2] {
        let reviews = owner.get(RecordType::Offer, *id).await.reviews;
        assert_eq!(reviews.len(), 1);
        assert!(!reviews[0].fields.contains_key("shown"));
    }
}

#[tokio::test]
async fn the_report_of_a_period_is_written_whole_or_not_at_all() {
    let world = World::demo();
    let reviewer = world.client("AGORIA", "reviewer").await;
    let queue = reviewer.queue();
    for id in &queue[..3] {
        decide(&reviewer, *id, "remove", Some("NON_TECH"), None).await;
    }
    decide(&reviewer, queue[3], "keep", None, None).await;
    reviewer.push().await;
    reviewer.pull().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.pdf");
    for to in ["", "2026-11-30"] {
        let written = app::review_report_to(&reviewer.app, "2026-11-01", to, &path);
        assert_eq!(written.expect("writes").count, 4);
        let bytes = std::fs::read(&path).expect("a file");
        assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    }
    let wrong = folder.path().join("wrong.pdf");
    assert!(app::review_report_to(&reviewer.app, "soon", "", &wrong).is_err() && !wrong.exists());
    let nowhere = folder.path().join("no/folder.pdf");
    let refused = app::review_report_to(&reviewer.app, "", "", &nowhere).expect_err("no folder");
    assert_eq!(refused.code, ErrorCode::Disk);
    let left = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 1, "nothing half written stays");
    let owner = world.client("KUL", "administrator").await;
    assert!(app::review_report_to(&owner.app, "", "", &wrong).is_err());
}

#[tokio::test]
async fn what_is_back_by_its_day_alone_is_judged_too() {
    let world = World::demo();
    let reviewer = world.client("AGORIA", "reviewer").await;
    let ids = reviewer.published();
    decide(&reviewer, ids[0], "defer", None, Some("2026-11-22")).await;
    decide(&reviewer, ids[1], "defer", None, Some("2026-11-23")).await;
    reviewer.push().await;
    reviewer.pull().await;
    while app::desk::judge_some(&reviewer.app).expect("judges") {}
    let queue = reviewer.queue();
    assert!(queue.contains(&ids[0]) && !queue.contains(&ids[1]));
    let score = |id| {
        let standing = app::status::with_cache(&reviewer.app, |cache| {
            cache.read(|c| reviews::standing(c, id, "2026-11-22"))
        });
        standing.expect("reads").score
    };
    assert!(score(ids[0]).is_some());
    assert_eq!(score(ids[1]), None, "nobody looks at it today");
}
