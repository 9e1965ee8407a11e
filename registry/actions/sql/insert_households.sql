-- New households, as candidates: only the closing registers one (domain.md §13.3 row 3).
INSERT INTO registry_household (
    id, village_id, village_code, natural_village, "group", address, longitude, latitude,
    phone_sealed, phone_index, bank, card_sealed, card_last4,
    standard, attribute, main_cause, other_causes, status, planned_exit_year, relapse_cause,
    martyr_family, one_child, two_daughters,
    relocation, relocation_willing, resettlement, resettlement_address, version)
SELECT id, village_id, village_code, COALESCE(natural_village, ''), COALESCE("group", ''), COALESCE(address, ''),
       longitude, latitude,
       phone_sealed, phone_index, COALESCE(bank, ''), card_sealed, COALESCE(card_last4, ''),
       COALESCE(standard, 'national'), attribute, COALESCE(main_cause, ''), COALESCE(other_causes, '{}'),
       'candidate', planned_exit_year, '',
       COALESCE(martyr_family, false), COALESCE(one_child, false), COALESCE(two_daughters, false),
       COALESCE(relocation, false), relocation_willing, COALESCE(resettlement, ''),
       COALESCE(resettlement_address, ''), 1
  FROM merging_household
 WHERE is_new
 ORDER BY id
