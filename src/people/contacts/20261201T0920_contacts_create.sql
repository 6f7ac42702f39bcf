-- Each time somebody of the trial and a person met, spoke or wrote, in both arms alike (people/contacts/README.md).
-- table: contact | class: casework | retention: as the case record | purpose: that a person was reached or tried to be, and what was said, so that they are not asked twice and nobody is forgotten | append-only

CREATE TABLE contact (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('made', 'entered_in_error')),
    channel TEXT NOT NULL CHECK (channel IN ('telephone', 'video', 'face_to_face', 'text', 'email', 'letter')),
    direction TEXT NOT NULL CHECK (direction IN ('to_person', 'from_person')),
    outcome TEXT NOT NULL CHECK (outcome IN ('spoke', 'left_message', 'no_answer', 'wrong_details', 'sent', 'received')),
    sealed_note TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES contact (id)
);
CREATE INDEX contact_by_person ON contact (person_id, occurred_at, id);
