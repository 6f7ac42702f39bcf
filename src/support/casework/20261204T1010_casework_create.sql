-- What follows an allocation, and the casework that begins there (support/casework/README.md).
-- One table for both arms: the leaf of an allocation then names the same table, and one row, whichever arm it was.
-- table: hand_off | class: casework | retention: as long as the trial's results | purpose: that somebody put into a group was handed over, to support with its clocks or to the local services, and when | append-only
-- table: case_assignment | class: casework | retention: as the case record | purpose: whose case it was, from when, and why it changed hands | append-only
-- table: pack_given | class: casework | retention: as long as the trial's results | purpose: which version of the local-services pack somebody was given, in what form and how | append-only
-- table: deviation | class: casework | retention: as long as the trial's results | purpose: which support somebody actually received, whatever group they are in | append-only
-- table: caseload | class: casework | retention: as hand_off; rebuilt from it at any time | purpose: which cases are open, whose they are, and by when something is owed

CREATE TABLE hand_off (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES hand_off (id),
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
    allocation_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('support_case', 'local_services')),
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    contact_due TEXT NOT NULL,
    meeting_due TEXT NOT NULL,
    search_ends TEXT NOT NULL,
    last_day TEXT NOT NULL,
    services_version TEXT NOT NULL
);

CREATE TABLE case_assignment (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES case_assignment (id),
    case_id TEXT NOT NULL REFERENCES hand_off (id),
    place BIGINT NOT NULL,
    specialist TEXT NOT NULL REFERENCES staff_account (id),
    above_cap BIGINT NOT NULL CHECK (above_cap IN (0, 1))
);
-- Two people who give one case away at once: the second is refused.
CREATE UNIQUE INDEX case_assignment_by_case ON case_assignment (case_id, place);
CREATE INDEX case_assignment_by_specialist ON case_assignment (specialist, occurred_at);

CREATE TABLE pack_given (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES pack_given (id),
    hand_off_id TEXT NOT NULL REFERENCES hand_off (id),
    area TEXT NOT NULL,
    services_version TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('standard', 'large_print', 'read_out')),
    way TEXT NOT NULL CHECK (way IN ('in_person', 'post', 'email', 'telephone'))
);
CREATE INDEX pack_given_by_hand_off ON pack_given (hand_off_id, recorded_at);

CREATE TABLE deviation (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES deviation (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    received TEXT NOT NULL CHECK (received IN ('trial_support', 'like_it_elsewhere', 'local_services_only', 'nothing')),
    from_day TEXT NOT NULL,
    sealed_note TEXT
);
CREATE INDEX deviation_by_person ON deviation (person_id, recorded_at, id);

CREATE TABLE caseload (
    case_id TEXT NOT NULL PRIMARY KEY REFERENCES hand_off (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    contact_due TEXT NOT NULL,
    meeting_due TEXT NOT NULL,
    contact_late_at BIGINT NOT NULL,
    meeting_late_at BIGINT NOT NULL,
    search_ends TEXT NOT NULL,
    last_day TEXT NOT NULL,
    place BIGINT NOT NULL,
    specialist TEXT NOT NULL,
    assigned_at BIGINT
);
CREATE INDEX caseload_by_specialist ON caseload (specialist, case_id);
CREATE INDEX caseload_by_area ON caseload (area, specialist, meeting_late_at, case_id);

-- A case with what its clocks ask for: when somebody of the trial and the person first spoke or wrote to each other since it was
-- opened, first met, and last did either; and whether support must rest. casework.cpp says what counts as a meeting.
CREATE VIEW case_standing AS
SELECT c.case_id, c.person_id, c.area, c.group_id, c.opened_at, c.contact_due, c.meeting_due, c.contact_late_at, c.meeting_late_at,
    c.search_ends, c.last_day, c.specialist, c.assigned_at, c.place, j.study_number,
    CASE WHEN j.stage = 'randomised' AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.person_id = c.person_id
        AND w.state = 'withdrawn' AND w.scope IN ('support', 'contact', 'everything')
        AND NOT EXISTS (SELECT 1 FROM withdrawal t WHERE t.supersedes = w.id)) THEN 0 ELSE 1 END AS rests,
    (SELECT min(k.occurred_at) FROM contact k WHERE k.person_id = c.person_id AND k.occurred_at >= c.opened_at AND k.state = 'made'
        AND k.outcome IN ('spoke', 'received')
        AND NOT EXISTS (SELECT 1 FROM contact e WHERE e.supersedes = k.id)) AS first_contact_at,
    (SELECT min(k.occurred_at) FROM contact k WHERE k.person_id = c.person_id AND k.occurred_at >= c.opened_at AND k.state = 'made'
        AND k.outcome = 'spoke' AND k.channel IN ('face_to_face', 'video')
        AND NOT EXISTS (SELECT 1 FROM contact e WHERE e.supersedes = k.id)) AS first_meeting_at,
    (SELECT max(k.occurred_at) FROM contact k WHERE k.person_id = c.person_id AND k.occurred_at >= c.opened_at AND k.state = 'made'
        AND k.outcome IN ('spoke', 'received')
        AND NOT EXISTS (SELECT 1 FROM contact e WHERE e.supersedes = k.id)) AS last_two_way_at
FROM caseload c JOIN journey j ON j.person_id = c.person_id;
