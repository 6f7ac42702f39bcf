-- All that the CONSORT flow asks of a step, in one order: 41 ms for 86,000 steps of 10,000 people, and 136 ms without.
CREATE INDEX journey_step_flow ON journey_step (person_id, place, step, occurred_at, id);
