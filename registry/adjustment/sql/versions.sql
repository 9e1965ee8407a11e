-- The versions of all rows that a unit is computed from, one figure a table. A row's version is the transaction that wrote
-- it and the place where it lies: whoever inserts, changes or deletes a row, by whatever way, changes the figure.
-- Beyond its span a unit reads the memberships of those who came or went, and last year's rows of households kept there.
WITH membership AS (
    SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) AS versions,
           array_agg(person_id) FILTER (WHERE counted_from = %(year)s OR counted_until IS NOT NULL) AS movers
    FROM registry_membership
    WHERE village_code BETWEEN %(first)s AND %(last)s
      AND counted_from <= %(year)s AND (counted_until IS NULL OR counted_until >= %(year)s)
)
SELECT
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_household
     WHERE village_code BETWEEN %(first)s AND %(last)s) AS households,
    (SELECT versions FROM membership) AS memberships,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_membership
     WHERE person_id = ANY ((SELECT movers FROM membership)::bigint[])) AS memberships_of_movers,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_person
     WHERE village_code BETWEEN %(first)s AND %(last)s) AS persons,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_memberyear
     WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s) AS person_years,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_statement
     WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s) AS statements,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_survey
     WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s) AS surveys,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_decision
     WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s) AS decisions,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_closing
     WHERE year = %(year)s - 1 AND village_code BETWEEN %(first)s AND %(last)s) AS openings,
    (SELECT sum(hash_record_extended(ROW(c.ctid, c.xmin), 0))
     FROM (
        SELECT id FROM registry_household h
        WHERE village_code BETWEEN %(first)s AND %(last)s AND NOT EXISTS (
            SELECT FROM registry_closing
            WHERE household_id = h.id AND year = %(year)s - 1 AND village_code BETWEEN %(first)s AND %(last)s)
     ) h
     CROSS JOIN LATERAL (
        SELECT ctid, xmin FROM registry_closing WHERE household_id = h.id AND year = %(year)s - 1 OFFSET 0
     ) c) AS openings_away,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM registry_campaign) AS campaigns,
    (SELECT sum(hash_record_extended(ROW(ctid, xmin), 0)) FROM regions_region
     WHERE successor_id IS NOT NULL) AS recoded
