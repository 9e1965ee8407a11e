-- The households that the year changed, as they are afterwards: those that an act of the run touched. From a rehearsal,
-- as they would be.
SELECT h.id AS household, c.closing_status AS status, COALESCE(attribute.code, c.attribute) AS attribute,
       CASE c.outcome WHEN 'registered' THEN COALESCE(h.first_identified, c.year) ELSE h.first_identified END
           AS first_identified,
       CASE c.outcome WHEN 'registered' THEN c.year ELSE h.registered_year END AS registered_year,
       CASE c.outcome WHEN 'exited' THEN c.year ELSE h.exit_year END AS exit_year,
       CASE c.outcome WHEN 'relapsed' THEN c.year ELSE h.relapse_year END AS relapse_year,
       COALESCE(cause.code, told.cause) AS relapse_cause
FROM %(results)s c
JOIN registry_household h ON h.id = c.household_id
LEFT JOIN registry_decision d ON d.id = c.decision_id
CROSS JOIN LATERAL (SELECT CASE c.outcome WHEN 'relapsed' THEN d.cause ELSE h.relapse_cause END AS cause) told
LEFT JOIN code_list attribute ON attribute.list = 'attribute' AND attribute.word = c.attribute
LEFT JOIN code_list cause ON cause.list = 'cause' AND cause.word = told.cause
WHERE c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
  AND (%(rehearsed)s AND h.status <> c.closing_status OR NOT %(rehearsed)s AND EXISTS (
      SELECT FROM registry_householdevent e
      JOIN audit_act a ON a.id = e.pgh_context_id AND a.verb = 'run.unit' AND a.target_id = %(run)s::text
      WHERE e.pgh_obj_id = h.id))
ORDER BY h.id
