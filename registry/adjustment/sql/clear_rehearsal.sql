-- Before a unit is rehearsed anew: its earlier rows of this year go, and those of last year, which nobody needs any more.
DELETE FROM registry_rehearsal
WHERE year IN (%(year)s - 1, %(year)s) AND village_code BETWEEN %(first)s AND %(last)s
