-- The households whose status the year changed, as they were before. One that is no longer as the year left it is not
-- touched: the unit counts, and stops. The version goes on, so that pages shown before are stale.
UPDATE registry_household h
SET status = b.status,
    attribute = b.attribute,
    first_identified = b.first_identified,
    registered_year = b.registered_year,
    exit_year = b.exit_year,
    relapse_year = b.relapse_year,
    relapse_cause = b.relapse_cause,
    version = h.version + 1
FROM registry_closing c
JOIN registry_before b ON b.household_id = c.household_id AND b.run_id = %(run)s
WHERE h.id = c.household_id
  AND c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
  AND h.status = c.closing_status AND h.attribute = c.attribute
