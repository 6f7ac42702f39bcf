-- What the migrations of all rooms make on an empty database. Made by a test; bin/bless writes it anew.
function CREATE OR REPLACE FUNCTION public.evenhand_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RAISE EXCEPTION 'append-only' USING ERRCODE = '42501'; END $function$

index CREATE INDEX allocation_flag_by_person ON public.allocation_flag USING btree (person_id, recorded_at, id)
index CREATE INDEX appointment_by_person ON public.appointment USING btree (person_id, recorded_at, id)
index CREATE INDEX appointment_state_by_day ON public.appointment_state USING btree (day, venue, starts_at, appointment_id)
index CREATE INDEX appointment_state_by_person ON public.appointment_state USING btree (person_id, starts_at, appointment_id)
index CREATE INDEX audit_opening_object ON public.audit_opening USING btree (object_type, object_id, unit, entry)
index CREATE INDEX baseline_confirmation_by_person ON public.baseline_confirmation USING btree (person_id, round, finding)
index CREATE INDEX call_by_area ON public.call USING btree (area, due_on, person_id)
index CREATE INDEX call_by_due ON public.call USING btree (due_on, person_id)
index CREATE INDEX case_assignment_by_specialist ON public.case_assignment USING btree (specialist, occurred_at)
index CREATE INDEX caseload_by_area ON public.caseload USING btree (area, specialist, meeting_late_at, case_id)
index CREATE INDEX caseload_by_specialist ON public.caseload USING btree (specialist, case_id)
index CREATE INDEX claim_decision_by_claim ON public.claim_decision USING btree (claim_id)
index CREATE INDEX claim_decision_by_person ON public.claim_decision USING btree (person_id)
index CREATE INDEX claim_index_by_value ON public.claim_index USING btree (kind, value)
index CREATE INDEX concern_by_person ON public.concern USING btree (person_id, recorded_at, id)
index CREATE INDEX concern_state_by_due ON public.concern_state USING btree (is_open, owner, due_on, concern_id)
index CREATE INDEX concern_state_by_person ON public.concern_state USING btree (person_id, raised_at, concern_id)
index CREATE INDEX consent_state_by_version ON public.consent_state USING btree (form_version, sheet_version, person_id)
index CREATE INDEX contact_by_person ON public.contact USING btree (person_id, occurred_at, id)
index CREATE INDEX contact_wishes_by_person ON public.contact_wishes USING btree (person_id, recorded_at, id)
index CREATE INDEX deviation_by_person ON public.deviation USING btree (person_id, recorded_at, id)
index CREATE INDEX directory_import_by_kind ON public.directory_import USING btree (kind, as_of, recorded_at, id)
index CREATE INDEX directory_practice_by_commissioner ON public.directory_practice USING btree (import_id, commissioner)
index CREATE INDEX directory_practice_by_name ON public.directory_practice USING btree (import_id, name, code)
index CREATE INDEX directory_service_by_area ON public.directory_service USING btree (import_id, area, name, service)
index CREATE INDEX directory_venue_by_area ON public.directory_venue USING btree (import_id, area, name, venue)
index CREATE INDEX draft_by_expiry ON public.draft USING btree (expires_at)
index CREATE INDEX eligibility_resolution_by_person ON public.eligibility_resolution USING btree (person_id, recorded_at)
index CREATE INDEX entered_in_error_by_person ON public.entered_in_error USING btree (person_id, recorded_at, id)
index CREATE INDEX information_given_by_person ON public.information_given USING btree (person_id, recorded_at)
index CREATE INDEX information_sent_by_person ON public.information_sent USING btree (person_id, recorded_at, id)
index CREATE INDEX interviewer_change_by_person ON public.interviewer_change USING btree (person_id, recorded_at, id)
index CREATE INDEX job_due ON public.job USING btree (due, kind, ordinal)
index CREATE INDEX journey_by_due ON public.journey USING btree (due_on, person_id)
index CREATE INDEX journey_by_stage ON public.journey USING btree (stage, due_on, person_id)
index CREATE INDEX journey_step_by_step ON public.journey_step USING btree (step, occurred_at)
index CREATE INDEX journey_step_flow ON public.journey_step USING btree (person_id, place, step, occurred_at, id)
index CREATE INDEX letter_task_by_due ON public.letter_task USING btree (state, due_on, id)
index CREATE INDEX letter_task_by_person ON public.letter_task USING btree (person_id, state)
index CREATE INDEX life_event_by_person ON public.life_event USING btree (person_id, recorded_at, id)
index CREATE INDEX linkage_index_by_value ON public.linkage_index USING btree (value)
index CREATE INDEX notice_given_by_referral ON public.notice_given USING btree (referral_id)
index CREATE INDEX number_match_by_second ON public.number_match USING btree (second_id)
index CREATE INDEX outbox_waiting ON public.outbox USING btree (not_before, id) WHERE (state = 'waiting'::text)
index CREATE INDEX pack_given_by_hand_off ON public.pack_given USING btree (hand_off_id, recorded_at)
index CREATE INDEX paper_intent_by_person ON public.paper_intent USING btree (person_id, recorded_at, id)
index CREATE INDEX paper_intent_by_time ON public.paper_intent USING btree (occurred_at, id)
index CREATE INDEX person_details_by_person ON public.person_details USING btree (person_id)
index CREATE INDEX person_index_by_value ON public.person_index USING btree (kind, value)
index CREATE INDEX person_merge_by_leader ON public.person_merge USING btree (leader_id)
index CREATE INDEX person_merge_by_time ON public.person_merge USING btree (recorded_at, id)
index CREATE INDEX referral_by_actor ON public.referral USING btree (actor, recorded_at)
index CREATE INDEX referral_by_claim ON public.referral USING btree (claim_id)
index CREATE INDEX session_by_account ON public.session USING btree (account_id, seen_at)
index CREATE INDEX slot_by_staff ON public.slot USING btree (staff_id, day)
index CREATE INDEX slot_by_start ON public.slot USING btree (starts_at, id)
index CREATE INDEX staff_account_by_age ON public.staff_account USING btree (recorded_at, id)
index CREATE INDEX staff_area_by_area ON public.staff_area USING btree (area, account_id)
index CREATE INDEX staff_device_by_account ON public.staff_device USING btree (account_id, seen_at)
index CREATE INDEX staff_guesses_by_age ON public.staff_guesses USING btree (updated_at)
index CREATE INDEX staff_role_by_account ON public.staff_role USING btree (account_id)
index CREATE INDEX staff_role_by_role ON public.staff_role USING btree (role, account_id)
index CREATE INDEX staff_training_by_account ON public.staff_training USING btree (account_id)
index CREATE INDEX teach_back_by_information ON public.teach_back USING btree (information_id, recorded_at)
index CREATE INDEX told_apart_by_second ON public.told_apart USING btree (second_id)
index CREATE INDEX triage_by_due ON public.triage USING btree (state, due_on, referral_id)
index CREATE INDEX triage_by_received ON public.triage USING btree (state, received_at, referral_id)
index CREATE INDEX unblinding_by_age ON public.unblinding USING btree (recorded_at, id)
index CREATE INDEX unblinding_by_person ON public.unblinding USING btree (person_id, account_id)
index CREATE INDEX withdrawal_by_person ON public.withdrawal USING btree (person_id, recorded_at, id)
index CREATE UNIQUE INDEX allocation_by_position ON public.allocation USING btree (stratum, "position")
index CREATE UNIQUE INDEX allocation_epoch_by_stratum ON public.allocation_epoch USING btree (stratum, epoch)
index CREATE UNIQUE INDEX allocation_epoch_pkey ON public.allocation_epoch USING btree (id)
index CREATE UNIQUE INDEX allocation_epoch_supersedes_key ON public.allocation_epoch USING btree (supersedes)
index CREATE UNIQUE INDEX allocation_flag_pkey ON public.allocation_flag USING btree (id)
index CREATE UNIQUE INDEX allocation_flag_supersedes_key ON public.allocation_flag USING btree (supersedes)
index CREATE UNIQUE INDEX allocation_intent_by_position ON public.allocation_intent USING btree (stratum, "position")
index CREATE UNIQUE INDEX allocation_intent_id_key ON public.allocation USING btree (intent_id)
index CREATE UNIQUE INDEX allocation_intent_person_id_key ON public.allocation_intent USING btree (person_id)
index CREATE UNIQUE INDEX allocation_intent_pkey ON public.allocation_intent USING btree (id)
index CREATE UNIQUE INDEX allocation_intent_supersedes_key ON public.allocation_intent USING btree (supersedes)
index CREATE UNIQUE INDEX allocation_person_id_key ON public.allocation USING btree (person_id)
index CREATE UNIQUE INDEX allocation_pkey ON public.allocation USING btree (id)
index CREATE UNIQUE INDEX allocation_stratum_pkey ON public.allocation_stratum USING btree (stratum)
index CREATE UNIQUE INDEX allocation_supersedes_key ON public.allocation USING btree (supersedes)
index CREATE UNIQUE INDEX amendment_follows ON public.amendment USING btree (from_version) WHERE (supersedes IS NULL)
index CREATE UNIQUE INDEX amendment_pkey ON public.amendment USING btree (id)
index CREATE UNIQUE INDEX amendment_supersedes_key ON public.amendment USING btree (supersedes)
index CREATE UNIQUE INDEX appointment_pkey ON public.appointment USING btree (id)
index CREATE UNIQUE INDEX appointment_state_of_person ON public.appointment_state USING btree (person_id) WHERE (state = 'booked'::text)
index CREATE UNIQUE INDEX appointment_state_of_slot ON public.appointment_state USING btree (slot_id) WHERE (state <> 'cancelled'::text)
index CREATE UNIQUE INDEX appointment_state_pkey ON public.appointment_state USING btree (appointment_id)
index CREATE UNIQUE INDEX appointment_supersedes_key ON public.appointment USING btree (supersedes)
index CREATE UNIQUE INDEX audit_checkpoint_pkey ON public.audit_checkpoint USING btree (size)
index CREATE UNIQUE INDEX audit_head_pkey ON public.audit_head USING btree (id)
index CREATE UNIQUE INDEX audit_leaf_pkey ON public.audit_leaf USING btree (idx)
index CREATE UNIQUE INDEX audit_leaf_unit_key ON public.audit_leaf USING btree (unit)
index CREATE UNIQUE INDEX audit_opening_pkey ON public.audit_opening USING btree (unit, entry)
index CREATE UNIQUE INDEX baseline_answer_by_question ON public.baseline_answer USING btree (person_id, round, question)
index CREATE UNIQUE INDEX baseline_answer_pkey ON public.baseline_answer USING btree (id)
index CREATE UNIQUE INDEX baseline_confirmation_pkey ON public.baseline_confirmation USING btree (id)
index CREATE UNIQUE INDEX baseline_confirmation_supersedes_key ON public.baseline_confirmation USING btree (supersedes)
index CREATE UNIQUE INDEX baseline_lock_by_person ON public.baseline_lock USING btree (person_id, place)
index CREATE UNIQUE INDEX baseline_lock_pkey ON public.baseline_lock USING btree (id)
index CREATE UNIQUE INDEX baseline_lock_supersedes_key ON public.baseline_lock USING btree (supersedes)
index CREATE UNIQUE INDEX call_pkey ON public.call USING btree (person_id)
index CREATE UNIQUE INDEX case_assignment_by_case ON public.case_assignment USING btree (case_id, place)
index CREATE UNIQUE INDEX case_assignment_pkey ON public.case_assignment USING btree (id)
index CREATE UNIQUE INDEX case_assignment_supersedes_key ON public.case_assignment USING btree (supersedes)
index CREATE UNIQUE INDEX caseload_pkey ON public.caseload USING btree (case_id)
index CREATE UNIQUE INDEX ceremony_act_once ON public.ceremony_act USING btree (ceremony, kind, party)
index CREATE UNIQUE INDEX ceremony_act_pkey ON public.ceremony_act USING btree (id)
index CREATE UNIQUE INDEX ceremony_act_supersedes_key ON public.ceremony_act USING btree (supersedes)
index CREATE UNIQUE INDEX claim_decision_first ON public.claim_decision USING btree (claim_id) WHERE (supersedes IS NULL)
index CREATE UNIQUE INDEX claim_decision_pkey ON public.claim_decision USING btree (id)
index CREATE UNIQUE INDEX claim_decision_supersedes_key ON public.claim_decision USING btree (supersedes)
index CREATE UNIQUE INDEX claim_index_pkey ON public.claim_index USING btree (claim_id, kind)
index CREATE UNIQUE INDEX claim_return_decision_id_key ON public.claim_return USING btree (decision_id)
index CREATE UNIQUE INDEX claim_return_pkey ON public.claim_return USING btree (id)
index CREATE UNIQUE INDEX claim_return_supersedes_key ON public.claim_return USING btree (supersedes)
index CREATE UNIQUE INDEX concern_event_by_concern ON public.concern_event USING btree (concern_id, place)
index CREATE UNIQUE INDEX concern_event_pkey ON public.concern_event USING btree (id)
index CREATE UNIQUE INDEX concern_event_supersedes_key ON public.concern_event USING btree (supersedes)
index CREATE UNIQUE INDEX concern_pkey ON public.concern USING btree (id)
index CREATE UNIQUE INDEX concern_state_pkey ON public.concern_state USING btree (concern_id)
index CREATE UNIQUE INDEX concern_supersedes_key ON public.concern USING btree (supersedes)
index CREATE UNIQUE INDEX consent_by_person ON public.consent USING btree (person_id, place)
index CREATE UNIQUE INDEX consent_pkey ON public.consent USING btree (id)
index CREATE UNIQUE INDEX consent_state_pkey ON public.consent_state USING btree (person_id)
index CREATE UNIQUE INDEX consent_supersedes_key ON public.consent USING btree (supersedes)
index CREATE UNIQUE INDEX consent_witness_consent_id_key ON public.consent_witness USING btree (consent_id)
index CREATE UNIQUE INDEX consent_witness_pkey ON public.consent_witness USING btree (id)
index CREATE UNIQUE INDEX consent_witness_supersedes_key ON public.consent_witness USING btree (supersedes)
index CREATE UNIQUE INDEX contact_pkey ON public.contact USING btree (id)
index CREATE UNIQUE INDEX contact_supersedes_key ON public.contact USING btree (supersedes)
index CREATE UNIQUE INDEX contact_wishes_pkey ON public.contact_wishes USING btree (id)
index CREATE UNIQUE INDEX contact_wishes_supersedes_key ON public.contact_wishes USING btree (supersedes)
index CREATE UNIQUE INDEX deviation_pkey ON public.deviation USING btree (id)
index CREATE UNIQUE INDEX deviation_supersedes_key ON public.deviation USING btree (supersedes)
index CREATE UNIQUE INDEX directory_import_pkey ON public.directory_import USING btree (id)
index CREATE UNIQUE INDEX directory_import_supersedes_key ON public.directory_import USING btree (supersedes)
index CREATE UNIQUE INDEX directory_postcode_pkey ON public.directory_postcode USING btree (import_id, postcode)
index CREATE UNIQUE INDEX directory_practice_pkey ON public.directory_practice USING btree (import_id, code)
index CREATE UNIQUE INDEX directory_service_pkey ON public.directory_service USING btree (import_id, service)
index CREATE UNIQUE INDEX directory_venue_pkey ON public.directory_venue USING btree (import_id, venue)
index CREATE UNIQUE INDEX draft_code_hash_key ON public.draft USING btree (code_hash)
index CREATE UNIQUE INDEX draft_pkey ON public.draft USING btree (scope, form)
index CREATE UNIQUE INDEX eligibility_evaluation_person_id_place_key ON public.eligibility_evaluation USING btree (person_id, place)
index CREATE UNIQUE INDEX eligibility_evaluation_pkey ON public.eligibility_evaluation USING btree (id)
index CREATE UNIQUE INDEX eligibility_evaluation_supersedes_key ON public.eligibility_evaluation USING btree (supersedes)
index CREATE UNIQUE INDEX eligibility_resolution_evaluation_id_criterion_key ON public.eligibility_resolution USING btree (evaluation_id, criterion)
index CREATE UNIQUE INDEX eligibility_resolution_pkey ON public.eligibility_resolution USING btree (id)
index CREATE UNIQUE INDEX eligibility_resolution_supersedes_key ON public.eligibility_resolution USING btree (supersedes)
index CREATE UNIQUE INDEX entered_in_error_by_row ON public.entered_in_error USING btree (table_name, row_id)
index CREATE UNIQUE INDEX entered_in_error_pkey ON public.entered_in_error USING btree (id)
index CREATE UNIQUE INDEX entered_in_error_supersedes_key ON public.entered_in_error USING btree (supersedes)
index CREATE UNIQUE INDEX equality_answer_first ON public.equality_answer USING btree (referral_id) WHERE (supersedes IS NULL)
index CREATE UNIQUE INDEX equality_answer_pkey ON public.equality_answer USING btree (id)
index CREATE UNIQUE INDEX equality_answer_supersedes_key ON public.equality_answer USING btree (supersedes)
index CREATE UNIQUE INDEX frozen_figures_first ON public.frozen_figures USING btree (kind, month) WHERE (supersedes IS NULL)
index CREATE UNIQUE INDEX frozen_figures_pkey ON public.frozen_figures USING btree (id)
index CREATE UNIQUE INDEX frozen_figures_supersedes_key ON public.frozen_figures USING btree (supersedes)
index CREATE UNIQUE INDEX hand_off_allocation_id_key ON public.hand_off USING btree (allocation_id)
index CREATE UNIQUE INDEX hand_off_followed_hand_off_id_key ON public.hand_off_followed USING btree (hand_off_id)
index CREATE UNIQUE INDEX hand_off_followed_message_id_key ON public.hand_off_followed USING btree (message_id)
index CREATE UNIQUE INDEX hand_off_followed_pkey ON public.hand_off_followed USING btree (id)
index CREATE UNIQUE INDEX hand_off_followed_supersedes_key ON public.hand_off_followed USING btree (supersedes)
index CREATE UNIQUE INDEX hand_off_message_hand_off_id_key ON public.hand_off_message USING btree (hand_off_id)
index CREATE UNIQUE INDEX hand_off_message_pkey ON public.hand_off_message USING btree (message_id)
index CREATE UNIQUE INDEX hand_off_person_id_key ON public.hand_off USING btree (person_id)
index CREATE UNIQUE INDEX hand_off_pkey ON public.hand_off USING btree (id)
index CREATE UNIQUE INDEX hand_off_settled_once ON public.hand_off_settled USING btree (hand_off_id)
index CREATE UNIQUE INDEX hand_off_settled_pkey ON public.hand_off_settled USING btree (id)
index CREATE UNIQUE INDEX hand_off_settled_supersedes_key ON public.hand_off_settled USING btree (supersedes)
index CREATE UNIQUE INDEX hand_off_supersedes_key ON public.hand_off USING btree (supersedes)
index CREATE UNIQUE INDEX idempotency_pkey ON public.idempotency USING btree (scope, request_key)
index CREATE UNIQUE INDEX identity_claim_pkey ON public.identity_claim USING btree (id)
index CREATE UNIQUE INDEX identity_claim_supersedes_key ON public.identity_claim USING btree (supersedes)
index CREATE UNIQUE INDEX identity_erasure_pkey ON public.identity_erasure USING btree (id)
index CREATE UNIQUE INDEX identity_erasure_supersedes_key ON public.identity_erasure USING btree (supersedes)
index CREATE UNIQUE INDEX information_given_pkey ON public.information_given USING btree (id)
index CREATE UNIQUE INDEX information_given_supersedes_key ON public.information_given USING btree (supersedes)
index CREATE UNIQUE INDEX information_sent_pkey ON public.information_sent USING btree (id)
index CREATE UNIQUE INDEX information_sent_supersedes_key ON public.information_sent USING btree (supersedes)
index CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (only_row)
index CREATE UNIQUE INDEX interviewer_change_pkey ON public.interviewer_change USING btree (id)
index CREATE UNIQUE INDEX interviewer_change_supersedes_key ON public.interviewer_change USING btree (supersedes)
index CREATE UNIQUE INDEX job_pkey ON public.job USING btree (kind, ordinal)
index CREATE UNIQUE INDEX journey_pkey ON public.journey USING btree (person_id)
index CREATE UNIQUE INDEX journey_step_by_person ON public.journey_step USING btree (person_id, place)
index CREATE UNIQUE INDEX journey_step_pkey ON public.journey_step USING btree (id)
index CREATE UNIQUE INDEX journey_step_supersedes_key ON public.journey_step USING btree (supersedes)
index CREATE UNIQUE INDEX journey_study_number_key ON public.journey USING btree (study_number)
index CREATE UNIQUE INDEX key_fingerprint_pkey ON public.key_fingerprint USING btree (purpose)
index CREATE UNIQUE INDEX letter_task_pkey ON public.letter_task USING btree (id)
index CREATE UNIQUE INDEX letter_task_supersedes_key ON public.letter_task USING btree (supersedes)
index CREATE UNIQUE INDEX life_event_pkey ON public.life_event USING btree (id)
index CREATE UNIQUE INDEX life_event_supersedes_key ON public.life_event USING btree (supersedes)
index CREATE UNIQUE INDEX linkage_index_pkey ON public.linkage_index USING btree (person_id)
index CREATE UNIQUE INDEX linkage_keys_by_person ON public.linkage_keys USING btree (person_id, place)
index CREATE UNIQUE INDEX linkage_keys_pkey ON public.linkage_keys USING btree (id)
index CREATE UNIQUE INDEX linkage_keys_supersedes_key ON public.linkage_keys USING btree (supersedes)
index CREATE UNIQUE INDEX notice_given_pkey ON public.notice_given USING btree (id)
index CREATE UNIQUE INDEX notice_given_supersedes_key ON public.notice_given USING btree (supersedes)
index CREATE UNIQUE INDEX number_match_by_pair ON public.number_match USING btree (first_id, second_id, place)
index CREATE UNIQUE INDEX number_match_pkey ON public.number_match USING btree (id)
index CREATE UNIQUE INDEX number_match_supersedes_key ON public.number_match USING btree (supersedes)
index CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (id)
index CREATE UNIQUE INDEX pack_given_pkey ON public.pack_given USING btree (id)
index CREATE UNIQUE INDEX pack_given_supersedes_key ON public.pack_given USING btree (supersedes)
index CREATE UNIQUE INDEX paper_intent_pkey ON public.paper_intent USING btree (id)
index CREATE UNIQUE INDEX paper_intent_supersedes_key ON public.paper_intent USING btree (supersedes)
index CREATE UNIQUE INDEX person_details_pkey ON public.person_details USING btree (id)
index CREATE UNIQUE INDEX person_details_supersedes_key ON public.person_details USING btree (supersedes)
index CREATE UNIQUE INDEX person_index_one_number ON public.person_index USING btree (kind, value) WHERE (kind = 'nhs_number'::text)
index CREATE UNIQUE INDEX person_index_pkey ON public.person_index USING btree (person_id, kind)
index CREATE UNIQUE INDEX person_merge_by_follower ON public.person_merge USING btree (follower_id, place)
index CREATE UNIQUE INDEX person_merge_pkey ON public.person_merge USING btree (id)
index CREATE UNIQUE INDEX person_merge_supersedes_key ON public.person_merge USING btree (supersedes)
index CREATE UNIQUE INDEX person_pkey ON public.person USING btree (id)
index CREATE UNIQUE INDEX referral_pkey ON public.referral USING btree (id)
index CREATE UNIQUE INDEX referral_receipt_key ON public.referral USING btree (receipt)
index CREATE UNIQUE INDEX referral_reference_key ON public.referral USING btree (reference)
index CREATE UNIQUE INDEX referral_supersedes_key ON public.referral USING btree (supersedes)
index CREATE UNIQUE INDEX schema_migration_pkey ON public.schema_migration USING btree (name)
index CREATE UNIQUE INDEX session_pkey ON public.session USING btree (id)
index CREATE UNIQUE INDEX slot_pkey ON public.slot USING btree (id)
index CREATE UNIQUE INDEX slot_supersedes_key ON public.slot USING btree (supersedes)
index CREATE UNIQUE INDEX staff_account_by_email ON public.staff_account USING btree (email_index) WHERE (state <> 'ended'::text)
index CREATE UNIQUE INDEX staff_account_pkey ON public.staff_account USING btree (id)
index CREATE UNIQUE INDEX staff_area_pkey ON public.staff_area USING btree (account_id, area)
index CREATE UNIQUE INDEX staff_credential_pkey ON public.staff_credential USING btree (account_id)
index CREATE UNIQUE INDEX staff_device_pkey ON public.staff_device USING btree (token_hash)
index CREATE UNIQUE INDEX staff_guesses_pkey ON public.staff_guesses USING btree (guessed_at)
index CREATE UNIQUE INDEX staff_invitation_account_id_key ON public.staff_invitation USING btree (account_id)
index CREATE UNIQUE INDEX staff_invitation_pkey ON public.staff_invitation USING btree (token_hash)
index CREATE UNIQUE INDEX staff_posting_by_account ON public.staff_posting USING btree (account_id, place)
index CREATE UNIQUE INDEX staff_posting_pkey ON public.staff_posting USING btree (id)
index CREATE UNIQUE INDEX staff_posting_supersedes_key ON public.staff_posting USING btree (supersedes)
index CREATE UNIQUE INDEX staff_recovery_code_pkey ON public.staff_recovery_code USING btree (account_id, code_hash)
index CREATE UNIQUE INDEX staff_role_pkey ON public.staff_role USING btree (id)
index CREATE UNIQUE INDEX staff_role_supersedes_key ON public.staff_role USING btree (supersedes)
index CREATE UNIQUE INDEX staff_shown_codes_pkey ON public.staff_shown_codes USING btree (account_id)
index CREATE UNIQUE INDEX staff_training_pkey ON public.staff_training USING btree (id)
index CREATE UNIQUE INDEX staff_training_supersedes_key ON public.staff_training USING btree (supersedes)
index CREATE UNIQUE INDEX subject_key_pkey ON public.subject_key USING btree (subject_id, key_class)
index CREATE UNIQUE INDEX teach_back_pkey ON public.teach_back USING btree (id)
index CREATE UNIQUE INDEX teach_back_supersedes_key ON public.teach_back USING btree (supersedes)
index CREATE UNIQUE INDEX told_apart_by_pair ON public.told_apart USING btree (first_id, second_id)
index CREATE UNIQUE INDEX told_apart_pkey ON public.told_apart USING btree (id)
index CREATE UNIQUE INDEX told_apart_supersedes_key ON public.told_apart USING btree (supersedes)
index CREATE UNIQUE INDEX triage_pkey ON public.triage USING btree (referral_id)
index CREATE UNIQUE INDEX unblinding_pkey ON public.unblinding USING btree (id)
index CREATE UNIQUE INDEX unblinding_supersedes_key ON public.unblinding USING btree (supersedes)
index CREATE UNIQUE INDEX withdrawal_pkey ON public.withdrawal USING btree (id)
index CREATE UNIQUE INDEX withdrawal_supersedes_key ON public.withdrawal USING btree (supersedes)
table allocation column actor text collate C not null
table allocation column arm text collate C not null
table allocation column epoch bigint not null
table allocation column id text collate C not null
table allocation column intent_id text collate C not null
table allocation column mode text collate C not null
table allocation column occurred_at bigint not null
table allocation column person_id text collate C not null
table allocation column position bigint not null
table allocation column protocol_version text collate C not null
table allocation column reason text collate C not null
table allocation column receipt text collate C not null
table allocation column recorded_at bigint not null
table allocation column stratum text collate C not null
table allocation column supersedes text collate C
table allocation constraint allocation_intent_id_fkey FOREIGN KEY (intent_id) REFERENCES allocation_intent(id)
table allocation constraint allocation_intent_id_key UNIQUE (intent_id)
table allocation constraint allocation_mode_check CHECK ((mode = ANY (ARRAY['demo'::text, 'training'::text, 'live'::text])))
table allocation constraint allocation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table allocation constraint allocation_person_id_key UNIQUE (person_id)
table allocation constraint allocation_pkey PRIMARY KEY (id)
table allocation constraint allocation_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES allocation(id)
table allocation constraint allocation_supersedes_key UNIQUE (supersedes)
table allocation_epoch column actor text collate C not null
table allocation_epoch column capacity bigint not null
table allocation_epoch column commitment text collate C not null
table allocation_epoch column epoch bigint not null
table allocation_epoch column first_position bigint not null
table allocation_epoch column id text collate C not null
table allocation_epoch column occurred_at bigint not null
table allocation_epoch column party text collate C not null
table allocation_epoch column protocol_version text collate C not null
table allocation_epoch column reason text collate C not null
table allocation_epoch column recorded_at bigint not null
table allocation_epoch column root text collate C not null
table allocation_epoch column spec_hash text collate C not null
table allocation_epoch column stratum text collate C not null
table allocation_epoch column stratum_index bigint not null
table allocation_epoch column supersedes text collate C
table allocation_epoch column trial text collate C not null
table allocation_epoch constraint allocation_epoch_pkey PRIMARY KEY (id)
table allocation_epoch constraint allocation_epoch_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES allocation_epoch(id)
table allocation_epoch constraint allocation_epoch_supersedes_key UNIQUE (supersedes)
table allocation_flag column actor text collate C not null
table allocation_flag column id text collate C not null
table allocation_flag column kind text collate C not null
table allocation_flag column occurred_at bigint not null
table allocation_flag column person_id text collate C not null
table allocation_flag column protocol_version text collate C not null
table allocation_flag column reason text collate C not null
table allocation_flag column recorded_at bigint not null
table allocation_flag column sealed_note text collate C
table allocation_flag column supersedes text collate C
table allocation_flag column true_area text collate C not null
table allocation_flag column true_group text collate C not null
table allocation_flag constraint allocation_flag_kind_check CHECK ((kind = ANY (ARRAY['randomised_in_error'::text, 'wrong_stratum'::text, 'not_eligible'::text, 'in_doubt'::text])))
table allocation_flag constraint allocation_flag_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table allocation_flag constraint allocation_flag_pkey PRIMARY KEY (id)
table allocation_flag constraint allocation_flag_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES allocation_flag(id)
table allocation_flag constraint allocation_flag_supersedes_key UNIQUE (supersedes)
table allocation_intent column actor text collate C not null
table allocation_intent column area text collate C not null
table allocation_intent column baseline_id text collate C not null
table allocation_intent column binding text collate C not null
table allocation_intent column consent_id text collate C not null
table allocation_intent column group_id text collate C not null
table allocation_intent column id text collate C not null
table allocation_intent column occurred_at bigint not null
table allocation_intent column person_id text collate C not null
table allocation_intent column position bigint not null
table allocation_intent column protocol_version text collate C not null
table allocation_intent column reason text collate C not null
table allocation_intent column recorded_at bigint not null
table allocation_intent column request_key text collate C not null
table allocation_intent column stratum text collate C not null
table allocation_intent column supersedes text collate C
table allocation_intent constraint allocation_intent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table allocation_intent constraint allocation_intent_person_id_key UNIQUE (person_id)
table allocation_intent constraint allocation_intent_pkey PRIMARY KEY (id)
table allocation_intent constraint allocation_intent_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES allocation_intent(id)
table allocation_intent constraint allocation_intent_supersedes_key UNIQUE (supersedes)
table allocation_stratum column bound bigint not null
table allocation_stratum column settled bigint not null
table allocation_stratum column stratum text collate C not null
table allocation_stratum constraint allocation_stratum_pkey PRIMARY KEY (stratum)
table amendment column actor text collate C not null
table amendment column approval text collate C not null
table amendment column draw_hash text collate C not null
table amendment column effective_at bigint not null
table amendment column form_version text collate C not null
table amendment column from_hash text collate C not null
table amendment column from_version text collate C not null
table amendment column hash text collate C not null
table amendment column id text collate C not null
table amendment column occurred_at bigint not null
table amendment column protocol text collate C not null
table amendment column protocol_version text collate C not null
table amendment column reason text collate C not null
table amendment column recorded_at bigint not null
table amendment column recorded_by text collate C not null
table amendment column sheet_version text collate C not null
table amendment column supersedes text collate C
table amendment column version text collate C not null
table amendment constraint amendment_check CHECK (((from_version = ''::text) = (from_hash = ''::text)))
table amendment constraint amendment_check1 CHECK (((from_version = ''::text) = (approval = ''::text)))
table amendment constraint amendment_pkey PRIMARY KEY (id)
table amendment constraint amendment_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES amendment(id)
table amendment constraint amendment_supersedes_key UNIQUE (supersedes)
table appointment column actor text collate C not null
table appointment column area text collate C not null
table appointment column cancel_reason text collate C not null
table appointment column day text collate C not null
table appointment column id text collate C not null
table appointment column minutes bigint not null
table appointment column mode text collate C not null
table appointment column occurred_at bigint not null
table appointment column person_id text collate C not null
table appointment column protocol_version text collate C not null
table appointment column reason text collate C not null
table appointment column recorded_at bigint not null
table appointment column slot_id text collate C
table appointment column staff_id text collate C not null
table appointment column starts_at bigint not null
table appointment column state text collate C not null
table appointment column supersedes text collate C
table appointment column venue text collate C not null
table appointment column venue_id text collate C not null
table appointment constraint appointment_mode_check CHECK ((mode = ANY (ARRAY['face_to_face'::text, 'telephone'::text, 'video'::text, 'home_visit'::text])))
table appointment constraint appointment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table appointment constraint appointment_pkey PRIMARY KEY (id)
table appointment constraint appointment_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES slot(id)
table appointment constraint appointment_state_check CHECK ((state = ANY (ARRAY['booked'::text, 'attended'::text, 'missed'::text, 'cancelled'::text])))
table appointment constraint appointment_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES appointment(id)
table appointment constraint appointment_supersedes_key UNIQUE (supersedes)
table appointment_state column appointment_id text collate C not null
table appointment_state column area text collate C not null
table appointment_state column cancel_reason text collate C not null
table appointment_state column day text collate C not null
table appointment_state column minutes bigint not null
table appointment_state column mode text collate C not null
table appointment_state column person_id text collate C not null
table appointment_state column slot_id text collate C
table appointment_state column staff_id text collate C not null
table appointment_state column starts_at bigint not null
table appointment_state column state text collate C not null
table appointment_state column venue text collate C not null
table appointment_state column venue_id text collate C not null
table appointment_state constraint appointment_state_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment(id)
table appointment_state constraint appointment_state_pkey PRIMARY KEY (appointment_id)
table audit_checkpoint column frontier text collate C not null
table audit_checkpoint column note text collate C not null
table audit_checkpoint column size bigint not null
table audit_checkpoint constraint audit_checkpoint_pkey PRIMARY KEY (size)
table audit_head column id bigint not null
table audit_head column last_at bigint not null
table audit_head column last_hash text collate C not null
table audit_head column size bigint not null
table audit_head constraint audit_head_id_check CHECK ((id = 1))
table audit_head constraint audit_head_pkey PRIMARY KEY (id)
table audit_leaf column entry text collate C not null
table audit_leaf column hash text collate C not null
table audit_leaf column idx bigint not null
table audit_leaf column unit text collate C not null
table audit_leaf constraint audit_leaf_pkey PRIMARY KEY (idx)
table audit_leaf constraint audit_leaf_unit_key UNIQUE (unit)
table audit_opening column entry bigint not null
table audit_opening column object_id text collate C not null
table audit_opening column object_type text collate C not null
table audit_opening column sealed text collate C not null
table audit_opening column unit text collate C not null
table audit_opening constraint audit_opening_pkey PRIMARY KEY (unit, entry)
table baseline_answer column actor text collate C not null
table baseline_answer column id text collate C not null
table baseline_answer column person_id text collate C not null
table baseline_answer column protocol_version text collate C not null
table baseline_answer column question text collate C not null
table baseline_answer column round bigint not null
table baseline_answer column saved_at bigint not null
table baseline_answer column sealed_answer text collate C
table baseline_answer constraint baseline_answer_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table baseline_answer constraint baseline_answer_pkey PRIMARY KEY (id)
table baseline_confirmation column actor text collate C not null
table baseline_confirmation column finding text collate C not null
table baseline_confirmation column id text collate C not null
table baseline_confirmation column occurred_at bigint not null
table baseline_confirmation column person_id text collate C not null
table baseline_confirmation column protocol_version text collate C not null
table baseline_confirmation column reason text collate C not null
table baseline_confirmation column recorded_at bigint not null
table baseline_confirmation column round bigint not null
table baseline_confirmation column sealed_value text collate C not null
table baseline_confirmation column supersedes text collate C
table baseline_confirmation constraint baseline_confirmation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table baseline_confirmation constraint baseline_confirmation_pkey PRIMARY KEY (id)
table baseline_confirmation constraint baseline_confirmation_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES baseline_confirmation(id)
table baseline_confirmation constraint baseline_confirmation_supersedes_key UNIQUE (supersedes)
table baseline_lock column actor text collate C not null
table baseline_lock column answered bigint not null
table baseline_lock column answers_hash text collate C not null
table baseline_lock column declined bigint not null
table baseline_lock column id text collate C not null
table baseline_lock column mode text collate C not null
table baseline_lock column occurred_at bigint not null
table baseline_lock column person_id text collate C not null
table baseline_lock column place bigint not null
table baseline_lock column protocol_version text collate C not null
table baseline_lock column questionnaire text collate C not null
table baseline_lock column questionnaire_version text collate C not null
table baseline_lock column reason text collate C not null
table baseline_lock column recorded_at bigint not null
table baseline_lock column round bigint not null
table baseline_lock column sealed_answers text collate C not null
table baseline_lock column state text collate C not null
table baseline_lock column supersedes text collate C
table baseline_lock constraint baseline_lock_mode_check CHECK ((mode = ANY (ARRAY['side_by_side'::text, 'alone'::text, 'read_aloud'::text])))
table baseline_lock constraint baseline_lock_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table baseline_lock constraint baseline_lock_pkey PRIMARY KEY (id)
table baseline_lock constraint baseline_lock_state_check CHECK ((state = ANY (ARRAY['locked'::text, 'corrected'::text])))
table baseline_lock constraint baseline_lock_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES baseline_lock(id)
table baseline_lock constraint baseline_lock_supersedes_key UNIQUE (supersedes)
table call column area text collate C not null
table call column attempts bigint not null
table call column due_on text collate C not null
table call column kind text collate C not null
table call column last_try_at bigint
table call column last_try_known bigint not null default 1
table call column last_try_on text collate C
table call column person_id text collate C not null
table call column stage text collate C not null
table call column tried_parts bigint not null default 0
table call column wrong_details bigint not null
table call constraint call_pkey PRIMARY KEY (person_id)
table case_assignment column above_cap bigint not null
table case_assignment column actor text collate C not null
table case_assignment column case_id text collate C not null
table case_assignment column id text collate C not null
table case_assignment column occurred_at bigint not null
table case_assignment column place bigint not null
table case_assignment column protocol_version text collate C not null
table case_assignment column reason text collate C not null
table case_assignment column recorded_at bigint not null
table case_assignment column specialist text collate C not null
table case_assignment column supersedes text collate C
table case_assignment constraint case_assignment_above_cap_check CHECK ((above_cap = ANY (ARRAY[(0)::bigint, (1)::bigint])))
table case_assignment constraint case_assignment_case_id_fkey FOREIGN KEY (case_id) REFERENCES hand_off(id)
table case_assignment constraint case_assignment_pkey PRIMARY KEY (id)
table case_assignment constraint case_assignment_specialist_fkey FOREIGN KEY (specialist) REFERENCES staff_account(id)
table case_assignment constraint case_assignment_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES case_assignment(id)
table case_assignment constraint case_assignment_supersedes_key UNIQUE (supersedes)
table case_standing column area text collate C
table case_standing column assigned_at bigint
table case_standing column case_id text collate C
table case_standing column contact_due text collate C
table case_standing column contact_late_at bigint
table case_standing column first_contact_at bigint
table case_standing column first_meeting_at bigint
table case_standing column group_id text collate C
table case_standing column last_day text collate C
table case_standing column last_two_way_at bigint
table case_standing column meeting_due text collate C
table case_standing column meeting_late_at bigint
table case_standing column opened_at bigint
table case_standing column person_id text collate C
table case_standing column place bigint
table case_standing column rests integer
table case_standing column search_ends text collate C
table case_standing column specialist text collate C
table case_standing column study_number text collate C
table caseload column area text collate C not null
table caseload column assigned_at bigint
table caseload column case_id text collate C not null
table caseload column contact_due text collate C not null
table caseload column contact_late_at bigint not null
table caseload column group_id text collate C not null
table caseload column last_day text collate C not null
table caseload column meeting_due text collate C not null
table caseload column meeting_late_at bigint not null
table caseload column opened_at bigint not null
table caseload column person_id text collate C not null
table caseload column place bigint not null
table caseload column search_ends text collate C not null
table caseload column specialist text collate C not null
table caseload constraint caseload_case_id_fkey FOREIGN KEY (case_id) REFERENCES hand_off(id)
table caseload constraint caseload_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table caseload constraint caseload_pkey PRIMARY KEY (case_id)
table ceremony_act column actor text collate C not null
table ceremony_act column ceremony bigint not null
table ceremony_act column id text collate C not null
table ceremony_act column kind text collate C not null
table ceremony_act column occurred_at bigint not null
table ceremony_act column party text collate C not null
table ceremony_act column protocol_version text collate C not null
table ceremony_act column reason text collate C not null
table ceremony_act column recorded_at bigint not null
table ceremony_act column supersedes text collate C
table ceremony_act column value text collate C not null
table ceremony_act column wrapped_contribution text collate C
table ceremony_act constraint ceremony_act_kind_check CHECK ((kind = ANY (ARRAY['proposed'::text, 'frozen'::text, 'committed'::text, 'revealed'::text, 'published'::text])))
table ceremony_act constraint ceremony_act_pkey PRIMARY KEY (id)
table ceremony_act constraint ceremony_act_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES ceremony_act(id)
table ceremony_act constraint ceremony_act_supersedes_key UNIQUE (supersedes)
table claim_decided column claim_id text collate C
table claim_decided column decision text collate C
table claim_decided column id text collate C
table claim_decided column person_id text collate C
table claim_decided column recorded_at bigint
table claim_decision column actor text collate C not null
table claim_decision column claim_id text collate C not null
table claim_decision column decision text collate C not null
table claim_decision column id text collate C not null
table claim_decision column occurred_at bigint not null
table claim_decision column person_id text collate C not null
table claim_decision column protocol_version text collate C not null
table claim_decision column reason text collate C not null
table claim_decision column recorded_at bigint not null
table claim_decision column supersedes text collate C
table claim_decision constraint claim_decision_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES identity_claim(id)
table claim_decision constraint claim_decision_decision_check CHECK ((decision = ANY (ARRAY['confirmed'::text, 'linked'::text])))
table claim_decision constraint claim_decision_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table claim_decision constraint claim_decision_pkey PRIMARY KEY (id)
table claim_decision constraint claim_decision_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES claim_decision(id)
table claim_decision constraint claim_decision_supersedes_key UNIQUE (supersedes)
table claim_erased column claim_id text collate C
table claim_index column claim_id text collate C not null
table claim_index column kind text collate C not null
table claim_index column value text collate C not null
table claim_index constraint claim_index_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES identity_claim(id)
table claim_index constraint claim_index_kind_check CHECK ((kind = ANY (ARRAY['nhs_number'::text, 'email'::text, 'phone'::text, 'name_birth'::text])))
table claim_index constraint claim_index_pkey PRIMARY KEY (claim_id, kind)
table claim_return column actor text collate C not null
table claim_return column decision_id text collate C not null
table claim_return column id text collate C not null
table claim_return column occurred_at bigint not null
table claim_return column protocol_version text collate C not null
table claim_return column reason text collate C not null
table claim_return column recorded_at bigint not null
table claim_return column supersedes text collate C
table claim_return constraint claim_return_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES claim_decision(id)
table claim_return constraint claim_return_decision_id_key UNIQUE (decision_id)
table claim_return constraint claim_return_pkey PRIMARY KEY (id)
table claim_return constraint claim_return_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES claim_return(id)
table claim_return constraint claim_return_supersedes_key UNIQUE (supersedes)
table concern column actor text collate C not null
table concern column due_on text collate C not null
table concern column id text collate C not null
table concern column kind text collate C not null
table concern column occurred_at bigint not null
table concern column person_id text collate C not null
table concern column protocol_version text collate C not null
table concern column reason text collate C not null
table concern column recorded_at bigint not null
table concern column sealed_text text collate C not null
table concern column supersedes text collate C
table concern constraint concern_kind_check CHECK ((kind = ANY (ARRAY['safeguarding'::text, 'adverse_event'::text, 'complaint'::text, 'incident'::text])))
table concern constraint concern_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table concern constraint concern_pkey PRIMARY KEY (id)
table concern constraint concern_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES concern(id)
table concern constraint concern_supersedes_key UNIQUE (supersedes)
table concern_event column actor text collate C not null
table concern_event column change text collate C not null
table concern_event column concern_id text collate C not null
table concern_event column due_on text collate C
table concern_event column id text collate C not null
table concern_event column occurred_at bigint not null
table concern_event column outcome text collate C
table concern_event column owner text collate C
table concern_event column place bigint not null
table concern_event column protocol_version text collate C not null
table concern_event column reason text collate C not null
table concern_event column recorded_at bigint not null
table concern_event column sealed_note text collate C
table concern_event column supersedes text collate C
table concern_event constraint concern_event_change_check CHECK ((change = ANY (ARRAY['taken_on'::text, 'due_moved'::text, 'noted'::text, 'closed'::text, 'reopened'::text])))
table concern_event constraint concern_event_concern_id_fkey FOREIGN KEY (concern_id) REFERENCES concern(id)
table concern_event constraint concern_event_pkey PRIMARY KEY (id)
table concern_event constraint concern_event_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES concern_event(id)
table concern_event constraint concern_event_supersedes_key UNIQUE (supersedes)
table concern_state column concern_id text collate C not null
table concern_state column due_on text collate C not null
table concern_state column is_open bigint not null
table concern_state column kind text collate C not null
table concern_state column outcome text collate C not null
table concern_state column owner text collate C not null
table concern_state column person_id text collate C not null
table concern_state column place bigint not null
table concern_state column raised_at bigint not null
table concern_state constraint concern_state_concern_id_fkey FOREIGN KEY (concern_id) REFERENCES concern(id)
table concern_state constraint concern_state_pkey PRIMARY KEY (concern_id)
table consent column actor text collate C not null
table consent column answers text collate C not null
table consent column capacity text collate C not null
table consent column dated_on text collate C
table consent column form_version text collate C not null
table consent column id text collate C not null
table consent column information_id text collate C not null
table consent column method text collate C not null
table consent column occurred_at bigint not null
table consent column person_id text collate C not null
table consent column place bigint not null
table consent column protocol_version text collate C not null
table consent column reason text collate C not null
table consent column recorded_at bigint not null
table consent column sealed_signature text collate C not null
table consent column sheet_format text collate C not null
table consent column sheet_language text collate C not null
table consent column sheet_version text collate C not null
table consent column supersedes text collate C
table consent column supporter text collate C not null
table consent column wording text collate C not null
table consent column wording_hash text collate C not null
table consent constraint consent_capacity_check CHECK ((capacity = ANY (ARRAY['assumed'::text, 'assessed'::text])))
table consent constraint consent_information_id_fkey FOREIGN KEY (information_id) REFERENCES information_given(id)
table consent constraint consent_method_check CHECK ((method = ANY (ARRAY['typed-name'::text, 'witnessed-verbal'::text, 'paper'::text])))
table consent constraint consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table consent constraint consent_pkey PRIMARY KEY (id)
table consent constraint consent_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES consent(id)
table consent constraint consent_supersedes_key UNIQUE (supersedes)
table consent constraint consent_supporter_check CHECK ((supporter = ANY (ARRAY['nobody'::text, 'family_or_friend'::text, 'carer'::text, 'advocate'::text, 'professional'::text])))
table consent_state column agreed text collate C not null
table consent_state column consent_id text collate C not null
table consent_state column form_version text collate C not null
table consent_state column person_id text collate C not null
table consent_state column sheet_version text collate C not null
table consent_state column signed_at bigint not null
table consent_state constraint consent_state_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES consent(id)
table consent_state constraint consent_state_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table consent_state constraint consent_state_pkey PRIMARY KEY (person_id)
table consent_to_hold column form_version text collate C
table consent_to_hold column person_id text collate C
table consent_to_hold column sheet_version text collate C
table consent_to_hold column signed_at bigint
table consent_to_hold column study_number text collate C
table consent_witness column actor text collate C not null
table consent_witness column consent_id text collate C not null
table consent_witness column id text collate C not null
table consent_witness column occurred_at bigint not null
table consent_witness column outcome text collate C not null
table consent_witness column protocol_version text collate C not null
table consent_witness column reason text collate C not null
table consent_witness column recorded_at bigint not null
table consent_witness column supersedes text collate C
table consent_witness constraint consent_witness_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES consent(id)
table consent_witness constraint consent_witness_consent_id_key UNIQUE (consent_id)
table consent_witness constraint consent_witness_outcome_check CHECK ((outcome = ANY (ARRAY['heard'::text, 'not_heard'::text])))
table consent_witness constraint consent_witness_pkey PRIMARY KEY (id)
table consent_witness constraint consent_witness_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES consent_witness(id)
table consent_witness constraint consent_witness_supersedes_key UNIQUE (supersedes)
table contact column actor text collate C not null
table contact column case_id text collate C not null default ''::text
table contact column channel text collate C not null
table contact column direction text collate C not null
table contact column id text collate C not null
table contact column occurred_at bigint not null
table contact column outcome text collate C not null
table contact column person_id text collate C not null
table contact column protocol_version text collate C not null
table contact column reason text collate C not null
table contact column recorded_at bigint not null
table contact column sealed_note text collate C
table contact column state text collate C not null
table contact column supersedes text collate C
table contact column time_known bigint
table contact constraint contact_channel_check CHECK ((channel = ANY (ARRAY['telephone'::text, 'video'::text, 'face_to_face'::text, 'text'::text, 'email'::text, 'letter'::text])))
table contact constraint contact_direction_check CHECK ((direction = ANY (ARRAY['to_person'::text, 'from_person'::text])))
table contact constraint contact_outcome_check CHECK ((outcome = ANY (ARRAY['spoke'::text, 'left_message'::text, 'no_answer'::text, 'wrong_details'::text, 'sent'::text, 'received'::text])))
table contact constraint contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table contact constraint contact_pkey PRIMARY KEY (id)
table contact constraint contact_state_check CHECK ((state = ANY (ARRAY['made'::text, 'entered_in_error'::text])))
table contact constraint contact_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES contact(id)
table contact constraint contact_supersedes_key UNIQUE (supersedes)
table contact constraint contact_time_known_check CHECK ((time_known = ANY (ARRAY[(0)::bigint, (1)::bigint])))
table contact_wishes column actor text collate C not null
table contact_wishes column id text collate C not null
table contact_wishes column occurred_at bigint not null
table contact_wishes column person_id text collate C not null
table contact_wishes column protocol_version text collate C not null
table contact_wishes column reason text collate C not null
table contact_wishes column recorded_at bigint not null
table contact_wishes column referral_id text collate C not null default ''::text
table contact_wishes column sealed_wishes text collate C not null
table contact_wishes column state text collate C not null default 'told'::text
table contact_wishes column supersedes text collate C
table contact_wishes column told_in text collate C not null
table contact_wishes constraint contact_wishes_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table contact_wishes constraint contact_wishes_pkey PRIMARY KEY (id)
table contact_wishes constraint contact_wishes_state_check CHECK ((state = ANY (ARRAY['told'::text, 'taken_back'::text])))
table contact_wishes constraint contact_wishes_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES contact_wishes(id)
table contact_wishes constraint contact_wishes_supersedes_key UNIQUE (supersedes)
table contact_wishes constraint contact_wishes_told_in_check CHECK ((told_in = ANY (ARRAY['referral'::text, 'telephone'::text, 'appointment'::text, 'writing'::text, 'helper'::text])))
table deviation column actor text collate C not null
table deviation column from_day text collate C not null
table deviation column id text collate C not null
table deviation column occurred_at bigint not null
table deviation column person_id text collate C not null
table deviation column protocol_version text collate C not null
table deviation column reason text collate C not null
table deviation column received text collate C not null
table deviation column recorded_at bigint not null
table deviation column sealed_note text collate C
table deviation column supersedes text collate C
table deviation constraint deviation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table deviation constraint deviation_pkey PRIMARY KEY (id)
table deviation constraint deviation_received_check CHECK ((received = ANY (ARRAY['trial_support'::text, 'like_it_elsewhere'::text, 'local_services_only'::text, 'nothing'::text])))
table deviation constraint deviation_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES deviation(id)
table deviation constraint deviation_supersedes_key UNIQUE (supersedes)
table directory_import column actor text collate C not null
table directory_import column as_of text collate C not null
table directory_import column file_hash text collate C not null
table directory_import column file_name text collate C not null
table directory_import column id text collate C not null
table directory_import column imported_by text collate C not null
table directory_import column kind text collate C not null
table directory_import column occurred_at bigint not null
table directory_import column protocol_version text collate C not null
table directory_import column reason text collate C not null
table directory_import column recorded_at bigint not null
table directory_import column rows_kept bigint not null
table directory_import column rows_left_out bigint not null
table directory_import column rows_rejected bigint not null
table directory_import column supersedes text collate C
table directory_import constraint directory_import_kind_check CHECK ((kind = ANY (ARRAY['practices'::text, 'postcodes'::text, 'venues'::text, 'services'::text])))
table directory_import constraint directory_import_pkey PRIMARY KEY (id)
table directory_import constraint directory_import_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES directory_import(id)
table directory_import constraint directory_import_supersedes_key UNIQUE (supersedes)
table directory_postcode column district text collate C not null
table directory_postcode column import_id text collate C not null
table directory_postcode column postcode text collate C not null
table directory_postcode column valid_from text collate C not null
table directory_postcode column valid_until text collate C not null
table directory_postcode constraint directory_postcode_pkey PRIMARY KEY (import_id, postcode)
table directory_practice column address text collate C not null
table directory_practice column code text collate C not null
table directory_practice column commissioner text collate C not null
table directory_practice column import_id text collate C not null
table directory_practice column name text collate C not null
table directory_practice column postcode text collate C not null
table directory_practice column search_key text collate C not null
table directory_practice column state text collate C not null
table directory_practice column valid_from text collate C not null
table directory_practice column valid_until text collate C not null
table directory_practice constraint directory_practice_pkey PRIMARY KEY (import_id, code)
table directory_practice constraint directory_practice_state_check CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text, 'dormant'::text, 'proposed'::text])))
table directory_service column area text collate C not null
table directory_service column for_whom text collate C not null
table directory_service column how text collate C not null
table directory_service column import_id text collate C not null
table directory_service column name text collate C not null
table directory_service column service text collate C not null
table directory_service column valid_from text collate C not null
table directory_service column valid_until text collate C not null
table directory_service column what text collate C not null
table directory_service constraint directory_service_pkey PRIMARY KEY (import_id, service)
table directory_venue column access text collate C not null
table directory_venue column address text collate C not null
table directory_venue column area text collate C not null
table directory_venue column import_id text collate C not null
table directory_venue column name text collate C not null
table directory_venue column postcode text collate C not null
table directory_venue column valid_from text collate C not null
table directory_venue column valid_until text collate C not null
table directory_venue column venue text collate C not null
table directory_venue constraint directory_venue_pkey PRIMARY KEY (import_id, venue)
table draft column code_hash text collate C
table draft column expires_at bigint not null
table draft column form text collate C not null
table draft column kept_at bigint not null
table draft column scope text collate C not null
table draft column sealed text collate C not null
table draft constraint draft_code_hash_key UNIQUE (code_hash)
table draft constraint draft_pkey PRIMARY KEY (scope, form)
table eligibility_evaluation column actor text collate C not null
table eligibility_evaluation column area text collate C not null
table eligibility_evaluation column cause text collate C not null
table eligibility_evaluation column evaluated_on text collate C not null
table eligibility_evaluation column ground text collate C not null
table eligibility_evaluation column group_id text collate C not null
table eligibility_evaluation column id text collate C not null
table eligibility_evaluation column occurred_at bigint not null
table eligibility_evaluation column outcome text collate C not null
table eligibility_evaluation column person_id text collate C not null
table eligibility_evaluation column place bigint not null
table eligibility_evaluation column protocol_version text collate C not null
table eligibility_evaluation column reason text collate C not null
table eligibility_evaluation column recorded_at bigint not null
table eligibility_evaluation column sealed_answers text collate C not null
table eligibility_evaluation column supersedes text collate C
table eligibility_evaluation constraint eligibility_evaluation_cause_check CHECK ((cause = ANY (ARRAY['asked'::text, 'resolved'::text, 'corrected'::text])))
table eligibility_evaluation constraint eligibility_evaluation_outcome_check CHECK ((outcome = ANY (ARRAY['eligible'::text, 'not_eligible'::text, 'unsure'::text])))
table eligibility_evaluation constraint eligibility_evaluation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table eligibility_evaluation constraint eligibility_evaluation_person_id_place_key UNIQUE (person_id, place)
table eligibility_evaluation constraint eligibility_evaluation_pkey PRIMARY KEY (id)
table eligibility_evaluation constraint eligibility_evaluation_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES eligibility_evaluation(id)
table eligibility_evaluation constraint eligibility_evaluation_supersedes_key UNIQUE (supersedes)
table eligibility_resolution column actor text collate C not null
table eligibility_resolution column criterion text collate C not null
table eligibility_resolution column evaluation_id text collate C not null
table eligibility_resolution column finding text collate C not null
table eligibility_resolution column id text collate C not null
table eligibility_resolution column occurred_at bigint not null
table eligibility_resolution column person_id text collate C not null
table eligibility_resolution column protocol_version text collate C not null
table eligibility_resolution column reason text collate C not null
table eligibility_resolution column recorded_at bigint not null
table eligibility_resolution column sealed_evidence text collate C not null
table eligibility_resolution column settled text collate C not null
table eligibility_resolution column supersedes text collate C
table eligibility_resolution constraint eligibility_resolution_evaluation_id_criterion_key UNIQUE (evaluation_id, criterion)
table eligibility_resolution constraint eligibility_resolution_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES eligibility_evaluation(id)
table eligibility_resolution constraint eligibility_resolution_finding_check CHECK ((finding = ANY (ARRAY['meets'::text, 'fails'::text])))
table eligibility_resolution constraint eligibility_resolution_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table eligibility_resolution constraint eligibility_resolution_pkey PRIMARY KEY (id)
table eligibility_resolution constraint eligibility_resolution_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES eligibility_resolution(id)
table eligibility_resolution constraint eligibility_resolution_supersedes_key UNIQUE (supersedes)
table entered_in_error column actor text collate C not null
table entered_in_error column id text collate C not null
table entered_in_error column occurred_at bigint not null
table entered_in_error column person_id text collate C not null
table entered_in_error column protocol_version text collate C not null
table entered_in_error column reason text collate C not null
table entered_in_error column recorded_at bigint not null
table entered_in_error column row_id text collate C not null
table entered_in_error column supersedes text collate C
table entered_in_error column table_name text collate C not null
table entered_in_error constraint entered_in_error_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table entered_in_error constraint entered_in_error_pkey PRIMARY KEY (id)
table entered_in_error constraint entered_in_error_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES entered_in_error(id)
table entered_in_error constraint entered_in_error_supersedes_key UNIQUE (supersedes)
table equality_answer column actor text collate C not null
table equality_answer column id text collate C not null
table equality_answer column occurred_at bigint not null
table equality_answer column protocol_version text collate C not null
table equality_answer column reason text collate C not null
table equality_answer column recorded_at bigint not null
table equality_answer column referral_id text collate C not null
table equality_answer column sealed_answers text collate C not null
table equality_answer column supersedes text collate C
table equality_answer constraint equality_answer_pkey PRIMARY KEY (id)
table equality_answer constraint equality_answer_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES referral(id)
table equality_answer constraint equality_answer_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES equality_answer(id)
table equality_answer constraint equality_answer_supersedes_key UNIQUE (supersedes)
table frozen_figures column actor text collate C not null
table frozen_figures column figures text collate C not null
table frozen_figures column id text collate C not null
table frozen_figures column kind text collate C not null
table frozen_figures column month text collate C not null
table frozen_figures column occurred_at bigint not null
table frozen_figures column protocol_version text collate C not null
table frozen_figures column reason text collate C not null
table frozen_figures column recorded_at bigint not null
table frozen_figures column supersedes text collate C
table frozen_figures constraint frozen_figures_kind_check CHECK ((kind = ANY (ARRAY['flow'::text, 'recruitment'::text])))
table frozen_figures constraint frozen_figures_pkey PRIMARY KEY (id)
table frozen_figures constraint frozen_figures_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES frozen_figures(id)
table frozen_figures constraint frozen_figures_supersedes_key UNIQUE (supersedes)
table hand_off column actor text collate C not null
table hand_off column allocation_id text collate C not null
table hand_off column area text collate C not null
table hand_off column contact_due text collate C not null
table hand_off column group_id text collate C not null
table hand_off column id text collate C not null
table hand_off column kind text collate C not null
table hand_off column last_day text collate C not null
table hand_off column meeting_due text collate C not null
table hand_off column occurred_at bigint not null
table hand_off column person_id text collate C not null
table hand_off column protocol_version text collate C not null
table hand_off column reason text collate C not null
table hand_off column recorded_at bigint not null
table hand_off column search_ends text collate C not null
table hand_off column services_version text collate C not null
table hand_off column specialist text collate C not null default ''::text
table hand_off column supersedes text collate C
table hand_off constraint hand_off_allocation_id_key UNIQUE (allocation_id)
table hand_off constraint hand_off_kind_check CHECK ((kind = ANY (ARRAY['support_case'::text, 'local_services'::text])))
table hand_off constraint hand_off_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table hand_off constraint hand_off_person_id_key UNIQUE (person_id)
table hand_off constraint hand_off_pkey PRIMARY KEY (id)
table hand_off constraint hand_off_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES hand_off(id)
table hand_off constraint hand_off_supersedes_key UNIQUE (supersedes)
table hand_off_followed column actor text collate C not null
table hand_off_followed column hand_off_id text collate C not null
table hand_off_followed column id text collate C not null
table hand_off_followed column message_id text collate C not null
table hand_off_followed column occurred_at bigint not null
table hand_off_followed column protocol_version text collate C not null
table hand_off_followed column reason text collate C not null
table hand_off_followed column recorded_at bigint not null
table hand_off_followed column supersedes text collate C
table hand_off_followed constraint hand_off_followed_hand_off_id_fkey FOREIGN KEY (hand_off_id) REFERENCES hand_off(id)
table hand_off_followed constraint hand_off_followed_hand_off_id_key UNIQUE (hand_off_id)
table hand_off_followed constraint hand_off_followed_message_id_key UNIQUE (message_id)
table hand_off_followed constraint hand_off_followed_pkey PRIMARY KEY (id)
table hand_off_followed constraint hand_off_followed_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES hand_off_followed(id)
table hand_off_followed constraint hand_off_followed_supersedes_key UNIQUE (supersedes)
table hand_off_message column hand_off_id text collate C not null
table hand_off_message column message_id text collate C not null
table hand_off_message constraint hand_off_message_hand_off_id_fkey FOREIGN KEY (hand_off_id) REFERENCES hand_off(id)
table hand_off_message constraint hand_off_message_hand_off_id_key UNIQUE (hand_off_id)
table hand_off_message constraint hand_off_message_pkey PRIMARY KEY (message_id)
table hand_off_settled column actor text collate C not null
table hand_off_settled column hand_off_id text collate C not null
table hand_off_settled column id text collate C not null
table hand_off_settled column occurred_at bigint not null
table hand_off_settled column outcome text collate C not null
table hand_off_settled column protocol_version text collate C not null
table hand_off_settled column reason text collate C not null
table hand_off_settled column recorded_at bigint not null
table hand_off_settled column supersedes text collate C
table hand_off_settled constraint hand_off_settled_hand_off_id_fkey FOREIGN KEY (hand_off_id) REFERENCES hand_off(id)
table hand_off_settled constraint hand_off_settled_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'dropped'::text])))
table hand_off_settled constraint hand_off_settled_pkey PRIMARY KEY (id)
table hand_off_settled constraint hand_off_settled_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES hand_off_settled(id)
table hand_off_settled constraint hand_off_settled_supersedes_key UNIQUE (supersedes)
table idempotency column digest text collate C not null
table idempotency column location text collate C not null
table idempotency column recorded_at bigint not null
table idempotency column request_key text collate C not null
table idempotency column scope text collate C not null
table idempotency column status bigint not null
table idempotency constraint idempotency_pkey PRIMARY KEY (scope, request_key)
table identity_claim column actor text collate C not null
table identity_claim column birth_date text collate C
table identity_claim column email text collate C
table identity_claim column family_name text collate C
table identity_claim column given_names text collate C
table identity_claim column id text collate C not null
table identity_claim column known_as text collate C
table identity_claim column nhs_number text collate C
table identity_claim column occurred_at bigint not null
table identity_claim column phone text collate C
table identity_claim column postal_address text collate C
table identity_claim column postcode text collate C
table identity_claim column protocol_version text collate C not null
table identity_claim column reason text collate C not null
table identity_claim column recorded_at bigint not null
table identity_claim column supersedes text collate C
table identity_claim constraint identity_claim_pkey PRIMARY KEY (id)
table identity_claim constraint identity_claim_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES identity_claim(id)
table identity_claim constraint identity_claim_supersedes_key UNIQUE (supersedes)
table identity_erasure column actor text collate C not null
table identity_erasure column id text collate C not null
table identity_erasure column key_class text collate C not null
table identity_erasure column occurred_at bigint not null
table identity_erasure column protocol_version text collate C not null
table identity_erasure column reason text collate C not null
table identity_erasure column recorded_at bigint not null
table identity_erasure column subject_id text collate C not null
table identity_erasure column supersedes text collate C
table identity_erasure constraint identity_erasure_pkey PRIMARY KEY (id)
table identity_erasure constraint identity_erasure_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES identity_erasure(id)
table identity_erasure constraint identity_erasure_supersedes_key UNIQUE (supersedes)
table information_given column actor text collate C not null
table information_given column format text collate C not null
table information_given column id text collate C not null
table information_given column language text collate C not null
table information_given column occurred_at bigint not null
table information_given column person_id text collate C not null
table information_given column protocol_version text collate C not null
table information_given column reason text collate C not null
table information_given column recorded_at bigint not null
table information_given column sheet_version text collate C not null
table information_given column supersedes text collate C
table information_given constraint information_given_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table information_given constraint information_given_pkey PRIMARY KEY (id)
table information_given constraint information_given_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES information_given(id)
table information_given constraint information_given_supersedes_key UNIQUE (supersedes)
table information_sent column actor text collate C not null
table information_sent column appointment_id text collate C
table information_sent column channel text collate C not null
table information_sent column document text collate C not null
table information_sent column format text collate C not null
table information_sent column id text collate C not null
table information_sent column message_id text collate C not null default ''::text
table information_sent column occurred_at bigint not null
table information_sent column person_id text collate C not null
table information_sent column protocol_version text collate C not null
table information_sent column purpose text collate C not null
table information_sent column reason text collate C not null
table information_sent column recorded_at bigint not null
table information_sent column referral_id text collate C not null default ''::text
table information_sent column supersedes text collate C
table information_sent column version text collate C not null
table information_sent constraint information_sent_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment(id)
table information_sent constraint information_sent_channel_check CHECK ((channel = ANY (ARRAY['letter'::text, 'email'::text, 'text'::text, 'by_hand'::text])))
table information_sent constraint information_sent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table information_sent constraint information_sent_pkey PRIMARY KEY (id)
table information_sent constraint information_sent_purpose_check CHECK ((purpose = ANY (ARRAY['information'::text, 'last_letter'::text, 'confirmation'::text])))
table information_sent constraint information_sent_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES information_sent(id)
table information_sent constraint information_sent_supersedes_key UNIQUE (supersedes)
table installation column made_at bigint not null
table installation column mode text collate C not null
table installation column only_row bigint not null
table installation column trial text collate C not null
table installation constraint installation_mode_check CHECK ((mode = ANY (ARRAY['demo'::text, 'training'::text, 'live'::text])))
table installation constraint installation_only_row_check CHECK ((only_row = 1))
table installation constraint installation_pkey PRIMARY KEY (only_row)
table interviewer_change column account_id text collate C not null
table interviewer_change column actor text collate C not null
table interviewer_change column id text collate C not null
table interviewer_change column occurred_at bigint not null
table interviewer_change column person_id text collate C not null
table interviewer_change column protocol_version text collate C not null
table interviewer_change column reason text collate C not null
table interviewer_change column recorded_at bigint not null
table interviewer_change column supersedes text collate C
table interviewer_change column unblinding_id text collate C not null
table interviewer_change constraint interviewer_change_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table interviewer_change constraint interviewer_change_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table interviewer_change constraint interviewer_change_pkey PRIMARY KEY (id)
table interviewer_change constraint interviewer_change_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES interviewer_change(id)
table interviewer_change constraint interviewer_change_supersedes_key UNIQUE (supersedes)
table interviewer_change constraint interviewer_change_unblinding_id_fkey FOREIGN KEY (unblinding_id) REFERENCES unblinding(id)
table interviewer_to_change column account_id text collate C
table interviewer_to_change column actor text collate C
table interviewer_to_change column how text collate C
table interviewer_to_change column id text collate C
table interviewer_to_change column person_id text collate C
table interviewer_to_change column recorded_at bigint
table interviewer_to_change column sureness text collate C
table interviewer_to_change column told_on text collate C
table job column attempts bigint not null
table job column detail text collate C not null
table job column due bigint not null
table job column holder text collate C not null
table job column kind text collate C not null
table job column last_error text collate C not null
table job column lease_until bigint not null
table job column ordinal text collate C not null
table job constraint job_pkey PRIMARY KEY (kind, ordinal)
table journey column area text collate C not null
table journey column detail text collate C not null
table journey column due_on text collate C
table journey column group_id text collate C not null
table journey column last_at bigint not null
table journey column last_place bigint not null
table journey column missed bigint not null
table journey column owner text collate C not null
table journey column person_id text collate C not null
table journey column referral_id text collate C
table journey column route text collate C not null
table journey column since bigint not null
table journey column stage text collate C not null
table journey column study_number text collate C
table journey constraint journey_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table journey constraint journey_pkey PRIMARY KEY (person_id)
table journey constraint journey_study_number_key UNIQUE (study_number)
table journey_step column actor text collate C not null
table journey_step column area text collate C
table journey_step column detail text collate C not null
table journey_step column due_on text collate C
table journey_step column group_id text collate C
table journey_step column id text collate C not null
table journey_step column occurred_at bigint not null
table journey_step column person_id text collate C not null
table journey_step column place bigint not null
table journey_step column protocol_version text collate C not null
table journey_step column reason text collate C not null
table journey_step column recorded_at bigint not null
table journey_step column referral_id text collate C
table journey_step column route text collate C
table journey_step column stage text collate C not null
table journey_step column step text collate C not null
table journey_step column study_number text collate C
table journey_step column supersedes text collate C
table journey_step constraint journey_step_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table journey_step constraint journey_step_pkey PRIMARY KEY (id)
table journey_step constraint journey_step_step_check CHECK ((step = ANY (ARRAY['referred'::text, 'contacted'::text, 'could_not_reach'::text, 'booked'::text, 'did_not_attend'::text, 'attended'::text, 'eligible'::text, 'not_eligible'::text, 'unsure'::text, 'taught'::text, 'wants_time'::text, 'goes_on'::text, 'consented'::text, 'declined'::text, 'linkage_given'::text, 'baseline_locked'::text, 'intended'::text, 'randomised'::text, 'withdrew'::text, 'died'::text, 'closed'::text, 'reopened'::text, 'entered_in_error'::text])))
table journey_step constraint journey_step_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES journey_step(id)
table journey_step constraint journey_step_supersedes_key UNIQUE (supersedes)
table key_fingerprint column fingerprint text collate C not null
table key_fingerprint column purpose text collate C not null
table key_fingerprint constraint key_fingerprint_pkey PRIMARY KEY (purpose)
table letter_task column actor text collate C not null
table letter_task column due_on text collate C not null
table letter_task column id text collate C not null
table letter_task column occurred_at bigint not null
table letter_task column person_id text collate C not null
table letter_task column protocol_version text collate C not null
table letter_task column reason text collate C not null
table letter_task column recorded_at bigint not null
table letter_task column referral_id text collate C not null
table letter_task column state text collate C not null
table letter_task column supersedes text collate C
table letter_task constraint letter_task_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table letter_task constraint letter_task_pkey PRIMARY KEY (id)
table letter_task constraint letter_task_state_check CHECK ((state = ANY (ARRAY['owed'::text, 'posted'::text, 'told'::text, 'not_needed'::text])))
table letter_task constraint letter_task_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES letter_task(id)
table letter_task constraint letter_task_supersedes_key UNIQUE (supersedes)
table life_event column actor text collate C not null
table life_event column effective_on text collate C not null
table life_event column id text collate C not null
table life_event column kind text collate C not null
table life_event column occurred_at bigint not null
table life_event column person_id text collate C not null
table life_event column protocol_version text collate C not null
table life_event column reason text collate C not null
table life_event column recorded_at bigint not null
table life_event column state text collate C not null
table life_event column supersedes text collate C
table life_event constraint life_event_kind_check CHECK ((kind = ANY (ARRAY['died'::text, 'lost_capacity'::text, 'lost_contact'::text, 'moved_away'::text, 'in_prison'::text])))
table life_event constraint life_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table life_event constraint life_event_pkey PRIMARY KEY (id)
table life_event constraint life_event_state_check CHECK ((state = ANY (ARRAY['began'::text, 'ended'::text])))
table life_event constraint life_event_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES life_event(id)
table life_event constraint life_event_supersedes_key UNIQUE (supersedes)
table linkage_index column person_id text collate C not null
table linkage_index column value text collate C not null
table linkage_index constraint linkage_index_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table linkage_index constraint linkage_index_pkey PRIMARY KEY (person_id)
table linkage_keys column actor text collate C not null
table linkage_keys column consent_id text collate C not null
table linkage_keys column id text collate C not null
table linkage_keys column occurred_at bigint not null
table linkage_keys column person_id text collate C not null
table linkage_keys column place bigint not null
table linkage_keys column protocol_version text collate C not null
table linkage_keys column reason text collate C not null
table linkage_keys column recorded_at bigint not null
table linkage_keys column sealed_keys text collate C
table linkage_keys column skip_reason text collate C
table linkage_keys column state text collate C not null
table linkage_keys column supersedes text collate C
table linkage_keys constraint linkage_keys_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES consent(id)
table linkage_keys constraint linkage_keys_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table linkage_keys constraint linkage_keys_pkey PRIMARY KEY (id)
table linkage_keys constraint linkage_keys_state_check CHECK ((state = ANY (ARRAY['given'::text, 'skipped'::text])))
table linkage_keys constraint linkage_keys_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES linkage_keys(id)
table linkage_keys constraint linkage_keys_supersedes_key UNIQUE (supersedes)
table merged_person column actor text collate C
table merged_person column id text collate C
table merged_person column leader_id text collate C
table merged_person column person_id text collate C
table merged_person column reason text collate C
table merged_person column recorded_at bigint
table notice_given column actor text collate C not null
table notice_given column channel text collate C not null
table notice_given column id text collate C not null
table notice_given column notice_id text collate C not null
table notice_given column notice_version text collate C not null
table notice_given column occurred_at bigint not null
table notice_given column protocol_version text collate C not null
table notice_given column reason text collate C not null
table notice_given column recorded_at bigint not null
table notice_given column referral_id text collate C not null
table notice_given column supersedes text collate C
table notice_given constraint notice_given_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'telephone'::text, 'paper'::text])))
table notice_given constraint notice_given_pkey PRIMARY KEY (id)
table notice_given constraint notice_given_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES referral(id)
table notice_given constraint notice_given_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES notice_given(id)
table notice_given constraint notice_given_supersedes_key UNIQUE (supersedes)
table number_match column actor text collate C not null
table number_match column duplicate_id text collate C
table number_match column finding text collate C not null
table number_match column first_id text collate C not null
table number_match column id text collate C not null
table number_match column occurred_at bigint not null
table number_match column place bigint not null
table number_match column protocol_version text collate C not null
table number_match column reason text collate C not null
table number_match column recorded_at bigint not null
table number_match column second_id text collate C not null
table number_match column supersedes text collate C
table number_match constraint number_match_check CHECK ((first_id < second_id))
table number_match constraint number_match_check1 CHECK (((finding = 'one_person'::text) = (duplicate_id IS NOT NULL)))
table number_match constraint number_match_duplicate_id_fkey FOREIGN KEY (duplicate_id) REFERENCES person(id)
table number_match constraint number_match_finding_check CHECK ((finding = ANY (ARRAY['two_people'::text, 'one_person'::text])))
table number_match constraint number_match_first_id_fkey FOREIGN KEY (first_id) REFERENCES person(id)
table number_match constraint number_match_pkey PRIMARY KEY (id)
table number_match constraint number_match_second_id_fkey FOREIGN KEY (second_id) REFERENCES person(id)
table number_match constraint number_match_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES number_match(id)
table number_match constraint number_match_supersedes_key UNIQUE (supersedes)
table outbox column attempts bigint not null
table outbox column channel text collate C not null
table outbox column holder text collate C not null
table outbox column id text collate C not null
table outbox column last_error text collate C not null
table outbox column lease_until bigint not null
table outbox column not_before bigint not null
table outbox column queued_at bigint not null
table outbox column sealed_payload text collate C not null
table outbox column settled_at bigint
table outbox column state text collate C not null
table outbox column subject_id text collate C not null
table outbox column template_name text collate C not null
table outbox constraint outbox_pkey PRIMARY KEY (id)
table outbox constraint outbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dropped'::text])))
table pack_given column actor text collate C not null
table pack_given column area text collate C not null
table pack_given column format text collate C not null
table pack_given column hand_off_id text collate C not null
table pack_given column id text collate C not null
table pack_given column occurred_at bigint not null
table pack_given column protocol_version text collate C not null
table pack_given column reason text collate C not null
table pack_given column recorded_at bigint not null
table pack_given column services_version text collate C not null
table pack_given column supersedes text collate C
table pack_given column way text collate C not null
table pack_given constraint pack_given_format_check CHECK ((format = ANY (ARRAY['standard'::text, 'large_print'::text, 'read_out'::text])))
table pack_given constraint pack_given_hand_off_id_fkey FOREIGN KEY (hand_off_id) REFERENCES hand_off(id)
table pack_given constraint pack_given_pkey PRIMARY KEY (id)
table pack_given constraint pack_given_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES pack_given(id)
table pack_given constraint pack_given_supersedes_key UNIQUE (supersedes)
table pack_given constraint pack_given_way_check CHECK ((way = ANY (ARRAY['in_person'::text, 'post'::text, 'email'::text, 'telephone'::text])))
table paper_intent column actor text collate C not null
table paper_intent column form text collate C not null
table paper_intent column id text collate C not null
table paper_intent column occurred_at bigint not null
table paper_intent column person_id text collate C not null
table paper_intent column protocol_version text collate C not null
table paper_intent column reason text collate C not null
table paper_intent column recorded_at bigint not null
table paper_intent column set_aside text collate C not null
table paper_intent column supersedes text collate C
table paper_intent constraint paper_intent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table paper_intent constraint paper_intent_pkey PRIMARY KEY (id)
table paper_intent constraint paper_intent_set_aside_check CHECK ((set_aside = ANY (ARRAY[''::text, 'not_taking_part'::text, 'still_open'::text, 'by_mistake'::text])))
table paper_intent constraint paper_intent_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES paper_intent(id)
table paper_intent constraint paper_intent_supersedes_key UNIQUE (supersedes)
table person column actor text collate C not null
table person column id text collate C not null
table person column protocol_version text collate C not null
table person column reason text collate C not null
table person column recorded_at bigint not null
table person column root_id text collate C not null
table person constraint person_pkey PRIMARY KEY (id)
table person constraint person_root_id_fkey FOREIGN KEY (root_id) REFERENCES person(id)
table person_details column actor text collate C not null
table person_details column birth_date text collate C
table person_details column email text collate C
table person_details column family_name text collate C
table person_details column given_names text collate C
table person_details column id text collate C not null
table person_details column known_as text collate C
table person_details column nhs_number text collate C
table person_details column occurred_at bigint not null
table person_details column person_id text collate C not null
table person_details column phone text collate C
table person_details column postal_address text collate C
table person_details column postcode text collate C
table person_details column protocol_version text collate C not null
table person_details column reason text collate C not null
table person_details column recorded_at bigint not null
table person_details column supersedes text collate C
table person_details constraint person_details_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table person_details constraint person_details_pkey PRIMARY KEY (id)
table person_details constraint person_details_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES person_details(id)
table person_details constraint person_details_supersedes_key UNIQUE (supersedes)
table person_index column kind text collate C not null
table person_index column person_id text collate C not null
table person_index column value text collate C not null
table person_index constraint person_index_kind_check CHECK ((kind = ANY (ARRAY['nhs_number'::text, 'email'::text, 'phone'::text, 'name_birth'::text])))
table person_index constraint person_index_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table person_index constraint person_index_pkey PRIMARY KEY (person_id, kind)
table person_merge column actor text collate C not null
table person_merge column finding text collate C not null
table person_merge column follower_id text collate C not null
table person_merge column id text collate C not null
table person_merge column leader_id text collate C not null
table person_merge column occurred_at bigint not null
table person_merge column place bigint not null
table person_merge column protocol_version text collate C not null
table person_merge column reason text collate C not null
table person_merge column recorded_at bigint not null
table person_merge column supersedes text collate C
table person_merge constraint person_merge_check CHECK ((leader_id <> follower_id))
table person_merge constraint person_merge_check1 CHECK (((finding = 'two_people'::text) = (supersedes IS NOT NULL)))
table person_merge constraint person_merge_finding_check CHECK ((finding = ANY (ARRAY['one_person'::text, 'two_people'::text])))
table person_merge constraint person_merge_follower_id_fkey FOREIGN KEY (follower_id) REFERENCES person(id)
table person_merge constraint person_merge_leader_id_fkey FOREIGN KEY (leader_id) REFERENCES person(id)
table person_merge constraint person_merge_pkey PRIMARY KEY (id)
table person_merge constraint person_merge_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES person_merge(id)
table person_merge constraint person_merge_supersedes_key UNIQUE (supersedes)
table referral column actor text collate C not null
table referral column area text collate C not null
table referral column campaign text collate C not null
table referral column claim_id text collate C not null
table referral column group_id text collate C not null
table referral column id text collate C not null
table referral column occurred_at bigint not null
table referral column on_behalf text collate C not null
table referral column protocol_version text collate C not null
table referral column reason text collate C not null
table referral column receipt text collate C not null
table referral column recorded_at bigint not null
table referral column reference text collate C not null
table referral column reply_due text collate C not null
table referral column route text collate C not null
table referral column sealed_answers text collate C not null
table referral column supersedes text collate C
table referral constraint referral_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES identity_claim(id)
table referral constraint referral_on_behalf_check CHECK ((on_behalf = ANY (ARRAY['me'::text, 'someone'::text, 'staff'::text])))
table referral constraint referral_pkey PRIMARY KEY (id)
table referral constraint referral_receipt_key UNIQUE (receipt)
table referral constraint referral_reference_key UNIQUE (reference)
table referral constraint referral_route_check CHECK ((route = ANY (ARRAY['self'::text, 'call_me'::text, 'phone'::text])))
table referral constraint referral_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES referral(id)
table referral constraint referral_supersedes_key UNIQUE (supersedes)
table schema_migration column applied_at bigint not null
table schema_migration column checksum text collate C not null
table schema_migration column name text collate C not null
table schema_migration constraint schema_migration_pkey PRIMARY KEY (name)
table session column account_id text collate C not null
table session column began_at bigint not null
table session column confirmed_at bigint
table session column id text collate C not null
table session column seen_at bigint not null
table session column stage text collate C not null
table session column user_agent_hash text collate C not null
table session constraint session_pkey PRIMARY KEY (id)
table session constraint session_stage_check CHECK ((stage = ANY (ARRAY['password_given'::text, 'signed_in'::text])))
table slot column actor text collate C not null
table slot column any_day bigint not null
table slot column area text collate C not null
table slot column day text collate C not null
table slot column id text collate C not null
table slot column minutes bigint not null
table slot column mode text collate C not null
table slot column occurred_at bigint not null
table slot column protocol_version text collate C not null
table slot column reason text collate C not null
table slot column recorded_at bigint not null
table slot column staff_id text collate C not null
table slot column starts_at bigint not null
table slot column state text collate C not null
table slot column supersedes text collate C
table slot column venue text collate C not null
table slot column venue_id text collate C not null
table slot constraint slot_mode_check CHECK ((mode = ANY (ARRAY['face_to_face'::text, 'telephone'::text, 'video'::text])))
table slot constraint slot_pkey PRIMARY KEY (id)
table slot constraint slot_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'cancelled'::text])))
table slot constraint slot_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES slot(id)
table slot constraint slot_supersedes_key UNIQUE (supersedes)
table staff_account column actor text collate C not null
table staff_account column display_name text collate C not null
table staff_account column email text collate C not null
table staff_account column email_index text collate C not null
table staff_account column ended_at bigint
table staff_account column id text collate C not null
table staff_account column recorded_at bigint not null
table staff_account column state text collate C not null
table staff_account constraint staff_account_pkey PRIMARY KEY (id)
table staff_account constraint staff_account_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'ended'::text])))
table staff_area column account_id text collate C not null
table staff_area column area text collate C not null
table staff_area column share_percent bigint not null
table staff_area constraint staff_area_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_area constraint staff_area_pkey PRIMARY KEY (account_id, area)
table staff_credential column account_id text collate C not null
table staff_credential column changed_at bigint not null
table staff_credential column code_secret text collate C
table staff_credential column last_code_step bigint
table staff_credential column password_hash text collate C
table staff_credential constraint staff_credential_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_credential constraint staff_credential_pkey PRIMARY KEY (account_id)
table staff_device column account_id text collate C not null
table staff_device column seen_at bigint not null
table staff_device column token_hash text collate C not null
table staff_device constraint staff_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_device constraint staff_device_pkey PRIMARY KEY (token_hash)
table staff_guesses column guessed_at text collate C not null
table staff_guesses column times text collate C not null
table staff_guesses column updated_at bigint not null
table staff_guesses constraint staff_guesses_pkey PRIMARY KEY (guessed_at)
table staff_invitation column account_id text collate C not null
table staff_invitation column expires_at bigint not null
table staff_invitation column made_at bigint not null
table staff_invitation column token text collate C not null
table staff_invitation column token_hash text collate C not null
table staff_invitation constraint staff_invitation_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_invitation constraint staff_invitation_account_id_key UNIQUE (account_id)
table staff_invitation constraint staff_invitation_pkey PRIMARY KEY (token_hash)
table staff_posting column account_id text collate C not null
table staff_posting column actor text collate C not null
table staff_posting column areas text collate C not null
table staff_posting column change text collate C not null
table staff_posting column id text collate C not null
table staff_posting column occurred_at bigint not null
table staff_posting column place bigint not null
table staff_posting column protocol_version text collate C not null
table staff_posting column reason text collate C not null
table staff_posting column recorded_at bigint not null
table staff_posting column share_percent bigint not null
table staff_posting column supersedes text collate C
table staff_posting constraint staff_posting_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_posting constraint staff_posting_change_check CHECK ((change = ANY (ARRAY['proposed'::text, 'approved'::text, 'declined'::text])))
table staff_posting constraint staff_posting_pkey PRIMARY KEY (id)
table staff_posting constraint staff_posting_share_percent_check CHECK (((share_percent >= 1) AND (share_percent <= 100)))
table staff_posting constraint staff_posting_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES staff_posting(id)
table staff_posting constraint staff_posting_supersedes_key UNIQUE (supersedes)
table staff_recovery_code column account_id text collate C not null
table staff_recovery_code column code_hash text collate C not null
table staff_recovery_code column made_at bigint not null
table staff_recovery_code column used_at bigint
table staff_recovery_code constraint staff_recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_recovery_code constraint staff_recovery_code_pkey PRIMARY KEY (account_id, code_hash)
table staff_role column account_id text collate C not null
table staff_role column actor text collate C not null
table staff_role column change text collate C not null
table staff_role column id text collate C not null
table staff_role column occurred_at bigint not null
table staff_role column protocol_version text collate C not null
table staff_role column reason text collate C not null
table staff_role column recorded_at bigint not null
table staff_role column role text collate C not null
table staff_role column supersedes text collate C
table staff_role constraint staff_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_role constraint staff_role_change_check CHECK ((change = ANY (ARRAY['proposed'::text, 'granted'::text, 'declined'::text, 'revoked'::text])))
table staff_role constraint staff_role_pkey PRIMARY KEY (id)
table staff_role constraint staff_role_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES staff_role(id)
table staff_role constraint staff_role_supersedes_key UNIQUE (supersedes)
table staff_shown_codes column account_id text collate C not null
table staff_shown_codes column made_at bigint not null
table staff_shown_codes column sealed text collate C not null
table staff_shown_codes constraint staff_shown_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_shown_codes constraint staff_shown_codes_pkey PRIMARY KEY (account_id)
table staff_training column account_id text collate C not null
table staff_training column actor text collate C not null
table staff_training column completed_on text collate C not null
table staff_training column course text collate C not null
table staff_training column id text collate C not null
table staff_training column occurred_at bigint not null
table staff_training column protocol_version text collate C not null
table staff_training column reason text collate C not null
table staff_training column recorded_at bigint not null
table staff_training column supersedes text collate C
table staff_training column valid_until text collate C
table staff_training constraint staff_training_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table staff_training constraint staff_training_pkey PRIMARY KEY (id)
table staff_training constraint staff_training_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES staff_training(id)
table staff_training constraint staff_training_supersedes_key UNIQUE (supersedes)
table subject_key column destroyed_at bigint
table subject_key column key_class text collate C not null
table subject_key column key_version bigint not null
table subject_key column made_at bigint not null
table subject_key column master_version bigint not null
table subject_key column subject_id text collate C not null
table subject_key column wrapped_key text collate C not null
table subject_key constraint subject_key_key_class_check CHECK ((key_class = ANY (ARRAY['contact'::text, 'casework'::text, 'research'::text, 'linkage'::text])))
table subject_key constraint subject_key_pkey PRIMARY KEY (subject_id, key_class)
table teach_back column actor text collate C not null
table teach_back column id text collate C not null
table teach_back column information_id text collate C not null
table teach_back column occurred_at bigint not null
table teach_back column person_id text collate C not null
table teach_back column protocol_version text collate C not null
table teach_back column question text collate C not null
table teach_back column reason text collate C not null
table teach_back column recorded_at bigint not null
table teach_back column supersedes text collate C
table teach_back column understood text collate C not null
table teach_back constraint teach_back_information_id_fkey FOREIGN KEY (information_id) REFERENCES information_given(id)
table teach_back constraint teach_back_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table teach_back constraint teach_back_pkey PRIMARY KEY (id)
table teach_back constraint teach_back_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES teach_back(id)
table teach_back constraint teach_back_supersedes_key UNIQUE (supersedes)
table teach_back constraint teach_back_understood_check CHECK ((understood = ANY (ARRAY['at_once'::text, 'explained_again'::text, 'not_yet'::text])))
table told_apart column actor text collate C not null
table told_apart column first_id text collate C not null
table told_apart column id text collate C not null
table told_apart column occurred_at bigint not null
table told_apart column protocol_version text collate C not null
table told_apart column reason text collate C not null
table told_apart column recorded_at bigint not null
table told_apart column second_id text collate C not null
table told_apart column supersedes text collate C
table told_apart constraint told_apart_check CHECK ((first_id < second_id))
table told_apart constraint told_apart_first_id_fkey FOREIGN KEY (first_id) REFERENCES person(id)
table told_apart constraint told_apart_pkey PRIMARY KEY (id)
table told_apart constraint told_apart_second_id_fkey FOREIGN KEY (second_id) REFERENCES person(id)
table told_apart constraint told_apart_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES told_apart(id)
table told_apart constraint told_apart_supersedes_key UNIQUE (supersedes)
table triage column due_on text collate C not null
table triage column received_at bigint not null
table triage column referral_id text collate C not null
table triage column state text collate C not null
table triage constraint triage_pkey PRIMARY KEY (referral_id)
table triage constraint triage_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES referral(id)
table triage constraint triage_state_check CHECK ((state = 'waiting'::text))
table unblinding column account_id text collate C not null
table unblinding column actor text collate C not null
table unblinding column how text collate C not null
table unblinding column id text collate C not null
table unblinding column occurred_at bigint not null
table unblinding column person_id text collate C not null
table unblinding column protocol_version text collate C not null
table unblinding column reason text collate C not null
table unblinding column recorded_at bigint not null
table unblinding column sealed_words text collate C
table unblinding column state text collate C not null
table unblinding column supersedes text collate C
table unblinding column sureness text collate C not null
table unblinding column told_on text collate C not null
table unblinding constraint unblinding_account_id_fkey FOREIGN KEY (account_id) REFERENCES staff_account(id)
table unblinding constraint unblinding_how_check CHECK ((how = ANY (ARRAY['participant'::text, 'staff'::text, 'document'::text, 'other'::text])))
table unblinding constraint unblinding_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table unblinding constraint unblinding_pkey PRIMARY KEY (id)
table unblinding constraint unblinding_state_check CHECK ((state = ANY (ARRAY['written'::text, 'entered_in_error'::text])))
table unblinding constraint unblinding_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES unblinding(id)
table unblinding constraint unblinding_supersedes_key UNIQUE (supersedes)
table unblinding constraint unblinding_sureness_check CHECK ((sureness = ANY (ARRAY['told'::text, 'may_have_been'::text])))
table unblinding_in_force column account_id text collate C
table unblinding_in_force column actor text collate C
table unblinding_in_force column how text collate C
table unblinding_in_force column id text collate C
table unblinding_in_force column person_id text collate C
table unblinding_in_force column recorded_at bigint
table unblinding_in_force column sureness text collate C
table unblinding_in_force column told_on text collate C
table withdrawal column actor text collate C not null
table withdrawal column effective_on text collate C not null
table withdrawal column id text collate C not null
table withdrawal column occurred_at bigint not null
table withdrawal column person_id text collate C not null
table withdrawal column protocol_version text collate C not null
table withdrawal column reason text collate C not null
table withdrawal column recorded_at bigint not null
table withdrawal column said_by text collate C not null
table withdrawal column said_how text collate C not null
table withdrawal column scope text collate C not null
table withdrawal column sealed_note text collate C
table withdrawal column state text collate C not null
table withdrawal column supersedes text collate C
table withdrawal column told text collate C not null
table withdrawal constraint withdrawal_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
table withdrawal constraint withdrawal_pkey PRIMARY KEY (id)
table withdrawal constraint withdrawal_said_by_check CHECK ((said_by = ANY (ARRAY['person'::text, 'carer'::text, 'professional'::text, 'other'::text])))
table withdrawal constraint withdrawal_said_how_check CHECK ((said_how = ANY (ARRAY['telephone'::text, 'in_person'::text, 'letter'::text, 'email'::text, 'text'::text, 'web'::text])))
table withdrawal constraint withdrawal_scope_check CHECK ((scope = ANY (ARRAY['support'::text, 'surveys'::text, 'linkage'::text, 'contact'::text, 'everything'::text])))
table withdrawal constraint withdrawal_state_check CHECK ((state = ANY (ARRAY['withdrawn'::text, 'taken_back'::text])))
table withdrawal constraint withdrawal_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES withdrawal(id)
table withdrawal constraint withdrawal_supersedes_key UNIQUE (supersedes)
trigger CREATE TRIGGER allocation_append_only BEFORE DELETE OR UPDATE ON public.allocation FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER allocation_append_only_truncate BEFORE TRUNCATE ON public.allocation FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER allocation_epoch_append_only BEFORE DELETE OR UPDATE ON public.allocation_epoch FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER allocation_epoch_append_only_truncate BEFORE TRUNCATE ON public.allocation_epoch FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER allocation_flag_append_only BEFORE DELETE OR UPDATE ON public.allocation_flag FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER allocation_flag_append_only_truncate BEFORE TRUNCATE ON public.allocation_flag FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER allocation_intent_append_only BEFORE DELETE OR UPDATE ON public.allocation_intent FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER allocation_intent_append_only_truncate BEFORE TRUNCATE ON public.allocation_intent FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER amendment_append_only BEFORE DELETE OR UPDATE ON public.amendment FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER amendment_append_only_truncate BEFORE TRUNCATE ON public.amendment FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER appointment_append_only BEFORE DELETE OR UPDATE ON public.appointment FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER appointment_append_only_truncate BEFORE TRUNCATE ON public.appointment FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER audit_checkpoint_append_only BEFORE DELETE OR UPDATE ON public.audit_checkpoint FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER audit_checkpoint_append_only_truncate BEFORE TRUNCATE ON public.audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER audit_leaf_append_only BEFORE DELETE OR UPDATE ON public.audit_leaf FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER audit_leaf_append_only_truncate BEFORE TRUNCATE ON public.audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER baseline_confirmation_append_only BEFORE DELETE OR UPDATE ON public.baseline_confirmation FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER baseline_confirmation_append_only_truncate BEFORE TRUNCATE ON public.baseline_confirmation FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER baseline_lock_append_only BEFORE DELETE OR UPDATE ON public.baseline_lock FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER baseline_lock_append_only_truncate BEFORE TRUNCATE ON public.baseline_lock FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER case_assignment_append_only BEFORE DELETE OR UPDATE ON public.case_assignment FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER case_assignment_append_only_truncate BEFORE TRUNCATE ON public.case_assignment FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER ceremony_act_append_only BEFORE DELETE OR UPDATE ON public.ceremony_act FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER ceremony_act_append_only_truncate BEFORE TRUNCATE ON public.ceremony_act FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER claim_decision_append_only BEFORE DELETE OR UPDATE ON public.claim_decision FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER claim_decision_append_only_truncate BEFORE TRUNCATE ON public.claim_decision FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER claim_return_append_only BEFORE DELETE OR UPDATE ON public.claim_return FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER claim_return_append_only_truncate BEFORE TRUNCATE ON public.claim_return FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER concern_append_only BEFORE DELETE OR UPDATE ON public.concern FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER concern_append_only_truncate BEFORE TRUNCATE ON public.concern FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER concern_event_append_only BEFORE DELETE OR UPDATE ON public.concern_event FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER concern_event_append_only_truncate BEFORE TRUNCATE ON public.concern_event FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER consent_append_only BEFORE DELETE OR UPDATE ON public.consent FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER consent_append_only_truncate BEFORE TRUNCATE ON public.consent FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER consent_witness_append_only BEFORE DELETE OR UPDATE ON public.consent_witness FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER consent_witness_append_only_truncate BEFORE TRUNCATE ON public.consent_witness FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER contact_append_only BEFORE DELETE OR UPDATE ON public.contact FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER contact_append_only_truncate BEFORE TRUNCATE ON public.contact FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER contact_wishes_append_only BEFORE DELETE OR UPDATE ON public.contact_wishes FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER contact_wishes_append_only_truncate BEFORE TRUNCATE ON public.contact_wishes FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER deviation_append_only BEFORE DELETE OR UPDATE ON public.deviation FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER deviation_append_only_truncate BEFORE TRUNCATE ON public.deviation FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER directory_import_append_only BEFORE DELETE OR UPDATE ON public.directory_import FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER directory_import_append_only_truncate BEFORE TRUNCATE ON public.directory_import FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER eligibility_evaluation_append_only BEFORE DELETE OR UPDATE ON public.eligibility_evaluation FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER eligibility_evaluation_append_only_truncate BEFORE TRUNCATE ON public.eligibility_evaluation FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER eligibility_resolution_append_only BEFORE DELETE OR UPDATE ON public.eligibility_resolution FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER eligibility_resolution_append_only_truncate BEFORE TRUNCATE ON public.eligibility_resolution FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER entered_in_error_append_only BEFORE DELETE OR UPDATE ON public.entered_in_error FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER entered_in_error_append_only_truncate BEFORE TRUNCATE ON public.entered_in_error FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER equality_answer_append_only BEFORE DELETE OR UPDATE ON public.equality_answer FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER equality_answer_append_only_truncate BEFORE TRUNCATE ON public.equality_answer FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER frozen_figures_append_only BEFORE DELETE OR UPDATE ON public.frozen_figures FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER frozen_figures_append_only_truncate BEFORE TRUNCATE ON public.frozen_figures FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER hand_off_append_only BEFORE DELETE OR UPDATE ON public.hand_off FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER hand_off_append_only_truncate BEFORE TRUNCATE ON public.hand_off FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER hand_off_followed_append_only BEFORE DELETE OR UPDATE ON public.hand_off_followed FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER hand_off_followed_append_only_truncate BEFORE TRUNCATE ON public.hand_off_followed FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER hand_off_settled_append_only BEFORE DELETE OR UPDATE ON public.hand_off_settled FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER hand_off_settled_append_only_truncate BEFORE TRUNCATE ON public.hand_off_settled FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER identity_claim_append_only BEFORE DELETE OR UPDATE ON public.identity_claim FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER identity_claim_append_only_truncate BEFORE TRUNCATE ON public.identity_claim FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER identity_erasure_append_only BEFORE DELETE OR UPDATE ON public.identity_erasure FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER identity_erasure_append_only_truncate BEFORE TRUNCATE ON public.identity_erasure FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER information_given_append_only BEFORE DELETE OR UPDATE ON public.information_given FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER information_given_append_only_truncate BEFORE TRUNCATE ON public.information_given FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER information_sent_append_only BEFORE DELETE OR UPDATE ON public.information_sent FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER information_sent_append_only_truncate BEFORE TRUNCATE ON public.information_sent FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER interviewer_change_append_only BEFORE DELETE OR UPDATE ON public.interviewer_change FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER interviewer_change_append_only_truncate BEFORE TRUNCATE ON public.interviewer_change FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER journey_step_append_only BEFORE DELETE OR UPDATE ON public.journey_step FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER journey_step_append_only_truncate BEFORE TRUNCATE ON public.journey_step FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER letter_task_append_only BEFORE DELETE OR UPDATE ON public.letter_task FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER letter_task_append_only_truncate BEFORE TRUNCATE ON public.letter_task FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER life_event_append_only BEFORE DELETE OR UPDATE ON public.life_event FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER life_event_append_only_truncate BEFORE TRUNCATE ON public.life_event FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER linkage_keys_append_only BEFORE DELETE OR UPDATE ON public.linkage_keys FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER linkage_keys_append_only_truncate BEFORE TRUNCATE ON public.linkage_keys FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER notice_given_append_only BEFORE DELETE OR UPDATE ON public.notice_given FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER notice_given_append_only_truncate BEFORE TRUNCATE ON public.notice_given FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER number_match_append_only BEFORE DELETE OR UPDATE ON public.number_match FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER number_match_append_only_truncate BEFORE TRUNCATE ON public.number_match FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER pack_given_append_only BEFORE DELETE OR UPDATE ON public.pack_given FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER pack_given_append_only_truncate BEFORE TRUNCATE ON public.pack_given FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER paper_intent_append_only BEFORE DELETE OR UPDATE ON public.paper_intent FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER paper_intent_append_only_truncate BEFORE TRUNCATE ON public.paper_intent FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER person_details_append_only BEFORE DELETE OR UPDATE ON public.person_details FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER person_details_append_only_truncate BEFORE TRUNCATE ON public.person_details FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER person_merge_append_only BEFORE DELETE OR UPDATE ON public.person_merge FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER person_merge_append_only_truncate BEFORE TRUNCATE ON public.person_merge FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER referral_append_only BEFORE DELETE OR UPDATE ON public.referral FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER referral_append_only_truncate BEFORE TRUNCATE ON public.referral FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER schema_migration_append_only BEFORE DELETE OR UPDATE ON public.schema_migration FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER schema_migration_append_only_truncate BEFORE TRUNCATE ON public.schema_migration FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER slot_append_only BEFORE DELETE OR UPDATE ON public.slot FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER slot_append_only_truncate BEFORE TRUNCATE ON public.slot FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER staff_posting_append_only BEFORE DELETE OR UPDATE ON public.staff_posting FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER staff_posting_append_only_truncate BEFORE TRUNCATE ON public.staff_posting FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER staff_role_append_only BEFORE DELETE OR UPDATE ON public.staff_role FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER staff_role_append_only_truncate BEFORE TRUNCATE ON public.staff_role FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER staff_training_append_only BEFORE DELETE OR UPDATE ON public.staff_training FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER staff_training_append_only_truncate BEFORE TRUNCATE ON public.staff_training FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER teach_back_append_only BEFORE DELETE OR UPDATE ON public.teach_back FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER teach_back_append_only_truncate BEFORE TRUNCATE ON public.teach_back FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER told_apart_append_only BEFORE DELETE OR UPDATE ON public.told_apart FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER told_apart_append_only_truncate BEFORE TRUNCATE ON public.told_apart FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER unblinding_append_only BEFORE DELETE OR UPDATE ON public.unblinding FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER unblinding_append_only_truncate BEFORE TRUNCATE ON public.unblinding FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER withdrawal_append_only BEFORE DELETE OR UPDATE ON public.withdrawal FOR EACH ROW EXECUTE FUNCTION evenhand_append_only()
trigger CREATE TRIGGER withdrawal_append_only_truncate BEFORE TRUNCATE ON public.withdrawal FOR EACH STATEMENT EXECUTE FUNCTION evenhand_append_only()
