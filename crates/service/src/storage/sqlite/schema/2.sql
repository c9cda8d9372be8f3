CREATE TABLE partition_check (
  org BLOB NOT NULL,
  type TEXT NOT NULL,
  internal INTEGER NOT NULL,
  sum INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (org, type, internal)
);
CREATE TABLE membership (account BLOB NOT NULL, org BLOB NOT NULL, PRIMARY KEY (account, org));
CREATE TABLE grant_log (
  seq INTEGER NOT NULL,
  account BLOB NOT NULL,
  org BLOB NOT NULL,
  op TEXT NOT NULL,
  PRIMARY KEY (account, seq, org)
);
CREATE INDEX record_dead ON record (seq) WHERE deleted = 1;
