-- Persons that come in get their ids before anything refers to them; `local` numbers them within the file.
UPDATE entering_person
   SET id = nextval((SELECT pg_get_serial_sequence('registry_person', 'id'))::regclass)
