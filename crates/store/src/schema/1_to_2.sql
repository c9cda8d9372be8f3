-- From schema 1 to 2: check sums, partitions to be read anew, what was sent,
-- and quarantine with what its edits were made on.
CREATE TABLE tally(o INTEGER NOT NULL, type INTEGER NOT NULL, count INTEGER NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY(o, type)) WITHOUT ROWID;
CREATE TABLE missing(type INTEGER NOT NULL, id BLOB NOT NULL, PRIMARY KEY(type, id)) WITHOUT ROWID;
CREATE TABLE repair(o INTEGER PRIMARY KEY);
CREATE INDEX overlay_state ON overlay(state);

-- A part that waits keeps its whole body, since it must go out again to the
-- byte: it ends where the numbers of the whole push would follow.
CREATE TABLE push(push TEXT PRIMARY KEY, tail TEXT NOT NULL) WITHOUT ROWID;
ALTER TABLE part RENAME TO part_1;
CREATE TABLE part(
  push TEXT NOT NULL, part INTEGER NOT NULL, last INTEGER NOT NULL, body TEXT NOT NULL, before TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, answered TEXT, refused TEXT, lost TEXT, PRIMARY KEY(push, part)
) WITHOUT ROWID;
INSERT INTO push SELECT DISTINCT push, '' FROM part_1;
INSERT INTO part(push, part, last, body, before) SELECT push, part, 0, body, '' FROM part_1;
DROP TABLE part_1;
CREATE INDEX part_waiting ON part(push, part) WHERE answered IS NULL;
CREATE INDEX part_lost ON part(push, part) WHERE lost IS NOT NULL;

ALTER TABLE outbox RENAME TO outbox_1;
CREATE TABLE outbox(
  mid BLOB PRIMARY KEY, push TEXT NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL UNIQUE, frozen TEXT
) WITHOUT ROWID;
INSERT INTO outbox SELECT mid, push, part, n, frozen FROM outbox_1;
DROP TABLE outbox_1;

ALTER TABLE quarantine RENAME TO quarantine_1;
CREATE TABLE quarantine(
  q INTEGER PRIMARY KEY, type INTEGER NOT NULL, id BLOB NOT NULL, org BLOB NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
  at TEXT NOT NULL, op TEXT NOT NULL, base TEXT NOT NULL, effective TEXT NOT NULL
);
DROP TABLE quarantine_1;

-- Questions that a step answered, asked again when the step is taken back.
CREATE TABLE step_question(
  step INTEGER NOT NULL, ord INTEGER NOT NULL, field TEXT NOT NULL, base TEXT NOT NULL, theirs TEXT NOT NULL,
  by TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(step, ord, field)
) WITHOUT ROWID;
