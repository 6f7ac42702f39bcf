-- Worries about people: safeguarding, adverse events, complaints, incidents, in both arms alike (people/concerns/README.md).
-- table: concern | class: research | retention: as long as the trial's results | purpose: that somebody raised a worry about a person, so that it is owned and ends | append-only
-- table: concern_event | class: research | retention: as concern | purpose: who took a concern on, by when it is due, what was done and how it ended | append-only
-- table: concern_state | class: research | retention: as concern; rebuilt from facts at any time | purpose: which concerns are open, whose they are and when they are due

CREATE TABLE concern (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('safeguarding', 'adverse_event', 'complaint', 'incident')),
    due_on TEXT NOT NULL,
    sealed_text TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES concern (id)
);
CREATE INDEX concern_by_person ON concern (person_id, recorded_at, id);

CREATE TABLE concern_event (
    id TEXT NOT NULL PRIMARY KEY,
    concern_id TEXT NOT NULL REFERENCES concern (id),
    place BIGINT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('taken_on', 'due_moved', 'noted', 'closed', 'reopened')),
    owner TEXT,
    due_on TEXT,
    outcome TEXT,
    sealed_note TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES concern_event (id)
);
-- Two people who change a concern at once: the second is refused.
CREATE UNIQUE INDEX concern_event_by_concern ON concern_event (concern_id, place);

CREATE TABLE concern_state (
    concern_id TEXT NOT NULL PRIMARY KEY REFERENCES concern (id),
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    place BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    owner TEXT NOT NULL,
    due_on TEXT NOT NULL,
    outcome TEXT NOT NULL
);
CREATE INDEX concern_state_by_due ON concern_state (is_open, owner, due_on, concern_id);
CREATE INDEX concern_state_by_person ON concern_state (person_id, raised_at, concern_id);
