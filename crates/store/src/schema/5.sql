-- One row per value of the cache as a whole.
CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL);

-- Organisations in few bytes, for sorting and filtering by code.
CREATE TABLE org(o INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, code TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '');

-- The records. `mirror` is the service's text and never edited here; it is NULL
-- for what the service does not show: a creation that was not sent, or a record
-- that is gone while edits of it are left. `gen` is the snapshot that last
-- brought it.
CREATE TABLE record(
  n INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  id BLOB NOT NULL,
  o INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0,
  gen INTEGER NOT NULL DEFAULT 0,
  by TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL DEFAULT '',
  mirror TEXT,
  UNIQUE(type, id)
);

-- Edits on top. `base` is what they were made on, NULL when it is the mirror;
-- the patch to send is the difference of `base` and `effective`.
CREATE TABLE overlay(
  n INTEGER PRIMARY KEY,
  op TEXT NOT NULL,
  base TEXT,
  effective TEXT NOT NULL,
  state TEXT NOT NULL,
  refusal TEXT,
  step INTEGER
);
CREATE INDEX overlay_state ON overlay(state);

-- What lists sort, filter and count by, in few bytes per row. The columns of
-- sets of codes hold a bit for each member. `waits` is 1 for a published offer
-- that is new or changed since the last verdict on it, and for one whose owner
-- answered or objected since. `score` is how likely it
-- is not technological, in thousandths, once an offer that waits was judged.
CREATE TABLE listing(
  n INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  o INTEGER NOT NULL,
  name TEXT NOT NULL,
  level INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  status INTEGER NOT NULL,
  state INTEGER NOT NULL,
  waits INTEGER NOT NULL DEFAULT 0,
  score INTEGER,
  levels INTEGER NOT NULL DEFAULT 0,
  domains INTEGER NOT NULL DEFAULT 0,
  forms INTEGER NOT NULL DEFAULT 0,
  languages INTEGER NOT NULL DEFAULT 0,
  provinces INTEGER NOT NULL DEFAULT 0,
  flags INTEGER NOT NULL DEFAULT 0,
  contact INTEGER NOT NULL DEFAULT 0,
  sites BLOB NOT NULL DEFAULT x''
);

CREATE INDEX listing_contact ON listing(contact);
-- The reviews of an organisation by their time, which is their name in lists.
CREATE INDEX listing_review ON listing(o, name) WHERE type = 5;
CREATE INDEX listing_unjudged ON listing(n) WHERE waits AND score IS NULL;

-- Records that others refer to, in few bytes: `contact` is a number of these
-- (of a review: its offer),
-- `sites` such numbers of four bytes each.
CREATE TABLE reference(r INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);

CREATE VIRTUAL TABLE search USING fts5(
  text, content='', contentless_delete=1, detail=column,
  tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
-- Merging the parts of the index is upkeep, done when nothing else is: left to
-- itself, each small change would pay for a piece of what a large one left.
INSERT INTO search(search, rank) VALUES ('automerge', 0);

-- Open questions.
CREATE TABLE conflict(
  n INTEGER NOT NULL, field TEXT NOT NULL, base TEXT NOT NULL, theirs TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(n, field)
) WITHOUT ROWID;

-- Pushes: what follows the items in the body of each part (`confirm`).
CREATE TABLE push(push TEXT PRIMARY KEY, tail TEXT NOT NULL) WITHOUT ROWID;

-- Their parts, frozen to the byte until the service has answered; `before` holds
-- what the touched fields were, item by item. `answered` is the service's time;
-- answered parts are kept for a while, with the mutations that were refused, in
-- case the service is restored from a backup that does not know them: then `lost`
-- names the mutations it lost.
CREATE TABLE part(
  push TEXT NOT NULL, part INTEGER NOT NULL, last INTEGER NOT NULL, body TEXT NOT NULL, before TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, answered TEXT, refused TEXT, lost TEXT, PRIMARY KEY(push, part)
) WITHOUT ROWID;
CREATE INDEX part_waiting ON part(push, part) WHERE answered IS NULL;
CREATE INDEX part_lost ON part(push, part) WHERE lost IS NOT NULL;

-- The records in waiting parts. `frozen` is what was sent, once the record was
-- edited again; until then it is the overlay's.
CREATE TABLE outbox(
  mid BLOB PRIMARY KEY, push TEXT NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL UNIQUE, frozen TEXT
) WITHOUT ROWID;

-- Check sums of what the service shows, by organisation and type, kept up with
-- every change; and what was found missing or to be read anew.
CREATE TABLE tally(o INTEGER NOT NULL, type INTEGER NOT NULL, count INTEGER NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY(o, type)) WITHOUT ROWID;
CREATE TABLE missing(type INTEGER NOT NULL, id BLOB NOT NULL, PRIMARY KEY(type, id)) WITHOUT ROWID;
CREATE TABLE repair(o INTEGER PRIMARY KEY);

-- What reviewers decided of an offer: the revision that was looked at, and its
-- text once another one is here; when; the date of a question or of a decision
-- that was put off; and when the owner last answered or objected.
CREATE TABLE verdict(
  offer BLOB PRIMARY KEY, seq INTEGER NOT NULL, at TEXT NOT NULL, seen TEXT, due TEXT, reopened TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX verdict_due ON verdict(due) WHERE due IS NOT NULL;

-- What was done here, for undo and redo. `standing` is 1 while the step holds,
-- 0 when it was taken back, 2 when a later edit made doing it again impossible,
-- 3 when the push that it was in was taken back at the service, 4 when all of it
-- are records that the service has, which cannot be unmade here.
-- `at` and `detail` (JSON: the operation, counts, the file it came from) are for
-- people to read; nothing is decided by them.
CREATE TABLE step(
  step INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL, standing INTEGER NOT NULL,
  at TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE step_item(
  step INTEGER NOT NULL, ord INTEGER NOT NULL, type INTEGER NOT NULL, id BLOB NOT NULL, forward TEXT, backward TEXT,
  PRIMARY KEY(step, ord)
) WITHOUT ROWID;
CREATE INDEX step_item_record ON step_item(id);

-- Questions that a step answered, asked again when the step is taken back.
CREATE TABLE step_question(
  step INTEGER NOT NULL, ord INTEGER NOT NULL, field TEXT NOT NULL, base TEXT NOT NULL, theirs TEXT NOT NULL,
  by TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(step, ord, field)
) WITHOUT ROWID;

-- Edits under a right that was lost: no longer part of what is shown, and kept
-- for the person.
CREATE TABLE quarantine(
  q INTEGER PRIMARY KEY, type INTEGER NOT NULL, id BLOB NOT NULL, org BLOB NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
  at TEXT NOT NULL, op TEXT NOT NULL, base TEXT NOT NULL, effective TEXT NOT NULL
);

-- Named things of an organisation that are kept on this machine: views, recipes
-- of imports. `body` is JSON.
CREATE TABLE saved(
  org BLOB NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, locked INTEGER NOT NULL,
  PRIMARY KEY(org, kind, name)
) WITHOUT ROWID;
