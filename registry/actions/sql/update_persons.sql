-- Persons of the register: what the workbook says of them, and the village of whoever joins another household.
-- Invariant: who has a number has no reason for having none.
UPDATE registry_person person
   SET village_code = merging.village_code,
       name = COALESCE(merging.name, person.name),
       name_key = COALESCE(merging.name_key, person.name_key),
       initials = COALESCE(merging.initials, person.initials),
       sex = COALESCE(merging.sex, person.sex),
       id_type = COALESCE(merging.id_type, person.id_type),
       id_sealed = COALESCE(merging.id_sealed, person.id_sealed),
       id_index = COALESCE(merging.id_index, person.id_index),
       id_last4 = COALESCE(merging.id_last4, person.id_last4),
       number_missing = CASE WHEN merging.id_index IS NULL
                             THEN COALESCE(merging.number_missing, person.number_missing) ELSE '' END,
       number_missing_since = CASE WHEN merging.id_index IS NULL
                                   THEN COALESCE(person.number_missing_since,
                                                 CASE WHEN merging.number_missing IS NOT NULL THEN %(today)s END) END,
       born = COALESCE(merging.born, person.born),
       ethnicity = COALESCE(merging.ethnicity, person.ethnicity),
       politics = COALESCE(merging.politics, person.politics),
       version = person.version + 1
  FROM merging_person merging
 WHERE person.id = merging.id AND merging.touched AND NOT merging.is_new
