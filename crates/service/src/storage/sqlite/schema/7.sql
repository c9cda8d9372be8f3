-- Fields that Agoria keeps to itself, of records that others see: a JSON object, or empty.
ALTER TABLE record ADD COLUMN inside TEXT NOT NULL DEFAULT '';
