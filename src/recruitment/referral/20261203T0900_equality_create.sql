-- The optional questions that may follow a referral (casework 4.1, page 17).
-- table: equality_answer | class: research | retention: 12 months after the last person joined; then counts alone | purpose: whether the trial reaches everybody alike; nobody who decides about a person sees it | append-only

CREATE TABLE equality_answer (
    id TEXT NOT NULL PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referral (id),
    sealed_answers TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES equality_answer (id)
);
-- Two tabs that send at once: the second is refused.
CREATE UNIQUE INDEX equality_answer_first ON equality_answer (referral_id) WHERE supersedes IS NULL;

-- Which referral the browser in front of us sent last.
CREATE INDEX referral_by_actor ON referral (actor, recorded_at);
