-- How the randomisation came about (intake/ceremony/README.md). No row here is about a person of the trial.
-- table: ceremony_act | class: audit | retention: as long as the trial's results | purpose: who committed to the randomisation and gave to it, and in which order, so that anybody can check that nobody chose it | append-only

CREATE TABLE ceremony_act (
    id TEXT NOT NULL PRIMARY KEY,
    ceremony BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('proposed', 'frozen', 'committed', 'revealed', 'published')),
    party TEXT NOT NULL,
    value TEXT NOT NULL,
    wrapped_contribution TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES ceremony_act (id)
);
CREATE UNIQUE INDEX ceremony_act_once ON ceremony_act (ceremony, kind, party);
