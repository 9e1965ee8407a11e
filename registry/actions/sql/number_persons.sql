-- Persons nobody knew get their ids before anything refers to them.
UPDATE merging_person
   SET id = nextval((SELECT pg_get_serial_sequence('registry_person', 'id'))::regclass), is_new = true
 WHERE id IS NULL
