-- How somebody wants to be reached, what is safe, and what they need (people/wishes/README.md).
-- table: contact_wishes | class: contact | retention: as person_details | purpose: reaching the person safely, in a way they can use | append-only

CREATE TABLE contact_wishes (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES contact_wishes (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    told_in TEXT NOT NULL CHECK (told_in IN ('referral', 'telephone', 'appointment', 'writing', 'helper')),
    sealed_wishes TEXT NOT NULL
);
CREATE INDEX contact_wishes_by_person ON contact_wishes (person_id, recorded_at, id);
