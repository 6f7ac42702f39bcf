-- Letters that somebody has to post because no message may be sent (recruitment/appointments/README.md). Nothing here names anybody.
-- table: letter_task | class: casework | retention: as the case record | purpose: that whoever was referred is told so (T1), also by letter | append-only
CREATE TABLE letter_task (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES letter_task (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    referral_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('owed', 'posted', 'told', 'not_needed')),
    due_on TEXT NOT NULL
);
CREATE INDEX letter_task_by_person ON letter_task (person_id, state);
CREATE INDEX letter_task_by_due ON letter_task (state, due_on, id);

-- Which message of the outbox it was, so that a page can say whether it went. Empty: somebody sent it themselves.
ALTER TABLE information_sent ADD COLUMN message_id TEXT NOT NULL DEFAULT '';
