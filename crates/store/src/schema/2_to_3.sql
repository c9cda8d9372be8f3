-- From schema 2 to 3: a history of steps that people can read, narrow columns
-- to filter and count by, and named things kept on this machine.
ALTER TABLE step ADD COLUMN at TEXT NOT NULL DEFAULT '';
ALTER TABLE step ADD COLUMN detail TEXT NOT NULL DEFAULT '{}';
CREATE INDEX step_item_record ON step_item(id);

CREATE TABLE saved(org BLOB NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, locked INTEGER NOT NULL, PRIMARY KEY(org, kind, name)) WITHOUT ROWID;

-- Filled when the cache is opened: there is no note of the lists they are made from.
DELETE FROM meta WHERE k = 'code_lists';
CREATE TABLE reference(r INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);
ALTER TABLE listing ADD COLUMN levels INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN domains INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN forms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN languages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN provinces INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN contact INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN sites BLOB NOT NULL DEFAULT x'';
