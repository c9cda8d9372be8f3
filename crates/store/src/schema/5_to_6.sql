-- From schema 5 to 6: a question about a decision keeps what was seen of the
-- offer, so that what changed since can be shown.
ALTER TABLE conflict ADD COLUMN seen TEXT;
ALTER TABLE step_question ADD COLUMN seen TEXT;
