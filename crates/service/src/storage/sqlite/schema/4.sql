CREATE TABLE notice (
  id BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  subject BLOB NOT NULL,
  offer BLOB,
  recipient TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  due INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  code TEXT NOT NULL
);
CREATE INDEX notice_due ON notice (due, id) WHERE state = 'waiting';
CREATE INDEX notice_sending ON notice (id) WHERE state = 'sending';
CREATE INDEX notice_subject ON notice (subject, created, id);
CREATE INDEX notice_offer ON notice (offer, created, id) WHERE offer IS NOT NULL;
CREATE INDEX notice_created ON notice (created, id);
CREATE TABLE link (
  hash BLOB PRIMARY KEY,
  notice BLOB NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER
);
CREATE INDEX link_notice ON link (notice);
CREATE INDEX link_expires ON link (expires);
