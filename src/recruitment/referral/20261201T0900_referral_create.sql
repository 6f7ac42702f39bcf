-- What people ask for at the front door (recruitment/referral/README.md). Who they are stands in an identity claim.
-- table: referral | class: casework | retention: 12 months after the last contact if nothing came of it, else as the case record | purpose: that someone asked for a first appointment, when, by which route and from which area | append-only
-- table: notice_given | class: casework | retention: as referral | purpose: which version of the privacy notice the person was given, when and how | append-only
-- table: triage | class: operations | retention: as referral; rebuilt from facts at any time | purpose: what waits for whom, so that nobody who asked is forgotten

CREATE TABLE referral (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    receipt TEXT NOT NULL UNIQUE,
    claim_id TEXT NOT NULL REFERENCES identity_claim (id),
    route TEXT NOT NULL CHECK (route IN ('self', 'call_me', 'phone')),
    on_behalf TEXT NOT NULL CHECK (on_behalf IN ('me', 'someone', 'staff')),
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    campaign TEXT NOT NULL,
    sealed_answers TEXT NOT NULL,
    reply_due TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES referral (id)
);

CREATE TABLE notice_given (
    id TEXT NOT NULL PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referral (id),
    notice_id TEXT NOT NULL,
    notice_version TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('web', 'telephone', 'paper')),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES notice_given (id)
);
CREATE INDEX notice_given_by_referral ON notice_given (referral_id);

CREATE TABLE triage (
    referral_id TEXT NOT NULL PRIMARY KEY REFERENCES referral (id),
    state TEXT NOT NULL CHECK (state IN ('waiting')),
    received_at BIGINT NOT NULL,
    due_on TEXT NOT NULL
);
CREATE INDEX triage_by_received ON triage (state, received_at, referral_id);
CREATE INDEX triage_by_due ON triage (state, due_on, referral_id);
