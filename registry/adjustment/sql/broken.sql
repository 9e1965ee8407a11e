-- Households of the unit at which the balance breaks: what their rows say disagrees with last year's row, with the
-- household's own status, or with its memberships counted anew.
SELECT h.id AS household_id, CASE
           WHEN c.household_id IS NULL THEN 'no_row'
           WHEN h.status <> c.closing_status THEN 'status'
           WHEN m.members <> c.members_closing THEN 'members'
           ELSE 'opening' END AS problem
FROM registry_household h
CROSS JOIN LATERAL (
    SELECT count(DISTINCT person_id) AS members
    FROM registry_membership
    WHERE household_id = h.id
      AND counted_from <= %(year)s AND (counted_until IS NULL OR counted_until > %(year)s)
) m
LEFT JOIN this_year c ON c.household_id = h.id
LEFT JOIN last_year o ON o.household_id = h.id
WHERE h.village_code BETWEEN %(first)s AND %(last)s
  AND (c.household_id IS NULL AND h.status IN ('poor', 'exited', 'relapsed', 'stable')
       AND (h.split_year IS NULL OR h.split_year <= %(year)s)
       OR h.status <> c.closing_status
       OR m.members <> c.members_closing
       OR c.opening_status <> '' AND c.members_closing <> c.members_opening
           + c.increase_natural + c.increase_correction + c.increase_transfer
           - c.decrease_natural - c.decrease_correction - c.decrease_transfer
       OR o.status <> c.opening_status
       OR o.members <> c.members_opening)
ORDER BY h.id
LIMIT 50
