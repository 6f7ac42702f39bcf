-- Dated lists from outside: practices, postcodes, venues, local services (recruitment/directory/README.md). Nothing here is about a person.
-- table: directory_import | class: operations | retention: as long as the trial's results | purpose: which list was in force on which day, from which file, and who loaded it | append-only
-- table: directory_practice | class: operations | retention: as directory_import | purpose: GP practices, by which a person's area is known
-- table: directory_postcode | class: operations | retention: as directory_import | purpose: in which council district a postcode lies
-- table: directory_venue | class: operations | retention: as directory_import | purpose: places where first appointments are held
-- table: directory_service | class: operations | retention: as directory_import | purpose: local help, for the pack of the control arm and for whoever cannot join

CREATE TABLE directory_import (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('practices', 'postcodes', 'venues', 'services')),
    as_of TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    rows_kept BIGINT NOT NULL,
    rows_left_out BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES directory_import (id)
);
CREATE INDEX directory_import_by_kind ON directory_import (kind, as_of, recorded_at, id);

-- The rows of an import stand here before its fact does, in several transactions; without the fact nothing reads them.
CREATE TABLE directory_practice (
    import_id TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    commissioner TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'closed', 'dormant', 'proposed')),
    search_key TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (import_id, code)
);
CREATE INDEX directory_practice_by_name ON directory_practice (import_id, name, code);
CREATE INDEX directory_practice_by_commissioner ON directory_practice (import_id, commissioner);

CREATE TABLE directory_postcode (
    import_id TEXT NOT NULL,
    postcode TEXT NOT NULL,
    district TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (import_id, postcode)
);

CREATE TABLE directory_venue (
    import_id TEXT NOT NULL,
    venue TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    access TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (import_id, venue)
);
CREATE INDEX directory_venue_by_area ON directory_venue (import_id, area, name, venue);

CREATE TABLE directory_service (
    import_id TEXT NOT NULL,
    service TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT NOT NULL,
    what TEXT NOT NULL,
    for_whom TEXT NOT NULL,
    how TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (import_id, service)
);
CREATE INDEX directory_service_by_area ON directory_service (import_id, area, name, service);
