-- A cache of schema 6 as schema 1 had it: for plays in which a client is
-- brought up to date. Answered parts, which schema 1 did not keep, go.
ALTER TABLE conflict DROP COLUMN seen;
DROP TABLE saved;
DROP INDEX step_item_record;
ALTER TABLE step DROP COLUMN at;
ALTER TABLE step DROP COLUMN detail;
DROP TABLE reference;
DROP INDEX listing_contact;
ALTER TABLE listing DROP COLUMN levels;
ALTER TABLE listing DROP COLUMN domains;
ALTER TABLE listing DROP COLUMN forms;
ALTER TABLE listing DROP COLUMN languages;
ALTER TABLE listing DROP COLUMN provinces;
ALTER TABLE listing DROP COLUMN flags;
ALTER TABLE listing DROP COLUMN contact;
ALTER TABLE listing DROP COLUMN sites;
ALTER TABLE listing ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE listing SET seq = (SELECT r.seq FROM record r WHERE r.n = listing.n);
DROP INDEX listing_unjudged;
DROP INDEX listing_review;
ALTER TABLE listing DROP COLUMN score;
ALTER TABLE listing DROP COLUMN waits;
ALTER TABLE verdict DROP COLUMN seen;
DROP INDEX verdict_due;
ALTER TABLE verdict DROP COLUMN due;
ALTER TABLE verdict DROP COLUMN reopened;
INSERT INTO search(search, rank) VALUES ('automerge', 4);
DROP TABLE tally;
DROP TABLE missing;
DROP TABLE repair;
DROP INDEX overlay_state;
DROP TABLE push;
DROP TABLE part;
DROP TABLE step_question;
DROP TABLE quarantine;
CREATE TABLE part(push TEXT NOT NULL, part INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY(push, part)) WITHOUT ROWID;
CREATE TABLE quarantine(type INTEGER NOT NULL, id BLOB NOT NULL, reason TEXT NOT NULL, patch TEXT NOT NULL, PRIMARY KEY(type, id)) WITHOUT ROWID;
ALTER TABLE outbox RENAME TO outbox_2;
CREATE TABLE outbox(
  mid BLOB PRIMARY KEY, push TEXT NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL UNIQUE, frozen TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO outbox SELECT b.mid, b.push, b.part, b.n, coalesce(b.frozen, v.effective, r.mirror)
  FROM outbox_2 b JOIN record r ON r.n = b.n LEFT JOIN overlay v ON v.n = b.n;
DROP TABLE outbox_2;
PRAGMA user_version = 1;
