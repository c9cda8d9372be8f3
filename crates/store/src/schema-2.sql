-- Questions that a step answered, asked again when the step is taken back.
CREATE TABLE step_question(
  step INTEGER NOT NULL, ord INTEGER NOT NULL, field TEXT NOT NULL, base TEXT NOT NULL, theirs TEXT NOT NULL,
  by TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(step, ord, field)
) WITHOUT ROWID;
