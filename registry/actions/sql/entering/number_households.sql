-- Households that come in get their numbers before anything refers to them.
UPDATE entering_household
   SET id = nextval((SELECT pg_get_serial_sequence('registry_household', 'id'))::regclass)
