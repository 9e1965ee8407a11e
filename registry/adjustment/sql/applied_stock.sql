-- Who is registered at the end of the year, by village and status, counted anew from the households' own status and from
-- memberships: it knows nothing of the closing rows, so that a balance which holds is no mere construction (§13.6).
CREATE TEMP TABLE stock_at_end AS
SELECT h.village_code, h.status, count(*) AS households, sum(m.members) AS members
FROM registry_household h
CROSS JOIN LATERAL (
    SELECT count(DISTINCT person_id) AS members
    FROM registry_membership
    WHERE household_id = h.id
      AND counted_from <= %(year)s AND (counted_until IS NULL OR counted_until > %(year)s)
) m
WHERE h.village_code BETWEEN %(first)s AND %(last)s
  AND h.status IN ('poor', 'exited', 'relapsed', 'stable')
  AND (h.split_year IS NULL OR h.split_year <= %(year)s)
GROUP BY h.village_code, h.status
