-- Whose consent the trial goes on with, so that they are asked again where its words change: one condition for the list and for the count
-- (intake/consent/README.md). Who was randomised is asked too: the surveys and the linkage stand on their consent. Two records of one
-- person are asked once, and not at all where no contact is wanted in either.
CREATE VIEW consent_to_hold AS
SELECT s.person_id, j.study_number, s.form_version, s.sheet_version, s.signed_at
FROM consent_state s JOIN journey j ON j.person_id = s.person_id
WHERE j.stage IN ('consented', 'baseline_locked', 'intended', 'randomised')
AND NOT EXISTS (SELECT 1 FROM merged_person m WHERE m.person_id = s.person_id)
AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.person_id = s.person_id AND w.state = 'withdrawn'
    AND w.scope IN ('contact', 'everything') AND NOT EXISTS (SELECT 1 FROM withdrawal t WHERE t.supersedes = w.id))
AND NOT EXISTS (SELECT 1 FROM merged_person f JOIN withdrawal w ON w.person_id = f.person_id WHERE f.leader_id = s.person_id
    AND w.state = 'withdrawn' AND w.scope IN ('contact', 'everything')
    AND NOT EXISTS (SELECT 1 FROM withdrawal t WHERE t.supersedes = w.id));
