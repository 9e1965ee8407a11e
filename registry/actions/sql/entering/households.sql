-- Households as they stand, with the years of their statuses: a baseline is the one file that brings these along.
-- Invariant: a household split off names its parent, or neither parent nor year where the parent does not come in too.
INSERT INTO registry_household (
    id, village_id, village_code, natural_village, "group", address, longitude, latitude,
    phone_sealed, phone_index, bank, card_sealed, card_last4,
    standard, attribute, main_cause, other_causes, status, planned_exit_year,
    first_identified, first_identified_month, registered_year, exit_year, relapse_year, relapse_cause,
    split_from_id, split_year, martyr_family, one_child, two_daughters,
    relocation, relocation_willing, resettlement, resettlement_address, version)
SELECT entering.id, entering.village_id, entering.village_code, COALESCE(entering.natural_village, ''),
       COALESCE(entering."group", ''), COALESCE(entering.address, ''), entering.longitude, entering.latitude,
       entering.phone_sealed, entering.phone_index, COALESCE(entering.bank, ''), entering.card_sealed,
       COALESCE(entering.card_last4, ''),
       COALESCE(entering.standard, 'national'), entering.attribute, COALESCE(entering.main_cause, ''),
       COALESCE(entering.other_causes, '{}'), entering.status, entering.planned_exit_year,
       entering.first_identified, entering.first_identified_month, entering.registered_year, entering.exit_year,
       entering.relapse_year, COALESCE(entering.relapse_cause, ''),
       parent.id, CASE WHEN parent.id IS NOT NULL THEN entering.split_year END,
       COALESCE(entering.martyr_family, false), COALESCE(entering.one_child, false),
       COALESCE(entering.two_daughters, false),
       COALESCE(entering.relocation, false), entering.relocation_willing, COALESCE(entering.resettlement, ''),
       COALESCE(entering.resettlement_address, ''), 1
  FROM entering_household entering
  LEFT JOIN entering_household parent ON parent.key = entering.split_key
 ORDER BY entering.id
