-- The rows of a finished run are the rehearsed ones, part by part with the same digest: so its tallies are the rehearsed.
INSERT INTO registry_tally (run_id, rehearsed, level, region_code, kind, about, word, households, persons)
SELECT run_id, false, level, region_code, kind, about, word, households, persons
FROM registry_tally
WHERE run_id = %(run)s AND rehearsed
