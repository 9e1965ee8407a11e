-- Last year's closing rows in the unit's span: the opening (domain.md §13.1). Those of its households that are kept under
-- another code are looked up by number (`openings_away`); what is found never depends on the code.
CREATE TEMP TABLE opening AS
SELECT household_id, village_code, closing_status, members_closing
FROM registry_closing
WHERE year = %(year)s - 1 AND village_code BETWEEN %(first)s AND %(last)s
