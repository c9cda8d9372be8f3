//! A client's copy of what it sees, kept by the rules of the feed, and held
//! against the check sums that the service sends.

use super::World;
use axum::body::Body;
use edutracker_domain::{RecordId, RecordType, Rev};
use edutracker_protocol::wire::Tally;
use http::{Request, header};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Default, Clone)]
pub struct Mirror {
    /// Partition and revision of each record.
    pub rows: BTreeMap<(RecordType, RecordId), (RecordId, u64)>,
    pub cursor: String,
    pub caught_up: bool,
    /// The rights lines that came.
    pub scopes: Vec<Value>,
}

fn id(value: &Value) -> RecordId {
    value.as_str().unwrap().parse().unwrap()
}

fn seq(line: &Value) -> u64 {
    line["rev"].as_str().unwrap().parse::<Rev>().unwrap().seq
}

impl Mirror {
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for ((kind, id), (_, seq)) in &self.rows {
            tally.add(*kind, *id, *seq);
        }
        tally
    }

    pub fn take(&mut self, line: &Value) {
        let key = || {
            let kind = line["type"].as_str().unwrap().parse().unwrap();
            (kind, id(&line["id"]))
        };
        match line["t"].as_str().unwrap() {
            "u" => {
                let row = self.rows.entry(key()).or_insert((id(&line["org"]), 0));
                row.1 = row.1.max(seq(line));
            }
            "d" => {
                let known = self.rows.get(&key()).map(|row| row.1);
                if known.is_some_and(|known| known < seq(line)) {
                    self.rows.remove(&key());
                }
            }
            "k" => assert_eq!(self.rows[&key()].1, seq(line), "what the device has"),
            "s" => {
                let drop: Vec<RecordId> = line["drop"].as_array().unwrap().iter().map(id).collect();
                self.rows.retain(|_, (org, _)| !drop.contains(org));
                self.scopes.push(line.clone());
            }
            "c" => self.cursor = line["cursor"].as_str().unwrap().to_owned(),
            "end" => {
                self.cursor = line["cursor"].as_str().unwrap().to_owned();
                self.caught_up = line["caughtUp"].as_bool().unwrap();
                if self.caught_up {
                    let tally = self.tally();
                    assert_eq!(line["total"], tally.count, "{line}");
                    assert_eq!(line["check"], tally.text(), "{line}");
                } else {
                    assert!(line["check"].is_null(), "{line}");
                }
            }
            other => panic!("{other}"),
        }
    }

    /// One answer, as a stream; `query` goes with the cursor.
    pub async fn pull(&mut self, world: &World, token: &str, query: &str) {
        let path = format!("/v1/changes?cursor={}{query}", self.cursor);
        let reply = world.get(&path, token).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        for line in reply.lines() {
            self.take(&line);
        }
    }

    /// One short page: the answer that third parties get.
    pub async fn page(&mut self, world: &World, token: &str, limit: usize) {
        let path = format!("/v1/changes?limit={limit}&cursor={}", self.cursor);
        let request = Request::get(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::ACCEPT, "application/json");
        let reply = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let page = reply.json();
        for line in page["items"].as_array().unwrap() {
            self.take(line);
        }
        self.cursor = page["cursor"].as_str().unwrap().to_owned();
        self.caught_up = page["caughtUp"].as_bool().unwrap();
    }
}
