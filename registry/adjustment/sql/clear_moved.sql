-- Earlier rows of households that have moved into the unit since go as well, so that none is rehearsed twice.
DELETE FROM registry_rehearsal
WHERE id = ANY (ARRAY(
    SELECT earlier.id
    FROM result
    CROSS JOIN LATERAL (
        SELECT id FROM registry_rehearsal WHERE household_id = result.household_id AND year = %(year)s OFFSET 0
    ) earlier
))
