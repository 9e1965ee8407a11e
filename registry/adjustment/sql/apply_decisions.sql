-- Each live decision of the year is applied, or refused with the reason that the closing row gives.
UPDATE registry_decision d
SET state = CASE WHEN c.refusal = '' THEN 'applied' ELSE 'refused' END,
    refusal = c.refusal,
    version = d.version + 1
FROM registry_closing c
WHERE d.id = c.decision_id AND d.state = 'approved'
  AND c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
