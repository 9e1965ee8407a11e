-- Each staged household that came in names the household it became.
UPDATE registry_stagedhousehold staged
   SET merged = true, household_id_found = entering.id
  FROM entering_household entering
 WHERE staged.batch_id = %(batch)s AND staged.number = entering.staged
