-- Who joins. Natural for all of them: a candidate's members move no count (§13.2), and for a registered household the
-- check has asked for a natural reason.
INSERT INTO registry_membership (
    person_id, household_id, village_code, relation, counted_from, kind_in, reason_in, joined_on,
    kind_out, reason_out, version)
SELECT merging.person_id, merging.household_id, merging.village_code, merging.relation, %(year)s, 'natural',
       merging.reason_in, merging.joined_on, '', '', 1
  FROM merging_membership merging
 WHERE merging.id IS NULL
 ORDER BY merging.staged, merging.member
