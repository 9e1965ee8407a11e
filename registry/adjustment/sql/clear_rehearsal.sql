-- Before a unit is rehearsed anew: its earlier rows go, those of households which have moved into it since included.
DELETE FROM registry_rehearsal
WHERE year = %(year)s
  AND (village_code BETWEEN %(first)s AND %(last)s OR household_id IN (SELECT household_id FROM result))
