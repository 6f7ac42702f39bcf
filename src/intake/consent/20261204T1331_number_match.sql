-- What a lead found out where two records have one National Insurance number (intake/consent/README.md).
-- table: number_match | class: research | retention: as long as the trial's results | purpose: whether two records with one National Insurance number are one person, so that nobody is randomised twice | append-only

CREATE TABLE number_match (
    id TEXT NOT NULL PRIMARY KEY,
    first_id TEXT NOT NULL REFERENCES person (id),
    second_id TEXT NOT NULL REFERENCES person (id),
    place BIGINT NOT NULL,
    finding TEXT NOT NULL CHECK (finding IN ('two_people', 'one_person')),
    duplicate_id TEXT REFERENCES person (id),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES number_match (id),
    CHECK (first_id < second_id),
    CHECK ((finding = 'one_person') = (duplicate_id IS NOT NULL))
);
-- Two findings of one pair at once: the second is refused.
CREATE UNIQUE INDEX number_match_by_pair ON number_match (first_id, second_id, place);
CREATE INDEX number_match_by_second ON number_match (second_id);
