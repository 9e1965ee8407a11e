-- The households of the register that a batch would change, locked until the merge ends: all at once and in one order,
-- so that two merges of the same households wait for each other and never for ever.
SELECT household.id
  FROM registry_household household
 WHERE household.id IN (SELECT household_id_found FROM registry_stagedhousehold
                         WHERE batch_id = %(batch)s AND verdict = 'changed')
 ORDER BY household.id
   FOR UPDATE
