-- Who belonged to which household from and until which accounting year.
INSERT INTO registry_membership (
    person_id, household_id, village_code, relation, counted_from, kind_in, reason_in, joined_on,
    counted_until, kind_out, reason_out, left_on, version)
SELECT person.id, household.id, household.village_code, entering.relation, entering.counted_from, entering.kind_in,
       entering.reason_in, entering.joined_on, entering.counted_until, COALESCE(entering.kind_out, ''),
       COALESCE(entering.reason_out, ''), entering.left_on, 1
  FROM entering_membership entering
  JOIN entering_person person USING (local)
  JOIN entering_household household USING (staged)
 ORDER BY entering.staged, entering.local, entering.counted_from
