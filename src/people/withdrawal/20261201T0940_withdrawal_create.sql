-- What people no longer want, and what has become of them (people/withdrawal/README.md). Who may be contacted, surveyed and linked follows from these facts alone.
-- table: withdrawal | class: research | retention: as long as the trial's results | purpose: what somebody no longer takes part in, since when, who said it and what they were told | append-only
-- table: life_event | class: research | retention: as long as the trial's results | purpose: that somebody died, lost capacity, was lost, moved away or is in prison, so that nobody writes to them by mistake | append-only

CREATE TABLE withdrawal (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    scope TEXT NOT NULL CHECK (scope IN ('support', 'surveys', 'linkage', 'contact', 'everything')),
    state TEXT NOT NULL CHECK (state IN ('withdrawn', 'taken_back')),
    effective_on TEXT NOT NULL,
    said_by TEXT NOT NULL CHECK (said_by IN ('person', 'carer', 'professional', 'other')),
    said_how TEXT NOT NULL CHECK (said_how IN ('telephone', 'in_person', 'letter', 'email', 'text', 'web')),
    told TEXT NOT NULL,
    sealed_note TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES withdrawal (id)
);
CREATE INDEX withdrawal_by_person ON withdrawal (person_id, recorded_at, id);

CREATE TABLE life_event (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('died', 'lost_capacity', 'lost_contact', 'moved_away', 'in_prison')),
    state TEXT NOT NULL CHECK (state IN ('began', 'ended')),
    effective_on TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES life_event (id)
);
CREATE INDEX life_event_by_person ON life_event (person_id, recorded_at, id);
