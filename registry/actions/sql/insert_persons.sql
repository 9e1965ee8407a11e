-- Persons nobody knew. Somebody who registered one of them in the meantime makes this fail as a whole: tried again, the
-- household is found stale. A newborn has a year from birth to get a number.
INSERT INTO registry_person (
    id, village_code, name, name_key, initials, sex, id_type, id_sealed, id_index, id_last4,
    born, ethnicity, politics, number_missing, number_missing_since, version)
SELECT person.id, person.village_code, person.name, person.name_key, person.initials,
       COALESCE(person.sex, 'unknown'), COALESCE(person.id_type, 'citizen'),
       person.id_sealed, person.id_index, COALESCE(person.id_last4, ''),
       person.born, COALESCE(person.ethnicity, ''), COALESCE(person.politics, ''),
       COALESCE(person.number_missing, ''),
       CASE person.number_missing WHEN 'newborn' THEN person.born WHEN 'lost' THEN %(today)s END, 1
  FROM merging_person person
 WHERE person.is_new
 ORDER BY person.id
