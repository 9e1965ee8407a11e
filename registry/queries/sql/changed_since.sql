-- Households of the year's closing rows of which an act has changed anything since %(since)s: themselves, their members,
-- income, conditions or collection. What the closing's own jobs wrote does not count, nor what its maker has undone.
WITH done AS MATERIALIZED (
    SELECT id, verb, actor_name, at
      FROM audit_act
     WHERE at >= %(since)s AND verb <> ALL (%(own)s)
       AND NOT EXISTS (SELECT FROM registry_operation WHERE act = audit_act.id AND undone_at IS NOT NULL)
), touched AS (
    SELECT event.pgh_obj_id AS household_id, done.id
      FROM registry_householdevent event JOIN done ON done.id = event.pgh_context_id
     UNION
    SELECT event.household_id, done.id
      FROM registry_membershipevent event JOIN done ON done.id = event.pgh_context_id
     UNION
    SELECT event.household_id, done.id
      FROM registry_statementevent event JOIN done ON done.id = event.pgh_context_id
     UNION
    SELECT event.household_id, done.id
      FROM registry_surveyevent event JOIN done ON done.id = event.pgh_context_id
     UNION
    SELECT event.household_id, done.id
      FROM registry_collectionevent event JOIN done ON done.id = event.pgh_context_id
     UNION
    SELECT membership.household_id, done.id
      FROM registry_memberyearevent event JOIN done ON done.id = event.pgh_context_id
      JOIN registry_membership membership ON membership.person_id = event.person_id
     UNION
    SELECT membership.household_id, done.id
      FROM registry_personevent event JOIN done ON done.id = event.pgh_context_id
      JOIN registry_membership membership ON membership.person_id = event.pgh_obj_id
)
SELECT touched.household_id, done.verb, done.actor_name, done.at
  FROM touched
  JOIN done USING (id)
  JOIN registry_closing closing ON closing.household_id = touched.household_id AND closing.year = %(year)s
 WHERE closing.village_code BETWEEN %(first)s AND %(last)s
 ORDER BY done.at, touched.household_id
