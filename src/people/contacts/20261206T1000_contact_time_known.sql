-- Whether the time of day of a contact is known, or only its day was told: 1 or 0. NULL: it was written before this was kept, and noon exact stands for "not known".
ALTER TABLE contact ADD COLUMN time_known BIGINT CHECK (time_known IN (0, 1));
