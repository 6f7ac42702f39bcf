-- What people agreed to, in which words and how they signed (intake/consent/README.md). The words that were shown are kept with every signature.
-- table: consent | class: research | retention: as long as the trial's results | purpose: what somebody said yes and no to, in which words, how and before whom they signed | append-only
-- table: consent_witness | class: research | retention: as consent | purpose: that a colleague heard, or did not hear, a consent that was spoken | append-only
-- table: consent_state | class: research | retention: as consent; rebuilt from it at any time | purpose: the latest consent of each person that counts, and who is asked again under a new version

CREATE TABLE consent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    place BIGINT NOT NULL,
    form_version TEXT NOT NULL,
    information_id TEXT NOT NULL REFERENCES information_given (id),
    sheet_version TEXT NOT NULL,
    sheet_format TEXT NOT NULL,
    sheet_language TEXT NOT NULL,
    wording TEXT NOT NULL,
    wording_hash TEXT NOT NULL,
    answers TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('typed-name', 'witnessed-verbal', 'paper')),
    capacity TEXT NOT NULL CHECK (capacity IN ('assumed', 'assessed')),
    supporter TEXT NOT NULL CHECK (supporter IN ('nobody', 'family_or_friend', 'carer', 'advocate', 'professional')),
    dated_on TEXT,
    sealed_signature TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES consent (id)
);
-- Two who take consent of one person at once: one comes after the other.
CREATE UNIQUE INDEX consent_by_person ON consent (person_id, place);

CREATE TABLE consent_witness (
    id TEXT NOT NULL PRIMARY KEY,
    consent_id TEXT NOT NULL UNIQUE REFERENCES consent (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('heard', 'not_heard')),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES consent_witness (id)
);

CREATE TABLE consent_state (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    consent_id TEXT NOT NULL REFERENCES consent (id),
    form_version TEXT NOT NULL,
    sheet_version TEXT NOT NULL,
    agreed TEXT NOT NULL,
    signed_at BIGINT NOT NULL
);
CREATE INDEX consent_state_by_version ON consent_state (form_version, sheet_version, person_id);
