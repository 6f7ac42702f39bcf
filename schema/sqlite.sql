-- What the migrations of all rooms make on an empty database. Made by a test; bin/bless writes it anew.
CREATE UNIQUE INDEX allocation_by_position ON allocation (stratum, position);
CREATE UNIQUE INDEX allocation_epoch_by_stratum ON allocation_epoch (stratum, epoch);
CREATE INDEX allocation_flag_by_person ON allocation_flag (person_id, recorded_at, id);
CREATE UNIQUE INDEX allocation_intent_by_position ON allocation_intent (stratum, position);
CREATE UNIQUE INDEX amendment_follows ON amendment (from_version) WHERE supersedes IS NULL;
CREATE INDEX appointment_by_person ON appointment (person_id, recorded_at, id);
CREATE INDEX appointment_state_by_day ON appointment_state (day, venue, starts_at, appointment_id);
CREATE INDEX appointment_state_by_person ON appointment_state (person_id, starts_at, appointment_id);
CREATE UNIQUE INDEX appointment_state_of_person ON appointment_state (person_id) WHERE state = 'booked';
CREATE UNIQUE INDEX appointment_state_of_slot ON appointment_state (slot_id) WHERE state <> 'cancelled';
CREATE INDEX audit_opening_object ON audit_opening (object_type, object_id, unit, entry);
CREATE UNIQUE INDEX baseline_answer_by_question ON baseline_answer (person_id, round, question);
CREATE INDEX baseline_confirmation_by_person ON baseline_confirmation (person_id, round, finding);
CREATE UNIQUE INDEX baseline_lock_by_person ON baseline_lock (person_id, place);
CREATE INDEX call_by_area ON call (area, due_on, person_id);
CREATE INDEX call_by_due ON call (due_on, person_id);
CREATE UNIQUE INDEX case_assignment_by_case ON case_assignment (case_id, place);
CREATE INDEX case_assignment_by_specialist ON case_assignment (specialist, occurred_at);
CREATE INDEX caseload_by_area ON caseload (area, specialist, meeting_late_at, case_id);
CREATE INDEX caseload_by_specialist ON caseload (specialist, case_id);
CREATE UNIQUE INDEX ceremony_act_once ON ceremony_act (ceremony, kind, party);
CREATE INDEX claim_decision_by_claim ON claim_decision (claim_id);
CREATE INDEX claim_decision_by_person ON claim_decision (person_id);
CREATE UNIQUE INDEX claim_decision_first ON claim_decision (claim_id) WHERE supersedes IS NULL;
CREATE INDEX claim_index_by_value ON claim_index (kind, value);
CREATE INDEX concern_by_person ON concern (person_id, recorded_at, id);
CREATE UNIQUE INDEX concern_event_by_concern ON concern_event (concern_id, place);
CREATE INDEX concern_state_by_due ON concern_state (is_open, owner, due_on, concern_id);
CREATE INDEX concern_state_by_person ON concern_state (person_id, raised_at, concern_id);
CREATE UNIQUE INDEX consent_by_person ON consent (person_id, place);
CREATE INDEX consent_state_by_version ON consent_state (form_version, sheet_version, person_id);
CREATE INDEX contact_by_person ON contact (person_id, occurred_at, id);
CREATE INDEX contact_wishes_by_person ON contact_wishes (person_id, recorded_at, id);
CREATE INDEX deviation_by_person ON deviation (person_id, recorded_at, id);
CREATE INDEX directory_import_by_kind ON directory_import (kind, as_of, recorded_at, id);
CREATE INDEX directory_practice_by_commissioner ON directory_practice (import_id, commissioner);
CREATE INDEX directory_practice_by_name ON directory_practice (import_id, name, code);
CREATE INDEX directory_service_by_area ON directory_service (import_id, area, name, service);
CREATE INDEX directory_venue_by_area ON directory_venue (import_id, area, name, venue);
CREATE INDEX draft_by_expiry ON draft (expires_at);
CREATE INDEX eligibility_resolution_by_person ON eligibility_resolution (person_id, recorded_at);
CREATE INDEX entered_in_error_by_person ON entered_in_error (person_id, recorded_at, id);
CREATE UNIQUE INDEX entered_in_error_by_row ON entered_in_error (table_name, row_id);
CREATE UNIQUE INDEX equality_answer_first ON equality_answer (referral_id) WHERE supersedes IS NULL;
CREATE UNIQUE INDEX frozen_figures_first ON frozen_figures (kind, month) WHERE supersedes IS NULL;
CREATE UNIQUE INDEX hand_off_settled_once ON hand_off_settled (hand_off_id);
CREATE INDEX information_given_by_person ON information_given (person_id, recorded_at);
CREATE INDEX information_sent_by_person ON information_sent (person_id, recorded_at, id);
CREATE INDEX interviewer_change_by_person ON interviewer_change (person_id, recorded_at, id);
CREATE INDEX job_due ON job (due, kind, ordinal);
CREATE INDEX journey_by_due ON journey (due_on, person_id);
CREATE INDEX journey_by_stage ON journey (stage, due_on, person_id);
CREATE UNIQUE INDEX journey_step_by_person ON journey_step (person_id, place);
CREATE INDEX journey_step_by_step ON journey_step (step, occurred_at);
CREATE INDEX journey_step_flow ON journey_step (person_id, place, step, occurred_at, id);
CREATE INDEX letter_task_by_due ON letter_task (state, due_on, id);
CREATE INDEX letter_task_by_person ON letter_task (person_id, state);
CREATE INDEX life_event_by_person ON life_event (person_id, recorded_at, id);
CREATE INDEX linkage_index_by_value ON linkage_index (value);
CREATE UNIQUE INDEX linkage_keys_by_person ON linkage_keys (person_id, place);
CREATE INDEX notice_given_by_referral ON notice_given (referral_id);
CREATE UNIQUE INDEX number_match_by_pair ON number_match (first_id, second_id, place);
CREATE INDEX number_match_by_second ON number_match (second_id);
CREATE INDEX outbox_waiting ON outbox (not_before, id) WHERE state = 'waiting';
CREATE INDEX pack_given_by_hand_off ON pack_given (hand_off_id, recorded_at);
CREATE INDEX paper_intent_by_person ON paper_intent (person_id, recorded_at, id);
CREATE INDEX paper_intent_by_time ON paper_intent (occurred_at, id);
CREATE INDEX person_details_by_person ON person_details (person_id);
CREATE INDEX person_index_by_value ON person_index (kind, value);
CREATE UNIQUE INDEX person_index_one_number ON person_index (kind, value) WHERE kind = 'nhs_number';
CREATE UNIQUE INDEX person_merge_by_follower ON person_merge (follower_id, place);
CREATE INDEX person_merge_by_leader ON person_merge (leader_id);
CREATE INDEX person_merge_by_time ON person_merge (recorded_at, id);
CREATE INDEX referral_by_actor ON referral (actor, recorded_at);
CREATE INDEX referral_by_claim ON referral (claim_id);
CREATE INDEX session_by_account ON session (account_id, seen_at);
CREATE INDEX slot_by_staff ON slot (staff_id, day);
CREATE INDEX slot_by_start ON slot (starts_at, id);
CREATE INDEX staff_account_by_age ON staff_account (recorded_at, id);
CREATE UNIQUE INDEX staff_account_by_email ON staff_account (email_index) WHERE state <> 'ended';
CREATE INDEX staff_area_by_area ON staff_area (area, account_id);
CREATE INDEX staff_device_by_account ON staff_device (account_id, seen_at);
CREATE INDEX staff_guesses_by_age ON staff_guesses (updated_at);
CREATE UNIQUE INDEX staff_posting_by_account ON staff_posting (account_id, place);
CREATE INDEX staff_role_by_account ON staff_role (account_id);
CREATE INDEX staff_role_by_role ON staff_role (role, account_id);
CREATE INDEX staff_training_by_account ON staff_training (account_id);
CREATE INDEX teach_back_by_information ON teach_back (information_id, recorded_at);
CREATE UNIQUE INDEX told_apart_by_pair ON told_apart (first_id, second_id);
CREATE INDEX told_apart_by_second ON told_apart (second_id);
CREATE INDEX triage_by_due ON triage (state, due_on, referral_id);
CREATE INDEX triage_by_received ON triage (state, received_at, referral_id);
CREATE INDEX unblinding_by_age ON unblinding (recorded_at, id);
CREATE INDEX unblinding_by_person ON unblinding (person_id, account_id);
CREATE INDEX withdrawal_by_person ON withdrawal (person_id, recorded_at, id);
CREATE TABLE allocation (
    id TEXT NOT NULL PRIMARY KEY,
    intent_id TEXT NOT NULL UNIQUE REFERENCES allocation_intent (id),
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
    stratum TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    arm TEXT NOT NULL,
    receipt TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('demo', 'training', 'live')),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES allocation (id)
) STRICT;
CREATE TABLE allocation_epoch (
    id TEXT NOT NULL PRIMARY KEY,
    stratum TEXT NOT NULL,
    stratum_index INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    first_position INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    trial TEXT NOT NULL,
    spec_hash TEXT NOT NULL,
    root TEXT NOT NULL,
    party TEXT NOT NULL,
    commitment TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES allocation_epoch (id)
) STRICT;
CREATE TABLE allocation_flag (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('randomised_in_error', 'wrong_stratum', 'not_eligible', 'in_doubt')),
    true_area TEXT NOT NULL,
    true_group TEXT NOT NULL,
    sealed_note TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES allocation_flag (id)
) STRICT;
CREATE TABLE allocation_intent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
    stratum TEXT NOT NULL,
    position INTEGER NOT NULL,
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    consent_id TEXT NOT NULL,
    baseline_id TEXT NOT NULL,
    binding TEXT NOT NULL,
    request_key TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES allocation_intent (id)
) STRICT;
CREATE TABLE allocation_stratum (
    stratum TEXT NOT NULL PRIMARY KEY,
    bound INTEGER NOT NULL,
    settled INTEGER NOT NULL
) STRICT;
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
    effective_at INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES amendment (id),
    CHECK ((from_version = '') = (from_hash = '')),
    CHECK ((from_version = '') = (approval = ''))
) STRICT;
CREATE TABLE appointment (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('booked', 'attended', 'missed', 'cancelled')),
    slot_id TEXT REFERENCES slot (id),
    area TEXT NOT NULL,
    venue_id TEXT NOT NULL,
    venue TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('face_to_face', 'telephone', 'video', 'home_visit')),
    day TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    staff_id TEXT NOT NULL,
    cancel_reason TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES appointment (id)
) STRICT;
CREATE TABLE appointment_state (
    appointment_id TEXT NOT NULL PRIMARY KEY REFERENCES appointment (id),
    person_id TEXT NOT NULL,
    slot_id TEXT,
    area TEXT NOT NULL,
    venue_id TEXT NOT NULL,
    venue TEXT NOT NULL,
    mode TEXT NOT NULL,
    day TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    staff_id TEXT NOT NULL,
    state TEXT NOT NULL,
    cancel_reason TEXT NOT NULL
) STRICT;
CREATE TABLE audit_checkpoint (
    size INTEGER NOT NULL PRIMARY KEY,
    frontier TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE TABLE audit_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    size INTEGER NOT NULL,
    last_hash TEXT NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;
CREATE TABLE audit_leaf (
    idx INTEGER NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL UNIQUE,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE audit_opening (
    unit TEXT NOT NULL,
    entry INTEGER NOT NULL,
    object_type TEXT NOT NULL,
    object_id TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (unit, entry)
) STRICT;
CREATE TABLE baseline_answer (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    round INTEGER NOT NULL,
    question TEXT NOT NULL,
    sealed_answer TEXT,
    saved_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    protocol_version TEXT NOT NULL
) STRICT;
CREATE TABLE baseline_confirmation (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES baseline_confirmation (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    round INTEGER NOT NULL,
    finding TEXT NOT NULL,
    sealed_value TEXT NOT NULL
) STRICT;
CREATE TABLE baseline_lock (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES baseline_lock (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    place INTEGER NOT NULL,
    round INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('locked', 'corrected')),
    mode TEXT NOT NULL CHECK (mode IN ('side_by_side', 'alone', 'read_aloud')),
    questionnaire TEXT NOT NULL,
    questionnaire_version TEXT NOT NULL,
    answered INTEGER NOT NULL,
    declined INTEGER NOT NULL,
    answers_hash TEXT NOT NULL,
    sealed_answers TEXT NOT NULL
) STRICT;
CREATE TABLE call (
    person_id TEXT NOT NULL PRIMARY KEY,
    stage TEXT NOT NULL,
    area TEXT NOT NULL,
    kind TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    last_try_on TEXT,
    wrong_details INTEGER NOT NULL,
    due_on TEXT NOT NULL
, last_try_at INTEGER, tried_parts INTEGER NOT NULL DEFAULT 0, last_try_known INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE case_assignment (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES case_assignment (id),
    case_id TEXT NOT NULL REFERENCES hand_off (id),
    place INTEGER NOT NULL,
    specialist TEXT NOT NULL REFERENCES staff_account (id),
    above_cap INTEGER NOT NULL CHECK (above_cap IN (0, 1))
) STRICT;
CREATE TABLE caseload (
    case_id TEXT NOT NULL PRIMARY KEY REFERENCES hand_off (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    contact_due TEXT NOT NULL,
    meeting_due TEXT NOT NULL,
    contact_late_at INTEGER NOT NULL,
    meeting_late_at INTEGER NOT NULL,
    search_ends TEXT NOT NULL,
    last_day TEXT NOT NULL,
    place INTEGER NOT NULL,
    specialist TEXT NOT NULL,
    assigned_at INTEGER
) STRICT;
CREATE TABLE ceremony_act (
    id TEXT NOT NULL PRIMARY KEY,
    ceremony INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('proposed', 'frozen', 'committed', 'revealed', 'published')),
    party TEXT NOT NULL,
    value TEXT NOT NULL,
    wrapped_contribution TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES ceremony_act (id)
) STRICT;
CREATE TABLE claim_decision (
    id TEXT NOT NULL PRIMARY KEY,
    claim_id TEXT NOT NULL REFERENCES identity_claim (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES claim_decision (id),
    decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'linked'))
) STRICT;
CREATE TABLE claim_index (
    claim_id TEXT NOT NULL REFERENCES identity_claim (id),
    kind TEXT NOT NULL CHECK (kind IN ('nhs_number', 'email', 'phone', 'name_birth')),
    value TEXT NOT NULL,
    PRIMARY KEY (claim_id, kind)
) STRICT;
CREATE TABLE claim_return (
    id TEXT NOT NULL PRIMARY KEY,
    decision_id TEXT NOT NULL UNIQUE REFERENCES claim_decision (id),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES claim_return (id)
) STRICT;
CREATE TABLE concern (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('safeguarding', 'adverse_event', 'complaint', 'incident')),
    due_on TEXT NOT NULL,
    sealed_text TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES concern (id)
) STRICT;
CREATE TABLE concern_event (
    id TEXT NOT NULL PRIMARY KEY,
    concern_id TEXT NOT NULL REFERENCES concern (id),
    place INTEGER NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('taken_on', 'due_moved', 'noted', 'closed', 'reopened')),
    owner TEXT,
    due_on TEXT,
    outcome TEXT,
    sealed_note TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES concern_event (id)
) STRICT;
CREATE TABLE concern_state (
    concern_id TEXT NOT NULL PRIMARY KEY REFERENCES concern (id),
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    place INTEGER NOT NULL,
    is_open INTEGER NOT NULL,
    owner TEXT NOT NULL,
    due_on TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE TABLE consent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    place INTEGER NOT NULL,
    form_version TEXT NOT NULL,
    information_id TEXT NOT NULL REFERENCES information_given (id),
    sheet_version TEXT NOT NULL,
    sheet_format TEXT NOT NULL,
    sheet_language TEXT NOT NULL,
    wording TEXT NOT NULL,
    wording_hash TEXT NOT NULL,
    answers TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('typed-name', 'witnessed-verbal', 'paper')),
    capacity TEXT NOT NULL CHECK (capacity IN ('assumed', 'assessed')),
    supporter TEXT NOT NULL CHECK (supporter IN ('nobody', 'family_or_friend', 'carer', 'advocate', 'professional')),
    dated_on TEXT,
    sealed_signature TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES consent (id)
) STRICT;
CREATE TABLE consent_state (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    consent_id TEXT NOT NULL REFERENCES consent (id),
    form_version TEXT NOT NULL,
    sheet_version TEXT NOT NULL,
    agreed TEXT NOT NULL,
    signed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE consent_witness (
    id TEXT NOT NULL PRIMARY KEY,
    consent_id TEXT NOT NULL UNIQUE REFERENCES consent (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('heard', 'not_heard')),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES consent_witness (id)
) STRICT;
CREATE TABLE contact (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('made', 'entered_in_error')),
    channel TEXT NOT NULL CHECK (channel IN ('telephone', 'video', 'face_to_face', 'text', 'email', 'letter')),
    direction TEXT NOT NULL CHECK (direction IN ('to_person', 'from_person')),
    outcome TEXT NOT NULL CHECK (outcome IN ('spoke', 'left_message', 'no_answer', 'wrong_details', 'sent', 'received')),
    sealed_note TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES contact (id)
, time_known INTEGER CHECK (time_known IN (0, 1)), case_id TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE contact_wishes (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES contact_wishes (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    told_in TEXT NOT NULL CHECK (told_in IN ('referral', 'telephone', 'appointment', 'writing', 'helper')),
    sealed_wishes TEXT NOT NULL
, referral_id TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'told' CHECK (state IN ('told', 'taken_back'))) STRICT;
CREATE TABLE deviation (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES deviation (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    received TEXT NOT NULL CHECK (received IN ('trial_support', 'like_it_elsewhere', 'local_services_only', 'nothing')),
    from_day TEXT NOT NULL,
    sealed_note TEXT
) STRICT;
CREATE TABLE directory_import (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('practices', 'postcodes', 'venues', 'services')),
    as_of TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    rows_kept INTEGER NOT NULL,
    rows_left_out INTEGER NOT NULL,
    rows_rejected INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES directory_import (id)
) STRICT;
CREATE TABLE directory_postcode (
    import_id TEXT NOT NULL,
    postcode TEXT NOT NULL,
    district TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (import_id, postcode)
) STRICT;
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
) STRICT;
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
) STRICT;
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
) STRICT;
CREATE TABLE draft (
    scope TEXT NOT NULL,
    form TEXT NOT NULL,
    sealed TEXT NOT NULL,
    code_hash TEXT UNIQUE,
    kept_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (scope, form)
) STRICT;
CREATE TABLE eligibility_evaluation (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    place INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('asked', 'resolved', 'corrected')),
    evaluated_on TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('eligible', 'not_eligible', 'unsure')),
    ground TEXT NOT NULL,
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    sealed_answers TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES eligibility_evaluation (id),
    UNIQUE (person_id, place)
) STRICT;
CREATE TABLE eligibility_resolution (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    evaluation_id TEXT NOT NULL REFERENCES eligibility_evaluation (id),
    criterion TEXT NOT NULL,
    finding TEXT NOT NULL CHECK (finding IN ('meets', 'fails')),
    settled TEXT NOT NULL,
    sealed_evidence TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES eligibility_resolution (id),
    UNIQUE (evaluation_id, criterion)
) STRICT;
CREATE TABLE entered_in_error (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES entered_in_error (id)
) STRICT;
CREATE TABLE equality_answer (
    id TEXT NOT NULL PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referral (id),
    sealed_answers TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES equality_answer (id)
) STRICT;
CREATE TABLE frozen_figures (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('flow', 'recruitment')),
    month TEXT NOT NULL,
    figures TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES frozen_figures (id)
) STRICT;
CREATE TABLE hand_off (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES hand_off (id),
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
    allocation_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('support_case', 'local_services')),
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    contact_due TEXT NOT NULL,
    meeting_due TEXT NOT NULL,
    search_ends TEXT NOT NULL,
    last_day TEXT NOT NULL,
    services_version TEXT NOT NULL
, specialist TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE hand_off_followed (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES hand_off_followed (id),
    hand_off_id TEXT NOT NULL UNIQUE REFERENCES hand_off (id),
    message_id TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE hand_off_message (
    message_id TEXT NOT NULL PRIMARY KEY,
    hand_off_id TEXT NOT NULL UNIQUE REFERENCES hand_off (id)
) STRICT;
CREATE TABLE hand_off_settled (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES hand_off_settled (id),
    hand_off_id TEXT NOT NULL REFERENCES hand_off (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'dropped'))
) STRICT;
CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    request_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    status INTEGER NOT NULL,
    location TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (scope, request_key)
) STRICT;
CREATE TABLE identity_claim (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES identity_claim (id),
    given_names TEXT,
    family_name TEXT,
    known_as TEXT,
    birth_date TEXT,
    phone TEXT,
    email TEXT,
    postal_address TEXT,
    postcode TEXT,
    nhs_number TEXT
) STRICT;
CREATE TABLE identity_erasure (
    id TEXT NOT NULL PRIMARY KEY,
    subject_id TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES identity_erasure (id),
    key_class TEXT NOT NULL
) STRICT;
CREATE TABLE information_given (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    sheet_version TEXT NOT NULL,
    format TEXT NOT NULL,
    language TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES information_given (id)
) STRICT;
CREATE TABLE information_sent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('information', 'last_letter', 'confirmation')),
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    format TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('letter', 'email', 'text', 'by_hand')),
    appointment_id TEXT REFERENCES appointment (id),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES information_sent (id)
, message_id TEXT NOT NULL DEFAULT '', referral_id TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE installation (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    mode TEXT NOT NULL CHECK (mode IN ('demo', 'training', 'live')),
    trial TEXT NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE interviewer_change (
    id TEXT NOT NULL PRIMARY KEY,
    unblinding_id TEXT NOT NULL REFERENCES unblinding (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES interviewer_change (id)
) STRICT;
CREATE TABLE job (
    kind TEXT NOT NULL,
    ordinal TEXT NOT NULL,
    due INTEGER NOT NULL,
    detail TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    holder TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    PRIMARY KEY (kind, ordinal)
) STRICT;
CREATE TABLE journey (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    stage TEXT NOT NULL,
    since INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    last_place INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    detail TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_on TEXT,
    referral_id TEXT,
    route TEXT NOT NULL,
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    study_number TEXT UNIQUE
) STRICT;
CREATE TABLE journey_step (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    place INTEGER NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('referred', 'contacted', 'could_not_reach', 'booked', 'did_not_attend', 'attended',
        'eligible', 'not_eligible', 'unsure', 'taught', 'wants_time', 'goes_on', 'consented', 'declined', 'linkage_given',
        'baseline_locked', 'intended', 'randomised', 'withdrew', 'died', 'closed', 'reopened', 'entered_in_error')),
    detail TEXT NOT NULL,
    stage TEXT NOT NULL,
    due_on TEXT,
    referral_id TEXT,
    route TEXT,
    area TEXT,
    group_id TEXT,
    study_number TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES journey_step (id)
) STRICT;
CREATE TABLE key_fingerprint (
    purpose TEXT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL
) STRICT;
CREATE TABLE letter_task (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES letter_task (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    referral_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('owed', 'posted', 'told', 'not_needed')),
    due_on TEXT NOT NULL
) STRICT;
CREATE TABLE life_event (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('died', 'lost_capacity', 'lost_contact', 'moved_away', 'in_prison')),
    state TEXT NOT NULL CHECK (state IN ('began', 'ended')),
    effective_on TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES life_event (id)
) STRICT;
CREATE TABLE linkage_index (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    value TEXT NOT NULL
) STRICT;
CREATE TABLE linkage_keys (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    place INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('given', 'skipped')),
    skip_reason TEXT,
    consent_id TEXT NOT NULL REFERENCES consent (id),
    sealed_keys TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES linkage_keys (id)
) STRICT;
CREATE TABLE notice_given (
    id TEXT NOT NULL PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referral (id),
    notice_id TEXT NOT NULL,
    notice_version TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('web', 'telephone', 'paper')),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES notice_given (id)
) STRICT;
CREATE TABLE number_match (
    id TEXT NOT NULL PRIMARY KEY,
    first_id TEXT NOT NULL REFERENCES person (id),
    second_id TEXT NOT NULL REFERENCES person (id),
    place INTEGER NOT NULL,
    finding TEXT NOT NULL CHECK (finding IN ('two_people', 'one_person')),
    duplicate_id TEXT REFERENCES person (id),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES number_match (id),
    CHECK (first_id < second_id),
    CHECK ((finding = 'one_person') = (duplicate_id IS NOT NULL))
) STRICT;
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL,
    template_name TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    sealed_payload TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped')),
    attempts INTEGER NOT NULL,
    holder TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE TABLE pack_given (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES pack_given (id),
    hand_off_id TEXT NOT NULL REFERENCES hand_off (id),
    area TEXT NOT NULL,
    services_version TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('standard', 'large_print', 'read_out')),
    way TEXT NOT NULL CHECK (way IN ('in_person', 'post', 'email', 'telephone'))
) STRICT;
CREATE TABLE paper_intent (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    form TEXT NOT NULL,
    set_aside TEXT NOT NULL CHECK (set_aside IN ('', 'not_taking_part', 'still_open', 'by_mistake')),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES paper_intent (id)
) STRICT;
CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    root_id TEXT NOT NULL REFERENCES person (id),
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL
) STRICT;
CREATE TABLE person_details (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES person_details (id),
    given_names TEXT,
    family_name TEXT,
    known_as TEXT,
    birth_date TEXT,
    phone TEXT,
    email TEXT,
    postal_address TEXT,
    postcode TEXT,
    nhs_number TEXT
) STRICT;
CREATE TABLE person_index (
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('nhs_number', 'email', 'phone', 'name_birth')),
    value TEXT NOT NULL,
    PRIMARY KEY (person_id, kind)
) STRICT;
CREATE TABLE person_merge (
    id TEXT NOT NULL PRIMARY KEY,
    leader_id TEXT NOT NULL REFERENCES person (id),
    follower_id TEXT NOT NULL REFERENCES person (id),
    place INTEGER NOT NULL,
    finding TEXT NOT NULL CHECK (finding IN ('one_person', 'two_people')),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES person_merge (id),
    CHECK (leader_id <> follower_id),
    CHECK ((finding = 'two_people') = (supersedes IS NOT NULL))
) STRICT;
CREATE TABLE referral (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    receipt TEXT NOT NULL UNIQUE,
    claim_id TEXT NOT NULL REFERENCES identity_claim (id),
    route TEXT NOT NULL CHECK (route IN ('self', 'call_me', 'phone')),
    on_behalf TEXT NOT NULL CHECK (on_behalf IN ('me', 'someone', 'staff')),
    area TEXT NOT NULL,
    group_id TEXT NOT NULL,
    campaign TEXT NOT NULL,
    sealed_answers TEXT NOT NULL,
    reply_due TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES referral (id)
) STRICT;
CREATE TABLE schema_migration (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('password_given', 'signed_in')),
    began_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    user_agent_hash TEXT NOT NULL
) STRICT;
CREATE TABLE slot (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('offered', 'cancelled')),
    area TEXT NOT NULL,
    venue_id TEXT NOT NULL,
    venue TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('face_to_face', 'telephone', 'video')),
    day TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    staff_id TEXT NOT NULL,
    any_day INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES slot (id)
) STRICT;
CREATE TABLE staff_account (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'ended')),
    email_index TEXT NOT NULL,
    email TEXT NOT NULL,
    display_name TEXT NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE TABLE staff_area (
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    area TEXT NOT NULL,
    share_percent INTEGER NOT NULL,
    PRIMARY KEY (account_id, area)
) STRICT;
CREATE TABLE staff_credential (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES staff_account (id),
    password_hash TEXT,
    code_secret TEXT,
    last_code_step INTEGER,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE staff_device (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE staff_guesses (
    guessed_at TEXT NOT NULL PRIMARY KEY,
    times TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE staff_invitation (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE REFERENCES staff_account (id),
    token TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE staff_posting (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES staff_posting (id),
    place INTEGER NOT NULL,
    areas TEXT NOT NULL,
    share_percent INTEGER NOT NULL CHECK (share_percent BETWEEN 1 AND 100),
    change TEXT NOT NULL CHECK (change IN ('proposed', 'approved', 'declined'))
) STRICT;
CREATE TABLE staff_recovery_code (
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    code_hash TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account_id, code_hash)
) STRICT;
CREATE TABLE staff_role (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES staff_role (id),
    role TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('proposed', 'granted', 'declined', 'revoked'))
) STRICT;
CREATE TABLE staff_shown_codes (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES staff_account (id),
    sealed TEXT NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE staff_training (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES staff_training (id),
    course TEXT NOT NULL,
    completed_on TEXT NOT NULL,
    valid_until TEXT
) STRICT;
CREATE TABLE subject_key (
    subject_id TEXT NOT NULL,
    key_class TEXT NOT NULL CHECK (key_class IN ('contact', 'casework', 'research', 'linkage')),
    wrapped_key TEXT NOT NULL,
    key_version INTEGER NOT NULL,
    master_version INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    destroyed_at INTEGER,
    PRIMARY KEY (subject_id, key_class)
) STRICT;
CREATE TABLE teach_back (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    information_id TEXT NOT NULL REFERENCES information_given (id),
    question TEXT NOT NULL,
    understood TEXT NOT NULL CHECK (understood IN ('at_once', 'explained_again', 'not_yet')),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES teach_back (id)
) STRICT;
CREATE TABLE told_apart (
    id TEXT NOT NULL PRIMARY KEY,
    first_id TEXT NOT NULL REFERENCES person (id),
    second_id TEXT NOT NULL REFERENCES person (id),
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES told_apart (id),
    CHECK (first_id < second_id)
) STRICT;
CREATE TABLE triage (
    referral_id TEXT NOT NULL PRIMARY KEY REFERENCES referral (id),
    state TEXT NOT NULL CHECK (state IN ('waiting')),
    received_at INTEGER NOT NULL,
    due_on TEXT NOT NULL
) STRICT;
CREATE TABLE unblinding (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    state TEXT NOT NULL CHECK (state IN ('written', 'entered_in_error')),
    told_on TEXT NOT NULL,
    sureness TEXT NOT NULL CHECK (sureness IN ('told', 'may_have_been')),
    how TEXT NOT NULL CHECK (how IN ('participant', 'staff', 'document', 'other')),
    sealed_words TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES unblinding (id)
) STRICT;
CREATE TABLE withdrawal (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    scope TEXT NOT NULL CHECK (scope IN ('support', 'surveys', 'linkage', 'contact', 'everything')),
    state TEXT NOT NULL CHECK (state IN ('withdrawn', 'taken_back')),
    effective_on TEXT NOT NULL,
    said_by TEXT NOT NULL CHECK (said_by IN ('person', 'carer', 'professional', 'other')),
    said_how TEXT NOT NULL CHECK (said_how IN ('telephone', 'in_person', 'letter', 'email', 'text', 'web')),
    told TEXT NOT NULL,
    sealed_note TEXT,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_version TEXT NOT NULL,
    supersedes TEXT UNIQUE REFERENCES withdrawal (id)
) STRICT;
CREATE TRIGGER allocation_append_only_delete BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER allocation_append_only_update BEFORE UPDATE ON allocation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER allocation_epoch_append_only_delete BEFORE DELETE ON allocation_epoch BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER allocation_epoch_append_only_update BEFORE UPDATE ON allocation_epoch BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER allocation_flag_append_only_delete BEFORE DELETE ON allocation_flag BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER allocation_flag_append_only_update BEFORE UPDATE ON allocation_flag BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER allocation_intent_append_only_delete BEFORE DELETE ON allocation_intent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER allocation_intent_append_only_update BEFORE UPDATE ON allocation_intent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER amendment_append_only_delete BEFORE DELETE ON amendment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER amendment_append_only_update BEFORE UPDATE ON amendment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER appointment_append_only_delete BEFORE DELETE ON appointment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER appointment_append_only_update BEFORE UPDATE ON appointment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_checkpoint_append_only_delete BEFORE DELETE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_checkpoint_append_only_update BEFORE UPDATE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_leaf_append_only_delete BEFORE DELETE ON audit_leaf BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_leaf_append_only_update BEFORE UPDATE ON audit_leaf BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER baseline_confirmation_append_only_delete BEFORE DELETE ON baseline_confirmation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER baseline_confirmation_append_only_update BEFORE UPDATE ON baseline_confirmation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER baseline_lock_append_only_delete BEFORE DELETE ON baseline_lock BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER baseline_lock_append_only_update BEFORE UPDATE ON baseline_lock BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER case_assignment_append_only_delete BEFORE DELETE ON case_assignment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER case_assignment_append_only_update BEFORE UPDATE ON case_assignment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER ceremony_act_append_only_delete BEFORE DELETE ON ceremony_act BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER ceremony_act_append_only_update BEFORE UPDATE ON ceremony_act BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_decision_append_only_delete BEFORE DELETE ON claim_decision BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_decision_append_only_update BEFORE UPDATE ON claim_decision BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_return_append_only_delete BEFORE DELETE ON claim_return BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_return_append_only_update BEFORE UPDATE ON claim_return BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER concern_append_only_delete BEFORE DELETE ON concern BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER concern_append_only_update BEFORE UPDATE ON concern BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER concern_event_append_only_delete BEFORE DELETE ON concern_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER concern_event_append_only_update BEFORE UPDATE ON concern_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consent_append_only_delete BEFORE DELETE ON consent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consent_append_only_update BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consent_witness_append_only_delete BEFORE DELETE ON consent_witness BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consent_witness_append_only_update BEFORE UPDATE ON consent_witness BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER contact_append_only_delete BEFORE DELETE ON contact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER contact_append_only_update BEFORE UPDATE ON contact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER contact_wishes_append_only_delete BEFORE DELETE ON contact_wishes BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER contact_wishes_append_only_update BEFORE UPDATE ON contact_wishes BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER deviation_append_only_delete BEFORE DELETE ON deviation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER deviation_append_only_update BEFORE UPDATE ON deviation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER directory_import_append_only_delete BEFORE DELETE ON directory_import BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER directory_import_append_only_update BEFORE UPDATE ON directory_import BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER eligibility_evaluation_append_only_delete BEFORE DELETE ON eligibility_evaluation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER eligibility_evaluation_append_only_update BEFORE UPDATE ON eligibility_evaluation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER eligibility_resolution_append_only_delete BEFORE DELETE ON eligibility_resolution BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER eligibility_resolution_append_only_update BEFORE UPDATE ON eligibility_resolution BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entered_in_error_append_only_delete BEFORE DELETE ON entered_in_error BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entered_in_error_append_only_update BEFORE UPDATE ON entered_in_error BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER equality_answer_append_only_delete BEFORE DELETE ON equality_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER equality_answer_append_only_update BEFORE UPDATE ON equality_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER frozen_figures_append_only_delete BEFORE DELETE ON frozen_figures BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER frozen_figures_append_only_update BEFORE UPDATE ON frozen_figures BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hand_off_append_only_delete BEFORE DELETE ON hand_off BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hand_off_append_only_update BEFORE UPDATE ON hand_off BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hand_off_followed_append_only_delete BEFORE DELETE ON hand_off_followed BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hand_off_followed_append_only_update BEFORE UPDATE ON hand_off_followed BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hand_off_settled_append_only_delete BEFORE DELETE ON hand_off_settled BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hand_off_settled_append_only_update BEFORE UPDATE ON hand_off_settled BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER identity_claim_append_only_delete BEFORE DELETE ON identity_claim BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER identity_claim_append_only_update BEFORE UPDATE ON identity_claim BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER identity_erasure_append_only_delete BEFORE DELETE ON identity_erasure BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER identity_erasure_append_only_update BEFORE UPDATE ON identity_erasure BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER information_given_append_only_delete BEFORE DELETE ON information_given BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER information_given_append_only_update BEFORE UPDATE ON information_given BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER information_sent_append_only_delete BEFORE DELETE ON information_sent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER information_sent_append_only_update BEFORE UPDATE ON information_sent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER interviewer_change_append_only_delete BEFORE DELETE ON interviewer_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER interviewer_change_append_only_update BEFORE UPDATE ON interviewer_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER journey_step_append_only_delete BEFORE DELETE ON journey_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER journey_step_append_only_update BEFORE UPDATE ON journey_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER letter_task_append_only_delete BEFORE DELETE ON letter_task BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER letter_task_append_only_update BEFORE UPDATE ON letter_task BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER life_event_append_only_delete BEFORE DELETE ON life_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER life_event_append_only_update BEFORE UPDATE ON life_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER linkage_keys_append_only_delete BEFORE DELETE ON linkage_keys BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER linkage_keys_append_only_update BEFORE UPDATE ON linkage_keys BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER notice_given_append_only_delete BEFORE DELETE ON notice_given BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER notice_given_append_only_update BEFORE UPDATE ON notice_given BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER number_match_append_only_delete BEFORE DELETE ON number_match BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER number_match_append_only_update BEFORE UPDATE ON number_match BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER pack_given_append_only_delete BEFORE DELETE ON pack_given BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER pack_given_append_only_update BEFORE UPDATE ON pack_given BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER paper_intent_append_only_delete BEFORE DELETE ON paper_intent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER paper_intent_append_only_update BEFORE UPDATE ON paper_intent BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER person_details_append_only_delete BEFORE DELETE ON person_details BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER person_details_append_only_update BEFORE UPDATE ON person_details BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER person_merge_append_only_delete BEFORE DELETE ON person_merge BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER person_merge_append_only_update BEFORE UPDATE ON person_merge BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER referral_append_only_delete BEFORE DELETE ON referral BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER referral_append_only_update BEFORE UPDATE ON referral BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER schema_migration_append_only_delete BEFORE DELETE ON schema_migration BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER schema_migration_append_only_update BEFORE UPDATE ON schema_migration BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER slot_append_only_delete BEFORE DELETE ON slot BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER slot_append_only_update BEFORE UPDATE ON slot BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER staff_posting_append_only_delete BEFORE DELETE ON staff_posting BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER staff_posting_append_only_update BEFORE UPDATE ON staff_posting BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER staff_role_append_only_delete BEFORE DELETE ON staff_role BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER staff_role_append_only_update BEFORE UPDATE ON staff_role BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER staff_training_append_only_delete BEFORE DELETE ON staff_training BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER staff_training_append_only_update BEFORE UPDATE ON staff_training BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER teach_back_append_only_delete BEFORE DELETE ON teach_back BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER teach_back_append_only_update BEFORE UPDATE ON teach_back BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER told_apart_append_only_delete BEFORE DELETE ON told_apart BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER told_apart_append_only_update BEFORE UPDATE ON told_apart BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER unblinding_append_only_delete BEFORE DELETE ON unblinding BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER unblinding_append_only_update BEFORE UPDATE ON unblinding BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER withdrawal_append_only_delete BEFORE DELETE ON withdrawal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER withdrawal_append_only_update BEFORE UPDATE ON withdrawal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
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
CREATE VIEW claim_decided AS
SELECT d.id, d.claim_id, d.person_id, d.decision, d.recorded_at FROM claim_decision d
WHERE NOT EXISTS (SELECT 1 FROM claim_decision later WHERE later.supersedes = d.id)
AND NOT EXISTS (SELECT 1 FROM claim_return r WHERE r.decision_id = d.id);
CREATE VIEW claim_erased AS
SELECT subject_id AS claim_id FROM identity_erasure WHERE key_class = 'contact';
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
CREATE VIEW interviewer_to_change AS
SELECT f.id, f.person_id, f.account_id, f.told_on, f.sureness, f.how, f.recorded_at, f.actor FROM unblinding_in_force f
WHERE NOT EXISTS (SELECT 1 FROM interviewer_change c WHERE c.person_id = f.person_id
    AND NOT EXISTS (SELECT 1 FROM unblinding_in_force t WHERE t.person_id = c.person_id AND t.account_id = c.account_id));
CREATE VIEW merged_person AS
SELECT m.id, m.follower_id AS person_id, m.leader_id, m.recorded_at, m.actor, m.reason FROM person_merge m
WHERE m.finding = 'one_person' AND NOT EXISTS (SELECT 1 FROM person_merge later WHERE later.supersedes = m.id);
CREATE VIEW unblinding_in_force AS
SELECT u.id, u.person_id, u.account_id, u.told_on, u.sureness, u.how, u.recorded_at, u.actor FROM unblinding u
WHERE u.state = 'written' AND NOT EXISTS (SELECT 1 FROM unblinding later WHERE later.supersedes = u.id);
