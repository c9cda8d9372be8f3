-- From schema 3 to 4: how many offers use a contact is asked for every row of a
-- list of contacts.
CREATE INDEX listing_contact ON listing(contact);
