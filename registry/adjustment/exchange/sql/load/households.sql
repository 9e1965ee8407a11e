-- Households under their own numbers; what the exchange does not carry is left empty.
INSERT INTO registry_household (
    id, village_id, village_code, natural_village, "group", address, bank, card_last4, standard, attribute, main_cause,
    other_causes, status, first_identified, registered_year, exit_year, relapse_year, relapse_cause, split_from_id,
    split_year, martyr_family, one_child, two_daughters, relocation, resettlement, resettlement_address, version)
SELECT h.household::bigint, r.id, h.village::bigint, '', '', '', '', '', 'national',
       COALESCE(attribute.word, h.attribute, ''), '',
       '{}', h.status, h.first_identified::int, h.registered_year::int, h.exit_year::int, h.relapse_year::int,
       COALESCE(cause.word, h.relapse_cause, ''), h.split_from::bigint, h.split_year::int,
       false, false, false, false, '', '', 1
FROM in_households h
JOIN regions_region r ON r.level = 5 AND r.code = h.village::bigint
LEFT JOIN code_list attribute ON attribute.list = 'attribute' AND attribute.code = h.attribute
LEFT JOIN code_list cause ON cause.list = 'cause' AND cause.code = h.relapse_cause
ORDER BY h.village, h.household::bigint
