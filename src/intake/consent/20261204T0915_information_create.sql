-- How people came to know what they decide about (intake/consent/README.md). Codes alone: no free text.
-- table: information_given | class: research | retention: as long as the trial's results | purpose: which version of the information sheet somebody went through, in which form, and with whom | append-only
-- table: teach_back | class: research | retention: as long as the trial's results | purpose: what was understood and what was explained again before somebody decided | append-only

CREATE TABLE information_given (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    sheet_version TEXT NOT NULL,
    format TEXT NOT NULL,
    language TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES information_given (id)
);
CREATE INDEX information_given_by_person ON information_given (person_id, recorded_at);

CREATE TABLE teach_back (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    information_id TEXT NOT NULL REFERENCES information_given (id),
    question TEXT NOT NULL,
    understood TEXT NOT NULL CHECK (understood IN ('at_once', 'explained_again', 'not_yet')),
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES teach_back (id)
);
CREATE INDEX teach_back_by_information ON teach_back (information_id, recorded_at);
