-- That a message follows a hand-off is a fact (support/casework/README.md). Rows of hand_off_message from before stay where they are and are read: the log tells of none of them, so that they cannot stand among audited facts.
-- table: hand_off_followed | class: casework | retention: as the case record | purpose: which message of the outbox belongs to a hand-off, filled alike in either arm | append-only
CREATE TABLE hand_off_followed (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES hand_off_followed (id),
    hand_off_id TEXT NOT NULL UNIQUE REFERENCES hand_off (id),
    message_id TEXT NOT NULL UNIQUE
);

-- A message goes out once, or never.
CREATE UNIQUE INDEX hand_off_settled_once ON hand_off_settled (hand_off_id);
DROP INDEX hand_off_settled_by_hand_off;
