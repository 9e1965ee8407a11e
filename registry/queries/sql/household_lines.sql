-- Households as a list shows them, in the order of `ids`: the same as queries.rows and queries.columns say, household
-- by household, which a test holds it to. A survey only carried forward counts as missing; of a guarantee that hangs on
-- the members, any unmet makes it unmet, else any unknown makes it unknown (domain.md §13.2).
SELECT h.id, h.village_code, t.head, t.last4, t.id_sealed, v.name AS village, w.name AS township, h.natural_village,
       h."group", t.members, h.status, h.attribute, h.main_cause, h.other_causes, h.standard, h.planned_exit_year,
       h.first_identified, h.exit_year, h.relapse_year, h.relocation, h.address, s.net_income, i.per_head, c.state AS collection,
       s.id IS NOT NULL AND u.id IS NOT NULL AS collected, d.doubts,
       CASE WHEN %(with_extras)s THEN x.extra END AS extra,
       i.per_head > %(line)s AS income, u.food, u.clothing, u.safe_water AS water,
       CASE WHEN u.housing_grade IN ('A', 'B') THEN true
            WHEN u.housing_grade <> '' THEN u.housing_remedy <> '' AND COALESCE(
                u.remedy_on <= make_date(%(year)s, 12, 31), false) END AS housing,
       CASE WHEN t.unschooled THEN false WHEN t.schooling_unknown THEN NULL ELSE true END AS education,
       CASE WHEN t.uninsured THEN false WHEN t.insurance_unknown THEN NULL ELSE true END AS medical
FROM unnest(%(ids)s) WITH ORDINALITY AS asked (id, place)
JOIN registry_household h ON h.id = asked.id
JOIN regions_region v ON v.id = h.village_id
LEFT JOIN regions_region w ON w.id = v.parent_id
CROSS JOIN LATERAL (
    SELECT count(*) AS members, max(name) FILTER (WHERE relation = 'head') AS head,
           max(id_last4) FILTER (WHERE relation = 'head') AS last4,
           (array_agg(id_sealed) FILTER (WHERE relation = 'head' AND %(whole)s))[1] AS id_sealed,
           bool_or(schooled IS FALSE) AS unschooled, bool_or(schooled IS NULL) AS schooling_unknown,
           bool_or(insured IS FALSE) AS uninsured, bool_or(insured IS NULL) AS insurance_unknown
    FROM (
        SELECT m.relation, p.name, p.id_last4, p.id_sealed,
               CASE WHEN p.born IS NULL THEN NULL
                    WHEN p.born > make_date(%(year)s - 6, 8, 31) OR p.born <= make_date(%(year)s - 16, 12, 31) THEN true
                    WHEN y.absence IN ('home_taught', 'ill', 'disabled')
                         OR y.education IN ('junior', 'senior', 'college')
                         OR y.school NOT IN ('', 'none', 'kindergarten') THEN true
                    WHEN y.school IN ('none', 'kindergarten') THEN false END AS schooled,
               y.soldier OR y.employee_insurance
               OR (y.resident_insurance AND (NOT %(serious_required)s OR y.serious_insurance)) AS insured
        FROM registry_membership m
        JOIN registry_person p ON p.id = m.person_id
        LEFT JOIN registry_memberyear y ON y.person_id = m.person_id AND y.year = %(year)s
        WHERE m.household_id = h.id AND m.counted_until IS NULL
    ) member
) t
LEFT JOIN LATERAL (
    SELECT id, %(net_income)s AS net_income FROM registry_statement WHERE household_id = h.id AND year = %(year)s
) s ON true
CROSS JOIN LATERAL (SELECT round(s.net_income / NULLIF(t.members, 0), 2) AS per_head) i
LEFT JOIN registry_survey x ON x.household_id = h.id AND x.year = %(year)s
LEFT JOIN LATERAL (SELECT x.*) u ON x.confirmed
LEFT JOIN registry_collection c ON c.household_id = h.id AND c.year = %(year)s
LEFT JOIN LATERAL (
    SELECT count(*) AS doubts FROM registry_doubt WHERE household_id = h.id AND outcome = ''
) d ON %(with_doubts)s
ORDER BY asked.place
