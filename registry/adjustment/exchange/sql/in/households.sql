-- The households of the province, and those elsewhere that it has to do with (`near`, made by near.sql).
SELECT h.id AS household, h.village_code AS village, h.status, COALESCE(attribute.code, h.attribute) AS attribute,
       h.first_identified, h.registered_year, h.exit_year, h.relapse_year,
       COALESCE(cause.code, h.relapse_cause) AS relapse_cause,
       h.split_from_id AS split_from, h.split_year
FROM near
JOIN registry_household h ON h.id = near.household_id
LEFT JOIN code_list attribute ON attribute.list = 'attribute' AND attribute.word = h.attribute
LEFT JOIN code_list cause ON cause.list = 'cause' AND cause.word = h.relapse_cause
ORDER BY h.id
