-- The balance of each village of the unit (domain.md §13.6): both stocks, in persons and in households. The opening is
-- last year's rows, the terms are this year's, the closing is counted apart (`stock_at_end`): the three meet only here.
-- `n` is what a group counts for: its members, or its households; `stood` whether it was in the stock at the opening.
INSERT INTO registry_balance (
    run_id, rehearsed, level, region_code, stock, persons, opening, moved, registered, relapsed, split, natural_in,
    correction_in, transfer_in, natural_out, correction_out, transfer_out, exited, removed, closed, closing, balances)
WITH side (stock, statuses, persons) AS (
    SELECT stock, statuses, persons
    FROM (VALUES ('poor', ARRAY['poor', 'relapsed']),
                 ('registered', ARRAY['poor', 'relapsed', 'exited', 'stable'])) s (stock, statuses),
         (VALUES (true), (false)) u (persons)
), line AS (
    SELECT o.village_code, s.stock, s.persons, w.n AS opening, CASE WHEN o.left_it THEN -w.n ELSE 0 END AS moved,
           0 AS registered, 0 AS relapsed, 0 AS split, 0 AS natural_in, 0 AS correction_in, 0 AS transfer_in,
           0 AS natural_out, 0 AS correction_out, 0 AS transfer_out, 0 AS exited, 0 AS removed, 0 AS closed,
           0 AS closing
    FROM origin o
    CROSS JOIN side s
    CROSS JOIN LATERAL (SELECT CASE WHEN o.status <> ALL (s.statuses) THEN 0 WHEN s.persons THEN o.members
                                    ELSE o.households END AS n) w
    UNION ALL
    SELECT m.village_code, s.stock, s.persons, 0, CASE WHEN m.arrived AND w.stood THEN w.opened ELSE 0 END,
           CASE WHEN m.outcome = 'registered' THEN w.n ELSE 0 END,
           CASE WHEN m.outcome = 'relapsed' AND s.stock = 'poor' THEN w.n ELSE 0 END,
           CASE WHEN m.split AND w.stood AND NOT s.persons THEN m.households ELSE 0 END,
           m.natural_in * w.member, m.correction_in * w.member, m.transfer_in * w.member,
           m.natural_out * w.member, m.correction_out * w.member, m.transfer_out * w.member,
           CASE WHEN m.outcome = 'exited' AND s.stock = 'poor' THEN w.n ELSE 0 END,
           CASE WHEN m.outcome = 'removed' AND w.stood THEN w.n ELSE 0 END,
           CASE WHEN m.outcome = 'closed' AND w.stood THEN w.n ELSE 0 END, 0
    FROM movement m
    CROSS JOIN side s
    CROSS JOIN LATERAL (SELECT m.opening_status = ANY (s.statuses) AS stood,
                               (s.persons AND m.opening_status = ANY (s.statuses))::int AS member,
                               CASE WHEN s.persons THEN m.opening ELSE m.households END AS opened,
                               CASE WHEN s.persons THEN m.closing ELSE m.households END AS n) w
    UNION ALL
    SELECT e.village_code, s.stock, s.persons, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
           CASE WHEN s.persons THEN e.members ELSE e.households END
    FROM stock_at_end e
    JOIN side s ON e.status = ANY (s.statuses)
)
SELECT %(run)s, %(rehearsed)s, 5, village_code, stock, persons,
       sum(opening), sum(moved), sum(registered), sum(relapsed), sum(split),
       sum(natural_in), sum(correction_in), sum(transfer_in), sum(natural_out), sum(correction_out), sum(transfer_out),
       sum(exited), sum(removed), sum(closed), sum(closing),
       sum(opening + moved + registered + relapsed + split + natural_in + correction_in + transfer_in
           - natural_out - correction_out - transfer_out - exited - removed - closed - closing) = 0
FROM line
GROUP BY village_code, stock, persons
