-- The unit's households as they stand at the cut. One split off later is no business of this year.
CREATE TEMP TABLE home AS
SELECT id AS household_id, village_code, status, attribute, split_from_id,
       COALESCE(split_year = %(year)s, false) AS split
FROM registry_household
WHERE village_code BETWEEN %(first)s AND %(last)s AND (split_year IS NULL OR split_year <= %(year)s)
