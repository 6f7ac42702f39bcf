-- The draw (intake/allocation/README.md). Only this room, support/casework and app may know an arm.
-- table: allocation_epoch | class: research | retention: as long as the trial's results | purpose: the roots that were published before a position was used, so that anybody can check that nothing was chosen or repaired | append-only
-- table: allocation_intent | class: research | retention: as long as the trial's results | purpose: that a person stood at the draw with every gate open, and which position is theirs | append-only
-- table: allocation | class: research | retention: as long as the trial's results | purpose: which arm a person was put into by chance, with its proof | append-only
-- table: allocation_flag | class: research | retention: as long as the trial's results | purpose: what was found out about an allocation later, which changes nothing of it | append-only
-- table: allocation_stratum | class: research | retention: as the facts; rebuilt from them at any time | purpose: how far each stratum is, and the lock under which its positions are taken

CREATE TABLE allocation_epoch (
    id TEXT NOT NULL PRIMARY KEY,
    stratum TEXT NOT NULL,
    stratum_index BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    first_position BIGINT NOT NULL,
    capacity BIGINT NOT NULL,
    trial TEXT NOT NULL,
    spec_hash TEXT NOT NULL,
    root TEXT NOT NULL,
    party TEXT NOT NULL,
    commitment TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES allocation_epoch (id)
);
CREATE UNIQUE INDEX allocation_epoch_by_stratum ON allocation_epoch (stratum, epoch);

CREATE TABLE allocation_intent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
    stratum TEXT NOT NULL,
    position BIGINT NOT NULL,
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    consent_id TEXT NOT NULL,
    baseline_id TEXT NOT NULL,
    binding TEXT NOT NULL,
    request_key TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES allocation_intent (id)
);
CREATE UNIQUE INDEX allocation_intent_by_position ON allocation_intent (stratum, position);

CREATE TABLE allocation (
    id TEXT NOT NULL PRIMARY KEY,
    intent_id TEXT NOT NULL UNIQUE REFERENCES allocation_intent (id),
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
    stratum TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    position BIGINT NOT NULL,
    arm TEXT NOT NULL,
    receipt TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('demo', 'training', 'live')),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES allocation (id)
);
CREATE UNIQUE INDEX allocation_by_position ON allocation (stratum, position);

CREATE TABLE allocation_flag (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('randomised_in_error', 'wrong_stratum', 'not_eligible', 'in_doubt')),
    true_area TEXT NOT NULL,
    true_group TEXT NOT NULL,
    sealed_note TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES allocation_flag (id)
);
CREATE INDEX allocation_flag_by_person ON allocation_flag (person_id, recorded_at, id);

CREATE TABLE allocation_stratum (
    stratum TEXT NOT NULL PRIMARY KEY,
    bound BIGINT NOT NULL,
    settled BIGINT NOT NULL
);
