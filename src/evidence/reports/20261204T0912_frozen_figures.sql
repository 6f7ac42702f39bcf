-- Figures as they stood when a month closed (evidence/reports/README.md). Counts alone; a breakdown after disclosure control.
-- table: frozen_figures | class: operations | retention: as long as the trial's results | purpose: what outside viewers were shown of a month, as known then | append-only

CREATE TABLE frozen_figures (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('flow', 'recruitment')),
    month TEXT NOT NULL,
    figures TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES frozen_figures (id)
);
-- A month is frozen once, also where two servers try.
CREATE UNIQUE INDEX frozen_figures_first ON frozen_figures (kind, month) WHERE supersedes IS NULL;
