-- Villages recoded up to the end of the year, each with the code that it ended in.
-- A household whose opening village maps to its closing village this way has not moved (domain.md §13.6).
CREATE TEMP TABLE recoded AS
WITH RECURSIVE step AS (
    SELECT code, successor_id, 1 AS depth
    FROM regions_region
    WHERE level = 5 AND successor_id IS NOT NULL AND (valid_to IS NULL OR valid_to <= %(node)s)
    UNION ALL
    SELECT step.code, later.successor_id, step.depth + 1
    FROM step
    CROSS JOIN LATERAL (
        SELECT successor_id FROM regions_region
        WHERE id = step.successor_id AND successor_id IS NOT NULL AND (valid_to IS NULL OR valid_to <= %(node)s) LIMIT 1
    ) later
    WHERE step.depth < 20
)
SELECT DISTINCT ON (step.code) step.code, heir.code AS successor
FROM step
CROSS JOIN LATERAL (SELECT code FROM regions_region WHERE id = step.successor_id LIMIT 1) heir
ORDER BY step.code, step.depth DESC
