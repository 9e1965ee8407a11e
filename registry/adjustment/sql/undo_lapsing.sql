-- What lapsed when the run finished is proposed again: the decisions that the act %(finishing)s changed.
UPDATE registry_decision d
SET state = 'proposed', version = d.version + 1
FROM registry_decisionevent e
WHERE e.pgh_context_id = %(finishing)s AND e.state = 'lapsed'
  AND d.id = e.pgh_obj_id AND d.state = 'lapsed'
