//! One edit on which the service fails each time: the others go, what others do
//! comes in, and the edit itself is kept where a person sees it.

use edutracker_app::{self as app, status::with_cache};
use edutracker_domain::{RecordId, RecordType, record};
use edutracker_protocol::{
    command::{
        Create, Nothing, PushesAsked, RecordRef, ResolveAll, Retry, RevertPush, RowState, Status,
    },
    wire::WireLimits,
};
use edutracker_service::{Options, Settings};
use edutracker_store::{meta, partition};
use edutracker_tests::world::{Client, Fault, Poison, World};
use serde_json::{Value, json};

/// The service cannot take what is done to this record.
fn poison(client: &Client, id: RecordId, answer: (u16, &'static str)) {
    *client.poison.lock().expect("poison") = Poison {
        text: Some(id.to_string()),
        answer,
        met: 0,
    };
}

fn mend(client: &Client) {
    *client.poison.lock().expect("poison") = Poison::default();
}

fn met(client: &Client) -> u32 {
    std::mem::take(&mut client.poison.lock().expect("poison").met)
}

async fn status(client: &Client) -> Status {
    app::status(&client.app, Nothing {}).await.expect("status")
}

async fn state(client: &Client, id: RecordId) -> RowState {
    client.get(RecordType::Offer, id).await.row.state
}

/// How often a value was written to a record, by the service's history.
async fn times(client: &Client, id: RecordId, value: &str) -> usize {
    let asked = RecordRef {
        kind: RecordType::Offer,
        id,
    };
    let history = app::history(&client.app, asked).await.expect("a history");
    let entries = history.entries.iter();
    entries.filter(|entry| entry.after == json!(value)).count()
}

/// Edits the first offers, of which one is poison, and tries until it is put
/// aside; answers after how many turns, and the most failures of one turn.
async fn until_refused(
    a: &Client,
    b: &Client,
    ids: &[RecordId],
    bad: RecordId,
    news: RecordId,
) -> (u32, u32) {
    for id in ids {
        a.edit(*id, json!({"website": "https://mine.example"}))
            .await;
    }
    let first = a.try_push().await;
    let (mut turns, mut most) = (1, met(a));
    if first.is_ok() {
        return (turns, most);
    }
    while state(a, bad).await != RowState::Refused {
        turns += 1;
        assert!(turns < 40, "it holds up everything for ever");
        let text = format!("https://theirs.example/{turns}");
        b.edit(news, json!({"description": text})).await;
        b.push().await;
        a.pull().await;
        most = most.max(met(a));
        assert_eq!(
            a.offer(news).await["description"],
            json!(text),
            "a pull works meanwhile"
        );
    }
    (turns, most)
}

/// Plays with so many edits, and news of one of them (by number) in each turn.
async fn plays(answer: (u16, &'static str), count: usize, news: usize) -> (u32, u32) {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    let (bad, mine, news) = (ids[1], &ids[..count], ids[news]);
    poison(&a, bad, answer);
    let figures = until_refused(&a, &b, mine, bad, news).await;
    let now = status(&a).await;
    assert_eq!((now.pending, now.refused), (1, 1), "the others went");
    for id in mine.iter().filter(|id| **id != bad) {
        assert_eq!(times(&a, *id, "https://mine.example").await, 1);
    }
    let view = a.get(RecordType::Offer, bad).await;
    let why = view.refusal.expect("a reason");
    assert_eq!(why["code"], json!(answer.1));
    assert_eq!(view.row.fields["website"], "https://mine.example", "kept");
    // It is sent no more, until a person wants it.
    let others = ids[count];
    a.edit(others, json!({"website": "https://later.example"}))
        .await;
    a.push().await;
    assert_eq!(
        (met(&a), times(&a, others, "https://later.example").await),
        (0, 1)
    );
    mend(&a);
    let again = Retry {
        records: vec![RecordRef {
            kind: RecordType::Offer,
            id: bad,
        }],
    };
    assert_eq!(app::retry(&a.app, again).await.expect("again").changed, 1);
    assert_eq!(state(&a, bad).await, RowState::Changed);
    a.push().await;
    assert_eq!(status(&a).await.pending, 0);
    assert_eq!(times(&a, bad, "https://mine.example").await, 1);
    figures
}

#[tokio::test]
async fn an_edit_that_the_service_fails_on_stands_in_nobodys_way() {
    // News of another record, of one that waits, and of the poison itself.
    for news in [7, 3, 1] {
        let (turns, most) = plays((503, "unavailable"), 5, news).await;
        assert!((3..12).contains(&turns), "{turns} turns");
        assert!(most <= 12, "{most} failures in one turn");
    }
}

#[tokio::test]
async fn an_edit_that_is_too_large_stands_in_nobodys_way() {
    let (turns, most) = plays((413, "too-large"), 5, 7).await;
    assert_eq!(turns, 1);
    assert!(most <= 12, "{most} failures in one turn");
}

/// Alone, it is tried for longer: a service that takes no edits at all for a
/// while looks the same.
#[tokio::test]
async fn an_edit_that_is_alone_is_put_aside_in_the_end() {
    let (turns, most) = plays((503, "unavailable"), 2, 7).await;
    assert!(turns < 12, "{turns} turns");
    assert!(most <= 12, "{most} failures in one turn");
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    poison(&a, ids[0], (503, "unavailable"));
    a.edit(ids[0], json!({"website": "https://mine.example"}))
        .await;
    assert!(a.try_push().await.is_err());
    for turn in 1..12 {
        a.pull().await;
        assert_eq!(state(&a, ids[0]).await, RowState::Waiting, "turn {turn}");
    }
    a.pull().await;
    assert_eq!(state(&a, ids[0]).await, RowState::Refused);
    drop(b);
}

/// A service that takes no edit of anybody keeps none of them: all arrive when it
/// is well again, without anybody's doing.
#[tokio::test]
async fn a_service_that_takes_nothing_for_a_while_gets_everything_afterwards() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    *a.poison.lock().expect("poison") = Poison {
        text: Some("push".to_owned()),
        answer: (503, "unavailable"),
        met: 0,
    };
    for id in &ids[..6] {
        a.edit(*id, json!({"website": "https://mine.example"}))
            .await;
    }
    assert!(a.try_push().await.is_err());
    met(&a);
    for _ in 0..40 {
        a.pull().await;
        assert!(met(&a) <= 8, "a broken service is left alone");
    }
    let now = status(&a).await;
    assert_eq!((now.pending, now.refused), (6, 0));
    mend(&a);
    a.pull().await;
    assert_eq!(status(&a).await.pending, 0);
    for id in &ids[..6] {
        assert_eq!(times(&a, *id, "https://mine.example").await, 1);
    }
}

/// The service took the edit and fails when it says so. Sent again it is the same
/// edit, and takes effect once.
#[tokio::test]
async fn an_edit_that_was_taken_after_all_is_taken_once() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    a.edit(ids[0], json!({"website": "https://mine.example"}))
        .await;
    a.fail([Fault::DropAnswer]);
    assert!(a.try_push().await.is_err());
    poison(&a, ids[0], (413, "too-large"));
    // Refused without a look at the feed.
    a.try_push().await.expect("nothing is left to send");
    assert_eq!(state(&a, ids[0]).await, RowState::Refused);
    mend(&a);
    let again = Retry {
        records: vec![RecordRef {
            kind: RecordType::Offer,
            id: ids[0],
        }],
    };
    app::retry(&a.app, again).await.expect("again");
    let pushed = a.push().await;
    assert_eq!(pushed.summary.applied, 1, "the answer to the first time");
    assert_eq!(status(&a).await.pending, 0);
    assert_eq!(times(&a, ids[0], "https://mine.example").await, 1);
}

/// The answer was lost, then the service refuses the client altogether, somebody
/// takes the edit back, and the client may send again: what was taken back stays so.
#[tokio::test]
async fn what_was_taken_unheard_is_not_sent_again_after_a_refusal_of_everything() {
    for answer in [
        (403, "forbidden"),
        (409, "confirm-mismatch"),
        (422, "key-reused"),
    ] {
        let world = World::demo();
        let (a, _, ids) = world.two().await;
        // The same person at another computer.
        let b = world.client("KUL", "administrator").await;
        let before = a.offer(ids[0]).await.get("website").cloned();
        a.edit(ids[0], json!({"website": "https://mine.example"}))
            .await;
        a.fail([Fault::DropAnswer]);
        assert!(a.try_push().await.is_err());
        poison(&a, ids[0], answer);
        let _ = a.try_push().await;
        assert!(met(&a) > 0, "{answer:?}");
        let asked = PushesAsked {
            before: None,
            count: 1,
        };
        let last = app::pushes(&b.app, asked).await.expect("pushes").pushes;
        let back = RevertPush {
            push: last[0].push.clone(),
            items: None,
            dry_run: false,
            comment: None,
            confirm: true,
        };
        let reverted = app::revert(&b.app, back).await.expect("taken back");
        assert_eq!(reverted.summary.applied, 1, "{answer:?}");
        mend(&a);
        a.pull().await;
        let _ = a.try_push().await;
        assert_eq!(status(&a).await.pending, 0, "{answer:?}");
        assert_eq!(times(&a, ids[0], "https://mine.example").await, 1);
        assert_eq!(a.offer(ids[0]).await.get("website").cloned(), before);
    }
}

/// More such edits than one turn bears: what is well behind them goes all the same.
#[tokio::test]
async fn many_such_edits_hold_up_nothing_behind_them() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    *a.poison.lock().expect("poison") = Poison {
        text: Some("https://bad.example".to_owned()),
        answer: (503, "unavailable"),
        met: 0,
    };
    for id in &ids[..5] {
        a.edit(*id, json!({"website": "https://bad.example"})).await;
        // Each in a part of its own, which waits.
        assert!(a.try_push().await.is_err());
    }
    a.edit(ids[6], json!({"website": "https://well.example"}))
        .await;
    a.push().await;
    assert_eq!(times(&a, ids[6], "https://well.example").await, 1);
    for turn in 0.. {
        assert!(turn < 20, "they are tried for ever");
        let text = format!("https://well.example/{turn}");
        a.edit(ids[7], json!({ "website": text })).await;
        let _ = a.try_push().await;
        assert_eq!(times(&a, ids[7], &text).await, 1);
        if status(&a).await.refused == 5 {
            break;
        }
    }
    mend(&a);
}

/// Sends an edit of an offer that the service takes; the answer is lost, and from
/// then on the service cannot give it.
async fn taken_unheard(a: &Client, id: RecordId, edit: Value) {
    a.edit(id, edit).await;
    a.fail([Fault::DropAnswer]);
    assert!(a.try_push().await.is_err());
    poison(a, id, (503, "unavailable"));
}

async fn name(client: &Client, id: RecordId) -> String {
    record::text(&client.offer(id).await, "name").to_owned()
}

async fn open_questions(client: &Client, id: RecordId) -> Vec<(Value, Value, Value)> {
    let conflicts = client.get(RecordType::Offer, id).await.conflicts;
    conflicts
        .into_iter()
        .map(|c| (c.base, c.mine, c.theirs))
        .collect()
}

async fn take(client: &Client, take: &str) {
    let args = ResolveAll {
        take: take.to_owned(),
        ..ResolveAll::default()
    };
    app::resolve_all(&client.app, args).await.expect("resolves");
}

/// A question that came up while an edit waits is answered before the service
/// says what became of the edit: the answer holds, whatever comes in between.
#[tokio::test]
async fn an_answer_that_is_given_while_the_edit_waits_holds() {
    for (taken, more) in [("mine", false), ("mine", true), ("theirs", false)] {
        let world = World::demo();
        let (a, b, ids) = world.two().await;
        let id = ids[0];
        taken_unheard(&a, id, json!({"name": "Mine"})).await;
        b.pull().await;
        b.edit(id, json!({"name": "Theirs"})).await;
        b.push().await;
        a.pull().await;
        assert_eq!(open_questions(&a, id).await.len(), 1, "asked");
        take(&a, taken).await;
        let is = if taken == "mine" { "Mine" } else { "Theirs" };
        assert_eq!(name(&a, id).await, is);
        if more {
            b.edit(id, json!({"name": "Theirs again"})).await;
            b.push().await;
            a.pull().await;
            let asked = [(json!("Theirs"), json!("Mine"), json!("Theirs again"))];
            assert_eq!(open_questions(&a, id).await, asked);
        }
        mend(&a);
        a.pull().await;
        if more {
            let asked = [(json!("Theirs"), json!("Mine"), json!("Theirs again"))];
            assert_eq!(open_questions(&a, id).await, asked, "not forgotten");
            take(&a, "mine").await;
        }
        assert_eq!(open_questions(&a, id).await, []);
        assert_eq!(name(&a, id).await, is);
        assert_eq!(a.pending().await, u64::from(taken == "mine"));
        a.push().await;
        b.pull().await;
        assert_eq!((name(&b, id).await.as_str(), a.pending().await), (is, 0));
    }
}

/// What was edited after something was sent, and clashes with news, stays a
/// question when the answer to what was sent comes late.
#[tokio::test]
async fn a_question_about_a_later_edit_outlives_the_answer() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    let id = ids[0];
    let before = name(&a, id).await;
    taken_unheard(&a, id, json!({"website": "https://mine.example"})).await;
    a.edit(id, json!({"name": "Mine"})).await;
    b.pull().await;
    b.edit(id, json!({"name": "Theirs"})).await;
    b.push().await;
    a.pull().await;
    let asked = [(json!(before), json!("Mine"), json!("Theirs"))];
    assert_eq!(open_questions(&a, id).await, asked);
    mend(&a);
    a.pull().await;
    assert_eq!(open_questions(&a, id).await, asked, "not forgotten");
    assert_eq!(state(&a, id).await, RowState::Conflict);
    a.push().await;
    b.pull().await;
    assert_eq!(name(&b, id).await, "Theirs", "nothing is written over");
}

/// An edit was taken, and its record is gone in the snapshot that is read before
/// the answer comes: the answer brings nothing back.
#[tokio::test]
async fn a_late_answer_brings_no_record_back_that_a_snapshot_did_not_bring() {
    for later in [false, true] {
        let world = World::demo();
        let (a, _, ids) = world.two().await;
        let id = ids[0];
        taken_unheard(&a, id, json!({"name": "Mine"})).await;
        if later {
            a.edit(id, json!({"website": "https://mine.example"})).await;
        }
        let writer = world.service.storage().writer().expect("writes");
        let offer = writer.record(RecordType::Offer, id).expect("reads");
        let mut offer = offer.expect("is there");
        offer.seq = writer.next_seq().expect("counts");
        // Out of sight: a snapshot says nothing of it.
        let elsewhere = writer.organisation("UGENT").expect("reads");
        offer.org = elsewhere.expect("is there");
        writer.put_record(&offer).expect("writes");
        writer.commit().expect("commits");
        with_cache(&a.app, |cache| cache.write(partition::begin_generation)).expect("anew");
        a.pull().await;
        let refusal = a.get(RecordType::Offer, id).await.refusal;
        assert_eq!(refusal.expect("a question")["code"], "gone");
        mend(&a);
        // Sending does not read, and compares nothing.
        a.push().await;
        let diverged = with_cache(&a.app, |cache| cache.read(|c| meta::get(c, meta::DIVERGED)));
        assert_eq!(diverged.expect("reads"), None);
        assert_eq!(a.pending().await, u64::from(later));
        assert_eq!(a.ids(RecordType::Offer, &[]).contains(&id), later);
        if later {
            let row = a.get(RecordType::Offer, id).await.row;
            assert_eq!(row.state, RowState::Conflict, "still asked");
        }
    }
}

/// The service fails on the part that makes a contact and a site, and refuses
/// what names them; when they are there after all, that can go.
#[tokio::test]
async fn what_names_a_record_that_arrives_later_can_go_then() {
    let options = Options::test();
    let wire = WireLimits {
        push_items: 1,
        ..options.settings.wire.clone()
    };
    let world = World::open(Options {
        settings: Settings {
            wire,
            ..options.settings.clone()
        },
        ..options
    });
    for (kind, fields) in [
        (
            RecordType::Contact,
            json!({"name": "Nieuw", "email": "nieuw@kul.example"}),
        ),
        (
            RecordType::Site,
            json!({"name": "Nieuw", "province": "BE-VBR"}),
        ),
    ] {
        let (a, _, ids) = world.two().await;
        let create = Create {
            kind,
            fields: serde_json::from_value(fields).expect("an object"),
        };
        let new = app::create(&a.app, create).await.expect("creates").ids[0];
        let named = match kind {
            RecordType::Contact => json!({"contact": new}),
            _ => json!({"sites": {new.to_string(): true}}),
        };
        a.edit(ids[0], named).await;
        assert_eq!(state(&a, ids[0]).await, RowState::Changed, "{kind}");
        *a.poison.lock().expect("poison") = Poison {
            text: Some(r#""name":"Nieuw""#.to_owned()),
            answer: (503, "unavailable"),
            met: 0,
        };
        assert_eq!(a.push().await.summary.invalid, 1, "{kind}");
        assert_eq!(state(&a, ids[0]).await, RowState::Invalid, "{kind}");
        mend(&a);
        a.pull().await;
        assert_eq!(a.get(kind, new).await.row.state, RowState::Clean);
        let view = a.get(RecordType::Offer, ids[0]).await;
        assert_eq!(
            (view.row.state, view.refusal),
            (RowState::Changed, None),
            "{kind}"
        );
        assert_eq!(a.push().await.summary.applied, 1);
        assert_eq!(a.pending().await, 0);
    }
}
