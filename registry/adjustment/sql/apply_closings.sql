-- The rehearsed rows, as approved, become closing rows. One that is there already stays as it is.
INSERT INTO registry_closing (%(columns)s)
SELECT %(columns)s
FROM registry_rehearsal
WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s
ORDER BY village_code, household_id
ON CONFLICT (household_id, year) DO NOTHING
