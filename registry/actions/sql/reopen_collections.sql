-- A yearly record that a workbook changes is entered anew, by whoever merges it: what was submitted or checked waits
-- for another pair of eyes again (domain.md §11.3).
UPDATE registry_collection collection
   SET state = 'entered', entered_by_id = %(by)s, entered_at = now(), submitted_at = NULL, checked_by_id = NULL,
       checked_at = NULL, version = collection.version + 1
  FROM merging_household household
 WHERE collection.household_id = household.id AND collection.year = %(year)s
   AND NOT household.is_new AND collection.state IN ('submitted', 'checked')
