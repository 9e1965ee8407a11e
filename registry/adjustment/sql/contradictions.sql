-- Input that contradicts itself (domain.md §13.8): nothing of the year may be applied while any of it stands.
-- Each problem once a household; no row when there is none.
WITH missing AS (
    SELECT household_id FROM opening
    WHERE NOT EXISTS (SELECT FROM home WHERE home.household_id = opening.household_id)
)
SELECT household_id, 'status' AS problem FROM subject
WHERE opening_status <> '' AND status <> opening_status
  AND NOT (status = 'candidate' AND opening_status IN ('removed', 'closed'))
UNION ALL
SELECT household_id, 'unopened' FROM subject
WHERE NOT %(baseline)s AND opening_status = '' AND NOT split AND status IN ('poor', 'exited', 'relapsed', 'stable')
UNION ALL
SELECT household_id, 'split' FROM subject
WHERE split AND NOT was_registered
UNION ALL
SELECT s.household_id, 'members' FROM subject s
LEFT JOIN people n ON n.household_id = s.household_id
LEFT JOIN flow f ON f.household_id = s.household_id
WHERE s.opening_status <> ''
  AND COALESCE(n.stayers, 0) + COALESCE(f.opening, 0) <> CASE WHEN s.split THEN 0 ELSE s.row_members END
UNION ALL
SELECT household_id, 'two_households'
FROM mover
CROSS JOIN LATERAL (
    SELECT unnest(ARRAY[opening, other_opening]) AS household_id WHERE opening <> other_opening
    UNION
    SELECT unnest(ARRAY[closing, other_closing]) WHERE closing <> other_closing
) both_of_them
UNION ALL
SELECT missing.household_id, 'gone'
FROM missing
LEFT JOIN LATERAL (SELECT id FROM registry_household WHERE id = missing.household_id LIMIT 1) h ON true
WHERE h.id IS NULL
UNION ALL
SELECT household_id, 'baseline' FROM subject
WHERE %(baseline)s AND (decision_id IS NOT NULL OR opening_status <> '')
ORDER BY 1, 2
LIMIT 200
