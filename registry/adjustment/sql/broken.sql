-- Households of the unit at which the balance breaks: what their rows say disagrees with last year's row, with the
-- household's own status, or with its memberships counted anew.
WITH counted AS (
    SELECT h.id, h.village_code, h.status, h.split_year, count(DISTINCT m.person_id) AS members
    FROM registry_household h
    LEFT JOIN registry_membership m ON m.household_id = h.id
        AND m.counted_from <= %(year)s AND (m.counted_until IS NULL OR m.counted_until > %(year)s)
    WHERE h.village_code BETWEEN %(first)s AND %(last)s
    GROUP BY h.id
)
SELECT h.id AS household_id, CASE
           WHEN c.id IS NULL THEN 'no_row'
           WHEN h.status <> c.closing_status THEN 'status'
           WHEN h.members <> c.members_closing THEN 'members'
           ELSE 'opening' END AS problem
FROM counted h
LEFT JOIN registry_closing c ON c.household_id = h.id AND c.year = %(year)s
LEFT JOIN registry_closing o ON o.household_id = h.id AND o.year = %(year)s - 1
WHERE (c.id IS NULL AND h.status IN ('poor', 'exited', 'relapsed', 'stable') AND (h.split_year IS NULL OR h.split_year <= %(year)s))
   OR h.status <> c.closing_status OR h.members <> c.members_closing
   OR (c.opening_status <> '' AND c.members_opening + c.increase_natural + c.increase_correction + c.increase_transfer
       - c.decrease_natural - c.decrease_correction - c.decrease_transfer <> c.members_closing)
   OR (c.opening_status <> '' AND NOT c.split AND (o.closing_status <> c.opening_status OR o.members_closing <> c.members_opening))
ORDER BY h.id
LIMIT 50
