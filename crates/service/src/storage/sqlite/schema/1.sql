CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  floor_seq INTEGER NOT NULL
);
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE record (
  type TEXT NOT NULL,
  id BLOB NOT NULL,
  org BLOB NOT NULL,
  seq INTEGER NOT NULL,
  created INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  internal INTEGER NOT NULL,
  public INTEGER NOT NULL,
  group_seq TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  device TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (type, id)
);
CREATE INDEX record_log ON record (seq, type, id);
CREATE INDEX record_org_log ON record (org, seq, type, id);
CREATE INDEX record_org ON record (org, type, id, internal) WHERE deleted = 0;
CREATE INDEX record_live ON record (type, id, org, internal) WHERE deleted = 0;
CREATE INDEX record_public ON record (id, org) WHERE public = 1;
CREATE TABLE push (
  push BLOB PRIMARY KEY,
  account BLOB NOT NULL,
  device TEXT NOT NULL,
  comment TEXT NOT NULL,
  source TEXT NOT NULL,
  created TEXT NOT NULL,
  updates INTEGER NOT NULL,
  removals INTEGER NOT NULL
);
CREATE TABLE mutation (
  mid BLOB PRIMARY KEY,
  push BLOB NOT NULL,
  part INTEGER NOT NULL,
  account BLOB NOT NULL,
  hash BLOB NOT NULL,
  result TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX mutation_push ON mutation (push, part);
CREATE TABLE history (
  n INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  id BLOB NOT NULL,
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  push TEXT NOT NULL,
  device TEXT NOT NULL
);
CREATE INDEX history_record ON history (type, id, n);
CREATE TABLE login (
  account BLOB PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  demo INTEGER NOT NULL
);
CREATE TABLE session (
  id BLOB PRIMARY KEY,
  account BLOB NOT NULL,
  device TEXT NOT NULL,
  created INTEGER NOT NULL,
  used INTEGER NOT NULL,
  revoked INTEGER NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE TABLE token (
  hash BLOB PRIMARY KEY,
  session BLOB NOT NULL,
  kind TEXT NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER
);
CREATE INDEX token_expires ON token (expires);
CREATE TABLE failure (key TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX failure_key ON failure (key, at);
