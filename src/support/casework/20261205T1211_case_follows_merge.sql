-- A case heeds that two records are of one person (people/identity/README.md): the one of a record that follows rests, and what was left
-- under either record rests the case of the one that leads.
DROP VIEW case_standing;
CREATE VIEW case_standing AS
SELECT c.case_id, c.person_id, c.area, c.group_id, c.opened_at, c.contact_due, c.meeting_due, c.contact_late_at, c.meeting_late_at,
    c.search_ends, c.last_day, c.specialist, c.assigned_at, c.place, j.study_number,
    CASE WHEN j.stage = 'randomised'
        AND NOT EXISTS (SELECT 1 FROM merged_person m WHERE m.person_id = c.person_id)
        AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.person_id = c.person_id
            AND w.state = 'withdrawn' AND w.scope IN ('support', 'contact', 'everything')
            AND NOT EXISTS (SELECT 1 FROM withdrawal t WHERE t.supersedes = w.id))
        AND NOT EXISTS (SELECT 1 FROM merged_person f JOIN withdrawal w ON w.person_id = f.person_id WHERE f.leader_id = c.person_id
            AND w.state = 'withdrawn' AND w.scope IN ('support', 'contact', 'everything')
            AND NOT EXISTS (SELECT 1 FROM withdrawal t WHERE t.supersedes = w.id))
        AND NOT EXISTS (SELECT 1 FROM merged_person f JOIN journey d ON d.person_id = f.person_id WHERE f.leader_id = c.person_id
            AND d.stage IN ('died', 'randomised_died'))
        THEN 0 ELSE 1 END AS rests,
    (SELECT min(k.occurred_at) FROM contact k WHERE k.person_id = c.person_id AND k.occurred_at >= c.opened_at AND k.state = 'made'
        AND k.outcome IN ('spoke', 'received')
        AND NOT EXISTS (SELECT 1 FROM contact e WHERE e.supersedes = k.id)) AS first_contact_at,
    (SELECT min(k.occurred_at) FROM contact k WHERE k.person_id = c.person_id AND k.occurred_at >= c.opened_at AND k.state = 'made'
        AND k.outcome = 'spoke' AND k.channel IN ('face_to_face', 'video')
        AND NOT EXISTS (SELECT 1 FROM contact e WHERE e.supersedes = k.id)) AS first_meeting_at,
    (SELECT max(k.occurred_at) FROM contact k WHERE k.person_id = c.person_id AND k.occurred_at >= c.opened_at AND k.state = 'made'
        AND k.outcome IN ('spoke', 'received')
        AND NOT EXISTS (SELECT 1 FROM contact e WHERE e.supersedes = k.id)) AS last_two_way_at
FROM caseload c JOIN journey j ON j.person_id = c.person_id;
