-- Person-years, kept where the person now belongs or last belonged.
INSERT INTO registry_memberyear (
    person_id, year, village_code, confirmed, education, school, absence, health, labour, work_area,
    resident_insurance, employee_insurance, serious_insurance, destitute, soldier, version)
SELECT p.id, y.year::int, p.village_code, true, COALESCE(education.word, ''), COALESCE(school.word, ''),
       COALESCE(absence.word, CASE WHEN y.reason IS NULL THEN '' ELSE 'other' END), '{}', '', '',
       y.resident_insurance::boolean, y.employee_insurance::boolean, y.serious_insurance::boolean, '',
       y.soldier::boolean, 1
FROM in_member_years y
JOIN registry_person p ON p.id = y.person::bigint
LEFT JOIN code_list education ON education.list = 'education' AND education.code = y.education
LEFT JOIN code_list school ON school.list = 'school' AND school.code = y.school
LEFT JOIN code_list absence ON absence.list = 'absence' AND absence.code = y.reason
ORDER BY p.village_code, p.id
