-- How many rows there are and what they say, as one figure: equal if and only if every row is equal.
SELECT count(*) AS households,
       encode(sha256(convert_to(COALESCE(string_agg(said, E'\n' ORDER BY household_id), ''), 'UTF8')), 'hex') AS digest
FROM (
    SELECT household_id, ROW(%(columns)s)::text AS said
    FROM %(results)s
    WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s
) rows_of_the_unit
