-- The rehearsed rows, as approved, become closing rows, unless the unit has its rows already.
INSERT INTO registry_closing (%(columns)s)
SELECT %(columns)s
FROM registry_rehearsal
WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s AND NOT EXISTS (
    SELECT FROM registry_closing WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s)
ORDER BY village_code
