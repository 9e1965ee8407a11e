-- Staged households that are not as the check saw them, by their number. All of them are locked.
-- Invariant: what stays has the version that was compared, and each new member is still registered where the check saw
-- them, or nowhere.
SELECT merging.staged
  FROM merging_household merging
  LEFT JOIN registry_household household USING (id)
 WHERE NOT merging.is_new AND merging.version IS DISTINCT FROM household.version
UNION
SELECT merging.staged
  FROM merging_person merging
  JOIN merging_membership joining USING (staged, member)
  LEFT JOIN registry_person person USING (id_index)
  LEFT JOIN registry_membership membership
    ON membership.person_id = person.id AND membership.counted_until IS NULL
 WHERE joining.id IS NULL
   AND (person.id IS DISTINCT FROM CASE WHEN NOT merging.is_new THEN merging.id END
        OR membership.household_id IS DISTINCT FROM joining.seen_household)
