-- Opening rows: of last year only where, in which status and with how many. A household may be gone.
INSERT INTO registry_closing (
    household_id, year, village_code, opening_status, closing_status, outcome, attribute, split, members_opening,
    increase_natural, increase_correction, increase_transfer, decrease_natural, decrease_correction, decrease_transfer,
    members_closing, line, income, food, clothing, water, housing, education, medical, refusal, doubts)
SELECT c.household::bigint, c.year::int, c.village::bigint, '', c.closing_status, 'unchanged',
       COALESCE(h.attribute, ''), false, 0,
       0, 0, 0, 0, 0, 0, c.members_closing::int, 0,
       'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', '', '[]'
FROM in_previous_closings c
LEFT JOIN registry_household h ON h.id = c.household::bigint
ORDER BY c.village, c.household::bigint
