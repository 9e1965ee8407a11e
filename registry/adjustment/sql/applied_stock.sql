-- Who is registered at the end of the year, by village and status, counted anew from the households' own status and from
-- memberships: it knows nothing of the closing rows, so that a balance which holds is no mere construction (§13.6).
CREATE TEMP TABLE stock_at_end AS
WITH counted AS (
    SELECT h.id, h.village_code, h.status, count(DISTINCT m.person_id) AS members
    FROM registry_household h
    LEFT JOIN registry_membership m ON m.household_id = h.id
        AND m.counted_from <= %(year)s AND (m.counted_until IS NULL OR m.counted_until > %(year)s)
    WHERE h.village_code BETWEEN %(first)s AND %(last)s
      AND h.status IN ('poor', 'exited', 'relapsed', 'stable')
      AND (h.split_year IS NULL OR h.split_year <= %(year)s)
    GROUP BY h.id
)
SELECT village_code, status, count(*) AS households, sum(members) AS members
FROM counted
GROUP BY village_code, status
