-- Who people are (people/identity/README.md). Everything that names somebody is sealed; the index tables hold keyed hashes.
-- table: subject_key | class: contact, casework, research, linkage | retention: as long as what it seals; emptied by erasure | purpose: opens the sealed texts of one person, one class each
-- table: identity_claim | class: contact | retention: 12 months if nothing came of it, else as person_details | purpose: what a referral says of who someone is, to arrange a first appointment | append-only
-- table: claim_index | class: contact | retention: as identity_claim; deleted by erasure | purpose: finding who may be the same person
-- table: person | class: research | retention: as long as the trial's results | purpose: one pseudonym for each person of the trial
-- table: person_details | class: contact | retention: 12 months after the trial's last contact | purpose: reaching the person, and knowing them from others | append-only
-- table: person_index | class: contact | retention: as person_details; deleted by erasure | purpose: finding a person, and refusing a second entry under one NHS number
-- table: claim_decision | class: research | retention: as long as the trial's results | purpose: which referrals are of one person, and who decided it | append-only
-- table: identity_erasure | class: audit | retention: as long as the trial's results | purpose: that and why a key was destroyed | append-only

CREATE TABLE subject_key (
    subject_id TEXT NOT NULL,
    key_class TEXT NOT NULL CHECK (key_class IN ('contact', 'casework', 'research', 'linkage')),
    wrapped_key TEXT NOT NULL,
    key_version BIGINT NOT NULL,
    master_version BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    destroyed_at BIGINT,
    PRIMARY KEY (subject_id, key_class)
);

CREATE TABLE identity_claim (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES identity_claim (id),
    given_names TEXT,
    family_name TEXT,
    known_as TEXT,
    birth_date TEXT,
    phone TEXT,
    email TEXT,
    postal_address TEXT,
    postcode TEXT,
    nhs_number TEXT
);

CREATE TABLE claim_index (
    claim_id TEXT NOT NULL REFERENCES identity_claim (id),
    kind TEXT NOT NULL CHECK (kind IN ('nhs_number', 'email', 'phone', 'name_birth')),
    value TEXT NOT NULL,
    PRIMARY KEY (claim_id, kind)
);
CREATE INDEX claim_index_by_value ON claim_index (kind, value);

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    root_id TEXT NOT NULL REFERENCES person (id),
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL
);

CREATE TABLE person_details (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES person_details (id),
    given_names TEXT,
    family_name TEXT,
    known_as TEXT,
    birth_date TEXT,
    phone TEXT,
    email TEXT,
    postal_address TEXT,
    postcode TEXT,
    nhs_number TEXT
);
CREATE INDEX person_details_by_person ON person_details (person_id);

CREATE TABLE person_index (
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('nhs_number', 'email', 'phone', 'name_birth')),
    value TEXT NOT NULL,
    PRIMARY KEY (person_id, kind)
);
CREATE INDEX person_index_by_value ON person_index (kind, value);
-- Couples share telephones and mailboxes, and namesakes are born on one day; only a number is one person's.
CREATE UNIQUE INDEX person_index_one_number ON person_index (kind, value) WHERE kind = 'nhs_number';

CREATE TABLE claim_decision (
    id TEXT NOT NULL PRIMARY KEY,
    claim_id TEXT NOT NULL REFERENCES identity_claim (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES claim_decision (id),
    decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'linked'))
);
-- Two people who decide at once: the second is refused.
CREATE UNIQUE INDEX claim_decision_first ON claim_decision (claim_id) WHERE supersedes IS NULL;
CREATE INDEX claim_decision_by_person ON claim_decision (person_id);

CREATE TABLE identity_erasure (
    id TEXT NOT NULL PRIMARY KEY,
    subject_id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES identity_erasure (id),
    key_class TEXT NOT NULL
);
