-- Person-years of every year the file tells of.
INSERT INTO registry_memberyear (
    person_id, year, village_code, confirmed, education, school, absence, health, labour, work_area, work_months,
    resident_insurance, employee_insurance, serious_insurance, commercial_insurance, accident_insurance,
    resident_pension, employee_pension, dibao, destitute, soldier, mandarin, relocated, extra, version)
SELECT person.id, entering.year, entering.village_code, true, COALESCE(entering.education, ''),
       COALESCE(entering.school, ''), COALESCE(entering.absence, ''), COALESCE(entering.health, '{}'),
       COALESCE(entering.labour, ''), COALESCE(entering.work_area, ''), entering.work_months,
       entering.resident_insurance, entering.employee_insurance, entering.serious_insurance,
       entering.commercial_insurance, entering.accident_insurance, entering.resident_pension,
       entering.employee_pension, entering.dibao, COALESCE(entering.destitute, ''), entering.soldier,
       entering.mandarin, entering.relocated, COALESCE(entering.extra, '{}'), 1
  FROM entering_memberyear entering
  JOIN entering_person person USING (local)
 ORDER BY person.id, entering.year
