-- This year's rows of the unit, rehearsed or closed.
CREATE TEMP TABLE this_year AS
SELECT household_id, village_code, opening_status, outcome, split, closing_status,
       COALESCE(village_opening <> village_code, false) AS arrived,
       members_opening, increase_natural, increase_correction, increase_transfer,
       decrease_natural, decrease_correction, decrease_transfer, members_closing
FROM %(results)s
WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s
