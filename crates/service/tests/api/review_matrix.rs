//! The rows of the permission matrix that are about removals, cell by cell: who
//! removes, restores and judges, and who answers and objects. Each account tries
//! by a push, by a single request, and by taking the reviewer's push back.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use edutracker_domain::rights::{self, Action};
use http::{Request, header};
use serde_json::{Value, json};
use support::{Reply, World, item, new_id, published};

/// What may be done to an offer in review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Remove,
    Restore,
    Keep,
    Ask,
    Defer,
    Answer,
    Object,
}

impl Act {
    const ALL: [Act; 7] = [
        Act::Remove,
        Act::Restore,
        Act::Keep,
        Act::Ask,
        Act::Defer,
        Act::Answer,
        Act::Object,
    ];

    /// The verdict of a review that is written for it; removals and restorations
    /// are changes of the offer.
    const fn verdict(self) -> Option<&'static str> {
        match self {
            Act::Remove | Act::Restore => None,
            Act::Keep => Some("keep"),
            Act::Ask => Some("ask"),
            Act::Defer => Some("defer"),
            Act::Answer => Some("answer"),
            Act::Object => Some("objection"),
        }
    }

    /// Whether it is for those whose offer it is.
    const fn is_owners(self) -> bool {
        matches!(self, Act::Answer | Act::Object)
    }
}

/// An offer of KUL, as it stands before the act, and the question that was asked of it.
struct Case {
    offer: Value,
    question: Option<String>,
    /// The push that led there, where it removed the offer.
    removal: Option<String>,
}

struct Desk {
    world: World,
    reviewer: String,
}

fn removal() -> Value {
    json!({ "removed": { "reason": "NON_TECH", "note": { "nl": "Geen techniek" } } })
}

impl Desk {
    async fn seen(&self, offer: &Value) -> Value {
        let id = offer["id"].as_str().unwrap();
        self.world.record("offer", id, &self.reviewer).await
    }

    /// Brings an offer to where an act makes sense.
    async fn prepare(&self, act: Act, offer: &Value) -> Case {
        let mut case = Case {
            offer: self.seen(offer).await,
            question: None,
            removal: None,
        };
        let edit = match act {
            Act::Restore | Act::Object => item("update", &case.offer, removal()),
            Act::Answer => review(Act::Ask, &case),
            _ => return case,
        };
        if act == Act::Answer {
            case.question = edit["id"].as_str().map(str::to_owned);
        }
        let done = self.world.push(&self.reviewer, vec![edit]).await;
        assert_eq!(done["results"][0]["status"], "applied", "{done}");
        case.removal = (act != Act::Answer).then(|| done["push"].as_str().unwrap().to_owned());
        case.offer = self.seen(offer).await;
        case
    }

    /// The same by a request on the single record.
    async fn single(&self, token: &str, act: Act, edit: &Value, rev: &str) -> Reply {
        let (kind, id) = (edit["type"].as_str().unwrap(), edit["id"].as_str().unwrap());
        let mut request = Request::builder().uri(format!("/v1/{kind}/{id}"));
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = match act.verdict() {
            None => request
                .method("PATCH")
                .header(header::CONTENT_TYPE, "application/merge-patch+json")
                .header(header::IF_MATCH, format!("\"{rev}\"")),
            Some(_) => request
                .method("PUT")
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::IF_NONE_MATCH, "*"),
        };
        let body = edit["patch"].to_string();
        self.world.send(request.body(body.into()).unwrap()).await
    }
}

/// A review of an offer for an act.
fn review(act: Act, case: &Case) -> Value {
    let mut patch = json!({
        "organisation": case.offer["data"]["organisation"], "offer": case.offer["id"],
        "verdict": act.verdict(), "seenRev": case.offer["rev"],
    });
    match act {
        Act::Ask => patch["reasons"] = json!({ "BORDERLINE": true }),
        Act::Answer => {
            patch["answers"] = json!(case.question);
            patch["note"] = json!({ "nl": "Wij leiden technici op." });
        }
        Act::Object => patch["note"] = json!({ "nl": "Dit is wel techniek." }),
        _ => {}
    }
    json!({ "mid": new_id(), "op": "create", "type": "review", "id": new_id(), "patch": patch })
}

fn edit(act: Act, case: &Case) -> Value {
    match act {
        Act::Remove => item("update", &case.offer, removal()),
        Act::Restore => item("update", &case.offer, json!({ "removed": null })),
        _ => review(act, case),
    }
}

#[tokio::test]
async fn removing_and_judging_is_for_reviewers_and_answering_for_owners() {
    let world = World::new();
    let reviewer = world.token("reviewer@agoria.example").await;
    let owner = world.token("administrator@kul.example").await;
    let mut offers = published(&world.snapshot(&owner).await).into_iter();
    let desk = Desk { world, reviewer };
    let mut cells = 0;
    for act in Act::ALL {
        // Who may not changes nothing: one offer serves all of them.
        let denied = desk.prepare(act, &offers.next().unwrap()).await;
        for account in edutracker_service::demo::accounts() {
            let side = account.side.parse().unwrap();
            let may = |action| rights::allows(side, &account.role, action);
            let expected = if act.is_owners() {
                account.organisation == "KUL" && may(Action::OfferEdit)
            } else {
                may(Action::OfferRemove)
            };
            let token = desk.world.token(&account.email).await;
            let cell = format!("{} {act:?}", account.email);
            if expected {
                let case = desk.prepare(act, &offers.next().unwrap()).await;
                let done = desk.world.push(&token, vec![edit(act, &case)]).await;
                assert_eq!(done["results"][0]["status"], "applied", "{cell}: {done}");
            } else {
                let done = desk.world.push(&token, vec![edit(act, &denied)]).await;
                let status = done["results"][0]["status"].as_str().unwrap();
                assert!(matches!(status, "forbidden" | "gone"), "{cell}: {done}");
                let alone = edit(act, &denied);
                let rev = denied.offer["rev"].as_str().unwrap();
                let answer = desk.single(&token, act, &alone, rev).await;
                let problem = answer.problem();
                assert!(
                    matches!(problem.as_str(), "forbidden" | "not-found"),
                    "{cell}: {}",
                    answer.text
                );
                // A reviewer may take the removal back, which is another act.
                let push = denied.removal.as_ref();
                if let Some(push) = push.filter(|_| !may(Action::OfferRemove)) {
                    let path = format!("/v1/pushes/{push}/revert");
                    let body = json!({ "push": new_id(), "device": "device" });
                    let back = desk.world.call("POST", &path, &token, Some(body)).await;
                    assert!(!back.status.is_success(), "{cell}: {}", back.text);
                }
            }
            cells += 1;
        }
        assert_eq!(desk.seen(&denied.offer).await, denied.offer, "{act:?}");
        let notices = format!("/v1/notices?offer={}", denied.offer["id"].as_str().unwrap());
        let told = desk.world.get(&notices, &desk.reviewer).await.json();
        let restored = told["items"].as_array().unwrap().iter();
        assert_eq!(
            restored.filter(|told| told["verdict"] == "restore").count(),
            0
        );
    }
    assert_eq!(
        cells,
        Act::ALL.len() * edutracker_service::demo::accounts().len()
    );
}

#[tokio::test]
async fn without_an_account_nothing_is_said_and_nothing_done() {
    let world = World::new();
    let owner = world.token("administrator@kul.example").await;
    let offer = published(&world.snapshot(&owner).await).remove(0);
    let part =
        json!({ "push": new_id(), "device": "d", "items": [item("update", &offer, removal())] });
    let refused = world.push_part("", part).await;
    assert_eq!(refused.problem(), "not-signed-in");
    for path in ["/v1/notices", "/v1/claims"] {
        assert_eq!(world.get(path, "").await.problem(), "not-signed-in");
    }
    // Nor act by act, by a single request or by taking a reviewer's push back; a
    // token that is none is as good as no token.
    let reviewer = world.token("reviewer@agoria.example").await;
    let mut offers = published(&world.snapshot(&owner).await).into_iter();
    let desk = Desk { world, reviewer };
    let mut reverts = 0;
    for act in Act::ALL {
        let case = desk.prepare(act, &offers.next().unwrap()).await;
        let rev = case.offer["rev"].as_str().unwrap();
        for token in ["", "none"] {
            let answer = desk.single(token, act, &edit(act, &case), rev).await;
            let cell = format!("{act:?} {token:?}");
            assert_eq!(answer.status, 401, "{cell}: {}", answer.text);
            assert_eq!(answer.problem(), "not-signed-in", "{cell}");
            if let Some(push) = &case.removal {
                let path = format!("/v1/pushes/{push}/revert");
                let body = json!({ "push": new_id(), "device": "device" });
                let back = desk.world.call("POST", &path, token, Some(body)).await;
                assert_eq!(back.problem(), "not-signed-in", "{cell}");
                reverts += 1;
            }
        }
        assert_eq!(desk.seen(&case.offer).await, case.offer, "{act:?}");
    }
    assert_eq!(reverts, 4, "what was removed is not put back");
    let world = desk.world;
    // What reviewers see of each other and of mails is theirs alone.
    for account in edutracker_service::demo::accounts() {
        let side = account.side.parse().unwrap();
        let may = rights::allows(side, &account.role, Action::OfferRemove);
        let token = world.token(&account.email).await;
        for path in ["/v1/notices", "/v1/claims"] {
            let answer = world.get(path, &token).await;
            assert_eq!(answer.status == 200, may, "{} {path}", account.email);
        }
    }
}
