-- The year's person-years. A reason has no national code but its own word.
SELECT y.person_id AS person, y.year, school.code AS school, NULLIF(y.absence, '') AS reason, education.code AS education,
       y.soldier::int AS soldier, y.employee_insurance::int AS employee_insurance,
       y.resident_insurance::int AS resident_insurance, y.serious_insurance::int AS serious_insurance
FROM registry_memberyear y
LEFT JOIN code_list school ON school.list = 'school' AND school.word = y.school
LEFT JOIN code_list education ON education.list = 'education' AND education.word = y.education
WHERE y.year = %(year)s
  AND y.person_id IN (SELECT m.person_id FROM near JOIN registry_membership m USING (household_id))
ORDER BY y.person_id
