-- Decisions under their own numbers, in their state at the cut. Of a refused one the reason is not carried; of a relapse
-- the reason is its cause. A decision without a date lies in no campaign's window. A refused one is final here, so that
-- one which stands beside a live one of the same year cannot be kept; it would decide nothing.
INSERT INTO registry_decision (
    id, household_id, village_code, year, kind, state, reason, cause, source, document_number, decided_on, campaign_id,
    procedure_complete, announced_on, refusal, proposed_at, version)
SELECT d.decision::bigint, h.id, h.village_code, d.year::int, d.kind, d.state, COALESCE(d.reason, ''),
       CASE WHEN d.kind = 'relapse' THEN COALESCE(cause.word, d.reason, '') ELSE '' END, '', '',
       COALESCE(d.date::date, '1900-01-01'), d.campaign::bigint, COALESCE(d.procedure_complete::boolean, false),
       d.announced_on::date, CASE WHEN d.state = 'refused' THEN 'status' ELSE '' END, now(), 1
FROM in_decisions d
JOIN registry_household h ON h.id = d.household::bigint
LEFT JOIN code_list cause ON cause.list = 'cause' AND cause.code = d.reason
WHERE NOT (d.state = 'refused' AND EXISTS (
    SELECT FROM in_decisions live
    WHERE live.household = d.household AND live.year = d.year AND live.state IN ('approved', 'applied')))
