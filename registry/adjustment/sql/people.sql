-- The closing members of the unit's households, and the two guarantees that hang on every one of them (domain.md
-- §13.2). One row a household that has any; `stayers` were members at the opening as well. `unschooled`, `uninsured`:
-- of somebody it is known to be so; `…_unknown`: of somebody it is not known.
-- A person and its year are looked for in the unit's span (p, y), and by number only where they are not there.
CREATE TEMP TABLE people AS
WITH member AS (
    SELECT household_id, person_id, stayed
    FROM belonging
    WHERE stayed AND NOT EXISTS (SELECT FROM mover WHERE mover.person_id = belonging.person_id)
    UNION ALL
    SELECT closing, person_id, false
    FROM mover
    WHERE closing IS NOT NULL
), judged AS (
    SELECT m.household_id, m.stayed,
           CASE WHEN b.born IS NULL THEN NULL
                WHEN b.born > make_date(%(year)s - 6, 8, 31) OR b.born <= make_date(%(year)s - 16, 12, 31) THEN true
                WHEN b.absence IN ('home_taught', 'ill', 'disabled') OR b.education IN ('junior', 'senior', 'college')
                     OR b.school NOT IN ('', 'none', 'kindergarten') THEN true
                WHEN b.school IN ('none', 'kindergarten') THEN false END AS schooled,
           b.soldier OR b.employee_insurance
           OR (b.resident_insurance AND (NOT %(serious_required)s OR b.serious_insurance)) AS insured
    FROM member m
    LEFT JOIN registry_person p ON p.id = m.person_id AND p.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN registry_memberyear y
        ON y.person_id = m.person_id AND y.year = %(year)s AND y.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN LATERAL (
        SELECT * FROM registry_memberyear
        WHERE y.person_id IS NULL AND person_id = m.person_id AND year = %(year)s OFFSET 0
    ) z ON true
    CROSS JOIN LATERAL (
        SELECT COALESCE(p.born, (SELECT born FROM registry_person WHERE p.id IS NULL AND id = m.person_id)) AS born,
               COALESCE(y.education, z.education) AS education, COALESCE(y.school, z.school) AS school,
               COALESCE(y.absence, z.absence) AS absence, COALESCE(y.soldier, z.soldier) AS soldier,
               COALESCE(y.employee_insurance, z.employee_insurance) AS employee_insurance,
               COALESCE(y.resident_insurance, z.resident_insurance) AS resident_insurance,
               COALESCE(y.serious_insurance, z.serious_insurance) AS serious_insurance
    ) b
)
SELECT household_id, count(*) AS closing, count(*) FILTER (WHERE stayed) AS stayers,
       bool_or(schooled IS FALSE) AS unschooled, bool_or(schooled IS NULL) AS schooling_unknown,
       bool_or(insured IS FALSE) AS uninsured, bool_or(insured IS NULL) AS insurance_unknown
FROM judged
GROUP BY household_id
