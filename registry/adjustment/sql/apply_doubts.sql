-- The doubts of the closing rows, each with what was seen (domain.md §13.4). One that is there already stays as it is.
INSERT INTO registry_doubt (
    rule, household_id, village_code, year, seen, found_at, outcome, explanation, checked_by_name)
SELECT rule, c.household_id, c.village_code, c.year,
       jsonb_build_object(
           'outcome', c.outcome, 'refusal', c.refusal, 'income_per_head', c.income_per_head, 'line', c.line,
           'income', c.income, 'food', c.food, 'clothing', c.clothing, 'water', c.water,
           'housing', c.housing, 'education', c.education, 'medical', c.medical),
       now(), '', '', ''
FROM registry_closing c
CROSS JOIN LATERAL jsonb_array_elements_text(c.doubts) rule
WHERE c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s AND c.doubts <> '[]'
ON CONFLICT (rule, household_id, year) DO NOTHING
