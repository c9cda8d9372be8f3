//! The mutants: what is broken, where, and how.

/// A rule of sync, broken on purpose.
pub struct Mutant {
    /// Its name.
    pub name: &'static str,
    /// What is broken, for people.
    pub says: &'static str,
    /// File, text that stands in it once, text in its place.
    pub patches: &'static [(&'static str, &'static str, &'static str)],
}

/// A push is held to the numbers that it says: what comes a second time is beyond
/// them. Whether its answer is still known or its cursor still good is then of no
/// consequence, so what breaks these rules breaks this one as well.
const NOT_COUNTED: (&str, &str, &str) = (
    "crates/service/src/push/confirm.rs",
    "let beyond = confirmed > 0 && push.updates + push.removals > confirmed;",
    "let beyond = confirmed > u64::MAX - 1;",
);

/// What was refused once, or whose answer was forgotten, stands behind a line
/// and is refused for ever: it catches what answers and cursors let through.
const NO_LINE: (&str, &str, &str) = (
    "crates/service/src/push/mod.rs",
    "own.map_or(0, |own| own.seq).max(line::line(reader)?);",
    "own.map_or(0, |own| own.seq).max(line::line(reader)?.min(0));",
);

/// All of them.
pub const MUTANTS: &[Mutant] = &[
    Mutant {
        name: "receipts-off",
        says: "the service decides a known edit again instead of answering as before",
        patches: &[
            (
                "crates/service/src/push/decide.rs",
                "let Some(stored) = self.view.reader().mutation(item.mid)? else {",
                "let Some(stored) = self.view.reader().mutation(item.mid)?.filter(|_| false) else {",
            ),
            (
                "crates/service/src/storage/sqlite/pushes.rs",
                "\"INSERT INTO mutation ({MUTATION})",
                "\"INSERT OR REPLACE INTO mutation ({MUTATION})",
            ),
        ],
    },
    Mutant {
        name: "base-ignored",
        says: "the service merges without asking whether others changed the same group",
        patches: &[(
            "crates/service/src/push/update.rs",
            "base.is_none_or(|base| theirs.group_seq(group) > since(group, base))",
            "{ let _ = (group, base, &since); false }",
        )],
    },
    Mutant {
        name: "verdict-unbound",
        says: "a decision of a reviewer is taken after words that its author never heard, and not asked about",
        patches: &[
            (
                "crates/service/src/push/said.rs",
                "said.retain(|review| review.by != self.account.info.email);",
                "said.clear();",
            ),
            (
                "crates/store/src/incoming.rs",
                "said::ask_about(self.tx, offer)?;",
                "let _ = (said::ask_about, offer);",
            ),
        ],
    },
    Mutant {
        name: "revision-unbound",
        says: "a decision of a reviewer is taken on an offer that others changed after its author looked",
        patches: &[(
            "crates/service/src/push/said.rs",
            "self.changed_since(item, offer, record::text(review, \"seenRev\"))",
            "Ok(None)",
        )],
    },
    Mutant {
        name: "cursor-early",
        says: "the client commits the cursor before the lines that it stands for",
        patches: &[(
            "crates/sync/src/feed.rs",
            "let (received, today, reading) = (&mut self.received, self.today, &self.reading);",
            "if let Some(last) = lines.last().filter(|_| self.reading == Reading::Feed) {
            self.cache
                .write(|tx| meta::set(tx, meta::CURSOR, &last.cursor))?;
        }
        let (received, today, reading) = (&mut self.received, self.today, &self.reading);",
        )],
    },
    Mutant {
        name: "sweep-early",
        says: "a new snapshot sweeps at its first checkpoint, not when it is whole",
        patches: &[(
            "crates/sync/src/feed.rs",
            "(\"c\", ..) if *reading == Reading::Feed => meta::set(tx, meta::CURSOR, &line.cursor)?,",
            "(\"c\", ..) if *reading == Reading::Feed => {
                meta::set(tx, meta::CURSOR, &line.cursor)?;
                received.removed += intake.finish_generation()?;
            }",
        )],
    },
    Mutant {
        name: "no-sweep",
        says: "what a new snapshot does not bring stays",
        patches: &[(
            "crates/store/src/partition.rs",
            "let removed = self.sweep(None)?;",
            "let removed = 0;",
        )],
    },
    Mutant {
        name: "echo-overwrites",
        says: "the answer to a push replaces what was edited meanwhile",
        patches: &[(
            "crates/store/src/outbox.rs",
            "return incoming::rebase(tx, &later, &mirror, author, &intake.judge);",
            "let _ = (later, mirror, author);
        return record::set_overlay(tx, stored.n, None);",
        )],
    },
    Mutant {
        name: "mids-forgotten",
        says: "the service forgets answers after 60 days, cursors after 90, draws no line, and counts no edits",
        patches: &[
            (
                "crates/service/src/settings.rs",
                "mutation_days: 120,",
                "mutation_days: 60,",
            ),
            (
                "crates/service/src/settings.rs",
                "if self.mutation_days <= self.cursor_days {",
                "if self.mutation_days == 0 {",
            ),
            NO_LINE,
            NOT_COUNTED,
        ],
    },
    Mutant {
        name: "resend-unbound",
        says: "a resend is not bound to the cursor of its first try, and the service counts no edits",
        patches: &[
            (
                "crates/sync/src/settle.rs",
                "Request::post(\"/v1/pushes\", frozen.body.clone())",
                "Request::post(\"/v1/pushes\", frozen.body.replace(\"\\\"baseCursor\\\"\", \"\\\"formerCursor\\\"\"))",
            ),
            NOT_COUNTED,
        ],
    },
    Mutant {
        name: "epoch-unchecked",
        says: "the service takes pushes made on another incarnation of it",
        patches: &[
            (
                "crates/service/src/push/mod.rs",
                "if cursor.is_err() || cursor.is_ok",
                "if cursor.is_err_and(|problem| problem == ProblemType::CursorExpired) || cursor.is_ok",
            ),
            (
                "crates/service/src/push/update.rs",
                "let base = item.base_rev.filter(|base| base.epoch == self.next.epoch);",
                "let base = item.base_rev;",
            ),
        ],
    },
    Mutant {
        name: "expired-accepted",
        says: "the service goes on from cursors that have expired, draws no line, and counts no edits",
        patches: &[
            (
                "crates/service/src/feed/cursor.rs",
                "if cursor.issued < oldest || cursor.seq() < head.floor {",
                "if cursor.issued < oldest && cursor.seq() > head.seq {",
            ),
            NO_LINE,
            NOT_COUNTED,
        ],
    },
    Mutant {
        name: "cursor-by-seq",
        says: "a page of the feed that ends inside a transaction skips its rest",
        patches: &[(
            "crates/service/src/feed/walk.rs",
            "                seq: row.seq,
                within: Some((row.kind, row.id)),",
            "                seq: row.seq,
                within: None,",
        )],
    },
    Mutant {
        name: "acknowledge-in-two",
        says: "an answer is noted in one transaction and taken in in another",
        patches: &[(
            "crates/sync/src/settle.rs",
            "                let settled = self
                    .cache
                    .write(|tx| outbox::acknowledge(tx, &answer, &self.today()))?;",
            "                self.cache.write(|tx| {
                    tx.execute(\"UPDATE part SET answered = '' WHERE answered IS NULL\", [])
                        .map_err(CacheError::from)
                })?;
                let settled = self
                    .cache
                    .write(|tx| outbox::acknowledge(tx, &answer, &self.today()))?;",
        )],
    },
    Mutant {
        name: "thaw-unsettled",
        says: "edits whose answer was lost are pending again at once, under new ids",
        patches: &[(
            "crates/sync/src/settle.rs",
            "            Err(error) => error,
        };",
            "            Err(error @ SyncError::Net(_)) => {
                self.cache
                    .write(|tx| outbox::thaw(tx, &[], &self.today()))?;
                return Err(error);
            }
            Err(error) => error,
        };",
        )],
    },
    Mutant {
        name: "quarantine-dropped",
        says: "edits under a lost right go with the records",
        patches: &[(
            "crates/store/src/partition.rs",
            "quarantine::take(tx, o, org, \"scope\")?;",
            "let _ = quarantine::take;",
        )],
    },
    Mutant {
        name: "known-not-fetched",
        says: "the client does not ask for what the service says it has and it has not",
        patches: &[(
            "crates/sync/src/feed.rs",
            "(\"k\", Some(kind), Some(id), Some(rev)) => intake.known(kind, id, rev.seq)?,",
            "(\"k\", Some(_), Some(_), Some(_)) => {}",
        )],
    },
    Mutant {
        name: "loss-unnoticed",
        says: "the client does not ask a restored service what it has lost",
        patches: &[(
            "crates/sync/src/feed.rs",
            "    if epoch.is_some() {
        meta::set(tx, meta::RECOVER, \"1\")?;
    }",
            "",
        )],
    },
    Mutant {
        name: "history-unasked",
        says: "a client whose answers are forgotten takes its edits for ones that never arrived",
        patches: &[(
            "crates/sync/src/settle.rs",
            "asked => asked?,",
            "asked => asked.map(|_| Vec::new())?,",
        )],
    },
    Mutant {
        name: "sent-for-theirs",
        says: "of an edit that was taken unheard, what was sent stands where the feed has brought what it became",
        patches: &[(
            "crates/store/src/outbox.rs",
            "Told::Since => seq <= stored.seq,",
            "Told::Since => seq < stored.seq,",
        )],
    },
    Mutant {
        name: "asked-once",
        says: "the question about a removal is over when its news come a second time",
        patches: &[(
            "crates/store/src/removing.rs",
            "if self.open.is_some() {",
            "if self.open.is_some() && false {",
        )],
    },
    Mutant {
        name: "role-forgotten",
        says: "a cursor that another role made stale is good again when the role comes back",
        patches: &[(
            "crates/service/src/push/mod.rs",
            "let first = own.map_or(0, |own| own.seq).max(line::line(reader)?);",
            "let first = own.map_or(0, |_| 0).max(line::line(reader)?);",
        )],
    },
    Mutant {
        name: "no-line",
        says: "a clock put back makes refused cursors good again, and the service counts no edits",
        patches: &[
            (
                "crates/service/src/push/line.rs",
                "        .map_or(0, u64::from_le_bytes))",
                "        .map_or(0, |bytes| u64::from_le_bytes(bytes).min(0)))",
            ),
            NOT_COUNTED,
        ],
    },
    Mutant {
        name: "news-as-edits",
        says: "news of a record that waits for its answer looks like a later edit of it",
        patches: &[(
            "crates/store/src/overtaken.rs",
            ".execute(params![stored.n, serde_json::to_string(&under.effective)?])?;",
            ".execute(params![stored.n, serde_json::to_string(&sent)?])?;",
        )],
    },
];
