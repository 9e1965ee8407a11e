-- What became of the year's decisions: the live ones applied or refused, the proposed ones lapsed. Before the run they
-- are still approved and proposed; afterwards the lapsed ones are those that lapsed in its last act.
SELECT d.id AS decision,
       CASE WHEN NOT %(rehearsed)s THEN d.state WHEN c.refusal = '' THEN 'applied' ELSE 'refused' END AS state,
       CASE WHEN NOT %(rehearsed)s THEN d.refusal ELSE c.refusal END AS reason
FROM %(results)s c
JOIN registry_decision d ON d.id = c.decision_id
WHERE c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT d.id, 'lapsed', ''
FROM registry_decision d
WHERE d.year = %(year)s AND d.village_code BETWEEN %(first)s AND %(last)s
  AND (d.state = 'proposed' OR d.state = 'lapsed' AND EXISTS (
      SELECT FROM registry_decisionevent e
      JOIN audit_act a ON a.id = e.pgh_context_id AND a.verb = 'run.finish' AND a.target_id = %(run)s::text
      WHERE e.pgh_obj_id = d.id AND e.state = 'lapsed'))
ORDER BY 1
