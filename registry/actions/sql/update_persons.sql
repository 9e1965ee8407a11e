-- Persons of the register: what the workbook says of them, and the village of whoever joins another household.
UPDATE registry_person person
   SET village_code = household.village_code,
       name = COALESCE(merging.name, person.name),
       name_key = COALESCE(merging.name_key, person.name_key),
       initials = COALESCE(merging.initials, person.initials),
       sex = COALESCE(merging.sex, person.sex),
       id_type = COALESCE(merging.id_type, person.id_type),
       id_sealed = COALESCE(merging.id_sealed, person.id_sealed),
       born = COALESCE(merging.born, person.born),
       ethnicity = COALESCE(merging.ethnicity, person.ethnicity),
       politics = COALESCE(merging.politics, person.politics),
       version = person.version + 1
  FROM merging_person merging
  JOIN merging_household household USING (staged)
 WHERE person.id = merging.id AND merging.touched AND merging.is_new IS NOT TRUE
