-- Rows of the same table that are needed and kept under a code elsewhere: looked for by number. The code of a row only
-- tells where to look first; what is found never depends on it.
INSERT INTO %(gathered)s
SELECT away.*
FROM (SELECT %(needed_key)s AS number FROM %(needed)s EXCEPT SELECT %(key)s FROM %(gathered)s) lacking
CROSS JOIN LATERAL (
    SELECT %(gathered_columns)s FROM %(source)s WHERE %(key)s = lacking.number AND %(condition)s LIMIT 1
) away
