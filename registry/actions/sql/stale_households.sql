-- Staged households that are not as the check saw them, by their number; all of them are locked until the merge ends.
-- Invariant: what stays has the version that was compared, and each new member is still registered where the check saw
-- them, or nowhere.
WITH present AS (
    SELECT household.id, household.version
      FROM registry_household household
     WHERE household.id IN (SELECT id FROM merging_household)
     ORDER BY household.id
       FOR UPDATE
)
SELECT merging.staged
  FROM merging_household merging
  LEFT JOIN present USING (id)
 WHERE merging.id IS NOT NULL AND merging.version IS DISTINCT FROM present.version
UNION
SELECT merging.staged
  FROM merging_person merging
  JOIN merging_membership joining USING (staged, member)
  LEFT JOIN registry_person person USING (id_index)
  LEFT JOIN registry_membership membership
    ON membership.person_id = person.id AND membership.counted_until IS NULL
 WHERE joining.id IS NULL
   AND (person.id IS DISTINCT FROM merging.id OR membership.household_id IS DISTINCT FROM joining.seen_household)
