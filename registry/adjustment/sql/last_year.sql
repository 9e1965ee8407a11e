-- Last year's closing rows of registered households that belong to the unit's villages: the opening (domain.md §13.6).
-- A recoded village is taken for its successor.
CREATE TEMP TABLE last_year AS
SELECT c.household_id, COALESCE(r.successor, c.village_code) AS village_code, c.closing_status AS status,
       c.members_closing AS members
FROM registry_closing c
LEFT JOIN recoded r ON r.code = c.village_code
WHERE c.year = %(year)s - 1
  AND c.closing_status IN ('poor', 'exited', 'relapsed', 'stable')
  AND COALESCE(r.successor, c.village_code) BETWEEN %(first)s AND %(last)s
  AND (c.village_code BETWEEN %(first)s AND %(last)s
       OR c.village_code = ANY (ARRAY(SELECT code FROM recoded WHERE successor BETWEEN %(first)s AND %(last)s)))
