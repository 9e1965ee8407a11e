-- The doubts that the closing rows of an area name, those of the year before the open one still to be worked off.
-- Every other one of the earlier years was corrected, the rest was true (domain.md §11.1, §13.4).
INSERT INTO registry_doubt
    (rule, household_id, village_code, year, seen, found_at, outcome, explanation, checked_by_name, checked_at)
SELECT rule, c.household_id, c.village_code, c.year,
       jsonb_build_object(
           'outcome', c.outcome, 'refusal', c.refusal, 'income_per_head', c.income_per_head, 'line', c.line,
           'income', c.income, 'food', c.food, 'clothing', c.clothing, 'water', c.water,
           'housing', c.housing, 'education', c.education, 'medical', c.medical),
       make_timestamptz(c.year, 12, 31, 20, 0, 0),
       CASE WHEN pending THEN '' WHEN c.household_id %% 2 = 0 THEN 'corrected' ELSE 'true' END,
       CASE WHEN pending THEN '' ELSE '入户核实' END,
       CASE WHEN pending THEN '' ELSE '驻村工作队' END,
       CASE WHEN NOT pending THEN make_timestamptz(c.year + 1, 3, 15, 10, 0, 0) END
FROM registry_closing c
CROSS JOIN LATERAL jsonb_array_elements_text(c.doubts) rule
CROSS JOIN LATERAL (SELECT c.year = %(before)s AS pending) AS state
WHERE c.year > %(baseline)s AND c.year <= %(before)s AND c.village_code BETWEEN %(first)s AND %(last)s
ON CONFLICT (rule, household_id, year) DO NOTHING
