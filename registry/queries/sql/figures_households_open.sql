-- Households as they stand and their members, by unit and by all that the figures tell them apart by.
-- Invariant: every household inside the span, of the statuses asked for, counts once, also one without members.
WITH members AS (
    SELECT household_id, count(*) AS persons
      FROM registry_membership
     WHERE village_code BETWEEN %(first)s AND %(last)s
       AND counted_until IS NULL
     GROUP BY household_id
)
SELECT household.village_code / %(width)s * %(width)s AS unit,
       household.status,
       household.first_identified <= %(first_round)s IS TRUE AS first_round,
       household.attribute,
       household.main_cause AS cause,
       count(*) AS households,
       COALESCE(sum(members.persons), 0)::bigint AS persons
  FROM registry_household household
  LEFT JOIN members ON members.household_id = household.id
 WHERE household.village_code BETWEEN %(first)s AND %(last)s
   AND household.status = ANY (%(statuses)s)
 GROUP BY 1, 2, 3, 4, 5
