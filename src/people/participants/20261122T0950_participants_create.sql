-- The spine: each person's way to allocation, as dated facts (people/participants/README.md). Nothing here names anybody, and nothing tells an arm.
-- table: journey_step | class: research | retention: as long as the trial's results | purpose: what happened to each person on the way to allocation, and when; the CONSORT flow is counted from it | append-only
-- table: journey | class: research | retention: as journey_step; rebuilt from it at any time | purpose: where each person stands, what is next, who owes it and by when

CREATE TABLE journey_step (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    place BIGINT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('referred', 'contacted', 'could_not_reach', 'booked', 'did_not_attend', 'attended',
        'eligible', 'not_eligible', 'unsure', 'taught', 'wants_time', 'goes_on', 'consented', 'declined', 'linkage_given',
        'baseline_locked', 'intended', 'randomised', 'withdrew', 'died', 'closed', 'reopened', 'entered_in_error')),
    detail TEXT NOT NULL,
    stage TEXT NOT NULL,
    due_on TEXT,
    referral_id TEXT,
    route TEXT,
    area TEXT,
    group_id TEXT,
    study_number TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES journey_step (id)
);
-- Two units that take a step of one person at once: the second is refused.
CREATE UNIQUE INDEX journey_step_by_person ON journey_step (person_id, place);
CREATE INDEX journey_step_by_step ON journey_step (step, occurred_at);

CREATE TABLE journey (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    stage TEXT NOT NULL,
    since BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    last_place BIGINT NOT NULL,
    missed BIGINT NOT NULL,
    detail TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_on TEXT,
    referral_id TEXT,
    route TEXT NOT NULL,
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    study_number TEXT UNIQUE
);
CREATE INDEX journey_by_due ON journey (due_on, person_id);
CREATE INDEX journey_by_stage ON journey (stage, due_on, person_id);
