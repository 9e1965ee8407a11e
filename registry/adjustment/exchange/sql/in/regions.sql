-- Villages recoded up to the cut.
SELECT old.code, new.code AS successor, old.valid_to AS replaced_on
FROM regions_region old
JOIN regions_region new ON new.id = old.successor_id
WHERE old.level = 5 AND (old.valid_to IS NULL OR old.valid_to <= make_date(%(year)s, 12, 31))
ORDER BY old.code
