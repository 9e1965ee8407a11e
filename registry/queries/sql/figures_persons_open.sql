-- Members as they stand by unit, age on 31 December of the open year, health and labour.
-- Invariant: every open membership of a counted household counts once; the person-year may lack.
SELECT household.village_code / %(width)s * %(width)s AS unit,
       household.status,
       household.first_identified <= %(first_round)s IS TRUE AS first_round,
       width_bucket(%(year)s - extract(year FROM person.born)::int, %(ages)s::int[]) AS age,
       own.health,
       own.labour,
       count(*) AS persons
  FROM registry_household household
  JOIN registry_membership membership
    ON membership.household_id = household.id AND membership.counted_until IS NULL
  JOIN registry_person person ON person.id = membership.person_id
  LEFT JOIN registry_memberyear own ON own.person_id = person.id AND own.year = %(year)s
 WHERE household.village_code BETWEEN %(first)s AND %(last)s
   AND household.status = ANY (%(statuses)s)
 GROUP BY 1, 2, 3, 4, 5, 6
