-- From schema 4 to 5: whether an offer waits for a reviewer is noted down with
-- the record; a list need not know revisions, which change with every pull.
-- The search index is merged as upkeep. What waits is judged, and the text that
-- a verdict saw is kept.
ALTER TABLE listing ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
UPDATE listing SET waits = 1 WHERE n IN (
  SELECT l.n FROM listing l JOIN record r ON r.n = l.n LEFT JOIN verdict d ON d.offer = r.id
  WHERE l.type = 4 AND l.status = 2 AND l.seq > COALESCE(d.seq, -1)
);
ALTER TABLE listing DROP COLUMN seq;
ALTER TABLE listing ADD COLUMN score INTEGER;
CREATE INDEX listing_unjudged ON listing(n) WHERE waits AND score IS NULL;
ALTER TABLE verdict ADD COLUMN seen TEXT;
ALTER TABLE verdict ADD COLUMN due TEXT;
ALTER TABLE verdict ADD COLUMN reopened TEXT NOT NULL DEFAULT '';
CREATE INDEX verdict_due ON verdict(due) WHERE due IS NOT NULL;
CREATE INDEX listing_review ON listing(o, name) WHERE type = 5;
-- Reviews are found by their offer: filled when the cache is opened.
DELETE FROM meta WHERE k = 'code_lists';
INSERT INTO search(search, rank) VALUES ('automerge', 0);
