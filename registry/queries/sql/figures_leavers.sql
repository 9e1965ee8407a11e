-- Households that stood at the opening of a year in a village of some spans and have its closing row in another one.
-- Invariant: each counts once, at the village of its opening; few do, and an index holds only these.
SELECT closing.village_opening / %(width)s * %(width)s AS unit,
       closing.opening_status,
       count(*)::int AS households,
       sum(closing.members_opening)::int AS members_opening
  FROM unnest(%(firsts)s::bigint[], %(lasts)s::bigint[]) AS span (first, last)
  JOIN registry_closing closing
    ON closing.year = %(year)s AND closing.village_opening BETWEEN span.first AND span.last
 WHERE closing.village_opening <> closing.village_code
   AND NOT closing.split
   AND closing.opening_status <> ''
 GROUP BY 1, 2
