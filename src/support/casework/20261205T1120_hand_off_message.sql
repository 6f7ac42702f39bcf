-- Whether what was e-mailed after a hand-off reached anybody (support/casework/README.md). Both tables are filled alike in either arm.
-- table: hand_off_message | class: casework | retention: as the case record | purpose: which message of the outbox belongs to a hand-off
-- table: hand_off_settled | class: casework | retention: as the case record | purpose: that the message was sent, or never will be, and why | append-only
CREATE TABLE hand_off_message (
    message_id TEXT NOT NULL PRIMARY KEY,
    hand_off_id TEXT NOT NULL UNIQUE REFERENCES hand_off (id)
);

CREATE TABLE hand_off_settled (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES hand_off_settled (id),
    hand_off_id TEXT NOT NULL REFERENCES hand_off (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'dropped'))
);
CREATE INDEX hand_off_settled_by_hand_off ON hand_off_settled (hand_off_id);
