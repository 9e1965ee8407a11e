-- The rows of the year, rehearsed or closed.
SELECT c.household_id AS household, c.village_opening, c.village_code AS village_closing,
       c.opening_status, c.closing_status, c.outcome,
       c.members_opening, c.increase_natural, c.increase_correction, c.increase_transfer,
       c.decrease_natural, c.decrease_correction, c.decrease_transfer, c.members_closing,
       c.net_income, c.income_per_head, c.line, c.income, c.food, c.clothing, c.water, c.housing, c.education, c.medical
FROM %(results)s c
WHERE c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
ORDER BY c.household_id
