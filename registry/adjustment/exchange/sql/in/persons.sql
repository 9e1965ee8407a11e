-- Everybody who ever belonged to one of these households: a number and a birth date, no name, no ID number.
SELECT p.id AS person, p.born
FROM registry_person p
WHERE p.id IN (SELECT m.person_id FROM near JOIN registry_membership m USING (household_id))
ORDER BY p.id
