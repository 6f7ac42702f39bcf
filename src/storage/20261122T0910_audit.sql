-- The audit log (docs/methods/audit.md). No row here names a person: leaves hold pseudonyms and commitments, and what
-- the commitments hide is sealed in audit_opening, whose rows go when someone's data are erased.
-- table: audit_leaf | class: audit | retention: as long as the trial's results | purpose: proof of who did what and when | append-only
-- table: audit_head | class: audit | retention: as long as the trial's results | purpose: where the log ends, and the lock that orders its writers
-- table: audit_opening | class: audit | retention: until its object is erased | purpose: opens the commitments of leaves, so that rows can be checked
-- table: audit_checkpoint | class: audit | retention: as long as the trial's results | purpose: signed heads of the log | append-only

CREATE TABLE audit_leaf (
    idx BIGINT NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL UNIQUE,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL,
    last_hash TEXT NOT NULL,
    last_at BIGINT NOT NULL
);

INSERT INTO audit_head (id, size, last_hash, last_at)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0);

CREATE TABLE audit_opening (
    unit TEXT NOT NULL,
    entry BIGINT NOT NULL,
    object_type TEXT NOT NULL,
    object_id TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (unit, entry)
);

CREATE INDEX audit_opening_object ON audit_opening (object_type, object_id, unit, entry);

CREATE TABLE audit_checkpoint (
    size BIGINT NOT NULL PRIMARY KEY,
    frontier TEXT NOT NULL,
    note TEXT NOT NULL
);
