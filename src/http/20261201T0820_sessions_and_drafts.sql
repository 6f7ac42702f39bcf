-- table: session | class: operations | retention: until it ends, at most ten hours | purpose: a member of staff stays signed in from one request to the next
-- table: draft | class: contact | retention: until the form is sent or the draft's own time is over | purpose: nothing typed is lost and a form can be finished later

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('password_given', 'signed_in')),
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    user_agent_hash TEXT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id, seen_at);

CREATE TABLE draft (
    scope TEXT NOT NULL,
    form TEXT NOT NULL,
    sealed TEXT NOT NULL,
    code_hash TEXT UNIQUE,
    kept_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (scope, form)
);
CREATE INDEX draft_by_expiry ON draft (expires_at);
