-- Two records that prove to be one person, and a decision on a referral that was wrong (people/identity/README.md).
-- table: person_merge | class: research | retention: as long as the trial's results | purpose: which records are of one person, so that nobody is counted, written to or randomised twice | append-only
-- table: claim_return | class: research | retention: as long as the trial's results | purpose: that a decision whose referral it is was wrong, so that it is decided again | append-only

CREATE TABLE person_merge (
    id TEXT NOT NULL PRIMARY KEY,
    leader_id TEXT NOT NULL REFERENCES person (id),
    follower_id TEXT NOT NULL REFERENCES person (id),
    place BIGINT NOT NULL,
    finding TEXT NOT NULL CHECK (finding IN ('one_person', 'two_people')),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES person_merge (id),
    CHECK (leader_id <> follower_id),
    CHECK ((finding = 'two_people') = (supersedes IS NOT NULL))
);
-- Two leads who merge one record with two others at once: the second is refused.
CREATE UNIQUE INDEX person_merge_by_follower ON person_merge (follower_id, place);
CREATE INDEX person_merge_by_leader ON person_merge (leader_id);
CREATE INDEX person_merge_by_time ON person_merge (recorded_at, id);

-- Which record follows which other now. It names each follower once.
CREATE VIEW merged_person AS
SELECT m.id, m.follower_id AS person_id, m.leader_id, m.recorded_at, m.actor, m.reason FROM person_merge m
WHERE m.finding = 'one_person' AND NOT EXISTS (SELECT 1 FROM person_merge later WHERE later.supersedes = m.id);

CREATE TABLE claim_return (
    id TEXT NOT NULL PRIMARY KEY,
    decision_id TEXT NOT NULL UNIQUE REFERENCES claim_decision (id),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES claim_return (id)
);

-- The decisions that stand. One that was returned is superseded by the next on the same referral.
CREATE INDEX claim_decision_by_claim ON claim_decision (claim_id);
CREATE VIEW claim_decided AS
SELECT d.id, d.claim_id, d.person_id, d.decision, d.recorded_at FROM claim_decision d
WHERE NOT EXISTS (SELECT 1 FROM claim_decision later WHERE later.supersedes = d.id)
AND NOT EXISTS (SELECT 1 FROM claim_return r WHERE r.decision_id = d.id);
