-- The least anybody could do: read the tables that the closing reads once, and write as many rows as wide. No rules.
INSERT INTO bare_closing (%(columns)s)
SELECT h.id, %(year)s, o.village_code, h.village_code, COALESCE(o.closing_status, ''), h.status, 'unchanged',
       h.attribute, false,
       COALESCE(n.members, 0), 0, 0, 0, 0, 0, 0, COALESCE(n.members, 0), t.wage, t.wage, 2952,
       'met', 'met', 'met', CASE WHEN c.safe_water THEN 'met' ELSE 'unmet' END,
       CASE WHEN c.housing_grade = 'A' THEN 'met' ELSE 'unmet' END,
       CASE WHEN n.schooled THEN 'met' ELSE 'unmet' END, CASE WHEN n.insured THEN 'met' ELSE 'unmet' END,
       d.id, '', '[]'
FROM registry_household h
LEFT JOIN (
    SELECT m.household_id, count(p.born) AS members, bool_or(y.school <> '') AS schooled,
           bool_or(y.resident_insurance OR y.serious_insurance OR y.employee_insurance OR y.soldier) AS insured
    FROM registry_membership m
    JOIN registry_person p ON p.id = m.person_id AND p.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN registry_memberyear y
        ON y.person_id = m.person_id AND y.year = %(year)s AND y.village_code BETWEEN %(first)s AND %(last)s
    WHERE m.village_code BETWEEN %(first)s AND %(last)s AND m.counted_from <= %(year)s
      AND (m.counted_until IS NULL OR m.counted_until >= %(year)s)
    GROUP BY m.household_id
) n ON n.household_id = h.id
LEFT JOIN registry_statement t
    ON t.household_id = h.id AND t.year = %(year)s AND t.village_code BETWEEN %(first)s AND %(last)s
LEFT JOIN registry_survey c
    ON c.household_id = h.id AND c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
LEFT JOIN registry_closing o
    ON o.household_id = h.id AND o.year = %(year)s - 1 AND o.village_code BETWEEN %(first)s AND %(last)s
LEFT JOIN registry_decision d
    ON d.household_id = h.id AND d.year = %(year)s AND d.village_code BETWEEN %(first)s AND %(last)s
WHERE h.village_code BETWEEN %(first)s AND %(last)s AND (o.id IS NOT NULL OR d.id IS NOT NULL)
