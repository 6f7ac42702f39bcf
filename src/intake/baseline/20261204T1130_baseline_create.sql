-- What people answer before allocation: while they answer, and when it is locked (intake/baseline/README.md). Every answer is sealed.
-- table: baseline_answer | class: research | retention: until the lock, which holds what counts; emptied by erasure of the class | purpose: answers that are being given, so that an interrupted appointment goes on where it stopped
-- table: baseline_confirmation | class: research | retention: as baseline_lock | purpose: that an unusual answer was asked again and is right | append-only
-- table: baseline_lock | class: research | retention: as long as the trial's results | purpose: the answers before allocation, with which the groups are compared, and every correction of them | append-only

CREATE TABLE baseline_answer (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    round BIGINT NOT NULL,
    question TEXT NOT NULL,
    sealed_answer TEXT,
    saved_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    protocol_version TEXT NOT NULL
);
-- One row for each question: two tabs that save at once leave one answer.
CREATE UNIQUE INDEX baseline_answer_by_question ON baseline_answer (person_id, round, question);

CREATE TABLE baseline_confirmation (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES baseline_confirmation (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    round BIGINT NOT NULL,
    finding TEXT NOT NULL,
    sealed_value TEXT NOT NULL
);
CREATE INDEX baseline_confirmation_by_person ON baseline_confirmation (person_id, round, finding);

CREATE TABLE baseline_lock (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES baseline_lock (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    place BIGINT NOT NULL,
    round BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('locked', 'corrected')),
    mode TEXT NOT NULL CHECK (mode IN ('side_by_side', 'alone', 'read_aloud')),
    questionnaire TEXT NOT NULL,
    questionnaire_version TEXT NOT NULL,
    answered BIGINT NOT NULL,
    declined BIGINT NOT NULL,
    answers_hash TEXT NOT NULL,
    sealed_answers TEXT NOT NULL
);
-- Two units that lock or correct at once: the second finds the place taken.
CREATE UNIQUE INDEX baseline_lock_by_person ON baseline_lock (person_id, place);
