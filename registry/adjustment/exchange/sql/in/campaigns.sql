-- The campaigns that these decisions name.
SELECT c.id AS campaign, c.opens, c.closes,
       array_to_string(c.allows, ' ') AS allows, array_to_string(c.areas, ' ') AS areas
FROM registry_campaign c
WHERE c.id IN (SELECT d.campaign_id FROM near JOIN registry_decision d USING (household_id) WHERE d.year = %(year)s)
ORDER BY c.id
