//! What persons do on their clients.

use super::{
    Checked, Failure,
    client::Client,
    data::{offer, record},
    play::Play,
    script::Act,
    view,
};
use edutracker_domain::{
    Language, RecordId, RecordType, Rev, field,
    merge::{self, Patch},
    record as fields,
    review::removal,
};
use edutracker_store::{
    Error, Transaction, aside,
    edit::{Editor, Outcome},
    meta, pending, quarantine,
    record::OverlayState,
    said, sent, undo,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Fields that get texts; name and phone of a contact are one group.
const TEXTS: [(RecordType, &str); 8] = [
    (RecordType::Offer, "name"),
    (RecordType::Offer, "website"),
    (RecordType::Offer, "description"),
    (RecordType::Offer, "name"),
    (RecordType::Contact, "name"),
    (RecordType::Contact, "phone"),
    (RecordType::Organisation, "about.nl"),
    (RecordType::Site, "name"),
];

/// The text of a step for a field.
fn text(name: &str, n: u32) -> Value {
    match name {
        "website" => format!("https://t{n}.example"),
        "description" => format!("First line\nToken {n}"),
        _ => format!("Token {n}"),
    }
    .into()
}

type Done = Result<Outcome, Error>;

/// One step of a person, with the day that the client's clock says.
fn step(
    client: &Client,
    action: &str,
    make: impl FnOnce(&Transaction<'_>, &mut Editor<'_, '_>) -> Result<(), Error>,
) -> Done {
    let today = client.today();
    client.cache.write(|tx| {
        let mut editor = Editor::new(tx, action, &today)?;
        make(tx, &mut editor)?;
        editor.finish()
    })
}

impl Play {
    /// The records of a type that a client's organisation has; a reviewer's are everybody's.
    fn own(&self, who: usize, kind: RecordType) -> Vec<RecordId> {
        let member = self.clients[who].member;
        self.records
            .iter()
            .filter(|(of, _, org)| {
                let own = *org == member.org || self.granted.contains(&(&member.email, *org));
                *of == kind && (own || member.reviews())
            })
            .map(|(_, id, _)| *id)
            .collect()
    }

    fn one(&self, who: usize, kind: RecordType, which: u8) -> Option<RecordId> {
        let own = self.own(who, kind);
        let at = usize::from(which).checked_rem(own.len())?;
        own.get(at).copied()
    }

    fn patch(&self, who: usize, kind: RecordType, id: RecordId, patch: Patch) -> Done {
        let patch = merge::with_consequences(kind, patch);
        step(&self.clients[who], "edit", |_, editor| {
            editor.update(kind, id, &patch)
        })
    }

    /// Does what a person does without the service. `None`: there is nothing to do it to.
    ///
    /// # Errors
    /// I1 when an edit does not take.
    pub fn by_hand(&mut self, who: usize, act: &Act, n: u32) -> Checked<Option<String>> {
        let reviews = self.clients[who].member.reviews();
        let done = match act {
            Act::Text(which, _) if reviews => self.remove(who, *which, n),
            Act::Text(which, field) => {
                let (kind, name) = TEXTS[usize::from(*field) % TEXTS.len()];
                let Some(id) = self.one(who, kind, *which) else {
                    return Ok(None);
                };
                let value = text(name, n);
                let mut patch = Patch::new();
                fields::put(&mut patch, name, value.clone());
                let done = self.patch(who, kind, id, patch);
                if done.is_ok() && !self.clients[who].is_dead() {
                    let found = self.clients[who].find(kind, id);
                    let is = found.map(|stored| merge::value(stored.effective(), name));
                    if is.as_ref() != Some(&value) {
                        return Err(Failure::of(
                            "I1",
                            format!("{value} was written into {name}, which is {is:?}"),
                        ));
                    }
                }
                Some(done)
            }
            Act::Add(which) => self.member(who, *which, |_| Some(format!("s{n}")), true),
            Act::Take(which, member) => self.member(
                who,
                *which,
                |there| {
                    let at = usize::from(*member).checked_rem(there.len())?;
                    there.get(at).cloned()
                },
                false,
            ),
            Act::Publish(which, on) => self.flag(who, *which, "published", *on),
            Act::Archive(which, on) => self.flag(who, *which, "archived", *on),
            Act::Create(which) => self.create(who, *which, n),
            Act::Bulk(field) => self.bulk(who, *field, n),
            Act::Undo => Some(self.walk(who, undo::undo)),
            Act::Redo => Some(self.walk(who, undo::redo)),
            Act::Discard(which) => self.discard(who, *which),
            Act::Resolve(how) => self.resolve(who, *how, n),
            Act::Remove(which) => self.remove(who, *which, n),
            Act::Restore(which) => self.restore(who, *which),
            Act::Keep(which) => self.say(who, *which, n),
            Act::Lost(again) => self.lost(who, *again),
            Act::Reattach => self.reattach(who),
            _ => return Ok(None),
        };
        Ok(done.map(|done| match done {
            Ok(done) => format!("changed {} unchanged {}", done.changed, done.unchanged),
            Err(error) => format!("{error}"),
        }))
    }

    fn walk(
        &self,
        who: usize,
        way: impl FnOnce(&Transaction<'_>, &str) -> Result<Outcome, Error>,
    ) -> Done {
        let client = &self.clients[who];
        let today = client.today();
        client.cache.write(|tx| way(tx, &today))
    }

    fn member(
        &self,
        who: usize,
        which: u8,
        choose: impl FnOnce(&[String]) -> Option<String>,
        on: bool,
    ) -> Option<Done> {
        let id = self.one(who, RecordType::Offer, which)?;
        let stored = self.clients[who].find(RecordType::Offer, id)?;
        let there: Vec<String> = fields::members(stored.effective(), "specialisations")
            .into_iter()
            .map(str::to_owned)
            .collect();
        let member = choose(&there)?;
        let value = if on { Value::Bool(true) } else { Value::Null };
        let patch = record(json!({"specialisations": {member: value}}));
        Some(self.patch(who, RecordType::Offer, id, patch))
    }

    fn flag(&self, who: usize, which: u8, name: &str, on: bool) -> Option<Done> {
        let id = self.one(who, RecordType::Offer, which)?;
        Some(self.patch(who, RecordType::Offer, id, record(json!({name: on}))))
    }

    fn create(&mut self, who: usize, which: u8, n: u32) -> Option<Done> {
        let org = self.clients[who].member.org;
        let (kind, mut data) = if which.is_multiple_of(3) {
            let email = format!("t{n}@example.be");
            let data = record(json!({"name": format!("Token {n}"), "email": email}));
            (RecordType::Contact, data)
        } else {
            let contact = self.one(who, RecordType::Contact, which)?;
            // Now and then one that is not complete.
            let name = if which.is_multiple_of(7) {
                String::new()
            } else {
                format!("Token {n}")
            };
            (RecordType::Offer, offer(&name, &contact.to_string(), None))
        };
        data.insert("organisation".to_owned(), org.to_string().into());
        let id = RecordId::new();
        let done = step(&self.clients[who], "create", |_, editor| {
            editor.create(kind, id, org, &data)
        });
        if done.is_ok() {
            self.records.push((kind, id, org));
        }
        Some(done)
    }

    fn bulk(&self, who: usize, which: u8, n: u32) -> Option<Done> {
        let client = &self.clients[who];
        let ids: Vec<RecordId> = self
            .own(who, RecordType::Offer)
            .into_iter()
            .filter(|id| client.find(RecordType::Offer, *id).is_some())
            .collect();
        if client.member.reviews() || ids.is_empty() {
            return None;
        }
        let (_, name) = TEXTS[usize::from(which) % 3];
        Some(step(client, "edit", |_, editor| {
            for (at, id) in ids.iter().enumerate() {
                let mut patch = Patch::new();
                fields::put(&mut patch, name, text(name, n * 100 + at as u32));
                editor.update(RecordType::Offer, *id, &patch)?;
            }
            Ok(())
        }))
    }

    fn discard(&self, who: usize, which: u8) -> Option<Done> {
        let edited = self.clients[who].edited();
        let at = usize::from(which).checked_rem(edited.len())?;
        let stored = edited.get(at)?;
        Some(step(&self.clients[who], "discard", |_, editor| {
            editor.discard(stored.kind, stored.id, None)
        }))
    }

    /// Answers every open question of a client.
    fn resolve(&mut self, who: usize, how: u8, n: u32) -> Option<Done> {
        let client = &self.clients[who];
        let mut asked = Vec::new();
        for stored in client.edited() {
            let conflicts = client
                .cache
                .read(|c| pending::conflicts(c, &stored))
                .expect("reads");
            if !conflicts.is_empty() {
                asked.push((stored.kind, stored.id, conflicts));
            }
        }
        if asked.is_empty() {
            return None;
        }
        if how == 0 {
            for (id, conflict) in asked
                .iter()
                .flat_map(|(_, id, all)| all.iter().map(move |c| (*id, c)))
            {
                let about = (id, conflict.field.as_str());
                self.oracle.stands_by(who, about, &self.hub.server());
            }
        }
        Some(step(&self.clients[who], "resolve", |_, editor| {
            for (at, (kind, id, conflicts)) in asked.into_iter().enumerate() {
                let answers: Vec<(String, Option<Value>)> = conflicts
                    .into_iter()
                    .map(|conflict| {
                        let text_field = TEXTS
                            .iter()
                            .any(|(of, name)| *of == kind && *name == conflict.field);
                        let value = match how {
                            0 => None,
                            2 if text_field => Some(text(&conflict.field, n * 100 + at as u32)),
                            _ => Some(conflict.theirs),
                        };
                        (conflict.field, value)
                    })
                    .collect();
                editor.resolve(kind, id, &answers)?;
            }
            Ok(())
        }))
    }

    fn remove(&self, who: usize, which: u8, n: u32) -> Option<Done> {
        if !self.clients[who].member.reviews() {
            return None;
        }
        let id = self.one(who, RecordType::Offer, which)?;
        let note = BTreeMap::from([(Language::En, format!("Token {n}"))]);
        let mut patch = Patch::new();
        let client = &self.clients[who];
        let after = client.cache.read(|c| said::last(c, id)).expect("reads");
        let mut removal = removal("NON_TECH", &note, true);
        removal[field::AFTER] = after.to_string().into();
        patch.insert("removed".to_owned(), removal);
        Some(self.patch(who, RecordType::Offer, id, patch))
    }

    fn restore(&self, who: usize, which: u8) -> Option<Done> {
        if !self.clients[who].member.reviews() {
            return None;
        }
        let id = self.one(who, RecordType::Offer, which)?;
        Some(self.patch(who, RecordType::Offer, id, record(json!({"removed": null}))))
    }

    /// Looks at what the service lost: wants the first push of it again, or not.
    fn lost(&mut self, who: usize, again: bool) -> Option<Done> {
        let push = *self.clients[who].lost().first_key_value()?.0;
        let done = step(&self.clients[who], "send-again", |tx, editor| {
            if again {
                editor.send_again(push)
            } else {
                sent::give_up(tx, push)
            }
        });
        if done.is_ok() {
            self.oracle.dealt_with(who, push);
        }
        Some(done)
    }

    /// Puts back the edits whose right has returned.
    fn reattach(&self, who: usize) -> Option<Done> {
        let client = &self.clients[who];
        let kept = client.cache.read(quarantine::list).expect("reads");
        let first = kept.first()?;
        Some(step(client, "reattach", |_, editor| editor.reattach(first)))
    }

    /// A reviewer keeps an offer; an owner says something of one.
    fn say(&self, who: usize, which: u8, n: u32) -> Option<Done> {
        let client = &self.clients[who];
        let id = self.one(who, RecordType::Offer, which)?;
        let stored = client.find(RecordType::Offer, id)?;
        let epoch = client
            .cache
            .read(|c| meta::get(c, meta::EPOCH))
            .expect("reads")
            .and_then(|text| u32::from_str_radix(&text, 16).ok())?;
        if stored.seq == 0 {
            return None;
        }
        let organisation: RecordId = fields::text(stored.effective(), "organisation")
            .parse()
            .ok()?;
        let mut review = record(json!({
            "organisation": organisation.to_string(), "offer": id.to_string(),
            "seenRev": Rev::new(epoch, stored.seq).to_string(),
        }));
        let mut put = |name: &str, value: Value| fields::put(&mut review, name, value);
        if client.member.reviews() {
            let after = client.cache.read(|c| said::last(c, id)).expect("reads");
            put("verdict", "keep".into());
            put(field::AFTER, after.to_string().into());
        } else {
            put("verdict", "objection".into());
            put("note", json!({ "en": format!("Token {n}") }));
        }
        Some(step(client, "review", |_, editor| {
            editor.create(RecordType::Review, RecordId::new(), organisation, &review)
        }))
    }

    /// Leaves every state that only a person can leave: questions get an
    /// answer, what is refused is given up. Answers whether there was any.
    pub fn leave(&mut self, who: usize, n: u32) -> bool {
        let mut left = false;
        while self.lost(who, n.is_multiple_of(3)).is_some() {
            left = true;
        }
        left |= self.resolve(who, (n % 2) as u8, n).is_some();
        let client = &self.clients[who];
        for stored in client.edited() {
            let overlay = stored.overlay.as_ref();
            let told = overlay.and_then(|overlay| overlay.told());
            if told.is_some_and(|told| told["code"] == "unavailable") && !stored.waiting {
                client
                    .cache
                    .write(|tx| aside::send_again(tx, stored.kind, stored.id, &client.today()))
                    .expect("what was put aside can be sent again");
                left = true;
                continue;
            }
            let state = overlay.map(|overlay| overlay.state);
            if matches!(
                state,
                Some(OverlayState::Conflict | OverlayState::Refused | OverlayState::Invalid)
            ) && !stored.waiting
            {
                step(client, "discard", |_, editor| {
                    editor.discard(stored.kind, stored.id, None)
                })
                .expect("what is refused can be given up");
                left = true;
            }
        }
        left
    }

    /// Gives edits up that cannot be sent as they are. Answers whether there were any.
    pub fn give_up(&self, who: usize, records: &[(RecordType, RecordId)]) -> bool {
        let client = &self.clients[who];
        for (kind, id) in records {
            step(client, "discard", |_, editor| {
                editor.discard(*kind, *id, None)
            })
            .expect("what cannot be sent can be given up");
        }
        !records.is_empty()
    }

    /// The fields of all records as a client sees them, without ids.
    #[must_use]
    pub fn picture(&self, who: usize) -> String {
        let mut lines = Vec::new();
        for (kind, id, _) in &self.records {
            let Some(stored) = self.clients[who].find(*kind, *id) else {
                continue;
            };
            for field in field::fields(*kind) {
                if matches!(
                    field.shape,
                    field::Shape::Reference(_) | field::Shape::ReferenceSet(_)
                ) {
                    continue;
                }
                let value = view::plain(field.name, merge::value(stored.effective(), field.name));
                if !value.is_null() {
                    lines.push(format!("{}={value}", field.name));
                }
            }
            lines.push(format!("seq={}", stored.seq));
        }
        lines.join(" ")
    }
}
