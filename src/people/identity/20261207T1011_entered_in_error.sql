-- What was written about the wrong person, or is not so: hidden from then on (people/identity/README.md).
-- table: entered_in_error | class: research | retention: as long as the trial's results | purpose: which notes about a person do not stand and why, so that nobody acts on them and the data-protection officer can destroy their texts | append-only

CREATE TABLE entered_in_error (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES entered_in_error (id)
);
-- It is said once. That it was wrong to say so is a new note.
CREATE UNIQUE INDEX entered_in_error_by_row ON entered_in_error (table_name, row_id);
CREATE INDEX entered_in_error_by_person ON entered_in_error (person_id, recorded_at, id);
