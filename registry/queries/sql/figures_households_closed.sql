-- Households of a closed year and their members, by unit and by all that the figures tell them apart by.
-- Invariant: every closing row of the year inside the span, of the statuses asked for, counts once.
SELECT closing.village_code / %(width)s * %(width)s AS unit,
       closing.closing_status AS status,
       household.first_identified <= %(first_round)s IS TRUE AS first_round,
       closing.attribute,
       household.main_cause AS cause,
       count(*) AS households,
       sum(closing.members_closing)::bigint AS persons
  FROM registry_closing closing
  JOIN registry_household household ON household.id = closing.household_id
 WHERE closing.year = %(year)s
   AND closing.village_code BETWEEN %(first)s AND %(last)s
   AND closing.closing_status = ANY (%(statuses)s)
 GROUP BY 1, 2, 3, 4, 5
