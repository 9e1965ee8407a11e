-- The year's statements: a row is one that somebody entered.
SELECT s.household_id AS household, s.year, s.wage, s.business, s.asset_dividend, s.other_property, s.family_planning,
       s.dibao, s.destitute_support, s.pension, s.ecological, s.other_transfer, s.business_cost
FROM near
JOIN registry_statement s USING (household_id)
WHERE s.year = %(year)s
ORDER BY s.household_id
