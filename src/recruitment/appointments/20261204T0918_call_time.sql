-- At what time of day nobody answered, so that another is proposed (T2: on different days and at different times).
ALTER TABLE call ADD COLUMN last_try_at BIGINT;
