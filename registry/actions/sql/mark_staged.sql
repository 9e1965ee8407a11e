-- Each staged household that was written names the household it became.
UPDATE registry_stagedhousehold staged
   SET merged = true, household_id_found = merging.id
  FROM merging_household merging
 WHERE staged.batch_id = %(batch)s AND staged.number = merging.staged
