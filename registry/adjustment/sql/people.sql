-- The closing members of the unit's households, and the two guarantees that hang on every one of them (domain.md
-- §13.2). One row a household that has any; `stayers` were members at the opening as well. `unschooled`, `uninsured`:
-- of somebody it is known to be so; `…_unknown`: of somebody it is not known.
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
                WHEN y.absence IN ('home_taught', 'ill', 'disabled') OR y.education IN ('junior', 'senior', 'college')
                     OR y.school NOT IN ('', 'none', 'kindergarten') THEN true
                WHEN y.school IN ('none', 'kindergarten') THEN false END AS schooled,
           y.soldier OR y.employee_insurance
           OR (y.resident_insurance AND (NOT %(serious_required)s OR y.serious_insurance)) AS insured
    FROM member m
    LEFT JOIN birth b ON b.id = m.person_id
    LEFT JOIN person_year y ON y.person_id = m.person_id
)
SELECT household_id, count(*) AS closing, count(*) FILTER (WHERE stayed) AS stayers,
       bool_or(schooled IS FALSE) AS unschooled, bool_or(schooled IS NULL) AS schooling_unknown,
       bool_or(insured IS FALSE) AS uninsured, bool_or(insured IS NULL) AS insurance_unknown
FROM judged
GROUP BY household_id
