-- That interviewers were told a group, and who took over from them (followup/interviews/README.md). No row says which group.
-- table: unblinding | class: research | retention: as long as the trial's results | purpose: which outcomes were asked for by somebody who knew the group, so that it is reported and they ask no more | append-only
-- table: interviewer_change | class: research | retention: as long as the trial's results | purpose: who interviews instead of somebody who was told a group | append-only

CREATE TABLE unblinding (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    state TEXT NOT NULL CHECK (state IN ('written', 'entered_in_error')),
    told_on TEXT NOT NULL,
    sureness TEXT NOT NULL CHECK (sureness IN ('told', 'may_have_been')),
    how TEXT NOT NULL CHECK (how IN ('participant', 'staff', 'document', 'other')),
    sealed_words TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES unblinding (id)
);
CREATE INDEX unblinding_by_person ON unblinding (person_id, account_id);
CREATE INDEX unblinding_by_age ON unblinding (recorded_at, id);

CREATE TABLE interviewer_change (
    id TEXT NOT NULL PRIMARY KEY,
    unblinding_id TEXT NOT NULL REFERENCES unblinding (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES interviewer_change (id)
);
CREATE INDEX interviewer_change_by_person ON interviewer_change (person_id, recorded_at, id);

-- Those that stand: what was entered in error is not among them.
CREATE VIEW unblinding_in_force AS
SELECT u.id, u.person_id, u.account_id, u.told_on, u.sureness, u.how, u.recorded_at, u.actor FROM unblinding u
WHERE u.state = 'written' AND NOT EXISTS (SELECT 1 FROM unblinding later WHERE later.supersedes = u.id);

-- And of those, the ones for which nobody who may interview the person was named.
CREATE VIEW interviewer_to_change AS
SELECT f.id, f.person_id, f.account_id, f.told_on, f.sureness, f.how, f.recorded_at, f.actor FROM unblinding_in_force f
WHERE NOT EXISTS (SELECT 1 FROM interviewer_change c WHERE c.person_id = f.person_id
    AND NOT EXISTS (SELECT 1 FROM unblinding_in_force t WHERE t.person_id = c.person_id AND t.account_id = c.account_id));
