-- Surveys: entered or confirmed for the year, or only carried forward.
INSERT INTO registry_survey (
    household_id, year, village_code, confirmed, food, clothing, safe_water, water_source, housing_grade, housing_remedy,
    remedy_on, housing_structure, road, fuel, version)
SELECT h.id, s.year::int, h.village_code, s.confirmed::boolean, s.food::boolean, s.clothing::boolean,
       s.water::boolean, '',
       COALESCE(s.housing_grade, ''), COALESCE(s.housing_remedy, ''), s.remedy_on::date, '', '', '', 1
FROM in_surveys s
JOIN registry_household h ON h.id = s.household::bigint
ORDER BY h.village_code, h.id
