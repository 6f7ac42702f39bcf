-- Which referral told the wishes, so that they are taken back when it proves to be somebody else's (people/wishes/README.md). Empty: no referral told them.
ALTER TABLE contact_wishes ADD COLUMN referral_id TEXT NOT NULL DEFAULT '';
-- Taken back: from this row on nothing holds, as if they had never been asked.
ALTER TABLE contact_wishes ADD COLUMN state TEXT NOT NULL DEFAULT 'told' CHECK (state IN ('told', 'taken_back'));
