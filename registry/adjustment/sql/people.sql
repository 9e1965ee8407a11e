-- What the unit's households have in persons: members at both ends, comings and goings by kind, and the two guarantees
-- that hang on every closing member (domain.md §13.2). One row a household that had anybody.
CREATE TEMP TABLE people AS
WITH counted AS (
    SELECT household_id, person_id, true AS opening, true AS closing, ''::text AS inward, ''::text AS outward
    FROM belonging
    WHERE stayed AND NOT EXISTS (SELECT FROM mover WHERE mover.person_id = belonging.person_id)
    UNION ALL
    SELECT opening, person_id, true, closing IS NOT DISTINCT FROM opening, '',
           CASE WHEN closing IS NULL THEN kind_out WHEN closing <> opening THEN 'transfer' ELSE '' END
    FROM mover
    WHERE opening IS NOT NULL
    UNION ALL
    SELECT closing, person_id, false, true, CASE WHEN opening IS NULL THEN kind_in ELSE 'transfer' END, ''
    FROM mover
    WHERE closing IS DISTINCT FROM opening AND closing IS NOT NULL
), judged AS (
    SELECT c.*,
           CASE WHEN b.born IS NULL THEN NULL
                WHEN b.born > make_date(%(year)s - 6, 8, 31) OR b.born <= make_date(%(year)s - 16, 12, 31) THEN true
                WHEN y.absence IN ('home_taught', 'ill', 'disabled') OR y.education IN ('junior', 'senior', 'college')
                     OR y.school NOT IN ('', 'none', 'kindergarten') THEN true
                WHEN y.school IN ('none', 'kindergarten') THEN false END AS schooled,
           y.soldier OR y.employee_insurance
           OR (y.resident_insurance AND (NOT %(serious_required)s OR y.serious_insurance)) AS insured
    FROM counted c
    LEFT JOIN birth b ON b.id = c.person_id
    LEFT JOIN person_year y ON y.person_id = c.person_id
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
