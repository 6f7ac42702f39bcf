-- table: subject_key
-- class: contact, casework, research, linkage
-- retention: each key as long as its class; erased on request or when the class's time is over
-- purpose: opens the sealed texts of one person, one class each; destroying it is erasure
CREATE TABLE subject_key (
    subject_id text NOT NULL,
    key_class text NOT NULL CHECK (key_class IN ('contact', 'casework', 'research', 'linkage')),
    wrapped_key text NOT NULL,
    key_version bigint NOT NULL,
    master_version bigint NOT NULL,
    made_at bigint NOT NULL,
    destroyed_at bigint,
    PRIMARY KEY (subject_id, key_class)
);

CREATE TABLE identity_claim (
    id text NOT NULL PRIMARY KEY,
    recorded_at bigint NOT NULL,
    occurred_at bigint NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    protocol_version text NOT NULL,
    supersedes text UNIQUE REFERENCES identity_claim (id),
    given_names text,
    family_name text,
    known_as text,
    birth_date text,
    phone text,
    email text,
    postal_address text,
    postcode text,
    nhs_number text
);

CREATE TABLE claim_index (
    claim_id text NOT NULL REFERENCES identity_claim (id),
    kind text NOT NULL CHECK (kind IN ('nhs_number', 'email', 'phone', 'name_birth')),
    value text NOT NULL,
    PRIMARY KEY (claim_id, kind)
);
CREATE INDEX claim_index_by_value ON claim_index (kind, value);

CREATE TABLE person (
    id text NOT NULL PRIMARY KEY,
    root_id text NOT NULL REFERENCES person (id),
    recorded_at bigint NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    protocol_version text NOT NULL
);

CREATE TABLE person_details (
    id text NOT NULL PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    recorded_at bigint NOT NULL,
    occurred_at bigint NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    protocol_version text NOT NULL,
    supersedes text UNIQUE REFERENCES person_details (id),
    given_names text,
    family_name text,
    known_as text,
    birth_date text,
    phone text,
    email text,
    postal_address text,
    postcode text,
    nhs_number text
);
CREATE INDEX person_details_by_person ON person_details (person_id);

CREATE TABLE person_index (
    person_id text NOT NULL REFERENCES person (id),
    kind text NOT NULL CHECK (kind IN ('nhs_number', 'email', 'phone', 'name_birth')),
    value text NOT NULL,
    PRIMARY KEY (person_id, kind)
);
CREATE INDEX person_index_by_value ON person_index (kind, value);
-- Couples share telephones and mailboxes, and namesakes are born on one day; only a number is one person's.
CREATE UNIQUE INDEX person_index_one_number ON person_index (kind, value) WHERE kind = 'nhs_number';

CREATE TABLE claim_decision (
    id text NOT NULL PRIMARY KEY,
    claim_id text NOT NULL REFERENCES identity_claim (id),
    person_id text NOT NULL REFERENCES person (id),
    recorded_at bigint NOT NULL,
    occurred_at bigint NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    protocol_version text NOT NULL,
    supersedes text UNIQUE REFERENCES claim_decision (id),
    decision text NOT NULL CHECK (decision IN ('confirmed', 'linked'))
);
-- Two people who decide at once: the second is refused.
CREATE UNIQUE INDEX claim_decision_first ON claim_decision (claim_id) WHERE supersedes IS NULL;
CREATE INDEX claim_decision_by_person ON claim_decision (person_id);

CREATE TABLE identity_erasure (
    id text NOT NULL PRIMARY KEY,
    subject_id text NOT NULL,
    recorded_at bigint NOT NULL,
    occurred_at bigint NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    protocol_version text NOT NULL,
    supersedes text UNIQUE REFERENCES identity_erasure (id),
    key_class text NOT NULL
);
