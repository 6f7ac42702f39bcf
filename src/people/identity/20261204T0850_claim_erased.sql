-- Which claims lost who they were of: nobody can decide any more whom they are about (people/identity/README.md).
CREATE VIEW claim_erased AS
SELECT subject_id AS claim_id FROM identity_erasure WHERE key_class = 'contact';
