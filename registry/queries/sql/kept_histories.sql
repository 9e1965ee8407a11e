-- Of which tables any event of a household has been kept: most households have those of a few.
WITH ever AS (
    SELECT person_id FROM registry_membership WHERE household_id = %(household)s
    UNION
    SELECT person_id FROM registry_membershipevent WHERE household_id = %(household)s
)
SELECT 'membership' AS kept WHERE EXISTS (SELECT FROM registry_membershipevent WHERE household_id = %(household)s)
UNION ALL
SELECT 'statement' WHERE EXISTS (SELECT FROM registry_statementevent WHERE household_id = %(household)s)
UNION ALL
SELECT 'survey' WHERE EXISTS (SELECT FROM registry_surveyevent WHERE household_id = %(household)s)
UNION ALL
SELECT 'collection' WHERE EXISTS (SELECT FROM registry_collectionevent WHERE household_id = %(household)s)
UNION ALL
SELECT 'decision' WHERE EXISTS (SELECT FROM registry_decisionevent WHERE household_id = %(household)s)
UNION ALL
SELECT 'move' WHERE EXISTS (SELECT FROM registry_moveevent WHERE household_id = %(household)s)
UNION ALL
SELECT 'person' WHERE EXISTS (SELECT FROM registry_personevent WHERE pgh_obj_id IN (SELECT person_id FROM ever))
UNION ALL
SELECT 'memberyear' WHERE EXISTS (SELECT FROM registry_memberyearevent WHERE person_id IN (SELECT person_id FROM ever))
