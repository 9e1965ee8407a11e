-- Persons who came or went in the year, or whose membership has ended since: each once, with the household at the opening
-- and at the closing (domain.md §13.2). A person is looked at whole, through memberships in any place, so that the unit
-- left and the unit joined see the same transfer. Whoever is not in here has stayed.
CREATE TEMP TABLE mover AS
WITH counted AS (
    SELECT p.person_id, m.*
    FROM (SELECT DISTINCT person_id FROM belonging WHERE NOT stayed) p
    CROSS JOIN LATERAL (
        SELECT id, household_id, kind_in, kind_out, joined_on, left_on,
               counted_from < %(year)s AS opening,
               counted_until IS NULL OR counted_until > %(year)s AS closing,
               counted_from = %(year)s AS came,
               COALESCE(counted_until = %(year)s, false) AS went
        FROM registry_membership
        WHERE person_id = p.person_id
          AND counted_from <= %(year)s AND (counted_until IS NULL OR counted_until >= %(year)s)
        OFFSET 0
    ) m
)
SELECT person_id,
       min(household_id) FILTER (WHERE opening) AS opening,
       max(household_id) FILTER (WHERE opening) AS other_opening,
       min(household_id) FILTER (WHERE closing) AS closing,
       max(household_id) FILTER (WHERE closing) AS other_closing,
       -- First coming and last going by the real dates, on one day by the order of entry (§13.8).
       (array_agg(kind_in ORDER BY joined_on, id) FILTER (WHERE came))[1] AS kind_in,
       (array_agg(kind_out ORDER BY left_on DESC, id DESC) FILTER (WHERE went))[1] AS kind_out
FROM counted
GROUP BY person_id
