-- Who stood at the draw while the program was down (intake/paper/README.md).
-- table: paper_intent | class: research | retention: as long as the trial's results | purpose: that people on paper were put into a group in the order in which they came, with both times | append-only

CREATE TABLE paper_intent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    form TEXT NOT NULL,
    set_aside TEXT NOT NULL CHECK (set_aside IN ('', 'not_taking_part', 'still_open', 'by_mistake')),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES paper_intent (id)
);
CREATE INDEX paper_intent_by_person ON paper_intent (person_id, recorded_at, id);
CREATE INDEX paper_intent_by_time ON paper_intent (occurred_at, id);
