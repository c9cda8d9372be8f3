-- From schema 4 to 5: whether an offer waits for a reviewer is noted down with
-- the record; a list need not know revisions, which change with every pull.
-- The search index is merged as upkeep.
ALTER TABLE listing ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
UPDATE listing SET waits = 1 WHERE n IN (
  SELECT l.n FROM listing l JOIN record r ON r.n = l.n LEFT JOIN verdict d ON d.offer = r.id
  WHERE l.type = 4 AND l.status = 2 AND l.seq > COALESCE(d.seq, -1)
);
ALTER TABLE listing DROP COLUMN seq;
INSERT INTO search(search, rank) VALUES ('automerge', 0);
