-- The lines of the balance at every level, areas without padding.
SELECT (ARRAY['province', 'city', 'county', 'township', 'village'])[level] AS level,
       left(region_code::text, (ARRAY[2, 4, 6, 9, 12])[level]) AS area, stock,
       CASE WHEN persons THEN 'persons' ELSE 'households' END AS unit, opening, moved, registered, relapsed, split,
       natural_in, correction_in, transfer_in, natural_out, correction_out, transfer_out, exited, removed, closed, closing,
       balances::int AS balances
FROM registry_balance
WHERE run_id = %(run)s AND rehearsed = %(rehearsed)s
ORDER BY registry_balance.level DESC, 2, stock, unit
