-- The versions of the protocol that came into force, the first and each amendment (oversight/amendments/README.md). No person and no arm.
-- table: amendment | class: operations | retention: as long as the trial's results | purpose: which version of the protocol held when, and who approved it | append-only
-- from_version, from_hash and approval are empty for the first version, which follows none.

CREATE TABLE amendment (
    id TEXT NOT NULL PRIMARY KEY,
    protocol TEXT NOT NULL,
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    draw_hash TEXT NOT NULL,
    form_version TEXT NOT NULL,
    sheet_version TEXT NOT NULL,
    from_version TEXT NOT NULL,
    from_hash TEXT NOT NULL,
    approval TEXT NOT NULL,
    effective_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES amendment (id),
    CHECK ((from_version = '') = (from_hash = '')),
    CHECK ((from_version = '') = (approval = ''))
);
-- One first version, and one successor of each, also where two servers or two people try.
CREATE UNIQUE INDEX amendment_follows ON amendment (from_version) WHERE supersedes IS NULL;
