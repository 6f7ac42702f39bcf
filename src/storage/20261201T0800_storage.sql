-- table: idempotency | class: operations | retention: life of the trial | purpose: a request sent again gets the answer it got before, and its effect once
-- Never the body of an answer: it would hold names and arms. `digest` is of the request, keyed.
CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    request_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    status BIGINT NOT NULL,
    location TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (scope, request_key)
);

-- table: outbox | class: contact | retention: payload until sent, row for the life of the trial | purpose: messages leave only after what caused them is durable
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL,
    template_name TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    sealed_payload TEXT NOT NULL,
    queued_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped')),
    attempts BIGINT NOT NULL,
    holder TEXT NOT NULL,
    lease_until BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    settled_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (not_before, id) WHERE state = 'waiting';

-- table: job | class: operations | retention: until done | purpose: work that is due, shared by the servers of one store
CREATE TABLE job (
    kind TEXT NOT NULL,
    ordinal TEXT NOT NULL,
    due BIGINT NOT NULL,
    detail TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    holder TEXT NOT NULL,
    lease_until BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    PRIMARY KEY (kind, ordinal)
);
CREATE INDEX job_due ON job (due, kind, ordinal);
