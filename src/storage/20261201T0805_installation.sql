-- table: installation | class: operations | retention: life of the store | purpose: which trial and mode this store is for, so that it is never opened as another
-- table: key_fingerprint | class: operations | retention: life of the store | purpose: noticing that the keys file is not the one that this store was made with

CREATE TABLE installation (
    only_row BIGINT NOT NULL PRIMARY KEY CHECK (only_row = 1),
    mode TEXT NOT NULL CHECK (mode IN ('demo', 'training', 'live')),
    trial TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE key_fingerprint (
    purpose TEXT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL
);
