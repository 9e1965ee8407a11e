-- What holds in the year, as the run read it.
SELECT %(year)s AS year, NULL AS province, 'line_nbs' AS name, %(line_nbs)s::text AS value
UNION ALL
SELECT %(year)s, %(province)s, 'line_provincial', %(line_provincial)s::text WHERE %(line_provincial)s IS NOT NULL
UNION ALL
SELECT %(year)s, %(province)s, 'stable_items', %(stable_items)s
UNION ALL
SELECT %(year)s, %(province)s, 'serious_illness_from', %(serious_illness_from)s::text
