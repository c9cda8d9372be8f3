-- One row per value of the cache as a whole.
CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL);

-- Organisations in few bytes, for sorting and filtering by code.
CREATE TABLE org(o INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, code TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '');

-- The records. `mirror` is the service's text and never edited here; it is NULL
-- for a creation that was not sent.
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

-- What lists sort and filter by, in few bytes per row.
CREATE TABLE listing(
  n INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  o INTEGER NOT NULL,
  name TEXT NOT NULL,
  level INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  status INTEGER NOT NULL,
  state INTEGER NOT NULL,
  seq INTEGER NOT NULL
);

CREATE VIRTUAL TABLE search USING fts5(
  text, content='', contentless_delete=1, detail=column,
  tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

-- Open questions.
CREATE TABLE conflict(
  n INTEGER NOT NULL, field TEXT NOT NULL, base TEXT NOT NULL, theirs TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(n, field)
) WITHOUT ROWID;

-- Parts of pushes, frozen to the byte until the service has answered.
CREATE TABLE part(push TEXT NOT NULL, part INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY(push, part)) WITHOUT ROWID;
CREATE TABLE outbox(
  mid BLOB PRIMARY KEY, push TEXT NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL UNIQUE, frozen TEXT NOT NULL
) WITHOUT ROWID;

-- The latest verdict on an offer: the revision that was looked at.
CREATE TABLE verdict(offer BLOB PRIMARY KEY, seq INTEGER NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;

-- What was done here, for undo and redo. `standing` is 1 while the step holds,
-- 0 when it was taken back, 2 when a later edit made doing it again impossible.
CREATE TABLE step(step INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL, standing INTEGER NOT NULL);
CREATE TABLE step_item(
  step INTEGER NOT NULL, ord INTEGER NOT NULL, type INTEGER NOT NULL, id BLOB NOT NULL, forward TEXT, backward TEXT,
  PRIMARY KEY(step, ord)
) WITHOUT ROWID;

-- Edits under a right that was lost.
CREATE TABLE quarantine(type INTEGER NOT NULL, id BLOB NOT NULL, reason TEXT NOT NULL, patch TEXT NOT NULL, PRIMARY KEY(type, id)) WITHOUT ROWID;
