CREATE INDEX record_review ON record (data ->> '$.offer', seq) WHERE type = 'review' AND deleted = 0;
