-- Households with an opening: an opening row, or made by a split in the year; with them whoever has a live decision,
-- and whoever is registered without an opening: everybody in a baseline, a contradiction in any other year.
-- `concerned` are those the closing speaks of (domain.md §13.3); the others are only checked.
CREATE TEMP TABLE subject AS
WITH RECURSIVE lineage AS (
    SELECT household_id, split_from_id AS origin FROM home WHERE split
    UNION ALL
    SELECT lineage.household_id, parent.split_from_id
    FROM lineage
    CROSS JOIN LATERAL (
        SELECT split_from_id FROM registry_household WHERE id = lineage.origin AND split_year = %(year)s LIMIT 1
    ) parent
), split AS (
    -- A household split off stands at the opening with the status of the one it came from.
    SELECT lineage.household_id, max(o.closing_status) AS status
    FROM lineage
    LEFT JOIN LATERAL (
        SELECT closing_status FROM registry_closing WHERE household_id = lineage.origin AND year = %(year)s - 1 LIMIT 1
    ) o ON true
    GROUP BY lineage.household_id
), opened AS (
    SELECT h.household_id, h.village_code, h.status, h.attribute, h.split, o.members_closing AS row_members,
           COALESCE(s.status, o.closing_status) AS opening_status, o.village_code AS row_village,
           COALESCE(COALESCE(s.status, o.closing_status) IN ('poor', 'exited', 'relapsed', 'stable'), false)
               AS was_registered,
           h.status IN ('poor', 'exited', 'relapsed', 'stable') AS is_registered
    FROM home h
    LEFT JOIN opening o ON o.household_id = h.household_id
    LEFT JOIN split s ON s.household_id = h.household_id
)
SELECT o.household_id, o.village_code, o.status, o.attribute, o.split, o.row_members, o.was_registered,
       COALESCE(o.opening_status, '') AS opening_status,
       CASE WHEN o.split THEN o.village_code ELSE COALESCE(r.successor, o.row_village) END AS village_opening,
       o.was_registered OR o.split OR d.id IS NOT NULL OR %(baseline)s AND o.is_registered AS concerned,
       d.id AS decision_id, d.kind, d.procedure_complete, d.announced_on, d.decided_on, d.campaign_id
FROM opened o
LEFT JOIN recoded r ON r.code = o.row_village
LEFT JOIN LATERAL (
    SELECT id, kind, procedure_complete, announced_on, decided_on, campaign_id
    FROM registry_decision
    WHERE household_id = o.household_id AND year = %(year)s AND state = 'approved' LIMIT 1
) d ON true
WHERE o.opening_status IS NOT NULL OR o.split OR d.id IS NOT NULL OR o.is_registered
