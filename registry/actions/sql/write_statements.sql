-- The open year's statement of a household: made where something was filled in, else changed where it was filled in.
INSERT INTO registry_statement AS statement (
    household_id, year, village_code, period_start, period_end, wage, business, asset_dividend, other_property,
    family_planning, dibao, destitute_support, pension, ecological, other_transfer, business_cost,
    excluded, excluded_note, version)
SELECT merging.household_id, %(year)s, merging.village_code, merging.period_start, merging.period_end, merging.wage,
       merging.business, merging.asset_dividend, merging.other_property, merging.family_planning, merging.dibao,
       merging.destitute_support, merging.pension, merging.ecological, merging.other_transfer,
       merging.business_cost, merging.excluded, COALESCE(merging.excluded_note, ''), 1
  FROM merging_statement merging
 ORDER BY merging.household_id
ON CONFLICT (household_id, year) DO UPDATE
   SET period_start = COALESCE(EXCLUDED.period_start, statement.period_start),
       period_end = COALESCE(EXCLUDED.period_end, statement.period_end),
       wage = COALESCE(EXCLUDED.wage, statement.wage),
       business = COALESCE(EXCLUDED.business, statement.business),
       asset_dividend = COALESCE(EXCLUDED.asset_dividend, statement.asset_dividend),
       other_property = COALESCE(EXCLUDED.other_property, statement.other_property),
       family_planning = COALESCE(EXCLUDED.family_planning, statement.family_planning),
       dibao = COALESCE(EXCLUDED.dibao, statement.dibao),
       destitute_support = COALESCE(EXCLUDED.destitute_support, statement.destitute_support),
       pension = COALESCE(EXCLUDED.pension, statement.pension),
       ecological = COALESCE(EXCLUDED.ecological, statement.ecological),
       other_transfer = COALESCE(EXCLUDED.other_transfer, statement.other_transfer),
       business_cost = COALESCE(EXCLUDED.business_cost, statement.business_cost),
       excluded = COALESCE(EXCLUDED.excluded, statement.excluded),
       excluded_note = COALESCE(NULLIF(EXCLUDED.excluded_note, ''), statement.excluded_note),
       version = statement.version + 1
