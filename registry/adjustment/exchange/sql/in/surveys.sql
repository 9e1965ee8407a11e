-- The year's surveys, those only carried forward included.
SELECT s.household_id AS household, s.year, s.confirmed::int AS confirmed,
       s.food::int AS food, s.clothing::int AS clothing,
       s.safe_water::int AS water, NULLIF(s.housing_grade, '') AS housing_grade,
       NULLIF(s.housing_remedy, '') AS housing_remedy, s.remedy_on
FROM near
JOIN registry_survey s USING (household_id)
WHERE s.year = %(year)s
ORDER BY s.household_id
