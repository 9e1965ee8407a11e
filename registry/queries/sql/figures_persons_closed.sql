-- Members at the end of a closed year by unit, age on 31 December, health and labour.
-- Invariant: whoever was a member by the accounting years of a counted household counts once; the person-year may lack.
SELECT closing.village_code / %(width)s * %(width)s AS unit,
       closing.closing_status AS status,
       household.first_identified <= %(first_round)s IS TRUE AS first_round,
       width_bucket(%(year)s - extract(year FROM person.born)::int, %(ages)s::int[]) AS age,
       own.health,
       own.labour,
       count(*) AS persons
  FROM registry_closing closing
  JOIN registry_household household ON household.id = closing.household_id
  JOIN registry_membership membership
    ON membership.household_id = closing.household_id
   AND membership.counted_from <= %(year)s
   AND (membership.counted_until IS NULL OR membership.counted_until > %(year)s)
  JOIN registry_person person ON person.id = membership.person_id
  LEFT JOIN registry_memberyear own ON own.person_id = person.id AND own.year = %(year)s
 WHERE closing.year = %(year)s
   AND closing.village_code BETWEEN %(first)s AND %(last)s
   AND closing.closing_status = ANY (%(statuses)s)
 GROUP BY 1, 2, 3, 4, 5, 6
