//! Bodies, queries and answers that nobody sends by mistake: the service never
//! fails on one, and the client never loses an edit by one.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use axum::{Router, body::Body};
use edutracker_app::{self as app, App};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{
    ErrorCode, Problem, ProblemType,
    command::{Condition, Nothing, Push, Sort, ViewOpen},
};
use edutracker_tests::{
    front::{Canned, Front, client},
    generated::cases,
    hostile,
    world::{PASSPHRASE, World, demo_account},
};
use http_body_util::BodyExt as _;
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt as _;

const REGRESSIONS: &str = "proptest-regressions/fuzz.txt";

/// What something that can only hang may take; nothing waits this long unless it fails.
const PATIENCE: Duration = Duration::from_secs(60);

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

struct Target {
    runtime: tokio::runtime::Runtime,
    router: Router,
    token: String,
    _world: World,
}

impl Target {
    fn new() -> Self {
        let (runtime, world) = (runtime(), World::demo());
        let token = runtime.block_on(world.token("KUL", "administrator"));
        Self {
            runtime,
            router: world.router(),
            token,
            _world: world,
        }
    }

    /// The status and the body. Anything from 500 on but "not built yet" is a defect.
    fn asks(
        &self,
        request: http::request::Builder,
        body: impl Into<Body>,
    ) -> Result<u16, TestCaseError> {
        let request = request
            .header("authorization", format!("Bearer {}", self.token))
            .body(body.into())
            .map_err(|error| TestCaseError::reject(error.to_string()))?;
        let (status, body) = self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.unwrap();
            let status = answer.status().as_u16();
            (
                status,
                answer.into_body().collect().await.unwrap().to_bytes(),
            )
        });
        prop_assert!(status < 500 || status == 501, "{status}: {body:?}");
        if status >= 400 {
            let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
            prop_assert_eq!(
                &problem["status"],
                &json!(status),
                "no problem document: {:?}",
                body
            );
        }
        Ok(status)
    }

    fn posts(&self, path: &str, body: String) -> Result<u16, TestCaseError> {
        let request = http::Request::post(path).header("content-type", "application/json");
        self.asks(request, body)
    }
}

/// A part of a push with an item of each kind.
fn part() -> Value {
    let item = |op: &str, kind: &str, patch: Value| {
        json!({"mid": RecordId::new(), "op": op, "type": kind, "id": RecordId::new(),
               "baseRev": "00000001.1", "patch": patch})
    };
    json!({"push": RecordId::new(), "part": 0, "last": true, "device": "fuzz", "baseCursor": null,
    "comment": "c", "source": {"kind": "desk"}, "merge": "auto", "confirm": {"updates": 3, "deletes": 0},
    "items": [
        item("update", "offer", json!({"name": "N", "languages": {"nl": true, "en": null}})),
        item("create", "contact", json!({"name": "N", "email": "a@b.example"})),
        item("update", "organisation", json!({"about": {"nl": "tekst"}, "website": null})),
        item("delete", "site", json!({})),
    ]})
}

#[test]
fn no_push_makes_the_service_fail() {
    let target = Target::new();
    let sent = prop_oneof![
        2 => hostile::value().prop_map(|value| value.to_string()),
        1 => hostile::text(),
        6 => (any::<usize>(), hostile::text()).prop_map(|(at, text)| hostile::mutated(&part(), at, &text)),
        6 => (any::<usize>(), hostile::value())
            .prop_map(|(at, value)| hostile::mutated(&part(), at, &value.to_string())),
    ];
    TestRunner::new(cases(200, REGRESSIONS))
        .run(&(sent, any::<bool>()), |(body, dry)| {
            target
                .posts(&format!("/v1/pushes?dryRun={dry}"), body)
                .map(|_| ())
        })
        .unwrap();
}

/// Any values in the fields of an offer that is there: taken, or refused with a reason.
#[test]
fn no_patch_makes_the_service_fail() {
    let target = Target::new();
    let listed = target.runtime.block_on(async {
        let request = http::Request::get("/v1/offer?limit=3")
            .header("authorization", format!("Bearer {}", target.token))
            .body(Body::empty())
            .unwrap();
        let answer = target.router.clone().oneshot(request).await.unwrap();
        answer.into_body().collect().await.unwrap().to_bytes()
    });
    let listed: Value = serde_json::from_slice(&listed).unwrap();
    let offer = listed["items"][0].clone();
    let (id, rev) = (offer["id"].clone(), offer["rev"].clone());
    assert!(id.is_string() && rev.is_string(), "{offer}");
    let names: Vec<&str> = edutracker_domain::field::fields(RecordType::Offer)
        .iter()
        .map(|field| field.name)
        .chain(["unknown", "id", "rev", ""])
        .collect();
    let said = prop_oneof![
        hostile::value().prop_map(|value| value.to_string()),
        hostile::text(),
    ];
    let fields = proptest::collection::btree_map(proptest::sample::select(names), said, 1..4);
    TestRunner::new(cases(200, REGRESSIONS))
        .run(&fields, |fields| {
            let patch: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{}:{value}", json!(name)))
                .collect();
            let body = format!(
                "{{\"push\":{},\"part\":0,\"last\":true,\"device\":\"fuzz\",\"items\":[{{\"mid\":{},\
                 \"op\":\"update\",\"type\":\"offer\",\"id\":{id},\"baseRev\":{rev},\"patch\":{{{}}}}}]}}",
                json!(RecordId::new()),
                json!(RecordId::new()),
                patch.join(",")
            );
            target.posts("/v1/pushes", body).map(|_| ())
        })
        .unwrap();
    // Whatever was taken can still be read by everybody.
    for path in ["/v1/changes", "/v1/offer"] {
        assert_eq!(
            target
                .asks(http::Request::get(path), Body::empty())
                .unwrap(),
            200,
            "{path}"
        );
    }
}

#[test]
fn no_body_makes_any_route_fail() {
    let target = Target::new();
    let paths = vec![
        "/v1/sessions",
        "/v1/sessions/refresh",
        "/v1/password",
        "/v1/records:batchGet",
        "/v1/pushes",
        "/v1/pushes/x/revert",
        "/v1/offer",
        "/v1/nothing",
    ];
    let sent = prop_oneof![
        hostile::value().prop_map(|value| value.to_string().into_bytes()),
        hostile::text().prop_map(String::into_bytes),
        proptest::collection::vec(any::<u8>(), 0..300),
    ];
    let kinds = vec![
        "application/json",
        "application/merge-patch+json",
        "text/html",
        "application/json;charset=\u{ff}",
    ];
    let input = (
        proptest::sample::select(paths),
        proptest::sample::select(vec!["POST", "PUT", "PATCH", "DELETE", "GET"]),
        proptest::sample::select(kinds),
        proptest::option::of(proptest::sample::select(vec![
            "gzip",
            "zstd",
            "br",
            "identity",
            "gzip, zstd",
        ])),
        sent,
    );
    TestRunner::new(cases(150, REGRESSIONS))
        .run(&input, |(path, method, kind, encoding, body)| {
            let mut request = http::Request::builder()
                .method(method)
                .uri(path)
                .header("content-type", kind);
            if let Some(encoding) = encoding {
                request = request.header("content-encoding", encoding);
            }
            target.asks(request, body).map(|_| ())
        })
        .unwrap();
}

/// Percent-encodes everything, so that any text may stand in a query.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn no_cursor_and_no_query_makes_the_service_fail() {
    let target = Target::new();
    let real = target.runtime.block_on(async {
        let request = http::Request::get("/v1/changes?limit=3")
            .header("authorization", format!("Bearer {}", target.token))
            .header("accept", "application/json")
            .body(Body::empty())
            .unwrap();
        let answer = target.router.clone().oneshot(request).await.unwrap();
        answer.into_body().collect().await.unwrap().to_bytes()
    });
    let real: Value = serde_json::from_slice(&real).unwrap();
    let real = real["cursor"].as_str().unwrap().to_owned();
    assert_eq!(
        target
            .asks(
                http::Request::get(format!("/v1/changes?cursor={real}")),
                Body::empty()
            )
            .unwrap(),
        200
    );
    let bent = (any::<prop::sample::Index>(), any::<u8>()).prop_map(move |(at, to)| {
        let mut bytes = real.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = to;
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let text = prop_oneof![3 => bent, 2 => ".{0,60}", 1 => hostile::text().prop_map(|text| text.chars().take(4_000).collect())];
    let names = vec![
        ("/v1/changes", "cursor"),
        ("/v1/changes", "limit"),
        ("/v1/changes", "types"),
        ("/v1/changes", "orgs"),
        ("/v1/public/offers", "after"),
        ("/v1/public/offers", "limit"),
        ("/v1/public/offers", "organisation"),
        ("/v1/offer", "q"),
        ("/v1/offer", "after"),
        ("/v1/offer", "filter"),
        ("/v1/search", "q"),
    ];
    TestRunner::new(cases(300, REGRESSIONS))
        .run(
            &(proptest::sample::select(names), text),
            |((path, name), text)| {
                let uri = format!("{path}?{name}={}", encoded(&text));
                target
                    .asks(http::Request::get(uri), Body::empty())
                    .map(|_| ())
            },
        )
        .unwrap();
}

/// A client with edits, at a service that somebody else may answer for.
struct Desk {
    runtime: tokio::runtime::Runtime,
    front: Front,
    app: App,
    _world: World,
    _folder: tempfile::TempDir,
}

const EDITED: u64 = 3;

impl Desk {
    fn new() -> Self {
        let (runtime, world) = (runtime(), World::demo());
        let folder = tempfile::tempdir().unwrap();
        let front = runtime.block_on(Front::before(world.router()));
        let app = client(folder.path(), &front.address);
        let desk = Self {
            runtime,
            front,
            app,
            _world: world,
            _folder: folder,
        };
        desk.signs_in();
        desk.runtime.block_on(async {
            app::pull(&desk.app, Nothing {}).await.unwrap();
        });
        desk.edits(7);
        desk
    }

    /// Gives the first few offers another duration.
    fn edits(&self, months: u64) {
        let all = app::views::filter(RecordType::Offer, Vec::new());
        let offers = app::views::select(&self.app, &all).unwrap();
        for id in &offers[..EDITED as usize] {
            let patch = json!({ "durationMonths": months });
            let edit = json!({"edits": [{"type": "offer", "id": id, "patch": patch}]});
            let edit = serde_json::from_value(edit).unwrap();
            self.runtime.block_on(app::edit(&self.app, edit)).unwrap();
        }
    }

    fn signs_in(&self) {
        let account = demo_account("KUL", "administrator");
        let args = app_sign_in(&self.front.address, &account.email, &account.password);
        self.runtime
            .block_on(app::sign_in(&self.app, args))
            .unwrap();
    }

    /// Signs in again where the service was believed when it ended the session.
    fn is_signed_in(&self) {
        self.front.answers(None);
        let session = self
            .runtime
            .block_on(app::session(&self.app, Nothing {}))
            .unwrap();
        if !session.connected {
            self.signs_in();
        }
    }

    fn pending(&self) -> u64 {
        self.runtime
            .block_on(app::status(&self.app, Nothing {}))
            .unwrap()
            .pending
    }

    /// The code of an error that syncing ends with, `None` when it ends well.
    fn syncs(&self, push: bool) -> Option<ErrorCode> {
        let push_all = Push {
            confirm: true,
            ..Push::default()
        };
        let synced = self.runtime.block_on(async {
            tokio::time::timeout(PATIENCE, async {
                if push {
                    app::push(&self.app, push_all).await.err()
                } else {
                    app::pull(&self.app, Nothing {}).await.err()
                }
            })
            .await
        });
        synced
            .expect("the client comes to an end")
            .map(|error| error.code)
    }
}

fn app_sign_in(service: &str, email: &str, password: &str) -> edutracker_protocol::command::SignIn {
    serde_json::from_value(json!({
        "service": service, "email": email, "password": password, "passphrase": PASSPHRASE
    }))
    .unwrap()
}

/// Bodies that are almost what the client waits for.
fn almost() -> BoxedStrategy<String> {
    let ids = || (RecordId::new(), RecordId::new(), RecordId::new());
    let problems = ProblemType::ALL.iter().map(|kind| {
        let problem = Problem::new(*kind)
            .with("seconds", "5")
            .with("pointer", "/items/0");
        serde_json::to_value(problem).unwrap()
    });
    let (push, mid, id) = ids();
    let result = json!({"push": push, "part": 0, "seq": 9, "dryRun": false,
        "summary": {"applied": 1, "merged": 0, "noop": 0, "conflict": 0, "gone": 0, "invalid": 0, "forbidden": 0, "duplicate": 0, "blocked": 0},
        "results": [{"mid": mid, "status": "applied", "rev": "00000001.9", "record": {"id": id, "name": "x"}}]});
    let tokens =
        json!({"accessToken": "a", "expiresIn": 900, "refreshToken": "r", "account": {"id": id}});
    let whole = prop_oneof![
        3 => proptest::sample::select(problems.collect::<Vec<_>>()),
        1 => Just(result),
        1 => Just(tokens),
    ];
    prop_oneof![
        4 => (whole.clone(), any::<usize>(), hostile::text())
            .prop_map(|(whole, at, text)| hostile::mutated(&whole, at, &text)),
        3 => whole.prop_map(|whole| whole.to_string()),
        1 => hostile::text(),
        1 => hostile::value().prop_map(|value| value.to_string()),
        1 => Just("<html><title>Sign in to the network</title></html>".to_owned()),
    ]
    .boxed()
}

/// Whatever answers in the service's place, edits stay, nothing hangs, and all
/// is well when the service answers again.
#[test]
fn no_answer_makes_the_client_lose_an_edit() {
    let desk = Desk::new();
    let canned = (
        proptest::sample::select(vec!["/v1/changes", "/v1/pushes", "/v1/sessions", "/v1"]),
        prop_oneof![
            Just(200),
            Just(401),
            Just(409),
            Just(410),
            Just(422),
            Just(429),
            Just(503),
            200_u16..600
        ],
        proptest::sample::select(vec![
            "application/problem+json",
            "application/json",
            "application/x-ndjson",
            "text/html",
        ]),
        prop::bool::weighted(0.8),
        almost(),
    )
        .prop_map(|(path, status, content_type, ours, body)| Canned {
            path,
            status,
            content_type: content_type.to_owned(),
            ours,
            body: body.into(),
        });
    let config = ProptestConfig {
        max_shrink_iters: 50,
        ..cases(150, REGRESSIONS)
    };
    TestRunner::new(config)
        .run(&(canned, any::<bool>()), |(canned, push)| {
            let ours = canned.ours;
            // A push that the service itself answers is no case of this.
            let push = push && ["/v1/pushes", "/v1"].contains(&canned.path);
            desk.is_signed_in();
            desk.front.answers(Some(canned));
            let code = desk.syncs(push);
            prop_assert!(code != Some(ErrorCode::Internal), "a defect of the program");
            prop_assert!(
                ours || !matches!(code, Some(ErrorCode::SessionEnded | ErrorCode::NotSignedIn)),
                "what is not the service ends no session"
            );
            prop_assert_eq!(desk.pending(), EDITED);
            Ok(())
        })
        .unwrap();
    desk.is_signed_in();
    assert_eq!(desk.syncs(false), None);
    desk.syncs(true);
    // What was said to be beyond repair by itself waits for a person, in sight; edited again, it goes.
    let status = desk
        .runtime
        .block_on(app::status(&desk.app, Nothing {}))
        .unwrap();
    assert_eq!(
        status.pending,
        status.refused + status.invalid + status.conflicts
    );
    desk.edits(8);
    assert_eq!(desk.syncs(true), None);
    assert_eq!(desk.pending(), 0);
}

/// An answer to another push is no answer to this one, and no reason to ask for ever.
#[test]
fn an_answer_to_another_push_is_refused() {
    let desk = Desk::new();
    let summary = json!({"applied": 3, "merged": 0, "noop": 0, "conflict": 0, "gone": 0, "invalid": 0,
                         "forbidden": 0, "duplicate": 0, "blocked": 0});
    let body = json!({"push": RecordId::new(), "part": 0, "seq": 9, "dryRun": false, "summary": summary, "results": []});
    desk.front.answers(Some(Canned {
        path: "/v1/pushes",
        status: 200,
        content_type: "application/json".to_owned(),
        ours: true,
        body: body.to_string().into(),
    }));
    assert_eq!(desk.syncs(true), Some(ErrorCode::NotTheService));
    assert_eq!(desk.pending(), EDITED);
    desk.front.answers(None);
    assert_eq!(desk.syncs(true), None);
    assert_eq!(desk.pending(), 0);
}

/// Who answers everything with what would free an edit is not asked for ever.
#[test]
fn a_problem_in_answer_to_everything_is_no_reason_to_ask_for_ever() {
    for problem in [ProblemType::StaleClient, ProblemType::Forbidden] {
        let desk = Desk::new();
        let body = serde_json::to_string(&Problem::new(problem)).unwrap();
        desk.front.answers(Some(Canned {
            path: "/v1/pushes",
            status: 409,
            content_type: "application/problem+json".to_owned(),
            ours: true,
            body: body.into(),
        }));
        desk.syncs(true);
        desk.syncs(false);
        assert_eq!(desk.pending(), EDITED, "{problem:?}");
    }
}

/// Any words and any filters: rows, or an error that says what is wrong.
#[test]
fn no_search_and_no_filter_breaks_a_list() {
    let desk = Desk::new();
    let words = prop_oneof![
        3 => ".{0,40}",
        2 => proptest::sample::select(vec![
            "\"", "NEAR(a b)", "a*", "-", "a AND", "OR", "(", "text:x", "'; DROP TABLE record; --", "%_", "\u{0}", "^a",
            "{a b}:c", "\"\"\"", "a\"b",
        ]).prop_map(str::to_owned),
        1 => Just("woord ".repeat(2_000)),
    ];
    let fields = vec![
        "name",
        "studyLevel",
        "languages",
        "organisation",
        "status",
        "state",
        "published",
        "sites",
        "removed",
        "nope",
        "",
        "name; DROP",
        "about.nl",
    ];
    let condition = (proptest::sample::select(fields.clone()), words.clone())
        .prop_map(|(field, value)| Condition::new(field, &value));
    let sort =
        (proptest::sample::select(fields), any::<bool>()).prop_map(|(field, descending)| Sort {
            field: field.to_owned(),
            descending,
        });
    let view = (
        proptest::sample::select(RecordType::ALL),
        proptest::collection::vec(condition, 0..3),
        words,
        proptest::collection::vec(sort, 0..3),
        any::<bool>(),
    );
    TestRunner::new(cases(300, REGRESSIONS))
        .run(&view, |(kind, conditions, search, sort, review_queue)| {
            let view = ViewOpen {
                kind,
                conditions,
                search,
                sort,
                review_queue,
            };
            if let Err(error) = app::views::select(&desk.app, &view) {
                let known = [
                    ErrorCode::UnknownField,
                    ErrorCode::InvalidValue,
                    ErrorCode::NotAllowed,
                ];
                prop_assert!(known.contains(&error.code), "{error:?}");
            }
            Ok(())
        })
        .unwrap();
}
