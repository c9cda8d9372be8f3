CREATE TABLE account_request (
  id BLOB PRIMARY KEY,
  receipt TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  organisation TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  message TEXT NOT NULL,
  created INTEGER NOT NULL,
  decided INTEGER,
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  account BLOB
);
CREATE INDEX account_request_created ON account_request (created, id);
