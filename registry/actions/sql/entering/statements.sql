-- Incomes of every year the file tells of.
INSERT INTO registry_statement (
    household_id, year, village_code, period_start, period_end, wage, business, asset_dividend, other_property,
    family_planning, dibao, destitute_support, pension, ecological, other_transfer, business_cost,
    excluded, excluded_note, version)
SELECT household.id, entering.year, entering.village_code, entering.period_start, entering.period_end, entering.wage,
       entering.business, entering.asset_dividend, entering.other_property, entering.family_planning, entering.dibao,
       entering.destitute_support, entering.pension, entering.ecological, entering.other_transfer,
       entering.business_cost, entering.excluded, COALESCE(entering.excluded_note, ''), 1
  FROM entering_statement entering
  JOIN entering_household household USING (staged)
 ORDER BY household.id, entering.year
