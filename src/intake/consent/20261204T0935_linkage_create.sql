-- By what a person's government records are found, once they agreed (intake/consent/README.md). Only intake staff write it, and nobody who supports people reads it.
-- table: linkage_keys | class: linkage | retention: until the last linkage of the trial | purpose: finding a person's employment, tax and benefit records, as they agreed | append-only
-- table: linkage_index | class: linkage | retention: as linkage_keys; deleted by erasure | purpose: noticing that two records have one National Insurance number

CREATE TABLE linkage_keys (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    place BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('given', 'skipped')),
    skip_reason TEXT,
    consent_id TEXT NOT NULL REFERENCES consent (id),
    sealed_keys TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES linkage_keys (id)
);
CREATE UNIQUE INDEX linkage_keys_by_person ON linkage_keys (person_id, place);

CREATE TABLE linkage_index (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    value TEXT NOT NULL
);
CREATE INDEX linkage_index_by_value ON linkage_index (value);
