-- Their memberships in these households, in the order of entry.
SELECT m.id AS membership, m.person_id AS person, m.household_id AS household, m.counted_from, m.counted_until,
       m.kind_in, m.kind_out, m.joined_on, m.left_on
FROM near
JOIN registry_membership m USING (household_id)
ORDER BY m.id
