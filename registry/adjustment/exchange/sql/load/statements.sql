-- Statements: a row is one that somebody entered.
INSERT INTO registry_statement (
    household_id, year, village_code, wage, business, asset_dividend, other_property, family_planning, dibao,
    destitute_support, pension, ecological, other_transfer, business_cost, excluded_note, version)
SELECT h.id, s.year::int, h.village_code, s.wage::numeric, s.business::numeric, s.asset_dividend::numeric,
       s.other_property::numeric, s.family_planning::numeric, s.dibao::numeric, s.destitute_support::numeric,
       s.pension::numeric, s.ecological::numeric, s.other_transfer::numeric, s.business_cost::numeric, '', 1
FROM in_statements s
JOIN registry_household h ON h.id = s.household::bigint
ORDER BY h.village_code, h.id
