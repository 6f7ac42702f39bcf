-- Where an account works, and how much of full time (people/staff/README.md).
-- table: staff_posting | class: operations | retention: as long as the trial's results | purpose: in which areas each account worked, when, and who approved it; whose cases somebody could see on a day follows from it | append-only
-- table: staff_area | class: operations | retention: as staff_posting; rebuilt from it at any time | purpose: the areas in which each account works now

CREATE TABLE staff_posting (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES staff_posting (id),
    place BIGINT NOT NULL,
    areas TEXT NOT NULL,
    share_percent BIGINT NOT NULL CHECK (share_percent BETWEEN 1 AND 100),
    change TEXT NOT NULL CHECK (change IN ('proposed', 'approved', 'declined'))
);
-- Two changes of one account at once: the second is refused.
CREATE UNIQUE INDEX staff_posting_by_account ON staff_posting (account_id, place);

CREATE TABLE staff_area (
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    area TEXT NOT NULL,
    share_percent BIGINT NOT NULL,
    PRIMARY KEY (account_id, area)
);
CREATE INDEX staff_area_by_area ON staff_area (area, account_id);
