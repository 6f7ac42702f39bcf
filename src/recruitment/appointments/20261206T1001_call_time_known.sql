-- Whether the time of day of the last attempt is known, or only its day (contact.time_known).
ALTER TABLE call ADD COLUMN last_try_known BIGINT NOT NULL DEFAULT 1;
