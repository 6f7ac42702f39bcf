-- Who works on the trial (people/staff/README.md). Names, e-mail addresses, password hashes and one-time-code secrets are sealed.
-- table: staff_account | class: operations | retention: six years after it ended | purpose: who may sign in, and who did what
-- table: staff_role | class: operations | retention: as long as the trial's results | purpose: which role each account had, when, and who granted it | append-only
-- table: staff_training | class: operations | retention: as long as the trial's results | purpose: who was trained for what, and until when | append-only
-- table: staff_credential | class: operations | retention: until the account ends | purpose: signing in
-- table: staff_recovery_code | class: operations | retention: until new codes are made or the account ends | purpose: signing in when the telephone is lost
-- table: staff_shown_codes | class: operations | retention: until the owner says they were kept | purpose: showing new recovery codes once
-- table: staff_invitation | class: operations | retention: seven days | purpose: a new or reset account chooses its password
-- table: staff_device | class: operations | retention: 180 days after it was last used | purpose: an account's owner can sign in while others guess at it
-- table: staff_guesses | class: operations | retention: five minutes after the last guess | purpose: slowing guesses at passwords and codes

CREATE TABLE staff_account (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'ended')),
    email_index TEXT NOT NULL,
    email TEXT NOT NULL,
    display_name TEXT NOT NULL,
    ended_at BIGINT
);
-- Someone who comes back after their account ended gets a new one.
CREATE UNIQUE INDEX staff_account_by_email ON staff_account (email_index) WHERE state <> 'ended';
CREATE INDEX staff_account_by_age ON staff_account (recorded_at, id);

CREATE TABLE staff_role (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES staff_role (id),
    role TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('proposed', 'granted', 'declined', 'revoked'))
);
CREATE INDEX staff_role_by_account ON staff_role (account_id);
CREATE INDEX staff_role_by_role ON staff_role (role, account_id);

CREATE TABLE staff_training (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES staff_training (id),
    course TEXT NOT NULL,
    completed_on TEXT NOT NULL,
    valid_until TEXT
);
CREATE INDEX staff_training_by_account ON staff_training (account_id);

CREATE TABLE staff_credential (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES staff_account (id),
    password_hash TEXT,
    code_secret TEXT,
    last_code_step BIGINT,
    changed_at BIGINT NOT NULL
);

CREATE TABLE staff_recovery_code (
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    code_hash TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE staff_shown_codes (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES staff_account (id),
    sealed TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE staff_invitation (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE REFERENCES staff_account (id),
    token TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE staff_device (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    seen_at BIGINT NOT NULL
);
CREATE INDEX staff_device_by_account ON staff_device (account_id, seen_at);

CREATE TABLE staff_guesses (
    guessed_at TEXT NOT NULL PRIMARY KEY,
    times TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX staff_guesses_by_age ON staff_guesses (updated_at);
