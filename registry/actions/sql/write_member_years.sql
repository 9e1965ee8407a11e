-- The open year of a person. To enter it is to confirm what was carried forward.
INSERT INTO registry_memberyear AS member (
    person_id, year, village_code, confirmed, education, school, absence, health, labour, work_area, work_months,
    resident_insurance, employee_insurance, serious_insurance, commercial_insurance, accident_insurance,
    resident_pension, employee_pension, dibao, destitute, soldier, mandarin, relocated, extra, version)
SELECT merging.person_id, %(year)s, merging.village_code, true, COALESCE(merging.education, ''),
       COALESCE(merging.school, ''), COALESCE(merging.absence, ''), COALESCE(merging.health, '{}'),
       COALESCE(merging.labour, ''), COALESCE(merging.work_area, ''), merging.work_months,
       merging.resident_insurance, merging.employee_insurance, merging.serious_insurance,
       merging.commercial_insurance, merging.accident_insurance, merging.resident_pension,
       merging.employee_pension, merging.dibao, COALESCE(merging.destitute, ''), merging.soldier, merging.mandarin,
       merging.relocated, COALESCE(merging.extra, '{}'), 1
  FROM merging_memberyear merging
 ORDER BY merging.person_id
ON CONFLICT (person_id, year) DO UPDATE
   SET confirmed = true,
       village_code = EXCLUDED.village_code,
       education = COALESCE(NULLIF(EXCLUDED.education, ''), member.education),
       school = COALESCE(NULLIF(EXCLUDED.school, ''), member.school),
       absence = COALESCE(NULLIF(EXCLUDED.absence, ''), member.absence),
       health = COALESCE(NULLIF(EXCLUDED.health, '{}'), member.health),
       labour = COALESCE(NULLIF(EXCLUDED.labour, ''), member.labour),
       work_area = COALESCE(NULLIF(EXCLUDED.work_area, ''), member.work_area),
       work_months = COALESCE(EXCLUDED.work_months, member.work_months),
       resident_insurance = COALESCE(EXCLUDED.resident_insurance, member.resident_insurance),
       employee_insurance = COALESCE(EXCLUDED.employee_insurance, member.employee_insurance),
       serious_insurance = COALESCE(EXCLUDED.serious_insurance, member.serious_insurance),
       commercial_insurance = COALESCE(EXCLUDED.commercial_insurance, member.commercial_insurance),
       accident_insurance = COALESCE(EXCLUDED.accident_insurance, member.accident_insurance),
       resident_pension = COALESCE(EXCLUDED.resident_pension, member.resident_pension),
       employee_pension = COALESCE(EXCLUDED.employee_pension, member.employee_pension),
       dibao = COALESCE(EXCLUDED.dibao, member.dibao),
       destitute = COALESCE(NULLIF(EXCLUDED.destitute, ''), member.destitute),
       soldier = COALESCE(EXCLUDED.soldier, member.soldier),
       mandarin = COALESCE(EXCLUDED.mandarin, member.mandarin),
       relocated = COALESCE(EXCLUDED.relocated, member.relocated),
       extra = member.extra || EXCLUDED.extra,
       version = member.version + 1
