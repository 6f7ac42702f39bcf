-- Whether somebody may join, as it was decided at an appointment, settled by a lead, or corrected (intake/eligibility/README.md).
-- table: eligibility_evaluation | class: casework | retention: as the case record | purpose: who may join, and why somebody may not, decided by the protocol from what was answered on that day | append-only
-- table: eligibility_resolution | class: casework | retention: as the case record | purpose: what a team lead found out where nobody was sure, and the evidence it rests on | append-only

CREATE TABLE eligibility_evaluation (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    place BIGINT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('asked', 'resolved', 'corrected')),
    evaluated_on TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('eligible', 'not_eligible', 'unsure')),
    ground TEXT NOT NULL,
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    sealed_answers TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES eligibility_evaluation (id),
    UNIQUE (person_id, place)
);

CREATE TABLE eligibility_resolution (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    evaluation_id TEXT NOT NULL REFERENCES eligibility_evaluation (id),
    criterion TEXT NOT NULL,
    finding TEXT NOT NULL CHECK (finding IN ('meets', 'fails')),
    settled TEXT NOT NULL,
    sealed_evidence TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES eligibility_resolution (id),
    UNIQUE (evaluation_id, criterion)
);
CREATE INDEX eligibility_resolution_by_person ON eligibility_resolution (person_id, recorded_at);
