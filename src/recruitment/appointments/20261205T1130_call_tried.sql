-- In which parts of the day somebody was tried, so that another is proposed than any before (T2): the sum of 1 morning, 2 afternoon, 4 evening.
ALTER TABLE call ADD COLUMN tried_parts BIGINT NOT NULL DEFAULT 0;
