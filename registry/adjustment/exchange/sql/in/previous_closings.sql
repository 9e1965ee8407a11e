-- The opening rows.
SELECT c.household_id AS household, c.year, c.village_code AS village, c.closing_status, c.members_closing
FROM near
JOIN registry_closing c USING (household_id)
WHERE c.year = %(year)s - 1
ORDER BY c.household_id
