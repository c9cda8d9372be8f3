CREATE TABLE idempotency (
  account BLOB NOT NULL,
  key TEXT NOT NULL,
  digest BLOB NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (account, key)
);
CREATE INDEX idempotency_at ON idempotency (at);
ALTER TABLE mutation ADD COLUMN type TEXT;
ALTER TABLE mutation ADD COLUMN id BLOB;
ALTER TABLE push ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE push ADD COLUMN org BLOB NOT NULL DEFAULT x'00000000000000000000000000000000';
ALTER TABLE push ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE push ADD COLUMN summary TEXT NOT NULL DEFAULT '{}';
ALTER TABLE push ADD COLUMN reverts BLOB;
ALTER TABLE push ADD COLUMN reverted_by BLOB;
UPDATE push SET
  seq = coalesce((SELECT min(m.seq) FROM mutation m WHERE m.push = push.push), 0),
  org = coalesce((SELECT r.org FROM record r WHERE r.type = 'account' AND r.id = push.account), zeroblob(16)),
  changed_by = coalesce((SELECT l.email FROM login l WHERE l.account = push.account), ''),
  summary = (
    SELECT json_group_object(s.status, s.n) FROM (
      SELECT m.result ->> '$.status' AS status, count(*) AS n FROM mutation m WHERE m.push = push.push GROUP BY 1
    ) s
  );
CREATE INDEX push_account ON push (account, seq, push);
CREATE INDEX push_org ON push (org, seq, push);
