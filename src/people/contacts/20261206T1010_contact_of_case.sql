-- The support case at which a contact was made; empty where it was made by whoever recruits or keeps the record.
ALTER TABLE contact ADD COLUMN case_id TEXT NOT NULL DEFAULT '';
