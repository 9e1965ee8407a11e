-- Memberships of the unit's households that count at the opening, at the closing or in between (domain.md §13.2).
-- `stayed` is whoever's membership began before the year and has not ended.
CREATE TEMP TABLE belonging AS
SELECT h.household_id, m.person_id, m.stayed
FROM home h
CROSS JOIN LATERAL (
    SELECT person_id, counted_from < %(year)s AND counted_until IS NULL AS stayed
    FROM registry_membership
    WHERE household_id = h.household_id
      AND counted_from <= %(year)s AND (counted_until IS NULL OR counted_until >= %(year)s)
    OFFSET 0
) m
