-- The doubts that the closing opened, others have other rules; of a rehearsal, those that its rows would open.
SELECT d.rule, d.household_id AS household, d.year
FROM registry_doubt d
WHERE NOT %(rehearsed)s AND d.year = %(year)s AND d.village_code BETWEEN %(first)s AND %(last)s
  AND d.rule IN ('not_surveyed', 'ready_not_exited', 'slipping', 'exit_refused', 'relapse_refused', 'decision_refused',
                 'attribute_unmapped')
UNION ALL
SELECT rule, c.household_id, c.year
FROM %(results)s c
CROSS JOIN LATERAL jsonb_array_elements_text(c.doubts) rule
WHERE %(rehearsed)s AND c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
ORDER BY rule, household
