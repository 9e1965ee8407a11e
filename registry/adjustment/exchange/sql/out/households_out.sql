-- The households that the year changed: as they are afterwards, those that an act of the run touched; from a rehearsal,
-- as they would be.
SELECT h.id AS household, told.status, COALESCE(attribute.code, told.attribute) AS attribute,
       told.first_identified, told.registered_year, told.exit_year, told.relapse_year,
       COALESCE(cause.code, told.relapse_cause) AS relapse_cause
FROM %(results)s c
JOIN registry_household h ON h.id = c.household_id
LEFT JOIN registry_decision d ON d.id = c.decision_id
CROSS JOIN LATERAL (
    SELECT h.status, h.attribute, h.first_identified, h.registered_year, h.exit_year, h.relapse_year, h.relapse_cause
    WHERE NOT %(rehearsed)s
    UNION ALL
    SELECT c.closing_status, c.attribute,
           CASE c.outcome WHEN 'registered' THEN COALESCE(h.first_identified, c.year) ELSE h.first_identified END,
           CASE c.outcome WHEN 'registered' THEN c.year ELSE h.registered_year END,
           CASE c.outcome WHEN 'exited' THEN c.year ELSE h.exit_year END,
           CASE c.outcome WHEN 'relapsed' THEN c.year ELSE h.relapse_year END,
           CASE c.outcome WHEN 'relapsed' THEN d.cause ELSE h.relapse_cause END
    WHERE %(rehearsed)s
) told
LEFT JOIN code_list attribute ON attribute.list = 'attribute' AND attribute.word = told.attribute
LEFT JOIN code_list cause ON cause.list = 'cause' AND cause.word = told.relapse_cause
WHERE c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
  AND (%(rehearsed)s AND h.status <> c.closing_status OR NOT %(rehearsed)s AND EXISTS (
      SELECT FROM registry_householdevent e
      JOIN audit_act a ON a.id = e.pgh_context_id AND a.verb = 'run.unit' AND a.target_id = %(run)s::text
      WHERE e.pgh_obj_id = h.id))
ORDER BY h.id
