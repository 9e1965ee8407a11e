-- Households a run has to do with: of the province; with an opening row there; sharing a person with one of these; and
-- those that any of them was split from.
CREATE TEMP TABLE near AS
WITH RECURSIVE own AS (
    SELECT id FROM registry_household WHERE village_code BETWEEN %(first)s AND %(last)s
    UNION
    SELECT household_id FROM registry_closing
    WHERE year = %(year)s - 1 AND village_code BETWEEN %(first)s AND %(last)s
), shared AS (
    SELECT other.household_id AS id
    FROM own
    JOIN registry_membership m ON m.household_id = own.id
    JOIN registry_membership other ON other.person_id = m.person_id
), lineage AS (
    SELECT id FROM own
    UNION
    SELECT id FROM shared
    UNION
    SELECT h.split_from_id FROM lineage JOIN registry_household h ON h.id = lineage.id WHERE h.split_from_id IS NOT NULL
)
SELECT id AS household_id FROM lineage
