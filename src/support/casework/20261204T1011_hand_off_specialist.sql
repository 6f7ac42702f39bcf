-- Whoever had room when the case was opened has it from that moment (support/casework/README.md). It stands in the hand-off itself, not in an
-- assignment beside it: an allocation then has one row and one entry in the log in either arm.
ALTER TABLE hand_off ADD COLUMN specialist TEXT NOT NULL DEFAULT '';
