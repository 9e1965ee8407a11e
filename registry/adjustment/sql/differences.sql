-- Households whose computed row is not the rehearsed one, which was approved: changed, come, or gone since.
SELECT household_id, 'changed' AS problem
FROM (
    (SELECT %(columns)s FROM result
     EXCEPT
     SELECT %(columns)s FROM registry_rehearsal WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s)
    UNION ALL
    (SELECT %(columns)s FROM registry_rehearsal WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s
     EXCEPT
     SELECT %(columns)s FROM result)
) differing
GROUP BY household_id
ORDER BY household_id
LIMIT 50
