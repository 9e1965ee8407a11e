-- The households whose status the year is about to change, as they stand: what undoing the run puts back. One that is
-- there already stays as it is.
INSERT INTO registry_before (
    run_id, household_id, status, attribute, first_identified, registered_year, exit_year, relapse_year, relapse_cause)
SELECT %(run)s, h.id, h.status, h.attribute, h.first_identified, h.registered_year, h.exit_year, h.relapse_year,
       h.relapse_cause
FROM registry_closing c
JOIN registry_household h ON h.id = c.household_id
WHERE c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
  AND h.status <> c.closing_status AND c.outcome <> 'unchanged'
ON CONFLICT (household_id, run_id) DO NOTHING
