-- Earlier rows of households that have moved into the unit since go as well, so that none is rehearsed twice.
DELETE FROM registry_rehearsal r
USING result
WHERE r.household_id = result.household_id AND r.year = %(year)s
