-- Which referral it acknowledged, so that what did not go out yet is taken back when that proves to be somebody else's. Empty: none.
ALTER TABLE information_sent ADD COLUMN referral_id TEXT NOT NULL DEFAULT '';
