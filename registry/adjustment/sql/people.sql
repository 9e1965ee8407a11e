-- What the unit's households have in persons: members at both ends, comings and goings by kind, and the two guarantees
-- that hang on every closing member (domain.md §13.2). One row a household that had anybody.
-- Persons and person-years are looked for in the unit's own span, and by number only where they are not found there.
CREATE TEMP TABLE people AS
WITH counted AS (
    SELECT m.household_id, m.person_id, true AS opening, true AS closing, ''::text AS inward, ''::text AS outward
    FROM registry_household h
    JOIN registry_membership m ON m.household_id = h.id
    WHERE h.village_code BETWEEN %(first)s AND %(last)s
      AND m.counted_from < %(year)s AND m.counted_until IS NULL
      AND NOT EXISTS (SELECT FROM mover WHERE mover.person_id = m.person_id)
    UNION ALL
    SELECT opening, person_id, true, closing IS NOT DISTINCT FROM opening, '',
           CASE WHEN closing IS NULL THEN kind_out WHEN closing <> opening THEN 'transfer' ELSE '' END
    FROM mover
    WHERE opening IS NOT NULL
    UNION ALL
    SELECT closing, person_id, false, true, CASE WHEN opening IS NULL THEN kind_in ELSE 'transfer' END, ''
    FROM mover
    WHERE closing IS DISTINCT FROM opening AND closing IS NOT NULL
), known AS (
    SELECT c.*, COALESCE(p.born, q.born) AS born, COALESCE(y.absence, z.absence) AS absence,
           COALESCE(y.education, z.education) AS education, COALESCE(y.school, z.school) AS school,
           COALESCE(y.soldier, z.soldier) OR COALESCE(y.employee_insurance, z.employee_insurance)
           OR (COALESCE(y.resident_insurance, z.resident_insurance)
               AND (NOT %(serious_required)s OR COALESCE(y.serious_insurance, z.serious_insurance))) AS insured
    FROM counted c
    LEFT JOIN registry_person p ON p.id = c.person_id AND p.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN LATERAL (SELECT born FROM registry_person WHERE p.id IS NULL AND id = c.person_id LIMIT 1) q ON true
    LEFT JOIN registry_memberyear y
        ON y.person_id = c.person_id AND y.year = %(year)s AND y.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN LATERAL (
        SELECT * FROM registry_memberyear WHERE y.id IS NULL AND person_id = c.person_id AND year = %(year)s LIMIT 1
    ) z ON true
), judged AS (
    SELECT *, CASE
           WHEN born IS NULL THEN NULL
           WHEN born > make_date(%(year)s - 6, 8, 31) OR born <= make_date(%(year)s - 16, 12, 31) THEN true
           WHEN absence IN ('home_taught', 'ill', 'disabled') OR education IN ('junior', 'senior', 'college')
                OR school NOT IN ('', 'none', 'kindergarten') THEN true
           WHEN school IN ('none', 'kindergarten') THEN false END AS schooled
    FROM known
)
SELECT household_id, count(*) FILTER (WHERE opening) AS opening, count(*) FILTER (WHERE closing) AS closing,
       count(*) FILTER (WHERE inward = 'natural') AS increase_natural,
       count(*) FILTER (WHERE inward = 'correction') AS increase_correction,
       count(*) FILTER (WHERE inward = 'transfer') AS increase_transfer,
       count(*) FILTER (WHERE outward = 'natural') AS decrease_natural,
       count(*) FILTER (WHERE outward = 'correction') AS decrease_correction,
       count(*) FILTER (WHERE outward = 'transfer') AS decrease_transfer,
       bool_or(closing AND schooled IS FALSE) AS unschooled, bool_or(closing AND schooled IS NULL) AS schooling_unknown,
       bool_or(closing AND insured IS FALSE) AS uninsured, bool_or(closing AND insured IS NULL) AS insurance_unknown
FROM judged
GROUP BY household_id
