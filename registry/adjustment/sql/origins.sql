-- The opening, counted by village and status. `left_it`: the household has its row of this year in another village.
CREATE TEMP TABLE origin AS
SELECT o.village_code, o.status, COALESCE(c.village_code <> o.village_code, true) AS left_it,
       count(*) AS households, sum(o.members) AS members
FROM last_year o
LEFT JOIN this_year c ON c.household_id = o.household_id
GROUP BY 1, 2, 3
