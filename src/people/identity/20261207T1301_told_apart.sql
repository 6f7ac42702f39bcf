-- Two records that agree, and of which somebody found that they are two people (people/identity/README.md).
-- table: told_apart | class: research | retention: as long as the trial's results | purpose: which records agree and are of two people, so that neither waits before the randomisation and nobody is randomised twice | append-only

CREATE TABLE told_apart (
    id TEXT NOT NULL PRIMARY KEY,
    first_id TEXT NOT NULL REFERENCES person (id),
    second_id TEXT NOT NULL REFERENCES person (id),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES told_apart (id),
    CHECK (first_id < second_id)
);
-- It is found once. That it was wrong is a merge.
CREATE UNIQUE INDEX told_apart_by_pair ON told_apart (first_id, second_id);
CREATE INDEX told_apart_by_second ON told_apart (second_id);
