-- Who is behind these ID numbers, anywhere in the country, and where they belong now.
-- Invariant: one row a known person; a person has at most one open membership.
SELECT person.id_index,
       person.id AS person_id,
       person.name_key,
       COALESCE(county.shown_name, '') AS county,
       membership.id AS membership_id,
       membership.household_id,
       membership.village_code,
       COALESCE(household.status, '') AS status,
       EXISTS (SELECT FROM registry_membership last
                WHERE last.person_id = person.id AND last.reason_out = 'death') AS dead
  FROM registry_person person
  LEFT JOIN registry_membership membership
    ON membership.person_id = person.id AND membership.counted_until IS NULL
  LEFT JOIN registry_household household
    ON household.id = membership.household_id
  LEFT JOIN regions_region county
    ON county.level = 3
   AND county.code = COALESCE(membership.village_code, person.village_code) / 1000000 * 1000000
 WHERE person.id_index = ANY (%(indexes)s)
