-- The balance of each village of the unit (domain.md §13.6): both stocks, in persons and in households. The opening is
-- last year's rows, the terms are this year's, the closing is counted apart (`stock_at_end`): the three meet only here.
INSERT INTO registry_balance (
    run_id, rehearsed, level, region_code, stock, persons, opening, moved, registered, relapsed, split, natural_in,
    correction_in, transfer_in, natural_out, correction_out, transfer_out, exited, removed, closed, closing, balances)
WITH side (stock, statuses, persons) AS (
    SELECT stock, statuses, persons
    FROM (VALUES ('poor', ARRAY['poor', 'relapsed']),
                 ('registered', ARRAY['poor', 'relapsed', 'exited', 'stable'])) s (stock, statuses),
         (VALUES (true), (false)) u (persons)
), term AS (
    SELECT o.village_code, s.stock, s.persons, t.name, t.n
    FROM origin o CROSS JOIN side s
    CROSS JOIN LATERAL (
        SELECT CASE WHEN o.status <> ALL (s.statuses) THEN NULL WHEN s.persons THEN o.members ELSE o.households END AS n) w
    CROSS JOIN LATERAL (VALUES ('opening', w.n), ('moved', CASE WHEN o.left_it THEN -w.n END)) t (name, n)
    UNION ALL
    SELECT m.village_code, s.stock, s.persons, t.name, t.n
    FROM movement m CROSS JOIN side s
    CROSS JOIN LATERAL (SELECT m.opening_status = ANY (s.statuses) AS stood,
                               CASE WHEN s.persons THEN m.opening ELSE m.households END AS at_opening,
                               CASE WHEN s.persons THEN m.closing ELSE m.households END AS at_closing) w
    CROSS JOIN LATERAL (VALUES
        ('registered', CASE WHEN m.outcome = 'registered' THEN w.at_closing END),
        ('relapsed', CASE WHEN m.outcome = 'relapsed' AND s.stock = 'poor' THEN w.at_closing END),
        ('exited', CASE WHEN m.outcome = 'exited' AND s.stock = 'poor' THEN w.at_closing END),
        ('removed', CASE WHEN m.outcome = 'removed' AND w.stood THEN w.at_closing END),
        ('closed', CASE WHEN m.outcome = 'closed' AND w.stood THEN w.at_closing END),
        ('moved', CASE WHEN m.arrived AND w.stood THEN w.at_opening END),
        ('split', CASE WHEN m.split AND w.stood AND NOT s.persons THEN m.households END)) t (name, n)
    UNION ALL
    SELECT m.village_code, s.stock, true, t.name, t.n
    FROM movement m JOIN side s ON s.persons AND m.opening_status = ANY (s.statuses)
    CROSS JOIN LATERAL (VALUES
        ('natural_in', m.natural_in), ('correction_in', m.correction_in), ('transfer_in', m.transfer_in),
        ('natural_out', m.natural_out), ('correction_out', m.correction_out), ('transfer_out', m.transfer_out)) t (name, n)
    UNION ALL
    SELECT e.village_code, s.stock, s.persons, 'closing', CASE WHEN s.persons THEN e.members ELSE e.households END
    FROM stock_at_end e JOIN side s ON e.status = ANY (s.statuses)
)
SELECT %(run)s, %(rehearsed)s, 5, village_code, stock, persons,
       COALESCE(sum(n) FILTER (WHERE name = 'opening'), 0), COALESCE(sum(n) FILTER (WHERE name = 'moved'), 0),
       COALESCE(sum(n) FILTER (WHERE name = 'registered'), 0), COALESCE(sum(n) FILTER (WHERE name = 'relapsed'), 0),
       COALESCE(sum(n) FILTER (WHERE name = 'split'), 0), COALESCE(sum(n) FILTER (WHERE name = 'natural_in'), 0),
       COALESCE(sum(n) FILTER (WHERE name = 'correction_in'), 0), COALESCE(sum(n) FILTER (WHERE name = 'transfer_in'), 0),
       COALESCE(sum(n) FILTER (WHERE name = 'natural_out'), 0), COALESCE(sum(n) FILTER (WHERE name = 'correction_out'), 0),
       COALESCE(sum(n) FILTER (WHERE name = 'transfer_out'), 0), COALESCE(sum(n) FILTER (WHERE name = 'exited'), 0),
       COALESCE(sum(n) FILTER (WHERE name = 'removed'), 0), COALESCE(sum(n) FILTER (WHERE name = 'closed'), 0),
       COALESCE(sum(n) FILTER (WHERE name = 'closing'), 0),
       COALESCE(sum(CASE WHEN name IN ('natural_out', 'correction_out', 'transfer_out', 'exited', 'removed', 'closed', 'closing')
                    THEN -n ELSE n END), 0) = 0
FROM term
GROUP BY village_code, stock, persons
