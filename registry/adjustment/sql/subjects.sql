-- Households with an opening: an opening row, or made by a split in the year; with them whoever has a live decision, and
-- whoever is registered without an opening, which is everybody in a baseline and a contradiction in any other year.
-- `concerned` are those the closing speaks of (domain.md §13.3); the others are only checked.
CREATE TEMP TABLE subject AS
WITH RECURSIVE lineage AS (
    SELECT h.id, h.split_from_id AS origin
    FROM registry_household h
    WHERE h.village_code BETWEEN %(first)s AND %(last)s AND h.split_year = %(year)s
    UNION ALL
    SELECT lineage.id, parent.split_from_id
    FROM lineage
    JOIN registry_household parent ON parent.id = lineage.origin AND parent.split_year = %(year)s
), split AS (
    -- A household split off stands at the opening with the status of the one it came from.
    SELECT lineage.id, max(o.closing_status) AS status
    FROM lineage
    LEFT JOIN registry_closing o ON o.household_id = lineage.origin AND o.year = %(year)s - 1
    GROUP BY lineage.id
), opened AS (
    SELECT h.id AS household_id, h.village_code, h.status, h.attribute, split.id IS NOT NULL AS split,
           COALESCE(o.members_closing, far.members_closing) AS row_members,
           COALESCE(split.status, o.closing_status, far.closing_status) AS opening_status,
           COALESCE(o.village_code, far.village_code) AS row_village
    FROM registry_household h
    LEFT JOIN split ON split.id = h.id
    LEFT JOIN registry_closing o
        ON o.household_id = h.id AND o.year = %(year)s - 1 AND o.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN LATERAL (
        SELECT * FROM registry_closing WHERE o.id IS NULL AND household_id = h.id AND year = %(year)s - 1 LIMIT 1
    ) far ON true
    WHERE h.village_code BETWEEN %(first)s AND %(last)s AND (h.split_year IS NULL OR h.split_year <= %(year)s)
)
SELECT o.household_id, o.village_code, o.status, o.attribute, o.split, o.row_members, is_it.was_registered,
       COALESCE(o.opening_status, '') AS opening_status,
       CASE WHEN o.split THEN o.village_code ELSE COALESCE(r.successor, o.row_village) END AS village_opening,
       is_it.was_registered OR o.split OR d.id IS NOT NULL OR %(baseline)s AND is_it.is_registered AS concerned,
       d.id AS decision_id, d.kind, d.procedure_complete, d.announced_on, d.decided_on, d.campaign_id
FROM opened o
CROSS JOIN LATERAL (
    SELECT COALESCE(o.opening_status IN ('poor', 'exited', 'relapsed', 'stable'), false) AS was_registered,
           o.status IN ('poor', 'exited', 'relapsed', 'stable') AS is_registered
) is_it
LEFT JOIN recoded r ON r.code = o.row_village
LEFT JOIN registry_decision d
    ON d.household_id = o.household_id AND d.year = %(year)s AND d.state = 'approved'
WHERE o.opening_status IS NOT NULL OR o.split OR d.id IS NOT NULL OR is_it.is_registered
