-- Status, years and attribute of the households whose status the year changed (domain.md §13.3); no other is touched,
-- and none a second time.
UPDATE registry_household h
SET status = c.closing_status,
    attribute = c.attribute,
    first_identified = CASE WHEN c.outcome = 'registered' THEN COALESCE(h.first_identified, c.year)
                            ELSE h.first_identified END,
    registered_year = CASE WHEN c.outcome = 'registered' THEN c.year ELSE h.registered_year END,
    exit_year = CASE WHEN c.outcome = 'exited' THEN c.year ELSE h.exit_year END,
    relapse_year = CASE WHEN c.outcome = 'relapsed' THEN c.year ELSE h.relapse_year END,
    relapse_cause = CASE WHEN c.outcome = 'relapsed' THEN d.cause ELSE h.relapse_cause END,
    version = h.version + 1
FROM registry_closing c
LEFT JOIN registry_decision d ON d.id = c.decision_id
WHERE c.household_id = h.id
  AND c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
  AND h.status <> c.closing_status AND c.outcome <> 'unchanged'
