-- Last year's person-years of the unit's active members into the open year, unconfirmed; they count as they stand
-- (domain.md §13.8). Who has a row of the open year keeps it, so doing this again changes nothing.
INSERT INTO registry_memberyear (
    person_id, year, village_code, confirmed, education, school, absence, health, labour, work_area, work_months,
    resident_insurance, employee_insurance, serious_insurance, commercial_insurance, accident_insurance,
    resident_pension, employee_pension, dibao, destitute, soldier, mandarin, relocated, extra, version)
SELECT last.person_id, %(year)s, household.village_code, false, last.education, last.school, last.absence, last.health,
       last.labour, last.work_area, last.work_months, last.resident_insurance, last.employee_insurance,
       last.serious_insurance, last.commercial_insurance, last.accident_insurance, last.resident_pension,
       last.employee_pension, last.dibao, last.destitute, last.soldier, last.mandarin, last.relocated, last.extra, 1
  FROM registry_household household
  JOIN registry_membership membership ON membership.household_id = household.id AND membership.counted_until IS NULL
  JOIN registry_memberyear last ON last.person_id = membership.person_id AND last.year = %(year)s - 1
 WHERE household.village_code BETWEEN %(first)s AND %(last)s
   AND household.status = ANY (%(statuses)s)
 ORDER BY last.person_id
ON CONFLICT (person_id, year) DO NOTHING
