-- Households of the register of which anything changes, members and year included: their version guards all of it.
-- Invariant: what the workbook leaves empty stays; status, village and the years of the status are never touched.
UPDATE registry_household household
   SET natural_village = COALESCE(merging.natural_village, household.natural_village),
       "group" = COALESCE(merging."group", household."group"),
       address = COALESCE(merging.address, household.address),
       longitude = COALESCE(merging.longitude, household.longitude),
       latitude = COALESCE(merging.latitude, household.latitude),
       phone_sealed = COALESCE(merging.phone_sealed, household.phone_sealed),
       phone_index = COALESCE(merging.phone_index, household.phone_index),
       bank = COALESCE(merging.bank, household.bank),
       card_sealed = COALESCE(merging.card_sealed, household.card_sealed),
       card_last4 = COALESCE(merging.card_last4, household.card_last4),
       standard = COALESCE(merging.standard, household.standard),
       attribute = COALESCE(merging.attribute, household.attribute),
       main_cause = COALESCE(merging.main_cause, household.main_cause),
       other_causes = COALESCE(merging.other_causes, household.other_causes),
       planned_exit_year = COALESCE(merging.planned_exit_year, household.planned_exit_year),
       martyr_family = COALESCE(merging.martyr_family, household.martyr_family),
       one_child = COALESCE(merging.one_child, household.one_child),
       two_daughters = COALESCE(merging.two_daughters, household.two_daughters),
       relocation = COALESCE(merging.relocation, household.relocation),
       relocation_willing = COALESCE(merging.relocation_willing, household.relocation_willing),
       resettlement = COALESCE(merging.resettlement, household.resettlement),
       resettlement_address = COALESCE(merging.resettlement_address, household.resettlement_address),
       version = household.version + 1
  FROM merging_household merging
 WHERE household.id = merging.id AND NOT merging.is_new
