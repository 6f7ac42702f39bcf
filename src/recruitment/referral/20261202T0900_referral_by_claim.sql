-- Erasure asks which referrals are of a claim.
CREATE INDEX referral_by_claim ON referral (claim_id);
