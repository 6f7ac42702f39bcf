-- From knowing who a referral is about to their first appointment (recruitment/appointments/README.md). Nothing here names anybody.
-- table: slot | class: operations | retention: as appointment | purpose: which times staff keep free for first appointments, where and how | append-only
-- table: appointment | class: casework | retention: as the case record | purpose: when somebody was to come and whether they did, so that nobody is forgotten | append-only
-- table: appointment_state | class: casework | retention: as appointment; rebuilt from facts at any time | purpose: which appointments stand and how the others ended
-- table: information_sent | class: casework | retention: as the case record | purpose: which version of what was sent to somebody, in which format and how | append-only
-- table: call | class: operations | retention: as journey; rebuilt from facts at any time | purpose: whom to reach next and by when, so that nobody who asked is forgotten

CREATE TABLE slot (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('offered', 'cancelled')),
    area TEXT NOT NULL,
    venue_id TEXT NOT NULL,
    venue TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('face_to_face', 'telephone', 'video')),
    day TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    staff_id TEXT NOT NULL,
    any_day BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES slot (id)
);
CREATE INDEX slot_by_start ON slot (starts_at, id);
CREATE INDEX slot_by_staff ON slot (staff_id, day);

CREATE TABLE appointment (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('booked', 'attended', 'missed', 'cancelled')),
    slot_id TEXT REFERENCES slot (id),
    area TEXT NOT NULL,
    venue_id TEXT NOT NULL,
    venue TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('face_to_face', 'telephone', 'video', 'home_visit')),
    day TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    staff_id TEXT NOT NULL,
    cancel_reason TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES appointment (id)
);
CREATE INDEX appointment_by_person ON appointment (person_id, recorded_at, id);

CREATE TABLE appointment_state (
    appointment_id TEXT NOT NULL PRIMARY KEY REFERENCES appointment (id),
    person_id TEXT NOT NULL,
    slot_id TEXT,
    area TEXT NOT NULL,
    venue_id TEXT NOT NULL,
    venue TEXT NOT NULL,
    mode TEXT NOT NULL,
    day TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    staff_id TEXT NOT NULL,
    state TEXT NOT NULL,
    cancel_reason TEXT NOT NULL
);
-- What the rules say, said again where two transactions meet.
CREATE UNIQUE INDEX appointment_state_of_slot ON appointment_state (slot_id) WHERE state <> 'cancelled';
CREATE UNIQUE INDEX appointment_state_of_person ON appointment_state (person_id) WHERE state = 'booked';
CREATE INDEX appointment_state_by_day ON appointment_state (day, venue, starts_at, appointment_id);
CREATE INDEX appointment_state_by_person ON appointment_state (person_id, starts_at, appointment_id);

CREATE TABLE information_sent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('information', 'last_letter', 'confirmation')),
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    format TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('letter', 'email', 'text', 'by_hand')),
    appointment_id TEXT REFERENCES appointment (id),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES information_sent (id)
);
CREATE INDEX information_sent_by_person ON information_sent (person_id, recorded_at, id);

CREATE TABLE call (
    person_id TEXT NOT NULL PRIMARY KEY,
    stage TEXT NOT NULL,
    area TEXT NOT NULL,
    kind TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_try_on TEXT,
    wrong_details BIGINT NOT NULL,
    due_on TEXT NOT NULL
);
CREATE INDEX call_by_due ON call (due_on, person_id);
CREATE INDEX call_by_area ON call (area, due_on, person_id);
