-- What was still only proposed when the year closed has lapsed (domain.md §13.1).
UPDATE registry_decision
SET state = 'lapsed', version = version + 1
WHERE year = %(year)s AND state = 'proposed' AND village_code BETWEEN %(first)s AND %(last)s
