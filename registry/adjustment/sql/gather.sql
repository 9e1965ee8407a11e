-- Rows of one table that are kept in the unit's span. Gathered apart, their number is known to the planner of what
-- follows, however old the table's statistics are.
CREATE TEMP TABLE %(gathered)s AS
SELECT %(gathered_columns)s
FROM %(source)s
WHERE %(condition)s AND village_code BETWEEN %(first)s AND %(last)s
