-- The year's decisions in their state at the cut. Of a relapse the reason is its cause; other reasons are people's words.
SELECT d.id AS decision, d.household_id AS household, d.year, d.kind, d.state, COALESCE(cause.code, d.cause) AS reason,
       d.decided_on AS date, d.campaign_id AS campaign, d.procedure_complete::int AS procedure_complete, d.announced_on
FROM near
JOIN registry_decision d USING (household_id)
LEFT JOIN code_list cause ON cause.list = 'cause' AND cause.word = d.cause
WHERE d.year = %(year)s
ORDER BY d.id
