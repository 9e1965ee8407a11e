-- New households get their numbers before anything refers to them.
UPDATE merging_household
   SET id = nextval((SELECT pg_get_serial_sequence('registry_household', 'id'))::regclass), is_new = true
 WHERE id IS NULL
