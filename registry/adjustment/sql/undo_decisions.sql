-- Each decision that the year applied or refused is approved again, as it was at the cut.
UPDATE registry_decision d
SET state = 'approved',
    refusal = '',
    version = d.version + 1
FROM registry_closing c
WHERE d.id = c.decision_id AND d.state IN ('applied', 'refused')
  AND c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
