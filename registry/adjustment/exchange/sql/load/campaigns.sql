-- Campaigns under their own numbers.
INSERT INTO registry_campaign (id, name, opens, closes, allows, areas, source)
SELECT c.campaign::bigint, 'campaign ' || c.campaign, c.opens::date, c.closes::date,
       COALESCE(string_to_array(c.allows, ' '), '{}'), COALESCE(string_to_array(c.areas, ' '), '{}'), ''
FROM in_campaigns c
