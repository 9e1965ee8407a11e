-- The balance of every township, county, prefecture and the province: the sum of its villages' lines (domain.md §13.6).
INSERT INTO registry_balance (
    run_id, rehearsed, level, region_code, stock, persons, opening, moved, registered, relapsed, split, natural_in,
    correction_in, transfer_in, natural_out, correction_out, transfer_out, exited, removed, closed, closing, balances)
SELECT b.run_id, b.rehearsed, a.level, b.region_code / a.span * a.span, b.stock, b.persons,
       sum(b.opening), sum(b.moved), sum(b.registered), sum(b.relapsed), sum(b.split),
       sum(b.natural_in), sum(b.correction_in), sum(b.transfer_in), sum(b.natural_out), sum(b.correction_out),
       sum(b.transfer_out), sum(b.exited), sum(b.removed), sum(b.closed), sum(b.closing),
       sum(b.opening + b.moved + b.registered + b.relapsed + b.split + b.natural_in + b.correction_in + b.transfer_in
           - b.natural_out - b.correction_out - b.transfer_out - b.exited - b.removed - b.closed - b.closing) = 0
FROM registry_balance b
CROSS JOIN (VALUES (4, 1000), (3, 1000000), (2, 100000000), (1, 10000000000)) a (level, span)
WHERE b.run_id = %(run)s AND b.rehearsed = %(rehearsed)s AND b.level = 5
GROUP BY b.run_id, b.rehearsed, a.level, b.region_code / a.span * a.span, b.stock, b.persons
