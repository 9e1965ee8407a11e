-- Villages recoded up to the end of the year, each with the code that it ended in.
-- A household whose opening village maps to its closing village this way has not moved (domain.md §13.6).
CREATE TEMP TABLE recoded AS
WITH RECURSIVE step AS (
    SELECT old.code, old.successor_id, 1 AS depth
    FROM regions_region old
    WHERE old.level = 5 AND old.successor_id IS NOT NULL AND (old.valid_to IS NULL OR old.valid_to <= %(node)s)
    UNION ALL
    SELECT step.code, later.successor_id, step.depth + 1
    FROM step
    JOIN regions_region later ON later.id = step.successor_id
    WHERE later.successor_id IS NOT NULL AND (later.valid_to IS NULL OR later.valid_to <= %(node)s) AND step.depth < 20
)
SELECT DISTINCT ON (step.code) step.code, heir.code AS successor
FROM step
JOIN regions_region heir ON heir.id = step.successor_id
ORDER BY step.code, step.depth DESC
