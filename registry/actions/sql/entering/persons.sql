-- Persons, each once however many households of the file they were in. A newborn has a year from birth to get a number.
INSERT INTO registry_person (
    id, village_code, name, name_key, initials, sex, id_type, id_sealed, id_index, id_last4,
    born, ethnicity, politics, number_missing, number_missing_since, version)
SELECT id, village_code, name, name_key, initials, COALESCE(sex, 'unknown'), COALESCE(id_type, 'citizen'),
       id_sealed, id_index, COALESCE(id_last4, ''), born, COALESCE(ethnicity, ''), COALESCE(politics, ''),
       COALESCE(number_missing, ''),
       CASE number_missing WHEN 'newborn' THEN born WHEN 'lost' THEN %(today)s END, 1
  FROM entering_person
 ORDER BY id
