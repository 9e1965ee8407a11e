-- Last year's closing rows that belong to the unit's villages, counted by village and status (domain.md §13.6): the
-- opening. A recoded village is taken for its successor. `left_it`: the household has its row of this year elsewhere.
CREATE TEMP TABLE origin AS
SELECT COALESCE(r.successor, o.village_code) AS village_code, o.closing_status AS status,
       COALESCE(c.village_code <> COALESCE(r.successor, o.village_code), true) AS left_it,
       count(*) AS households, sum(o.members_closing) AS members
FROM registry_closing o
LEFT JOIN recoded r ON r.code = o.village_code
LEFT JOIN %(results)s c
    ON c.household_id = o.household_id AND c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
WHERE o.year = %(year)s - 1
  AND o.closing_status IN ('poor', 'exited', 'relapsed', 'stable')
  AND COALESCE(r.successor, o.village_code) BETWEEN %(first)s AND %(last)s
  AND (o.village_code BETWEEN %(first)s AND %(last)s
       OR o.village_code = ANY (ARRAY(SELECT code FROM recoded WHERE successor BETWEEN %(first)s AND %(last)s)))
GROUP BY 1, 2, 3
