-- Persons of the file whom somebody has registered since it was checked.
SELECT count(*) AS persons
  FROM entering_person entering
  JOIN registry_person person USING (id_index)
