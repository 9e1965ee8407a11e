-- The doubts that the rows open.
SELECT rule, c.household_id AS household, c.year
FROM %(results)s c
CROSS JOIN LATERAL jsonb_array_elements_text(c.doubts) rule
WHERE c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
ORDER BY rule, household
