-- Persons of the unit's households who came or went in the year, or whose membership has ended since: each once, with
-- the household at the opening and at the closing (domain.md §13.2). A person is looked at whole, through memberships in
-- any place, so that the unit left and the unit joined see the same transfer. Everybody not in here has stayed.
CREATE TEMP TABLE mover AS
WITH moved AS (
    SELECT DISTINCT m.person_id
    FROM registry_household h
    JOIN registry_membership m ON m.household_id = h.id
    WHERE h.village_code BETWEEN %(first)s AND %(last)s
      AND m.counted_from <= %(year)s
      AND (m.counted_from = %(year)s OR m.counted_until >= %(year)s)
), counted AS (
    SELECT m.person_id, m.household_id, m.id, m.kind_in, m.kind_out, m.joined_on, m.left_on,
           m.counted_from < %(year)s AS opening,
           m.counted_until IS NULL OR m.counted_until > %(year)s AS closing,
           m.counted_from = %(year)s AS came,
           COALESCE(m.counted_until = %(year)s, false) AS went
    FROM moved
    JOIN registry_membership m USING (person_id)
    WHERE m.counted_from <= %(year)s AND (m.counted_until IS NULL OR m.counted_until >= %(year)s)
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
